"""Audit what a stance should not hang on: how often other names, countries or parties change the label."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stance.classification import StoredModel
from stance.corpus import read_statements
from stance.errors import InputError
from stance.evaluation.resampling import Bootstrap, Estimate, Tallies, estimate, number_groups, ratio, sum_by_group
from stance.evaluation.statements import as_classifier
from stance.extraction.names import TITLES

_COUNTRIES = (
    "Afghanistan", "Bolivia", "Brazil", "Chile", "China", "Colombia", "Cuba", "Ecuador", "Egypt", "El Salvador",
    "Greenland", "Grenada", "Guatemala", "Haiti", "Honduras", "Iran", "Iraq", "Israel", "Kosovo", "Lebanon", "Libya",
    "Mali", "Mexico", "Nicaragua", "Niger", "Nigeria", "North Korea", "Pakistan", "Panama", "Peru", "Philippines",
    "Russia", "Serbia", "Somalia", "South Korea", "Sudan", "Syria", "Taiwan", "Turkey", "Ukraine", "Venezuela",
    "Vietnam", "Yemen",
)  # fmt: skip
_PEOPLES = (
    "Afghan", "Bolivian", "Brazilian", "Chilean", "Chinese", "Colombian", "Cuban", "Ecuadorian", "Egyptian",
    "Grenadian", "Guatemalan", "Haitian", "Honduran", "Iranian", "Iraqi", "Israeli", "Lebanese", "Libyan",
    "Mexican", "Nicaraguan", "Nigerian", "Pakistani", "Panamanian", "Peruvian", "Russian", "Salvadoran", "Serbian",
    "Somali", "Sudanese", "Syrian", "Taiwanese", "Turkish", "Ukrainian", "Venezuelan", "Vietnamese", "Yemeni",
)  # fmt: skip
_PARTIES = {
    "Democrat": "Republican", "Democrats": "Republicans", "Democratic": "Republican", "Republican": "Democratic",
    "Republicans": "Democrats", "GOP": "Democratic Party",
}  # fmt: skip
_NAMES = ("Adler", "Brandt", "Castell", "Dorn", "Ekberg", "Farrow", "Galvin", "Hartog", "Ivers", "Jansen")


def _one_of(words: tuple[str, ...]) -> str:
    return r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")\b"


_COUNTRY, _PEOPLE, _PARTY = (re.compile(_one_of(words)) for words in (_COUNTRIES, _PEOPLES, tuple(_PARTIES)))
_TITLE = "|".join(sorted({re.escape(title.title()) for title in TITLES}, key=len, reverse=True))
_PERSON = re.compile(rf"\b((?:{_TITLE})\.?\s+)((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){{0,2}})")


def _other(words: tuple[str, ...], found: str, seed: int) -> str:
    others = [word for word in words if word != found]
    return others[seed % len(others)]


Change = Callable[[str, int], str]
"""From a statement and a number that chooses the replacement to the changed statement."""

_CHANGES: dict[str, Change] = {
    "countries masked": lambda text, seed: _PEOPLE.sub("foreign", _COUNTRY.sub("the country", text)),
    "countries swapped": lambda text, seed: _PEOPLE.sub(
        lambda m: _other(_PEOPLES, m.group(), seed), _COUNTRY.sub(lambda m: _other(_COUNTRIES, m.group(), seed), text)
    ),
    "parties masked": lambda text, seed: _PARTY.sub("party", text),
    "parties swapped": lambda text, seed: _PARTY.sub(lambda m: _PARTIES[m.group()], text),
    "names masked": lambda text, seed: _PERSON.sub(lambda m: m.group(1).rstrip(), text),
    "names swapped": lambda text, seed: _PERSON.sub(lambda m: m.group(1) + _other(_NAMES, m.group(2), seed), text),
}


@dataclass(frozen=True, slots=True)
class LeakageAudit:
    """How far a model's labels hang on names, countries and parties.

    Parameters
    ----------
    flips : dict of str to Estimate
        Of the statements that hold such a word, by what was done to it: share whose label changed, in [0, 1].
    shifts : dict of str to Estimate
        Of the same: mean change of the largest probability's class, in [0, 1].
    """

    flips: dict[str, Estimate]
    shifts: dict[str, Estimate]

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {
            name: {kind: figure.to_dict() for kind, figure in figures.items()}
            for name, figures in (("flips", self.flips), ("shifts", self.shifts))
        }


def change_statement(text: str, change: str, *, seed: int = 0) -> str:
    """Return a statement with its countries, parties or names masked or swapped; unchanged where it has none.

    Parameters
    ----------
    text : str
    change : str
        ``countries``, ``parties`` or ``names``, then ``masked`` or ``swapped``.
    seed : int
        Chooses the replacement.

    Raises
    ------
    InputError
        If there is no such change.

    Examples
    --------
    >>> change_statement("Sen. Hale told Republicans that Cuba is no threat", "countries masked")
    'Sen. Hale told Republicans that the country is no threat'
    >>> change_statement("Sen. Hale told Republicans that Cuba is no threat", "parties swapped")
    'Sen. Hale told Democrats that Cuba is no threat'
    """
    if change not in _CHANGES:
        raise InputError(f"change: {change!r} is not one of {', '.join(map(repr, _CHANGES))}.")
    return _CHANGES[change](text, seed)


def audit_leakage(
    model: str | Path | StoredModel | Any,
    data: str | Path | pd.DataFrame,
    *,
    text_column: str = "text",
    label_column: str = "label",
    group_column: str | None = "situation",
    label_map: Mapping[str, str] | None = None,
    n_draws: int = 2000,
    level: float = 0.95,
    random_state: int = 0,
) -> LeakageAudit:
    """Mask and swap countries, parties and names in statements, and count how often the label changes.

    The United States stay: they are part of the target. A stance towards the target should survive the change; where it
    does not, the model has learnt who speaks or of which country rather than what is said [1]_.

    Parameters
    ----------
    model, data, text_column, label_column, group_column, label_map
        As in `stance.evaluate`.
    n_draws, level, random_state
        Samples, coverage and seed of the bootstrap; the seed also draws the replacements.

    Raises
    ------
    DataError
        If the table breaks its format.
    InputError
        If no statement names a country, party or person.

    References
    ----------
    .. [1] M. T. Ribeiro, T. Wu, C. Guestrin, S. Singh, "Beyond accuracy: Behavioral testing of NLP models with
       CheckList", ACL 2020 (invariance tests).
    """
    classifier = as_classifier(model)
    frame = read_statements(
        data,
        text_column=text_column,
        label_column=label_column,
        group_column=group_column,
        label_map=label_map,
        labels=[str(label) for label in classifier.classes_],
    )
    texts = frame[text_column].tolist()
    groups = frame[group_column].to_numpy(dtype=object) if group_column else np.arange(len(frame))
    seeds = np.random.default_rng(random_state).integers(0, 1 << 16, len(texts)).tolist()
    bootstrap = Bootstrap(n_draws, level, random_state)
    flips, shifts = {}, {}
    for name, change in _CHANGES.items():
        changed = [change(text, seed) for text, seed in zip(texts, seeds, strict=True)]
        rows = np.flatnonzero([old != new for old, new in zip(texts, changed, strict=True)])
        if len(rows) == 0:
            continue
        before, after = (classifier.predict_proba([side[row] for row in rows.tolist()]) for side in (texts, changed))
        called = before.argmax(axis=1)
        numbers = number_groups(groups[rows], len(rows))
        tallies = {
            "n": np.ones(len(rows)),
            "flipped": (after.argmax(axis=1) != called).astype(float),
            "shift": np.abs(after - before)[np.arange(len(rows)), called],
        }
        summed = {key: sum_by_group(values, numbers) for key, values in tallies.items()}
        figures = estimate(summed, _rates, n=len(rows), bootstrap=bootstrap)
        flips[name], shifts[name] = figures["flip_rate"], figures["shift"]
    if not flips:
        raise InputError("data: no statement names a country, a party or a person with a title; nothing to change.")
    return LeakageAudit(flips, shifts)


def _rates(tallies: Tallies) -> dict[str, NDArray[np.float64]]:
    return {
        "flip_rate": ratio(tallies["flipped"], tallies["n"]),
        "shift": ratio(tallies["shift"], tallies["n"]),
    }
