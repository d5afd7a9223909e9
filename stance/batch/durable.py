"""Files that stand whole on the disk, also when the power fails, or not at all."""

from __future__ import annotations

import glob
import os
from pathlib import Path


def partial_of(path: Path) -> Path:
    """Return the name of a file while it is written, and remove what killed processes left under such names."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.partial"):
        number = left.name.split(".")[-2]
        if number.isdecimal() and not _is_alive(int(number)):
            left.unlink(missing_ok=True)
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def _is_alive(process: int) -> bool:
    if os.name != "posix":  # elsewhere a signal of 0 kills
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True


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
