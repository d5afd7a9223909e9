"""What every command knows: the exit codes, and what holds for the whole call."""

from __future__ import annotations

from dataclasses import dataclass

EXIT_DONE, EXIT_FAILED, EXIT_PARTLY, EXIT_INTERRUPTED = 0, 1, 3, 130  # 2, wrong usage, is click's own


@dataclass(slots=True)
class Settings:
    """What holds for the whole call."""

    debug: bool = False
