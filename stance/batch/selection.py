"""Which of the articles a batch takes: one shard of them, those of some dates, or the first few."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from stance.errors import ArticleError, InputError
from stance.types import Article

_OPERATORS = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, "=": operator.eq, ">": operator.gt, "<": operator.lt,
}  # fmt: skip
_CONDITION = re.compile(rf"\s*date\s*({'|'.join(_OPERATORS)})\s*(\S+)\s*", re.ASCII)
_SHARD = re.compile(r"(\d+)/(\d+)", re.ASCII)
_ISO_DATE = len("2026-01-01")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts of the articles, chosen by a stable hash of the article's id.

    Examples
    --------
    >>> [Shard.parse(f"{number}/2").holds("a17") for number in (1, 2)]
    [True, False]
    """

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read ``2/8``, the second of eight.

        Raises
        ------
        InputError
            If it is nothing of the kind.
        """
        found = _SHARD.fullmatch(text.strip())
        number, of = map(int, found.groups()) if found else (0, 0)
        if not 1 <= number <= of:
            raise InputError(f"shard: {text!r} is not one of 1/N to N/N. Give for example 2/8, the second of eight.")
        return cls(number, of)

    def holds(self, key: str) -> bool:
        """Return whether the article (or, where a failure has no id, the place) of this name is in the shard."""
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.of == self.number - 1


@dataclass(frozen=True, slots=True)
class DateCondition:
    """A bound on the day of an article.

    Examples
    --------
    >>> condition = DateCondition.parse("date>=2026-01-01")
    >>> condition.holds(Article(id="a", text="...", date="2026-03-05T10:00:00Z"))
    True
    """

    sign: str
    day: date

    @classmethod
    def parse(cls, text: str) -> DateCondition:
        """Read ``date>=2026-01-01``; the signs are >=, >, <=, < and =.

        Raises
        ------
        InputError
            If it is nothing of the kind.
        """
        found = _CONDITION.fullmatch(text)
        try:
            if found:
                return cls(found[1], date.fromisoformat(found[2]))
        except ValueError:
            pass
        raise InputError(
            f"where: {text!r} is not a condition on the date. Give for example 'date>=2026-01-01' "
            "(signs: >=, >, <=, <, =); repeat the option for both ends of a period."
        )

    def holds(self, article: Article) -> bool:
        """Return whether the article is of such a day.

        Raises
        ------
        ArticleError
            If its date is missing or does not begin with an ISO date, so that nobody can tell.
        """
        try:
            day = date.fromisoformat((article.date or "")[:_ISO_DATE])
        except ValueError:
            found = f"the date {article.date!r} does not begin with YYYY-MM-DD" if article.date else "there is no date"
            raise ArticleError(
                f"{article.path or article.id}: {found}, so that 'date{self.sign}{self.day}' cannot be told. "
                "Fill it, name its column with date_column=... (--date-column), or leave the condition out.",
                path=article.path,
                article_id=article.id,
            ) from None
        return bool(_OPERATORS[self.sign](day, self.day))


@dataclass(frozen=True, slots=True)
class Selection:
    """Shard and dates together.

    Parameters
    ----------
    shard : Shard or None
        None takes every article.
    where : tuple of DateCondition
        All of them must hold.
    """

    shard: Shard | None = None
    where: tuple[DateCondition, ...] = ()

    @classmethod
    def parse(cls, shard: str | None, where: str | Iterable[str]) -> Selection:
        """Read both as they are given on the command line.

        Raises
        ------
        InputError
            If one of them cannot be read.
        """
        conditions = [where] if isinstance(where, str) else where
        return cls(Shard.parse(shard) if shard else None, tuple(map(DateCondition.parse, conditions)))

    def take(self, result: Article | ArticleError) -> Article | ArticleError | None:
        """Return the article, or the failure, if it is one of those; None if it is not."""
        if isinstance(result, ArticleError):
            key = result.article_id or result.path or ""
            return result if self.shard is None or self.shard.holds(key) else None
        if self.shard is not None and not self.shard.holds(result.id):
            return None
        try:
            return result if all(condition.holds(result) for condition in self.where) else None
        except ArticleError as error:
            return error

    def of(self, articles: Iterable[Article], on_error: Callable[[ArticleError], None]) -> Iterator[Article]:
        """Yield the articles that are taken, and tell of those of which nobody can say."""
        for article in articles:
            taken = self.take(article)
            if isinstance(taken, Article):
                yield taken
            elif taken is not None:
                on_error(taken)

    def __str__(self) -> str:
        parts = [f"{self.shard.number}/{self.shard.of}"] if self.shard else []
        return " and ".join(parts + sorted(f"date{one.sign}{one.day}" for one in self.where)) or "every article"
