"""Articles from wherever they are: files of every kind that is read, folders of them, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO

from stance.articles.seen import FirstSeen
from stance.articles.tables import TABLE_SUFFIXES, Record, iter_records, iter_stream
from stance.articles.text import MAX_BYTES, decode, make_article, read_html, read_text
from stance.errors import ArticleError, InputError, SourceNotFoundError
from stance.types import Article

Failure = Callable[[ArticleError], None]
"""Told of each article that could not be read."""

_File = tuple[Path, str]

STDIN = "-"
_TEXT, _HTML = (".txt", ".md"), (".html", ".htm")
SUFFIXES = (*_TEXT, *_HTML, *TABLE_SUFFIXES)
STDIN_FORMATS = ("txt", "csv", "tsv", "jsonl")


@dataclass(frozen=True, slots=True)
class _Columns:
    text: str
    id: str
    title: str
    date: str
    outlet: str


def iter_articles(
    sources: str | Path | Iterable[str | Path],
    *,
    text_column: str = "text",
    id_column: str = "id",
    title_column: str = "title",
    date_column: str = "date",
    outlet_column: str = "outlet",
    stdin_format: str = "txt",
    on_error: Failure | None = None,
) -> Iterator[Article]:
    r"""Yield articles one by one, without holding more than a part of a file in memory.

    Parameters
    ----------
    sources : str, Path, or iterable of them
        Files ending in .txt, .md, .html, .htm (extra ``html``), .csv, .tsv, .jsonl or .parquet; folders, searched
        through in order of name, hidden files left out; ``-`` for standard input.
    text_column, id_column, title_column, date_column, outlet_column : str
        Columns of tables. Only the text must be there.
    stdin_format : str
        What standard input holds: ``txt`` (one article), ``csv``, ``tsv`` or ``jsonl``.
    on_error : callable or None
        Told of each article that cannot be read, and the reading goes on; None raises the error.

    Yields
    ------
    Article
        A text as it stands, line ends included; ids are unique.

    Raises
    ------
    SourceNotFoundError
        If a file or folder is missing, before any article is yielded.
    InputError
        If a file is of a kind that is not read, or a folder holds none that is.
    ArticleError
        If an article cannot be read and there is no `on_error`.

    Examples
    --------
    >>> [article.id for article in iter_articles("seeds")]
    ['000_bc4f9244cbd46ca2']
    """
    results = read_articles(
        sources,
        text_column=text_column,
        id_column=id_column,
        title_column=title_column,
        date_column=date_column,
        outlet_column=outlet_column,
        stdin_format=stdin_format,
    )
    return _articles_of(results, on_error)


def read_articles(
    sources: str | Path | Iterable[str | Path],
    *,
    text_column: str = "text",
    id_column: str = "id",
    title_column: str = "title",
    date_column: str = "date",
    outlet_column: str = "outlet",
    stdin_format: str = "txt",
) -> Iterator[Article | ArticleError]:
    """Yield articles as `iter_articles` does, and an error in the place of each that cannot be read."""
    columns = _Columns(text=text_column, id=id_column, title=title_column, date=date_column, outlet=outlet_column)
    if stdin_format not in STDIN_FORMATS:
        raise InputError(f"stdin_format: {stdin_format!r} is not one of {', '.join(map(repr, STDIN_FORMATS))}.")
    named = [sources] if isinstance(sources, str | Path) else list(sources)
    files = chain.from_iterable([_files(source) for source in named])
    return _unique(_read_all(files, columns, stdin_format))


def _articles_of(results: Iterable[Article | ArticleError], on_error: Failure | None) -> Iterator[Article]:
    for result in results:
        if isinstance(result, Article):
            yield result
        elif on_error is None:
            raise result
        else:
            on_error(result)


def _files(source: str | Path) -> Iterable[_File | ArticleError]:
    """Return each file with the id of the article that it holds, if it holds one only."""
    if str(source) == STDIN:
        return [(Path(STDIN), "stdin")]
    path = Path(source)
    if path.is_dir():
        if next(walk(path), None) is None:
            raise InputError(f"{path}: the folder holds no file ending in {', '.join(SUFFIXES)}.")
        return (
            file if isinstance(file, ArticleError) else (file, file.relative_to(path).with_suffix("").as_posix())
            for file in walk(path)
        )
    if not path.exists():
        raise SourceNotFoundError(f"{path}: there is no such file or folder.")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: {path.suffix or 'no'} suffix; files that are read end in {', '.join(SUFFIXES)}.")
    return [(path, path.stem)]


def walk(folder: Path) -> Iterator[Path | ArticleError]:
    """Yield the files of a folder that are read, in order of name, holding the names of one folder a level."""
    try:
        with os.scandir(folder) as entries:
            # symbolic links to folders are not followed: they may lead in a circle
            found = sorted((e.name, e.is_dir(follow_symlinks=False)) for e in entries if _may_be_read(e))
    except OSError as error:
        yield ArticleError(f"{folder}: the folder cannot be listed ({error.strerror or error}).", path=str(folder))
        return
    for name, is_folder in found:
        path = folder / name
        if is_folder:
            yield from walk(path)
        elif path.suffix.lower() in SUFFIXES:
            yield path


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """Leave out what is hidden, and pipes and devices; a link that leads nowhere fails when it is read."""
    if entry.name.startswith("."):
        return False
    return entry.is_dir(follow_symlinks=False) or entry.is_file() or (entry.is_symlink() and not entry.is_dir())


def _read_all(
    files: Iterable[_File | ArticleError], columns: _Columns, stdin_format: str
) -> Iterator[Article | ArticleError]:
    for file in files:
        if isinstance(file, ArticleError):
            yield file
            continue
        path, article_id = file
        suffix = path.suffix.lower()
        if str(path) == STDIN:
            yield from _read_stdin(sys.stdin.buffer, stdin_format, columns)
        elif suffix in TABLE_SUFFIXES:
            records = iter_records(path, columns=astuple(columns))
            yield from _from_records(records, columns, has_header=suffix != ".jsonl")
        else:
            try:
                yield (read_text if suffix in _TEXT else read_html)(path, article_id=article_id)
            except ArticleError as error:
                yield error


def _read_stdin(file: IO[bytes], stdin_format: str, columns: _Columns) -> Iterator[Article | ArticleError]:
    if stdin_format != "txt":
        records = iter_stream(file, name="stdin", suffix=f".{stdin_format}")
        yield from _from_records(records, columns, has_header=stdin_format != "jsonl")
        return
    try:
        yield make_article(decode(file.read(MAX_BYTES + 1), where="stdin"), "stdin", "stdin")
    except ArticleError as error:
        yield error


def _from_records(
    records: Iterable[Record | ArticleError], columns: _Columns, *, has_header: bool
) -> Iterator[Article | ArticleError]:
    for record in records:
        if has_header and isinstance(record, Record) and columns.text not in record.values:
            yield ArticleError(
                f"{record.file}: there is no column {columns.text!r} for the text; "
                f"the columns are {', '.join(record.values)}. Pass text_column=... (--text-column).",
                path=record.file,
            )
            return  # every row would say the same
        try:
            yield record if isinstance(record, ArticleError) else _from_record(record, columns)
        except ArticleError as error:
            yield error


def _from_record(record: Record, columns: _Columns) -> Article:
    values = record.values
    article_id = _filled(values.get(columns.id)) or f"{record.file}:{record.number}"
    text = values.get(columns.text)
    if not isinstance(text, str):
        kind = "null" if text is None else f"of type {type(text).__name__}"
        found = f"is {kind}" if columns.text in values else "is missing"
        raise ArticleError(
            f"{record.where}: the text {columns.text!r} {found}; the columns are {', '.join(values) or 'none'}. "
            "Pass text_column=... (--text-column), or fill it.",
            path=record.where,
            article_id=article_id,
        )
    article = make_article(text, record.where, article_id)
    return replace(
        article,
        title=_filled(values.get(columns.title)),
        date=_filled(values.get(columns.date)),
        outlet=_filled(values.get(columns.outlet)),
    )


def _filled(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _unique(results: Iterable[Article | ArticleError]) -> Iterator[Article | ArticleError]:
    seen = FirstSeen()
    for result in results:
        if isinstance(result, Article):
            earlier = seen.earlier(result.id, result.path or "")
            if earlier is not None:
                yield ArticleError(
                    f"{result.path}: the id {result.id!r} is that of {earlier} too. Give every article its own.",
                    path=result.path,
                    article_id=result.id,
                )
                continue
        yield result
