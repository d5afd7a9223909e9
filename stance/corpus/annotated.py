"""Read articles in which every statement, speaker and position is marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.corpus.tables import read_jsonl
from stance.errors import DataError, SourceNotFoundError
from stance.labels import ATTRIBUTIONS, STANCES
from stance.types import Article, Span, Statement

if TYPE_CHECKING:
    import pandas as pd

_KEYS = {"id": str, "text": str, "speakers": list, "statements": list}
_STATEMENT_KEYS = {
    "id": str, "speaker": str, "attribution": str, "stance": str, "source": list, "cue": list, "content": list,
}  # fmt: skip
_SPEAKER_KEYS = {"name": str, "gender": str, "position": str}
_SOURCE = re.compile(r"[^\W\d_]+|.*", re.DOTALL)
_GENDERS = ("m", "f", "group", "unknown")


@dataclass(frozen=True, slots=True)
class AnnotatedSpeaker:
    """A speaker with the position that a careful reader takes from all of the speaker's statements.

    Parameters
    ----------
    name : str
        The fullest that the article gives.
    gender : str
        ``m``, ``f``, ``group`` or ``unknown``.
    position : str
        One of `stance.labels.STANCES`.
    """

    name: str
    gender: str
    position: str


@dataclass(frozen=True, slots=True)
class AnnotatedStatement:
    """A statement as it should be found, with its stance."""

    statement: Statement
    stance: str


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with everything that should be found in it."""

    article: Article
    topic: str | None
    speakers: tuple[AnnotatedSpeaker, ...]
    statements: tuple[AnnotatedStatement, ...]


def is_annotated(path: str | Path) -> bool:
    """Return whether a path holds annotated articles and not a table: a folder, or lines that hold statements."""
    file = Path(path)
    if file.suffix.lower() != ".jsonl" or not file.is_file():
        return file.is_dir()
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        try:
            record = json.loads(lines.readline())
        except ValueError:
            return False  # the reader of the table names the line
    return isinstance(record, dict) and "statements" in record


def annotated_rows(articles: Iterable[AnnotatedArticle]) -> pd.DataFrame:
    """Return the statements of annotated articles as a table that `read_statements` takes; a repeated text stands once.

    Returns
    -------
    DataFrame
        Columns ``id text speaker attribution label situation source``: the situation is the article; the source is what
        its id begins with, up to the first digit or hyphen (``P`` of ``P01``).
    """
    import pandas as pd

    rows = [
        {
            "id": f"{annotated.article.id}:{one.statement.statement_id}",
            "text": one.statement.text,
            "speaker": one.statement.speaker,
            "attribution": one.statement.attribution,
            "label": one.stance,
            "situation": annotated.article.id,
            "source": _SOURCE.match(annotated.article.id)[0],  # type: ignore[index]  # it matches any text
        }
        for annotated in articles
        for one in annotated.statements
        if one.statement.text.strip()
    ]
    return pd.DataFrame(rows).drop_duplicates("text", ignore_index=True)


def read_annotated(path: str | Path) -> tuple[AnnotatedArticle, ...]:
    """Read annotated articles from a JSONL file, or from every ``*.jsonl`` of a folder, in order of name.

    Parameters
    ----------
    path : str or Path
        One object a line: ``id``, ``text``, ``speakers`` (``name``, ``gender``, ``position``) and ``statements``
        (``id``, ``speaker``, ``attribution``, ``stance``, and ``source``, ``cue``, ``content`` as lists of
        ``[start, end]``); ``title``, ``date`` and ``topic`` may be there.

    Returns
    -------
    tuple of AnnotatedArticle

    Raises
    ------
    SourceNotFoundError
        If there is no such file, or no ``*.jsonl`` in the folder.
    DataError
        If a line is broken; the message names file, line, article and statement.

    Examples
    --------
    >>> (seed,) = read_annotated("data/articles/seed-article.jsonl")
    >>> seed.statements[5].statement.text, seed.statements[5].stance
    ('firmly rejected any notion of U.S. troops entering Mexican territory', 'against')
    """
    path = Path(path)
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise SourceNotFoundError(f"{path}: there is no annotated article. Give a .jsonl file or a folder of them.")
    read: dict[str, AnnotatedArticle] = {}
    lines = ((f"{file}, line {number}", record) for file in files for number, record in read_jsonl(file).items())
    for where, record in lines:
        annotated = _parse(where, record)
        if annotated.article.id in read:
            raise DataError(f"{where}: article {annotated.article.id!r} was there before. Give it an id of its own.")
        read[annotated.article.id] = annotated
    return tuple(read.values())


def _parse(path: str, record: dict[str, Any]) -> AnnotatedArticle:
    _check_keys(path, record, _KEYS)
    where = f"{path}, article {record['id']!r}"
    title, date, topic = (_optional(where, record, name) for name in ("title", "date", "topic"))
    article = Article(id=record["id"], text=record["text"], title=title, date=date, path=path)
    speakers = tuple(_parse_speaker(where, speaker) for speaker in record["speakers"])
    names = {speaker.name for speaker in speakers}
    statements = tuple(_parse_statement(where, article, names, statement) for statement in record["statements"])
    _check_unique(where, "speaker", (speaker.name for speaker in speakers))
    _check_unique(where, "statement", (annotated.statement.statement_id for annotated in statements))
    return AnnotatedArticle(article, topic, speakers, statements)


def _parse_speaker(where: str, speaker: Any) -> AnnotatedSpeaker:
    _check_keys(f"{where}, speakers", speaker, _SPEAKER_KEYS)
    where = f"{where}, speaker {speaker['name']!r}"
    _check_choice(where, "gender", speaker["gender"], _GENDERS)
    _check_choice(where, "position", speaker["position"], STANCES)
    return AnnotatedSpeaker(speaker["name"], speaker["gender"], speaker["position"])


def _parse_statement(where: str, article: Article, names: set[str], statement: Any) -> AnnotatedStatement:
    _check_keys(f"{where}, statements", statement, _STATEMENT_KEYS)
    where = f"{where}, statement {statement['id']!r}"
    _check_choice(where, "attribution", statement["attribution"], ATTRIBUTIONS)
    _check_choice(where, "stance", statement["stance"], STANCES)
    if statement["speaker"] not in names:
        raise DataError(f"{where}: speaker {statement['speaker']!r} is not among the article's speakers.")
    spans = {role: _parse_spans(where, role, statement[role], article.text) for role in ("source", "cue", "content")}
    if not spans["content"]:
        raise DataError(f"{where}: content is empty. Give at least one [start, end].")
    cut = Statement.from_spans(
        article, statement["id"], speaker=statement["speaker"], attribution=statement["attribution"], **spans
    )
    return AnnotatedStatement(cut, statement["stance"])


def _parse_spans(where: str, role: str, pairs: list[Any], text: str) -> tuple[Span, ...]:
    spans = []
    last = 0
    for pair in pairs:
        whole = isinstance(pair, list) and len(pair) == 2 and all(type(offset) is int for offset in pair)
        if not (whole and last <= pair[0] < pair[1] <= len(text)):
            raise DataError(
                f"{where}: {role} {pair!r} is no half-open [start, end] into its {len(text)} characters, "
                f"behind the piece before it (which ends at {last})."
            )
        spans.append(Span(*pair))
        last = pair[1]
    return tuple(spans)


def _check_keys(where: str, record: Any, keys: Mapping[str, type]) -> None:
    if not isinstance(record, dict):
        raise DataError(f"{where}: holds a {type(record).__name__}, expected an object with {', '.join(keys)}.")
    for key, kind in keys.items():
        if not isinstance(record.get(key), kind):
            found = f"is a {type(record[key]).__name__}" if key in record else "is missing"
            raise DataError(f"{where}: {key!r} {found}, expected a {kind.__name__}.")


def _optional(where: str, record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if not isinstance(value, str | None):
        raise DataError(f"{where}: {key!r} is a {type(value).__name__}, expected a str or nothing.")
    return value


def _check_unique(where: str, kind: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DataError(f"{where}: {kind} {name!r} stands there twice. Tell the two apart.")
        seen.add(name)


def _check_choice(where: str, name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise DataError(f"{where}: {name} {value!r} is not one of {', '.join(map(repr, choices))}.")
