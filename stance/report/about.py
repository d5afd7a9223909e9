"""What every page says of how it was made: the model, its data, its errors, the version, the day."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.classification import load_model
from stance.errors import InputError
from stance.labels import DEFAULT_TARGET
from stance.report.quality import Quality, read_quality
from stance.resources import model_path

if TYPE_CHECKING:
    from stance.classification import StanceClassifier


@dataclass(frozen=True, slots=True)
class About:
    """How a page was made.

    Parameters
    ----------
    model_id, target : str
    data : dict
        What the model was trained on, as its ``config.json`` has it.
    classifier : StanceClassifier or None
        Explains decisions; None where the model is not at hand.
    quality : Quality or None
        The model's errors; None where they are not known.
    version : str
        Of this package.
    date : str
        The day, as ISO 8601 has it.
    """

    model_id: str
    target: str
    data: dict[str, Any]
    classifier: StanceClassifier | None
    quality: Quality | None
    version: str
    date: str

    @property
    def wrong(self) -> str:
        """Say how often a call is wrong."""
        if self.quality is None:
            return "How often this model is wrong is not known here: its figures are not at hand."
        return self.quality.sentence


def read_about(model: str | Path, *, date: datetime.date | None = None) -> About:
    """Return what a model says of itself.

    Raises
    ------
    ModelNotFoundError
        If there is no such model.
    ModelError
        If it is damaged.
    """
    stored = load_model(model)
    has_figures = (model_path(model) / "metrics.json").is_file()
    return About(
        model_id=stored.model_id,
        target=str(stored.config.get("target", DEFAULT_TARGET)),
        data=dict(stored.config.get("data", {})),
        classifier=stored.classifier,
        quality=read_quality(model) if has_figures else None,
        version=version("stancekit"),
        date=(date or _today()).isoformat(),
    )


def check_model(about: About, model_ids: set[str]) -> None:
    """Raise `InputError` if statements were scored by another model than the one that is to explain them."""
    others = sorted(model_ids - {about.model_id})
    if others:
        raise InputError(
            f"model: the statements were scored by {others[0]}, and the model at hand is {about.model_id}. "
            "Pass model=... (--model) with the folder of the former, or score the articles again."
        )


def _today() -> datetime.date:
    # https://reproducible-builds.org/specs/source-date-epoch/
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    return datetime.datetime.now(tz=datetime.UTC).date()
