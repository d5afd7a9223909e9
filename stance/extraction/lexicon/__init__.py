"""Word lists of the extraction, as data: one TOML file a subject."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def read_lexicon(name: str) -> dict[str, Any]:
    """Read one of the lists that lie beside this module, without its file ending.

    Examples
    --------
    >>> read_lexicon("vocabulary")["tags"]["t"].split()
    ['that']
    """
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
