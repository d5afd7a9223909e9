"""Run as ``python -m stance.cli``."""

from stance.cli.app import main

main()
