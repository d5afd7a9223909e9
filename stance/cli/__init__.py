"""The command line: the only place that prints, exits and parses arguments."""

from stance.cli.app import main, train_main

__all__ = ["main", "train_main"]
