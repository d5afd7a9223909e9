"""Where the files that travel with the package are: the wheel's own copy, or the checkout around it."""

from __future__ import annotations

from pathlib import Path

from stance.errors import ModelNotFoundError, SourceNotFoundError

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_resources", _PACKAGE.parent)  # a wheel has the first, an editable install the second


def model_path(model: str | Path) -> Path:
    """Return the folder of a model given by path, or by the name of one that is shipped.

    Raises
    ------
    ModelNotFoundError
        If there is none; the message lists the places that were tried.
    """
    tried = [Path(model), *(root / "models" / str(model) for root in _ROOTS)]
    for path in tried:
        if (path / "config.json").is_file():
            return path
    shipped = sorted({p.parent.name for root in _ROOTS for p in root.glob("models/*/config.json")})
    raise ModelNotFoundError(
        f"model {str(model)!r}: no config.json in any of {', '.join(map(str, tried))}. "
        f"Give the folder that stance-train wrote, or a shipped model: {', '.join(shipped) or 'none found'}."
    )


def seed_path() -> Path:
    """Return the article that the project started from.

    Raises
    ------
    SourceNotFoundError
        If the installation lacks it.
    """
    for root in _ROOTS:
        for path in sorted(root.glob("seeds/*.txt")):
            return path
    raise SourceNotFoundError(f"seeds: no *.txt under {' or '.join(str(r / 'seeds') for r in _ROOTS)}. Reinstall.")
