"""Articles from plain text and from HTML: one file, one article."""

from __future__ import annotations

from pathlib import Path

from stance.errors import ArticleError, MissingExtraError
from stance.types import Article

MAX_BYTES = 8 * 2**20
"""Largest file, line or text that is taken for one article: a hundred novels' worth, and no threat to the memory."""


def decode(data: bytes, *, where: str, article_id: str | None = None) -> str:
    """Return bytes as text, without a byte order mark and otherwise as they stand, line ends included.

    Raises
    ------
    ArticleError
        If they are not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{where}: byte {data[error.start]:#04x} at offset {error.start} is not UTF-8. Save the file as UTF-8.",
            path=where,
            article_id=article_id,
        ) from None


def read_text(path: Path, *, article_id: str) -> Article:
    """Return the article that a text file holds.

    Raises
    ------
    ArticleError
        If the file cannot be read, is empty, not UTF-8, or binary.
    """
    return make_article(decode(_read_bytes(path, article_id), where=str(path), article_id=article_id), path, article_id)


def read_html(path: Path, *, article_id: str) -> Article:
    """Return the main text of a web page, with its title and date where it names them.

    Raises
    ------
    MissingExtraError
        If trafilatura is not installed.
    ArticleError
        If the file cannot be read, or no main text is found in it.
    """
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError(f'{path}: HTML needs trafilatura: pip install "stancekit[html]".') from None
    page = trafilatura.bare_extraction(_read_bytes(path, article_id), with_metadata=True, include_comments=False)
    found = page.as_dict() if isinstance(page, trafilatura.settings.Document) else {}
    if not found.get("text"):
        raise ArticleError(
            f"{path}: no article was found in the page. Save the text of the article as .txt instead.",
            path=str(path),
            article_id=article_id,
        )
    return Article(
        id=article_id,
        text=found["text"],
        title=found["title"],
        date=found["date"],
        path=str(path),
        outlet=found.get("sitename") or None,
    )


def make_article(text: str, path: Path | str, article_id: str) -> Article:
    """Return an article, unless its text is no text.

    Raises
    ------
    ArticleError
        If the text is blank, too long, or holds the NUL character that binary files hold.
    """
    where = str(path)
    if not text.strip():
        raise ArticleError(
            f"{where}: the text is empty. Remove the article or fill it.", path=where, article_id=article_id
        )
    if len(text) > MAX_BYTES:
        raise too_large(where, article_id=article_id)
    if "\0" in text:
        raise ArticleError(
            f"{where}: holds a NUL character, as binary files do. Give the text of the article.",
            path=where,
            article_id=article_id,
        )
    return Article(id=article_id, text=text, path=where)


def too_large(where: str, *, article_id: str | None = None) -> ArticleError:
    """Return the error of what is larger than `MAX_BYTES`."""
    return ArticleError(
        f"{where}: is larger than the {MAX_BYTES // 2**20} MB that one article may have. Split it, or leave it out.",
        path=where,
        article_id=article_id,
    )


def _read_bytes(path: Path, article_id: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ArticleError(
            f"{path}: cannot be read ({error.strerror}).", path=str(path), article_id=article_id
        ) from None
    if len(data) > MAX_BYTES:
        raise too_large(str(path), article_id=article_id)
    return data
