"""What is known of a model's errors, from the figures that its folder carries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any

from stance.errors import InputError, ModelError
from stance.resources import model_path

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Quality:
    """How a model did on statements that it had not seen.

    Parameters
    ----------
    figures : dict
        As ``metrics.json`` has them: ``metrics``, ``confusion``, ``reliability``, ``by``, ``baselines``.
    """

    figures: Figures

    @property
    def confusion(self) -> list[list[int]]:
        """Held-out statements by gold stance (row) and predicted stance."""
        confusion: list[list[int]] = self.figures["confusion"]
        return confusion

    @property
    def confusion_effect(self) -> float:
        """How many held-out statements weigh as much as one independent one, by the interval of the accuracy."""
        accuracy = self.figures["metrics"]["accuracy"]
        value, z = accuracy["value"], NormalDist().inv_cdf((1 + accuracy["level"]) / 2)
        independent = value * (1 - value) / accuracy["n"]
        if independent <= 0:
            return 1.0
        return max(1.0, float(accuracy["high"] - accuracy["low"]) ** 2 / (4 * z**2 * float(independent)))

    @property
    def sentence(self) -> str:
        """Say in one sentence how often a call is wrong."""
        accuracy, decided = self.figures["metrics"]["accuracy"], self.figures["metrics"].get("selective_accuracy")
        low, high = _in_100(1 - accuracy["high"]), _in_100(1 - accuracy["low"])
        said = (
            f"Of {accuracy['n']:,} statements that the model had not seen, it called {_in_100(1 - accuracy['value'])} "
            f"in 100 wrong ({low} to {high}; {accuracy['level']:.0%} interval)"
        )
        if decided and decided["value"] is not None:
            said += f", and {_in_100(1 - decided['value'])} in 100 of those that it decided"
        return f"{said}."

    def sentence_at(self, confidence: float) -> str | None:
        """Say how often a call of about this probability is wrong; None where too few are known (under 30)."""
        for bin_ in self.figures.get("reliability", ()):
            if bin_["from"] <= confidence <= bin_["to"] and bin_["n"] >= 30:
                return (
                    f"Of {bin_['n']:,} unseen statements called with a probability of {bin_['from']:.2f} to "
                    f"{bin_['to']:.2f}, {_in_100(1 - bin_['accuracy'])} in 100 were called wrong."
                )
        return None


def read_quality(model: str | Path) -> Quality:
    """Return the figures of a model's folder.

    Raises
    ------
    ModelNotFoundError
        If there is no such model.
    InputError
        If its folder has no ``metrics.json``.
    ModelError
        If that file is damaged.
    """
    path = model_path(model) / "metrics.json"
    if not path.is_file():
        raise InputError(f"{path}: missing, so that nobody knows how often the model errs. Train it with stance-train.")
    return Quality(check_figures(json_of(path), where=str(path)))


def json_of(path: Path) -> Any:
    """Return what a JSON file holds, or raise `ModelError`."""
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        raise ModelError(f"{path}: damaged ({error}). Train the model again.") from error


def check_figures(figures: Any, *, where: str) -> Figures:
    """Return figures that have what the pages show, or raise `ModelError`."""
    try:
        complete = {"value", "low", "high", "level", "n"} <= set(figures["metrics"]["accuracy"])
        complete = complete and len(figures["classes"]) == len(figures["confusion"]) and "reliability" in figures
    except (KeyError, TypeError) as error:
        raise ModelError(f"{where}: damaged ({error!r}). Train the model again.") from error
    if not complete:
        raise ModelError(f"{where}: has not the figures that stance-train writes. Train the model again.")
    checked: Figures = figures
    return checked


def _in_100(share: float) -> str:
    return f"{100 * share:.0f}"
