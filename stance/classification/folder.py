"""What a model's folder says of itself, checked, and read without scikit-learn: who only sends work needs no more."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final, NamedTuple

from stance.errors import ModelError
from stance.resources import model_path

FORMAT_VERSION: Final = (
    2  # to be raised with any change of words.py, features.py or lexicon/ too: weights fit one way of reading
)
CONFIG_FILE: Final = "config.json"
WEIGHTS_FILE: Final = "weights.npz"
NEXT_STEP: Final = "Train the model again (stance-train), or copy its folder again."

_CONFIG_KINDS: Final = {"weights_sha256": str, "labels": list, "classifier": dict, "config": dict}


class ModelFolder(NamedTuple):
    """A model's folder as it was read.

    Parameters
    ----------
    path : Path
    document : dict
        Its ``config.json``: the labels, the classifier's parameters, and what the caller of `save_model` gave.
    weights : bytes
        Its ``weights.npz``, which is the one that the document describes.
    model_id : str
        Name of the folder, and the first 12 hexadecimal digits of the SHA-256 of its weights.
    """

    path: Path
    document: dict[str, Any]
    weights: bytes
    model_id: str


def read_folder(model: str | Path) -> ModelFolder:
    """Read a model's folder, by path or by the name of one that is shipped.

    Raises
    ------
    ModelNotFoundError
        If there is no such folder.
    ModelError
        If the folder is incomplete, damaged or of another format version.
    """
    folder = model_path(model)
    document = _read_config(folder / CONFIG_FILE)
    weights_file = folder / WEIGHTS_FILE
    if not weights_file.is_file():
        raise ModelError(f"{weights_file}: missing beside {CONFIG_FILE}. {NEXT_STEP}")
    weights = weights_file.read_bytes()
    digest = hashlib.sha256(weights).hexdigest()
    if digest != document["weights_sha256"]:
        raise ModelError(f"{weights_file}: damaged, or not the file that {CONFIG_FILE} describes. {NEXT_STEP}")
    return ModelFolder(folder, document, weights, model_id_of(folder, digest))


def model_id_of(folder: Path, digest: str) -> str:
    """Return the id of a model by its folder and the SHA-256 of its weights."""
    return f"{folder.resolve().name}-{digest[:12]}"


def _read_config(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
    except ValueError as error:  # broken JSON or UTF-8
        raise ModelError(f"{path}: is not JSON ({error}). {NEXT_STEP}") from error
    found = document if isinstance(document, dict) else {}
    if (version := found.get("format_version")) != FORMAT_VERSION:
        raise ModelError(f"{path}: format_version {version!r}, expected {FORMAT_VERSION}. {NEXT_STEP}")
    for key, kind in _CONFIG_KINDS.items():
        if not isinstance(found.get(key), kind):
            raise ModelError(f"{path}: {key} is {found.get(key)!r}, expected a {kind.__name__}. {NEXT_STEP}")
    labels = found["labels"]
    if not all(isinstance(label, str) for label in labels) or len(labels) < 2 or sorted(set(labels)) != labels:
        raise ModelError(f"{path}: labels {labels!r}, expected two or more strings, sorted. {NEXT_STEP}")
    return found
