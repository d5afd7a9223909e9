"""Read the PolNeAR corpus and score attributions against it.

PolNeAR (Newell, Margolin & Ruths, LREC 2018) marks who said what in 1,028 political news articles. It is no part of
this project: only the path of a copy is ever given. The matching is the one that `score` describes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

KINDS: Final = ("all", "direct", "indirect", "speech")
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARK: Final = re.compile("[\"“”„«»]|''|``")
_SPAN: Final = re.compile(r"^(T\d+)\t(\w+) ([\d ;]+)\t")
_WEAK: Final = frozenset(
    """
    a an the of and or to in on at by for with from as s he she it they we i you his her its their our my your him
    them us me who which that this these those one 's
    """.split()  # noqa: SIM905
)
_SPEECH: Final = frozenset(
    """
    say says said saying tell tells told telling add adds added adding according announce announces announced
    announcing argue argues argued arguing ask asks asked asking claim claims claimed claiming insist insists
    insisted insisting write writes wrote written writing report reports reported reporting note notes noted noting
    explain explains explained explaining declare declares declared declaring state states stated stating statement
    suggest suggests suggested suggesting warn warns warned warning accuse accuses accused accusing call calls
    called calling criticize criticized criticizing deny denies denied denying promise promised promises promising
    vow vowed vows pledge pledged pledges tweet tweeted tweets tweeting respond responded responds responding reply
    replied replies describe described describes describing acknowledge acknowledged acknowledges admit admitted
    admits concede conceded concedes contend contends contended maintain maintained maintains assert asserts
    asserted point pointed points mention mentioned mentions repeat repeated repeats urge urged urges urging quip
    quipped joke joked jokes shout shouted yell yelled remark remarked remarks comment commented comments continue
    continued continues recall recalled recount recounted slam slammed blast blasted charge charged charges tout
    touted praise praised praises propose proposed proposes refer referred refers reveal revealed reveals confirm
    confirmed confirms conclude concluded concludes predict predicted predicts testify testified observe observed
    speak spoke speaking talk talked talking quote quoted quotes question questioned read reads per put puts caution
    cautioned complain complained counter countered dismiss dismissed disclose disclosed emphasize emphasized stress
    stressed hint hinted imply implied indicate indicated indicates lament lamented mock mocked offer offered post
    posted proclaim proclaimed recommend recommended advise advised allege alleged alleges answer answered answers
    advocate advocated assure assured blame blamed bragged brag
    """.split()  # noqa: SIM905
)

Spans = list[list[int]]


@dataclass(frozen=True)
class Attribution:
    """Spans of a content, of who said it (may be empty), and of the cue (empty for predictions)."""

    content: Spans
    source: Spans
    cue: Spans


@dataclass(frozen=True)
class AnnotatedText:
    """A text with the attributions of each of its annotators."""

    text: str
    annotators: tuple[tuple[Attribution, ...], ...]


def read_split(folder: str | Path, split: str) -> dict[str, AnnotatedText]:
    """Read ``<folder>/<split>/text/*.txt`` with ``<folder>/<split>/attributions/<name>_<annotator>.ann``."""
    texts = sorted((Path(folder) / split / "text").glob("*.txt"))
    if not texts:
        raise SystemExit(
            f"{folder}/{split}/text: there is no .txt file. Give the folder that holds the PolNeAR splits."
        )
    marked: dict[str, list[Path]] = {}
    for path in sorted((Path(folder) / split / "attributions").glob("*.ann")):
        marked.setdefault(path.stem.rpartition("_")[0], []).append(path)
    return {
        path.stem: AnnotatedText(_read(path), tuple(map(_read_annotator, marked.get(path.stem, ())))) for path in texts
    }


def score(gold: dict[str, AnnotatedText], predicted: dict[str, list[Attribution]]) -> dict[str, dict[str, float]]:
    """Score predictions, in F1 between 0 and 1, for each kind of attribution.

    Two contents match when their words overlap at a Jaccard index of 0.5 or more, one to one, best first; `joint` asks
    for a word in common with the source as well, function words aside unless the source is one ("he"). `direct`
    contents hold or touch a quotation mark: recall is over gold ones, precision over predicted ones. `speech` keeps the
    gold whose cue is a word of speech, and ignores predictions that match other gold. An article of several annotators
    counts once.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for name, article in gold.items():
        found = [one for one in predicted.get(name, ()) if _words(article.text, one.content)]
        for marked in article.annotators:
            for key, value in _count(article.text, marked, found).items():
                counts[key] += value / len(article.annotators)
    return {kind: _figures({name: value for (k, name), value in counts.items() if k == kind}) for kind in KINDS}


def _count(text: str, gold: tuple[Attribution, ...], found: list[Attribution]) -> Counter[tuple[str, str]]:
    pairs = _match([_words(text, one.content) for one in gold], [_words(text, one.content) for one in found])
    is_speech = [not one.cue or not _SPEECH.isdisjoint(_words(text, one.cue).values()) for one in gold]
    passed_over = {j for i, j in pairs if not is_speech[i]}
    gold_kinds = [{"all", _form(text, one), *(("speech",) if is_speech[i] else ())} for i, one in enumerate(gold)]
    found_kinds = [{"all", _form(text, one), *(() if j in passed_over else ("speech",))} for j, one in enumerate(found)]
    counts: Counter[tuple[str, str]] = Counter()
    for kind in KINDS:
        counts[kind, "gold"] = sum(kind in kinds for kinds in gold_kinds)
        counts[kind, "found"] = sum(kind in kinds for kinds in found_kinds)
        for i, j in pairs:
            right = not gold[i].source or _same_source(text, gold[i], found[j])
            for side, counted in (("gold", kind in gold_kinds[i]), ("found", kind in found_kinds[j])):
                counts[kind, f"content of {side}"] += counted
                counts[kind, f"joint of {side}"] += counted and right
    return counts


def _figures(counts: dict[str, float]) -> dict[str, float]:
    figures = {"n_gold": round(counts["gold"]), "n_found": round(counts["found"])}
    for name in ("content", "joint"):
        precision = counts.get(f"{name} of found", 0) / max(counts["found"], 1)
        recall = counts.get(f"{name} of gold", 0) / max(counts["gold"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        figures |= {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}
    return figures


def _match(gold: list[dict[int, str]], found: list[dict[int, str]]) -> list[tuple[int, int]]:
    """Pair what overlaps, best first, the earlier of equals the later."""
    pairs = [
        (len(g.keys() & f.keys()) / len(g.keys() | f.keys()), -i, -j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if not g.keys().isdisjoint(f.keys())
    ]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    matched = []
    for share, i, j in sorted(pairs, reverse=True):
        if share >= 0.5 and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            matched.append((-i, -j))
    return matched


def _same_source(text: str, gold: Attribution, found: Attribution) -> bool:
    words = _words(text, gold.source)
    strong = {start for start, word in words.items() if word not in _WEAK}
    return not (strong or words.keys()).isdisjoint(_words(text, found.source))


def _form(text: str, one: Attribution) -> str:
    return "direct" if any(_MARK.search(text, max(0, start - 2), end + 2) for start, end in one.content) else "indirect"


def _words(text: str, spans: Spans) -> dict[int, str]:
    return {match.start(): match.group().lower() for start, end in spans for match in _WORD.finditer(text, start, end)}


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:  # offsets count the carriage returns
        return file.read()


def _read_annotator(path: Path) -> tuple[Attribution, ...]:
    spans: dict[str, tuple[str, Spans]] = {}
    found = []
    for line in _read(path).split("\n"):
        match = _SPAN.match(line)
        if match is not None:
            pieces = [[int(offset) for offset in piece.split()] for piece in match[3].split(";")]
            spans[match[1]] = (match[2].lower(), pieces)
        elif line.startswith("E"):
            roles: dict[str, Spans] = {"content": [], "source": [], "cue": []}
            for part in line.split("\t")[1].split():
                role, pieces = spans.get(part.partition(":")[2], ("", []))
                roles.get(role, []).extend(pieces)
            if roles["content"]:
                found.append(Attribution(**{role: sorted(pieces) for role, pieces in roles.items()}))
    return tuple(found)
