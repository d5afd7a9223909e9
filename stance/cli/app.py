"""The commands as one program: loaded when they are called, and every error one message and one exit code."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Any

import click

from stance.cli.settings import EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, Settings
from stance.errors import StanceError

_COMMANDS = {
    "train": "Train a model on labelled statements.",
    "score": "Say who in articles stands where, or score ready-made statements.",
    "extract": "Find the statements in articles, and who makes them.",
    "evaluate": "Measure a model on labelled statements or annotated articles.",
    "explain": "Show the words that make a statement's stance.",
    "annotate": "Find labels that are probably wrong.",
    "report": "Write a page to read: an article, a corpus or a model.",
    "inspect": "Show what a model is and how good.",
}


class _LazyGroup(click.Group):
    """Loads a command's module when it is called, so that help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        return _load(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _load(name: str) -> click.Command:
    command: click.Command = import_module(f"stance.cli.{name}").command
    return command


def _print_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"stance {version('stancekit')}")
        ctx.exit()


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Print the version."
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_obj
def group(settings: Settings, debug: bool) -> None:
    """Read news articles and say who in them stands where, with the words that show it.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some records failed, 130 interrupted.
    """
    settings.debug |= debug


def main(args: list[str] | None = None) -> None:
    """Run ``stance`` and exit."""
    sys.exit(run(group, args, name="stance"))


def train_main(args: list[str] | None = None) -> None:
    """Run ``stance-train``, which is ``stance train``, and exit."""
    sys.exit(run(_load("train"), args, name="stance-train"))


def run(command: click.Command, args: list[str] | None, *, name: str) -> int:
    """Run a command and return its exit code; an error is one message on standard error."""
    settings = Settings()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the locale, and half of a broken emoji is no error
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _invoke(command, args, name, settings)
        sys.stdout.flush()
        return code
    except click.exceptions.Abort:
        click.echo("stance: interrupted.", err=True)
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # whoever read the output has gone; without this the interpreter would complain once more on its way out
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except Exception as error:
        if settings.debug:
            raise
        click.echo(f"stance: {_message(error)}", err=True)
        return EXIT_FAILED


def _message(error: Exception) -> str:
    if isinstance(error, StanceError):
        return str(error)
    if isinstance(error, OSError):  # a full disk, a folder that may not be written
        return f"{error.filename or 'input or output'}: {error.strerror or error}."
    return f"unexpected {type(error).__name__}: {error}. Run it again with --debug."


def _invoke(command: click.Command, args: list[str] | None, name: str, settings: Settings) -> int:
    result: Any = command.main(args, prog_name=name, standalone_mode=False, obj=settings)
    return result if isinstance(result, int) else EXIT_DONE
