"""From articles to rows, a block at a time: what is done is left out, what is there twice is scored once."""

from __future__ import annotations

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from stance.articles.seen import FirstSeen
from stance.batch.blocks import Block, Rows
from stance.batch.journal import Done, State, content_hash
from stance.errors import ArticleError
from stance.types import Article

Outcome = Rows | str
"""The rows of an article, or why there are none."""

ARTICLES_A_BLOCK = 64
_LETTERS_A_BLOCK = 2**22
ARTICLES_A_PART = 1024
_LETTERS_A_PART = 2**25
FEW_ARTICLES = 256
ARTICLES_REMEMBERED = 4096
"""A copy that comes within as many articles of the one before is not scored again."""


@dataclass(slots=True)
class _Rows:
    """The rows of a text, for the copies that come soon after it; None until they are there, or if it failed."""

    packed: bytes | None = None

    def pack(self, rows: Rows) -> None:
        self.packed = zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), level=1)

    def unpack(self, article_id: str) -> Rows | None:
        if self.packed is None:
            return None
        return [{**row, "article_id": article_id} for row in pickle.loads(zlib.decompress(self.packed))]


@dataclass(frozen=True, slots=True)
class _Item:
    article: Article
    done: Done
    rows: _Rows
    scored: bool  # else its rows are those of an article shortly before it


class ArticlePipeline:
    """Cuts a stream into blocks, and puts the rows of a scored block together.

    The parts follow from the stream alone, whatever is done of it, so that a resumed run writes those of a run that was
    not interrupted.

    Parameters
    ----------
    state : callable
        What is known of an article, by id and hash of its text; see `Journal.state`.
    """

    def __init__(self, state: Callable[[str, str], State]) -> None:
        self._state = state
        self._contents = FirstSeen()
        self._recent: OrderedDict[str, _Rows] = OrderedDict()

    def blocks(self, results: Iterable[Article | ArticleError]) -> Iterator[Block]:
        """Yield blocks; one may be empty of articles to score."""
        block = Block()
        n_read = n_articles = n_letters = n_part = 0
        for result in results:
            if isinstance(result, ArticleError):
                block.items.append(result)
            else:
                done, many = self._identify(result, many=n_read >= FEW_ARTICLES)
                if block.work and block.many != many:
                    yield block
                    block, n_letters = Block(), 0
                block.many = many
                n_read += 1
                n_articles += 1
                n_letters += len(result.text)
                n_part += len(result.text)
                self._add(block, result, done)
            block.ends_part = n_articles >= ARTICLES_A_PART or n_part >= _LETTERS_A_PART
            n_block = max(len(block.items), block.n_read)
            if block.ends_part or n_block >= ARTICLES_A_BLOCK or n_letters >= _LETTERS_A_BLOCK:
                yield block
                n_letters = 0
                if block.ends_part:
                    n_articles = n_part = 0
                block = Block()
        if n_articles or block.items:
            block.ends_part = True
            yield block

    def _identify(self, article: Article, *, many: bool) -> tuple[Done, bool]:
        """Return what the journal notes of an article, and whether the first of its text came late in the stream."""
        content = content_hash(article.text)
        noted = self._contents.earlier(content, f"{many:d}{article.id}")
        if noted is None:
            return Done(article.id, content), many
        return Done(article.id, content, noted[1:]), noted[0] == "1"

    def _add(self, block: Block, article: Article, done: Done) -> None:
        content = done.content
        block.n_read += 1
        if done.duplicate_of is not None:
            block.duplicates.append(done)
        state = self._state(article.id, content)
        if state == "new":
            scored = content not in self._recent
            block.items.append(_Item(article, done, self._remember(content), scored))
            if scored:
                block.work.append(article)
        elif state == "done":
            block.n_resumed += 1
        else:
            block.items.append(
                ArticleError(
                    f"{article.path or article.id}: the text of {article.id!r} has changed since it was scored; the "
                    "table keeps the rows of the old one. Score it to another output, or start over.",
                    path=article.path,
                    article_id=article.id,
                )
            )

    def _remember(self, content: str) -> _Rows:
        rows = self._recent.setdefault(content, _Rows())
        self._recent.move_to_end(content)
        if len(self._recent) > ARTICLES_REMEMBERED:
            self._recent.popitem(last=False)
        return rows

    def rows_of(self, block: Block, outcomes: Iterable[Outcome]) -> tuple[Rows, list[Done], list[ArticleError]]:
        """Return the rows of a block, the articles that are done with them, and what failed."""
        scored = iter(outcomes)
        rows: Rows = []
        done: list[Done] = []
        failures: list[ArticleError] = []
        for item in block.items:
            outcome = item if isinstance(item, ArticleError) else self._outcome(item, scored)
            if isinstance(outcome, ArticleError):
                failures.append(outcome)
            else:
                assert isinstance(item, _Item)
                rows += outcome
                done.append(item.done)
        return rows, done, failures

    def _outcome(self, item: _Item, scored: Iterator[Outcome]) -> Rows | ArticleError:
        if not item.scored:
            rows = item.rows.unpack(item.article.id)
            if rows is None:
                return failure(item.article, f"has the text of {item.done.duplicate_of!r}, whose analysis failed")
            return rows
        outcome = next(scored)
        if isinstance(outcome, str):
            self._recent.pop(item.done.content, None)  # a copy that comes later is tried for itself
            return failure(item.article, outcome)
        item.rows.pack(outcome)
        return outcome


def failure(article: Article, what: str) -> ArticleError:
    """Return the error of an article that was read and has no rows."""
    where = article.path or article.id
    return ArticleError(f"{where}: {what}.", path=where, article_id=article.id)
