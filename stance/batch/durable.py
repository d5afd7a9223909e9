"""Files that stand whole on the disk, also when the power fails, or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def move_into_place(partial: Path, path: Path) -> None:
    """Give a finished file its name, so that a crash leaves the old file or the new one and nothing between."""
    _sync(partial)
    partial.replace(path)
    if os.name == "posix":  # elsewhere a folder cannot be opened
        _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
