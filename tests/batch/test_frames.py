import logging

import pandas as pd
import pytest

import stance
from stance.batch.frames import score_frame, to_frame
from stance.errors import ArticleError, InputError, ModelError

TEXT = "“We will not accept {} foreign soldiers,” said Senator Ana Ruiz. Governor Paul Marsh urged them to send troops."


@pytest.fixture
def news():
    return pd.DataFrame({"id": range(150), "text": [TEXT.format(n) for n in range(150)], "more": 0.5})


@pytest.mark.parametrize("level", ["statement", "speaker"])
def test_rows_and_types_are_those_of_the_files(news, tmp_path, tiny_model, level):
    news.to_parquet(tmp_path / "in.parquet")
    stance.score_files(tmp_path / "in.parquet", output=tmp_path / "t.parquet", model=tiny_model, level=level)
    scored = score_frame(news, tiny_model, level=level)
    expected = pd.read_parquet(tmp_path / "t.parquet")
    assert scored.to_dict("records") == [
        {name: list(cell) if name == "evidence" else cell for name, cell in row.items()}
        for row in expected.to_dict("records")
    ]
    empty = score_frame(news[:0], tiny_model, level=level)
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == scored.dtypes.to_dict() == to_frame([], level).dtypes.to_dict()


def test_column_names(news, tiny_model):
    renamed = news.rename(columns={"id": "key", "text": "body"})
    scored = score_frame(renamed, tiny_model, id_column="key", text_column="body")
    assert scored.equals(score_frame(news, tiny_model))
    with pytest.raises(InputError, match=r"no column 'text'; the columns are key, body, more\. Pass text_column="):
        score_frame(renamed, tiny_model)


def test_article_that_cannot_be_scored(news, tiny_model, caplog):
    broken = news.astype({"text": object})
    broken.loc[3, "text"] = None
    broken.loc[5, "text"] = " "
    with pytest.raises(ArticleError, match="3: the text is null, expected a string"):
        score_frame(broken, tiny_model)
    with caplog.at_level(logging.WARNING, logger="stance.batch.frames"):
        scored = score_frame(broken, tiny_model, on_error="log")
    assert set(scored.article_id) == {str(n) for n in range(150)} - {"3", "5"}
    assert [record.getMessage()[:19] for record in caplog.records] == ["3: the text is null", "5: the text is empt"]


def test_impossible_arguments(news, tiny_model):
    with pytest.raises(InputError, match="level: 'word' is not one of"):
        score_frame(news, tiny_model, level="word")
    with pytest.raises(InputError, match="on_error: 'skip' is not one of 'raise', 'log'"):
        score_frame(news, tiny_model, on_error="skip")
    with pytest.raises(ModelError, match="the batch was begun with tiny-000000000000"):
        score_frame(news, tiny_model, model_id="tiny-000000000000")
