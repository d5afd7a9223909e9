"""The one facade: from an article to its statements, their stances, and the positions of its speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from stance.classification.folder import read_folder
from stance.errors import InputError, InputTypeError
from stance.extraction import extract, find_surroundings
from stance.labels import DEFAULT_MODEL, DEFAULT_TARGET, STANCES
from stance.positions import DEFAULT_POSITION_MODEL, PositionModel, pool_each
from stance.resources import model_path
from stance.types import Analysis, Article, Level, Prediction, Statement

if TYPE_CHECKING:
    from stance.classification import StanceClassifier

_ARTICLES_A_BLOCK = 64  # one call of the classifier reads the statements of this many articles


class StanceAnalyzer:
    """Analyze articles with one model.

    A statement is read twice, by itself and in its sentence without the names of those who speak there, and the logits
    are averaged: what the reporter tells beside it ("an admirer of the raid") often says where its speaker stands.

    Parameters
    ----------
    classifier : StanceClassifier
        Fitted, with the classes ``against``, ``favor`` and ``neutral``.
    target : str
        What the stances are towards.
    model_id : str
        Stands in every row of the tables.
    position_model : PositionModel
        How positions follow from stances.
    level : float
        Coverage of the positions' intervals, in (0, 1).

    Raises
    ------
    InputError
        If the classifier's classes are others.

    Examples
    --------
    >>> analyzer = StanceAnalyzer.load("us-intervention")
    >>> analysis = analyzer.analyze('"We do not want foreign troops on our soil," said Governor Ana Ruiz.')
    >>> [(position.speaker, position.position) for position in analysis.positions]
    [('Ana Ruiz', 'against')]
    """

    def __init__(
        self,
        classifier: StanceClassifier,
        *,
        target: str = DEFAULT_TARGET,
        model_id: str = "unsaved",
        position_model: PositionModel = DEFAULT_POSITION_MODEL,
        level: float = 0.9,
    ) -> None:
        _check_classes(tuple(map(str, classifier.classes_)))
        self.classifier = classifier
        self.target = target
        self.model_id = model_id
        self.position_model = position_model
        self.level = level

    @classmethod
    def load(cls, model: str | Path = DEFAULT_MODEL) -> StanceAnalyzer:
        """Load a model folder, by path or by the name of one that is shipped.

        Raises
        ------
        ModelNotFoundError
            If there is none.
        ModelError
            If it is damaged or of another format.
        """
        from stance.classification import load_model

        stored = load_model(model)
        return cls(stored.classifier, target=_target_of(stored.config), model_id=stored.model_id)

    def analyze(self, article: Article | str) -> Analysis:
        """Return what one article holds; a string is taken as the text of an article with the id ``article``.

        Raises
        ------
        InputTypeError
            If `article` is neither an `Article` nor a string.
        """
        return next(self.analyze_many([article]))

    def analyze_many(self, articles: Iterable[Article | str]) -> Iterator[Analysis]:
        """Yield the analysis of each article, in order, reading no more than a block of them ahead.

        Raises
        ------
        InputTypeError
            If `articles` is one article, or holds what is neither an `Article` nor a string.
        """
        if isinstance(articles, str | Article):
            raise InputTypeError("articles: expected a list or another iterable of articles. Use analyze() for one.")
        numbered = (_as_article(article, number) for number, article in enumerate(articles))
        blocks = iter(lambda: list(islice(numbered, _ARTICLES_A_BLOCK)), [])
        return chain.from_iterable(map(self._analyze_block, blocks))

    def predict(self, texts: Sequence[str], *, surroundings: Sequence[str] | None = None) -> list[Prediction]:
        """Return the prediction for each statement's text, as the tables have it.

        Parameters
        ----------
        texts : sequence of str of length n_statements
        surroundings : sequence of str of length n_statements, or None
            The sentence of each, read beside it, as in articles; see `stance.extraction.find_surroundings`.
        """
        if len(texts) == 0:
            return []
        judged = self.classifier.judge(texts, surroundings=surroundings)
        return [
            Prediction(
                target=self.target,
                on_target=bool(on_target),
                relevance=float(relevance),
                stance=STANCES[int(row.argmax())],
                p_against=float(row[0]),
                p_favor=float(row[1]),
                p_neutral=float(row[2]),
                abstained=bool(abstained),
                model_id=self.model_id,
            )
            for row, abstained, on_target, relevance in zip(
                judged.probabilities, judged.abstained, judged.on_target, judged.relevance, strict=True
            )
        ]

    def rows_of_each(self, articles: Sequence[Article], level: Level = "statement") -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of each article of a block, as `Analysis.to_rows`, with no more work than they need."""
        if level == "statement":
            for statements in self._judge_block(articles):
                yield [statement.to_row() for statement in statements]
        else:
            for analysis in self._analyze_block(articles):
                yield analysis.to_rows(level)

    def _analyze_block(self, articles: Sequence[Article]) -> Iterator[Analysis]:
        judged = list(self._judge_block(articles))
        pooled = pool_each(articles, judged, model=self.position_model, level=self.level)
        for article, statements, positions in zip(articles, judged, pooled, strict=True):
            yield Analysis(article=article, statements=statements, positions=positions)

    def _judge_block(self, articles: Sequence[Article]) -> Iterator[tuple[Statement, ...]]:
        found = [extract(article) for article in articles]
        texts = [statement.text for statements in found for statement in statements]
        surroundings = [
            sentence
            for article, statements in zip(articles, found, strict=True)
            for sentence in find_surroundings(article.text, statements)
        ]
        predictions = iter(self.predict(texts, surroundings=surroundings))
        for statements in found:
            yield tuple(replace(statement, prediction=next(predictions)) for statement in statements)


def analyze(article: Article | str, *, model: str | Path = DEFAULT_MODEL) -> Analysis:
    """Return what one article holds, read with a model that is loaded once.

    Parameters
    ----------
    article : Article or str
        An article, or its text.
    model : str or Path
        Model folder, or the name of a shipped model.

    Raises
    ------
    InputTypeError
        If `article` is neither an `Article` nor a string.
    ModelNotFoundError
        If there is no such model.
    """
    return load_analyzer(model).analyze(article)


def load_analyzer(model: str | Path = DEFAULT_MODEL) -> StanceAnalyzer:
    """Load a model once per process, and again when its folder has been written anew; see `StanceAnalyzer.load`."""
    folder = model_path(model)
    return _load_version(folder, (folder / "config.json").stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load_version(folder: Path, written: int) -> StanceAnalyzer:
    return StanceAnalyzer.load(folder)


class ModelIdentity(NamedTuple):
    """What the rows of a table say of the model that they are from."""

    model_id: str
    target: str


def identify(model: str | Path) -> ModelIdentity:
    """Return what the analyzer of a model will call it, without the second or two that loading one takes.

    Raises
    ------
    ModelNotFoundError
        If there is none.
    ModelError
        If it is damaged or of another format.
    InputError
        If it has other classes than an analyzer needs.
    """
    folder = read_folder(model)
    _check_classes(tuple(folder.document["labels"]))
    return ModelIdentity(folder.model_id, _target_of(folder.document["config"]))


def _check_classes(classes: tuple[str, ...]) -> None:
    if classes != STANCES:
        raise InputError(
            f"classifier: its classes are {', '.join(classes)}; an analyzer needs {', '.join(STANCES)}. "
            "Train with label_map=... (--label-map) to rename the labels of the data."
        )


def _target_of(config: Mapping[str, Any]) -> str:
    return str(config.get("target", DEFAULT_TARGET))


def _as_article(article: Article | str, number: int) -> Article:
    if isinstance(article, Article):
        return article
    if isinstance(article, str):
        return Article(id="article" if number == 0 else f"article-{number + 1}", text=article)
    raise InputTypeError(
        f"article {number}: {type(article).__name__} is neither an Article nor a string. "
        "Read files with stance.iter_articles(path)."
    )
