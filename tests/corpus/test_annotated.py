"""Annotated articles are read with every offset checked, and what is wrong is named down to the statement."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from stance.corpus import AnnotatedSpeaker, read_annotated
from stance.errors import DataError, SourceNotFoundError
from stance.types import Article, Span

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
TEXT = "“We refuse,” said Ana Ruiz. “Always.”"


def statement(**changes):
    good = {"id": "s1", "speaker": "Ana Ruiz", "attribution": "direct", "stance": "against"}
    return good | {"source": [[18, 26]], "cue": [[13, 17]], "content": [[0, 12], [28, 37]]} | changes


def article(**changes):
    speakers = [{"name": "Ana Ruiz", "gender": "f", "position": "against"}]
    return {"id": "a1", "text": TEXT, "speakers": speakers, "statements": [statement()]} | changes


def speaker(**changes):
    return {"name": "Ana Ruiz", "gender": "f", "position": "against"} | changes


@pytest.fixture
def write(tmp_path):
    def write_lines(*records, name="a.jsonl"):
        path = tmp_path / name
        path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
        return path

    return write_lines


def refused(path, message, error=DataError):
    with pytest.raises(error, match=f"^{re.escape(f'{path}{message}')}$"):
        read_annotated(path)


def test_reads_an_article(write):
    path = write(article(title="No", date="2025-03-01", topic="troops"))
    (read,) = read_annotated(path)
    assert read.article == Article(id="a1", text=TEXT, title="No", date="2025-03-01", path=f"{path}, line 1")
    assert (read.topic, read.speakers) == ("troops", (AnnotatedSpeaker("Ana Ruiz", "f", "against"),))
    found = read.statements[0].statement
    assert (found.text, found.cue_text, found.speaker_mention) == ("We refuse, Always.", "said", "Ana Ruiz")
    assert found.content == (Span(0, 12), Span(28, 37))


def test_title_date_and_topic_may_be_missing(write):
    (read,) = read_annotated(write(article()))
    assert (read.topic, read.article.title, read.article.date) == (None, None, None)


def test_a_folder_is_read_in_order_of_name(write, tmp_path):
    write(article(id="z"), name="a.jsonl")
    write(article(id="y"), article(id="x"), name="b.jsonl")
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    assert [read.article.id for read in read_annotated(str(tmp_path))] == ["z", "y", "x"]


def test_the_data_pass():
    read = read_annotated(ARTICLES)
    assert len(read) == 2621
    assert all(article.statements and article.speakers for article in read)
    for article_ in read:
        for annotated in article_.statements:
            found = annotated.statement
            assert article_.article.text[found.start : found.end].strip()
            assert found.text, (article_.article.id, found.statement_id)


def test_folder_without_articles(tmp_path):
    message = ": there is no annotated article. Give a .jsonl file or a folder of them."
    refused(tmp_path, message, SourceNotFoundError)
    refused(tmp_path / "none.jsonl", message, SourceNotFoundError)


def test_bad_json(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{json.dumps(article())}\n\n{{"id"', encoding="utf-8")
    reason = "Expecting ':' delimiter: line 1 column 6 (char 5)"
    refused(path, f", line 3: is not JSON ({reason}). Write one object a line.")


def test_wrong_encoding(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes('\n{"id": "Peña"}'.encode("latin-1"))
    refused(
        path,
        ", line 2: byte 0xf1 at offset 11 is not UTF-8. Save the file as UTF-8 (in a spreadsheet: CSV UTF-8).",
    )


def without(record, key):
    return {name: value for name, value in record.items() if name != key}


AT = ", line 1, article 'a1'"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ([1], ", line 1: holds a list, expected an object."),
        (without(article(), "id"), ", line 1: 'id' is missing, expected a str."),
        (without(article(), "statements"), ", line 1: 'statements' is missing, expected a list."),
        (article(text=5), ", line 1: 'text' is a int, expected a str."),
        (article(speakers=None), ", line 1: 'speakers' is a NoneType, expected a list."),
        (article(title=5), f"{AT}: 'title' is a int, expected a str or nothing."),
        (article(topic=["troops"]), f"{AT}: 'topic' is a list, expected a str or nothing."),
        (article(speakers=["Ana"]), f"{AT}, speakers: holds a str, expected an object with name, gender, position."),
        (article(speakers=[without(speaker(), "position")]), f"{AT}, speakers: 'position' is missing, expected a str."),
        (
            article(speakers=[speaker(position="unclear")]),
            f"{AT}, speaker 'Ana Ruiz': position 'unclear' is not one of 'against', 'favor', 'neutral'.",
        ),
        (
            article(speakers=[speaker(gender="w")]),
            f"{AT}, speaker 'Ana Ruiz': gender 'w' is not one of 'm', 'f', 'group', 'unknown'.",
        ),
        (article(speakers=[speaker()] * 2), f"{AT}: speaker 'Ana Ruiz' stands there twice. Tell the two apart."),
        (article(statements=[statement()] * 2), f"{AT}: statement 's1' stands there twice. Tell the two apart."),
    ],
)
def test_broken_article(write, record, message):
    refused(write(record), message)


def bad_span(role, pair, last=0):
    return (
        f"{role} {pair!r} is no half-open [start, end] into its 37 characters, "
        f"behind the piece before it (which ends at {last})."
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"speaker": "Ruiz"}, "speaker 'Ruiz' is not among the article's speakers."),
        ({"stance": "pro"}, "stance 'pro' is not one of 'against', 'favor', 'neutral'."),
        ({"attribution": "quoted"}, "attribution 'quoted' is not one of 'direct', 'indirect', 'mixed'."),
        ({"content": []}, "content is empty. Give at least one [start, end]."),
        ({"content": [[0, 38]]}, bad_span("content", [0, 38])),
        ({"content": [[-1, 4]]}, bad_span("content", [-1, 4])),
        ({"content": [[4, 4]]}, bad_span("content", [4, 4])),
        ({"content": [[9, 4]]}, bad_span("content", [9, 4])),
        ({"content": [[0, 12], [11, 20]]}, bad_span("content", [11, 20], 12)),
        ({"content": [[28, 37], [0, 12]]}, bad_span("content", [0, 12], 37)),
        ({"source": [[18]]}, bad_span("source", [18])),
        ({"source": [18, 26]}, bad_span("source", 18)),
        ({"cue": [[13.0, 17]]}, bad_span("cue", [13.0, 17])),
        ({"cue": [[False, True]]}, bad_span("cue", [False, True])),
    ],
)
def test_broken_statement(write, changes, message):
    refused(write(article(statements=[statement(**changes)])), f"{AT}, statement 's1': {message}")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (without(statement(), "cue"), "'cue' is missing, expected a list."),
        (statement(content="all"), "'content' is a str, expected a list."),
        (statement(speaker=None), "'speaker' is a NoneType, expected a str."),
        (
            "s1",
            "holds a str, expected an object with id, speaker, attribution, stance, source, cue, content.",
        ),
    ],
)
def test_statement_with_a_wrong_key(write, record, message):
    refused(write(article(statements=[record])), f"{AT}, statements: {message}")


def test_statements_without_source_and_cue_are_good(write):
    (read,) = read_annotated(write(article(statements=[statement(source=[], cue=[])])))
    assert read.statements[0].statement.speaker_mention == ""


def test_duplicate_article_in_one_file(write):
    refused(write(article(), article()), ", line 2: article 'a1' was there before. Give it an id of its own.")


def test_duplicate_article_in_two_files(write, tmp_path):
    write(article(), name="a.jsonl")
    second = write(article(), name="b.jsonl")
    with pytest.raises(DataError, match=f"^{re.escape(str(second))}, line 1: article 'a1' was there before"):
        read_annotated(tmp_path)


def test_positions_of_the_press_articles_follow_from_their_stances():
    articles = read_annotated(ARTICLES / "press.jsonl")
    assert len(articles) > 2000
    for gold in articles:
        taken = {speaker.name: set() for speaker in gold.speakers}
        for one in gold.statements:
            taken[one.statement.speaker].add(one.stance)
        for speaker in gold.speakers:
            assert taken[speaker.name] - {"neutral"} == {speaker.position} - {"neutral"}, gold.article.id
