"""Models as folders of data: ``config.json`` and ``weights.npz``, which execute nothing when read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sklearn.utils.validation import check_is_fitted

from stance.classification.classifier import StanceClassifier
from stance.classification.folder import (
    CONFIG_FILE,
    FORMAT_VERSION,
    NEXT_STEP,
    WEIGHTS_FILE,
    model_id_of,
    read_folder,
)
from stance.classification.weights import pack_weights, unpack_weights
from stance.errors import InputError, ModelError, OutputExistsError
from stance.labels import DEFAULT_MODEL

CARD_FILE: Final = "README.md"


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model as it was read from its folder.

    Parameters
    ----------
    classifier : StanceClassifier
        Predicts to the bit what the saved one did.
    config : dict
        What the caller of `save_model` gave: the target, the data, the versions.
    model_id : str
        Name of the folder, and the first 12 hexadecimal digits of the SHA-256 of its weights.
    """

    classifier: StanceClassifier
    config: dict[str, Any]
    model_id: str


def save_model(
    classifier: StanceClassifier,
    path: str | Path,
    *,
    config: Mapping[str, Any],
    documents: Mapping[str, Any] | None = None,
    card: Callable[[str], str] | None = None,
    overwrite: bool = False,
) -> str:
    """Write a fitted classifier as a folder; the same fit gives the same bytes.

    Parameters
    ----------
    classifier : StanceClassifier
        Fitted on labels that are strings.
    path : str or Path
        Folder to make. It appears whole or not at all.
    config : mapping
        What JSON can hold; `load_model` returns it.
    documents : mapping of str to object, or None
        File names and contents of further JSON files (``metrics.json``).
    card : callable or None
        Makes the text of ``README.md`` from the model's id.
    overwrite : bool
        Whether a model that stands there is replaced.

    Returns
    -------
    str
        The model's id.

    Raises
    ------
    OutputExistsError
        If the folder is not empty and `overwrite` is False, or what stands there is no model.
    InputError
        If a label is not a string, or JSON cannot hold a content.
    """
    check_is_fitted(classifier)
    folder = Path(path).resolve()
    check_free(folder, overwrite=overwrite)
    weights = pack_weights(classifier)
    digest = hashlib.sha256(weights).hexdigest()
    model_id = model_id_of(folder, digest)
    contents = dict(documents or {}) | {CONFIG_FILE: _describe(classifier, config, digest)}
    files = {name: _to_json(name, content).encode() for name, content in contents.items()}
    if card is not None:
        files[CARD_FILE] = card(model_id).encode()
    _write_folder(folder, files | {WEIGHTS_FILE: weights})
    return model_id


def check_free(folder: Path, *, overwrite: bool) -> None:
    """Check, before the work is done, that `save_model` would write this folder.

    Raises
    ------
    OutputExistsError
        If it is not empty and `overwrite` is false, or what stands there is no model.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not overwrite:
        raise OutputExistsError(f"{folder}: exists already. Give another path, or pass overwrite=True (--overwrite).")
    if not (folder / CONFIG_FILE).is_file():
        raise OutputExistsError(f"{folder}: is not a model (no {CONFIG_FILE}) and is not replaced. Give another path.")


def _describe(classifier: StanceClassifier, config: Mapping[str, Any], digest: str) -> dict[str, Any]:
    labels = classifier.classes_.tolist()
    if not all(isinstance(label, str) for label in labels):
        raise InputError(f"labels: {labels} are not all strings. Fit on strings to save the classifier.")
    parameters = classifier.get_params()
    if not isinstance(parameters["random_state"], int):
        parameters["random_state"] = None  # a generator has no JSON; it matters to a new fit only
    return {
        "format_version": FORMAT_VERSION,
        "weights_sha256": digest,
        "labels": labels,
        "classifier": parameters,
        "config": dict(config),
    }


def _to_json(name: str, content: Any) -> str:
    try:
        return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"
    except (TypeError, ValueError) as error:
        raise InputError(
            f"{name}: JSON cannot hold it ({error}). Pass strings, finite numbers, lists, dicts."
        ) from error


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    partial = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
    partial.mkdir(parents=True)
    try:
        for name, content in sorted(files.items()):
            (partial / name).write_bytes(content)
        if folder.exists():  # a folder cannot be renamed onto one that holds files
            replaced = folder.rename(partial.with_suffix(".replaced"))
            partial.rename(folder)
            shutil.rmtree(replaced)
        else:
            partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def load_model(model: str | Path = DEFAULT_MODEL) -> StoredModel:
    """Read a model's folder, checking every part; nothing in it is executed.

    Parameters
    ----------
    model : str or Path
        Folder that `save_model` wrote, or the name of a shipped model.

    Raises
    ------
    ModelNotFoundError
        If there is no such folder.
    ModelError
        If the folder is incomplete, damaged or of another format version.
    """
    path, document, weights, model_id = read_folder(model)
    if odd := set(document["classifier"]) ^ set(StanceClassifier().get_params()):
        raise ModelError(f"{path / CONFIG_FILE}: parameters {sorted(odd)} are missing or unknown. {NEXT_STEP}")
    try:
        classifier = unpack_weights(weights, parameters=document["classifier"], labels=document["labels"])
    except ModelError as error:
        raise ModelError(f"{path / WEIGHTS_FILE}: {error}. {NEXT_STEP}") from error
    return StoredModel(classifier=classifier, config=document["config"], model_id=model_id)
