import dataclasses

import pytest

from stance.errors import InputError
from stance.types import SPEAKER_COLUMNS, STATEMENT_COLUMNS, Analysis, Article, Position, Prediction, Span, Statement

ARTICLE = Article(id="a", text="“We  refuse,”\nshe said, “any strike.” Officials in Rome rejected\nthe plan, it says.")
PREDICTION = Prediction(
    target="war",
    on_target=True,
    relevance=0.8,
    stance="favor",
    p_against=0.2,
    p_favor=0.7,
    p_neutral=0.1,
    abstained=False,
    model_id="m",
)


def span(piece):
    start = ARTICLE.text.index(piece)
    return Span(start, start + len(piece))


@pytest.fixture
def direct():
    return Statement.from_spans(
        ARTICLE, "s1", speaker="Ana Ruiz", attribution="direct",
        content=(span("“We  refuse,”"), span("“any strike.”")), cue=(span("said"),), source=(span("she"),),
    )  # fmt: skip


@pytest.fixture
def position(direct):
    return Position(
        article_id="a", speaker="Ana Ruiz", position="against", p_against=0.9, p_favor=0.1, p_neutral=0.0,
        low=0.5, high=1.0, n_statements=1, evidence=(direct,), quotes=("“We  refuse,”",),
    )  # fmt: skip


def test_text_of_a_direct_statement_is_what_was_said(direct):
    assert direct.text == "We refuse, any strike."
    assert (direct.cue_text, direct.speaker_mention) == ("said", "she")
    assert (direct.start, direct.end) == (0, ARTICLE.text.index("strike.”") + 8)
    assert ARTICLE.text[direct.start : direct.end].startswith("“We")


@pytest.mark.parametrize("attribution", ["indirect", "mixed"])
def test_text_of_a_reported_statement_holds_the_cue_and_not_the_speaker(attribution):
    statement = Statement.from_spans(
        ARTICLE, "s2", speaker=None, attribution=attribution,
        content=(span("the plan,"),), cue=(span("rejected"),), source=(span("Officials in Rome"),),
    )  # fmt: skip
    assert statement.text == "rejected the plan"
    assert statement.speaker_mention == "Officials in Rome"


def test_statement_without_cue_and_source():
    statement = Statement.from_spans(ARTICLE, "s", speaker=None, attribution="indirect", content=(span("the plan"),))
    assert (statement.cue_text, statement.speaker_mention, statement.text) == ("", "", "the plan")
    assert statement.stance is None


def test_row_of_a_statement(direct):
    row = dataclasses.replace(direct, prediction=PREDICTION).to_row()
    assert tuple(row) == STATEMENT_COLUMNS
    assert (row["cue"], row["stance"], row["confidence"], row["abstained"]) == ("said", "favor", 0.7, False)
    assert None not in row.values()


def test_row_without_a_prediction(direct):
    row = direct.to_row()
    assert tuple(row) == STATEMENT_COLUMNS
    assert [name for name, value in row.items() if value is None] == list(STATEMENT_COLUMNS[9:])


def test_row_of_a_position(position):
    row = position.to_row()
    assert tuple(row) == SPEAKER_COLUMNS
    assert row["evidence"] == ["“We  refuse,”"]


def test_tables_of_an_analysis(direct, position):
    analysis = Analysis(article=ARTICLE, statements=(direct,), positions=(position,))
    assert analysis.to_rows() == [direct.to_row()]
    assert analysis.to_rows("speaker") == [position.to_row()]
    assert tuple(analysis.to_frame().columns) == STATEMENT_COLUMNS
    assert analysis.to_frame("speaker").loc[0, "position"] == "against"


def test_tables_of_an_empty_analysis_have_their_columns():
    analysis = Analysis(article=ARTICLE, statements=(), positions=())
    assert tuple(analysis.to_frame("speaker").columns) == SPEAKER_COLUMNS
    assert len(analysis.to_frame()) == 0


@pytest.mark.parametrize("method", ["to_rows", "to_frame"])
def test_unknown_level(method):
    analysis = Analysis(article=ARTICLE, statements=(), positions=())
    with pytest.raises(InputError, match="level: 'word' is not one of 'statement', 'speaker'"):
        getattr(analysis, method)("word")


@pytest.mark.parametrize("name", ["text", "id"])
def test_records_are_frozen(name):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(ARTICLE, name, "x")


def test_confidence_is_the_largest_probability():
    assert PREDICTION.confidence == 0.7
