"""The frozen records that flow from stage to stage: article, statement, prediction, position, analysis."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from stance.errors import InputError
from stance.labels import DIRECT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_AROUND = "\"“”„«»‹›`'‘’ "  # quotation marks and blanks

_REPORT = "stance.report"  # looked up when a notebook asks: the one place where a lower floor calls a higher one

Level = Literal["statement", "speaker"]

STATEMENT_COLUMNS = (
    "article_id", "statement_id", "speaker", "speaker_mention", "attribution", "cue", "start", "end", "text",
    "target", "on_target", "relevance", "stance", "p_against", "p_favor", "p_neutral", "confidence", "abstained",
    "model_id",
)  # fmt: skip
SPEAKER_COLUMNS = (
    "article_id", "speaker", "position", "p_against", "p_favor", "low", "high", "n_statements", "evidence",
)  # fmt: skip


class Span(NamedTuple):
    """Half-open range of Python string offsets into an article's own text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    Parameters
    ----------
    id : str
        Unique within a run.
    text : str
        The article as it was read; every offset counts in it.
    title, date, path, outlet : str or None
        Headline, ISO date, the file (and line) it came from, and who published it, where known.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    path: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What the classifier says of one statement.

    Parameters
    ----------
    target : str
        What the stance is towards.
    on_target : bool
        Whether the statement speaks of the target at all; stands beside the stance, never inside it.
    relevance : float
        How probable it is that it does, in [0, 1], judged by the statement alone.
    stance : str
        Most probable of `stance.labels.STANCES`.
    p_against, p_favor, p_neutral : float
        Calibrated probabilities in [0, 1], adding up to 1.
    abstained : bool
        Whether the confidence lies below the model's threshold.
    model_id : str
        Name and content hash of the model.
    """

    target: str
    on_target: bool
    relevance: float
    stance: str
    p_against: float
    p_favor: float
    p_neutral: float
    abstained: bool
    model_id: str

    @property
    def confidence(self) -> float:
        """Probability of the most probable stance, in [1/3, 1]."""
        return max(self.p_against, self.p_favor, self.p_neutral)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one speaker says, or is reported to say or hold, in one place of an article.

    Parameters
    ----------
    article_id, statement_id : str
        `statement_id` is unique within the article and counts in the order of the text.
    speaker : str or None
        Canonical name within the article; None where it is unresolved.
    speaker_mention : str
        The source as it stands in the text ("she", "the president"); empty where there is none.
    attribution : str
        One of `stance.labels.ATTRIBUTIONS`.
    cue_text : str
        The reporting words; empty where there are none.
    text : str
        What the classifier reads, beside the sentence that it stands in: the quoted words of a direct
        statement; the reporting words and the content of an indirect or mixed one, without the speaker's name.
    content, cue, source : tuple of Span
        Pieces of the article in order of the text; `content` has at least one and keeps its quotation marks.
    prediction : Prediction or None
        None until a classifier has read the statement.
    """

    article_id: str
    statement_id: str
    speaker: str | None
    speaker_mention: str
    attribution: str
    cue_text: str
    text: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    prediction: Prediction | None = None

    @classmethod
    def from_spans(
        cls,
        article: Article,
        statement_id: str,
        *,
        speaker: str | None,
        attribution: str,
        content: tuple[Span, ...],
        cue: tuple[Span, ...] = (),
        source: tuple[Span, ...] = (),
    ) -> Statement:
        """Cut a statement out of an article: its mention, its cue, and the text that the classifier reads.

        The text of a direct statement is the content without its quotation marks; that of an indirect or
        mixed one is the cue, because the stance often lives there, and then the content.

        Examples
        --------
        >>> article = Article(id="a", text="The senator rejected any use of force.")
        >>> spans = {"source": (Span(0, 11),), "cue": (Span(12, 20),), "content": (Span(21, 37),)}
        >>> Statement.from_spans(article, "s1", speaker=None, attribution="indirect", **spans).text
        'rejected any use of force'
        """
        text = article.text
        said = [" ".join(text[start:end].split()) for start, end in content]
        reporting = [" ".join(text[start:end].split()) for start, end in cue]
        speaking = [" ".join(text[start:end].split()) for start, end in source]
        read = [piece.strip(_AROUND) for piece in said] if attribution == DIRECT else reporting + said
        return cls(
            article_id=article.id,
            statement_id=statement_id,
            speaker=speaker,
            speaker_mention=" ".join(speaking),
            attribution=attribution,
            cue_text=" ".join(reporting),
            text=" ".join(filter(None, read)).rstrip(","),
            content=content,
            cue=cue,
            source=source,
        )

    @property
    def start(self) -> int:
        """Offset of the content's first character."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Offset behind the content's last character."""
        return self.content[-1].end

    @property
    def passage(self) -> Span:
        """Stretch of the article that holds source, cue and content: the words to cite."""
        spans = self.source + self.cue + self.content
        return Span(min(spans)[0], max([end for _, end in spans]))

    @property
    def stance(self) -> str | None:
        """Stance of the prediction; None before there is one."""
        return self.prediction.stance if self.prediction else None

    def to_row(self) -> dict[str, Any]:
        """Return the statement as one row of the statement table, keyed by `STATEMENT_COLUMNS`."""
        row: dict[str, Any] = dict.fromkeys(STATEMENT_COLUMNS)
        for name in ("article_id", "statement_id", "speaker", "speaker_mention", "attribution", "start", "end", "text"):
            row[name] = getattr(self, name)
        row["cue"] = self.cue_text
        if self.prediction is not None:
            for name in STATEMENT_COLUMNS[STATEMENT_COLUMNS.index("target") :]:
                row[name] = getattr(self.prediction, name)
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one speaker stands, pooled over the speaker's statements.

    Parameters
    ----------
    article_id, speaker : str
        Whose position, and in which article.
    position : str
        One of `stance.labels.POSITIONS`.
    p_against, p_favor, p_neutral : float
        Posterior probability of each position, adding up to 1.
    low, high : float
        Interval, in [0, 1], of the share of the speaker's statements that take the stance of the most
        probable position.
    n_statements : int
        Statements that were pooled.
    evidence : tuple of Statement
        Statements that carry the position, strongest first.
    quotes : tuple of str
        The evidence as it stands in the article, reporting words included, to cite.
    """

    article_id: str
    speaker: str
    position: str
    p_against: float
    p_favor: float
    p_neutral: float
    low: float
    high: float
    n_statements: int
    evidence: tuple[Statement, ...]
    quotes: tuple[str, ...]

    def to_row(self) -> dict[str, Any]:
        """Return the position as one row of the speaker table, keyed by `SPEAKER_COLUMNS`."""
        row = {name: getattr(self, name) for name in SPEAKER_COLUMNS}
        return row | {"evidence": list(self.quotes)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything that was found in one article.

    Parameters
    ----------
    article : Article
    statements : tuple of Statement
        In the order of the text, each with its prediction.
    positions : tuple of Position
        One a speaker, in the order in which the speakers first speak.
    """

    article: Article
    statements: tuple[Statement, ...]
    positions: tuple[Position, ...]

    def to_rows(self, level: Level = "statement") -> list[dict[str, Any]]:
        """Return the statement or the speaker table as plain dictionaries.

        Raises
        ------
        InputError
            If `level` is neither ``"statement"`` nor ``"speaker"``.
        """
        if level not in get_args(Level):
            raise InputError(f"level: {level!r} is not one of 'statement', 'speaker'.")
        return [record.to_row() for record in (self.statements if level == "statement" else self.positions)]

    def to_frame(self, level: Level = "statement") -> pd.DataFrame:
        """Return the statement or the speaker table as a DataFrame, columns in the documented order.

        Raises
        ------
        InputError
            If `level` is neither ``"statement"`` nor ``"speaker"``.
        """
        import pandas as pd

        rows = self.to_rows(level)
        return pd.DataFrame(rows, columns=list(STATEMENT_COLUMNS if level == "statement" else SPEAKER_COLUMNS))

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw where each speaker stands; see `stance.plot_positions`.

        Raises
        ------
        InputError
            If no speaker was found.
        """
        axes: Axes = import_module(_REPORT).plot_positions(self, ax)
        return axes

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the speakers, and the text with the evidence marked."""
        html: str = import_module(_REPORT).analysis_html(self)
        return html
