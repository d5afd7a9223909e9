"""The table of every statement, packed so that tens of thousands of them fit in a page that opens at once."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Hashable

from stance.labels import ATTRIBUTIONS, STANCES
from stance.report.corpus import Corpus, predicted
from stance.report.text import flat, short

MAX_ROWS = 100_000
_TEXT = 240  # characters of a statement


def pack_table(corpus: Corpus, links: dict[str, str]) -> str:
    """Return the statements by columns, as JSON, compressed, in base64: what ``corpus.js`` unpacks.

    Articles and speakers are listed once, and the rows give their numbers. The first `MAX_ROWS` statements are in it.
    """
    articles = _Numbers()
    speakers = _Numbers()
    columns: dict[str, list[object]] = {
        name: [] for name in ("article", "speaker", "stance", "p", "form", "flags", "text")
    }
    for analysis, statement in corpus.said[:MAX_ROWS]:
        prediction, article = predicted(statement), analysis.article
        columns["article"].append(
            articles.of(
                (flat(article.title or article.id), article.date or "", article.outlet or "", links.get(article.id, ""))
            )
        )
        columns["speaker"].append(speakers.of(flat(statement.speaker or "")))
        columns["stance"].append(STANCES.index(prediction.stance))
        columns["p"].append(round(100 * prediction.confidence))
        columns["form"].append(ATTRIBUTIONS.index(statement.attribution))
        columns["flags"].append(int(prediction.abstained) + 2 * int(not prediction.on_target))
        columns["text"].append(short(statement.text, _TEXT))
    content = {
        "articles": list(articles.numbers),
        "speakers": list(speakers.numbers),
        "stances": STANCES,
        "forms": ATTRIBUTIONS,
        "total": len(corpus.said),
        "columns": columns,
    }
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return b64encode(gzip.compress(packed, compresslevel=9, mtime=0)).decode()


class _Numbers:
    """Numbers things in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[Hashable, int] = {}

    def of(self, thing: Hashable) -> int:
        return self.numbers.setdefault(thing, len(self.numbers))
