"""Where the rows of a batch go: to one file that appears at the end, or to parts that each outlast a crash."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from stance.batch.blocks import Rows, Sink
from stance.batch.durable import move_into_place, partial_of
from stance.batch.journal import JOURNAL, Done, Journal, Part, State
from stance.batch.writers import RowWriter, check_free, open_writer
from stance.errors import InputError, OutputExistsError, ResumeError

if TYPE_CHECKING:
    import pyarrow as pa

    from stance.analyzer import ModelIdentity


class _FileSink:
    def __init__(self, writer: RowWriter) -> None:
        self._writer = writer
        self.n_rows = 0

    def state(self, key: str, content: str) -> State:
        return "new"

    def add(self, rows: Rows, done: list[Done]) -> None:
        self._writer.write(rows)
        self.n_rows += len(rows)

    def end_part(self) -> None:
        self._writer.end_part()


def open_sink(
    output: str | Path,
    path: Path | None,
    file_format: str,
    schema: pa.Schema,
    *,
    settings: dict[str, str],
    model: ModelIdentity,
    resume: bool,
    overwrite: bool,
) -> tuple[Path | None, AbstractContextManager[Sink]]:
    """Return the path beside which the lists of failures and duplicates belong, and the sink to open.

    Parameters
    ----------
    output : str or Path
        As the caller of the batch gave it.
    path : Path or None
        As `choose_output` understood it.
    file_format : str
    schema : pyarrow.Schema
    settings : dict of str to str
        What else decides what a row is.
    model : ModelIdentity
    resume, overwrite : bool

    Raises
    ------
    InputError
        If `resume` goes with `overwrite`, or with standard output.
    OutputExistsError
        If something stands at the output that may not be replaced.
    """
    if not resume:
        check_free(path, overwrite=overwrite)
        if path is not None and (path.parent / JOURNAL).exists():
            raise OutputExistsError(
                f"{path.parent}: holds the parts of a run that can be resumed. Pass resume=True (--resume), or name "
                "another output."
            )
        return path, open_file(path, file_format, schema)
    if overwrite:
        raise InputError("resume: goes on, and overwrite=True (--overwrite) starts over. Choose one.")
    if path is None:
        raise InputError("resume: standard output keeps nothing to go on from. Name a file or folder (--output).")
    whole = path == Path(output)
    target = path if whole else path.parent.resolve()
    fixed = {"model": model.model_id, "target": model.target, "format": file_format}
    # another version has other rules, and may find other statements
    return target, open_parts(
        target, file_format, schema, settings | fixed | {"stance": version("stancekit")}, whole=whole
    )


@contextmanager
def open_file(path: Path | None, file_format: str, schema: pa.Schema) -> Iterator[Sink]:
    """Give a sink whose file appears when the block ends without an exception; None is standard output."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    with open_writer(path, file_format, schema) as writer:
        yield _FileSink(writer)


class _PartSink:
    def __init__(self, folder: Path, file_format: str, schema: pa.Schema, journal: Journal) -> None:
        self.folder = folder
        self.file_format = file_format
        self.schema = schema
        self.journal = journal
        self.state = journal.state
        self.files = [part.file for part in journal.parts()]
        self.n_rows = sum(part.n_rows for part in journal.parts())
        self._rows: Rows = []
        self._done: list[Done] = []

    def add(self, rows: Rows, done: list[Done]) -> None:
        self._rows += rows
        self._done += done

    def end_part(self) -> None:
        if not self._done:
            return
        if not (self.folder / JOURNAL).exists():  # it would go on in a file that nobody finds again
            raise FileNotFoundError(errno.ENOENT, "was there and is gone", str(self.folder / JOURNAL))
        path = self.folder / _name(len(self.files), self.file_format)
        with open_writer(path, self.file_format, self.schema) as writer:
            writer.write(self._rows)
        # from here on the rows are safe; a crash before the commit writes the same part once more
        self.journal.commit(Part(path.name, path.stat().st_size, len(self._rows)), self._done)
        self.files.append(path.name)
        self.n_rows += len(self._rows)
        self._rows, self._done = [], []


@contextmanager
def open_parts(
    output: Path, file_format: str, schema: pa.Schema, settings: dict[str, str], *, whole: bool
) -> Iterator[Sink]:
    """Give a sink that goes on behind the parts that an earlier run wrote.

    Parameters
    ----------
    output : Path
        Folder of the parts; or, with `whole`, the file that is put together from them at the end. Its parts are in
        ``<output>.parts/`` then, and stay there, so that the same command later scores what is new only.
    file_format, schema
        As for `open_file`.
    settings : dict of str to str
        See `Journal`.
    whole : bool

    Raises
    ------
    ResumeError
        If the earlier run was another batch, is still running, or its parts are not as it left them.
    OutputExistsError
        If something else stands at the output.
    """
    folder = output.with_name(f"{output.name}.parts") if whole else output
    if not (folder / JOURNAL).exists():
        _check_unused(output, folder, file_format)
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder, settings)
    try:
        _check_parts(folder, journal.parts(), file_format)
        sink = _PartSink(folder, file_format, schema, journal)
        yield sink
        if whole and (journal.n_assembled != len(sink.files) or not output.exists()):
            _assemble([folder / name for name in sink.files], output, file_format, schema)
            journal.n_assembled = len(sink.files)
    finally:
        journal.close()


def _name(number: int, file_format: str) -> str:
    return f"part-{number:05d}.{file_format}"


def _part_files(folder: Path, file_format: str) -> list[Path]:
    pattern = re.compile(rf"part-\d{{5,}}\.{file_format}")
    return sorted(path for path in folder.glob("part-*") if pattern.fullmatch(path.name))


def _check_unused(output: Path, folder: Path, file_format: str) -> None:
    taken = [output] if output.is_file() else _part_files(folder, file_format)
    if taken:
        raise OutputExistsError(
            f"{taken[0]}: exists already, and no run that can be resumed wrote it. Name another output, or remove it."
        )
    if folder.exists() and not folder.is_dir():
        raise OutputExistsError(f"{folder}: is a file; the parts need a folder of this name. Name another output.")


def _check_parts(folder: Path, parts: list[Part], file_format: str) -> None:
    """See that the parts are as the journal has them, and drop what a crash left half done."""
    for part in parts:
        path = folder / part.file
        size = path.stat().st_size if path.is_file() else None
        if size != part.size:
            found = "is missing" if size is None else f"has {size:,} bytes"
            raise ResumeError(
                f"{path}: {found}, and had {part.size:,} when it was written. "
                f"Put it back, or remove {folder} to start over."
            )
    known = {part.file for part in parts}
    for path in _part_files(folder, file_format):
        if path.name not in known:
            path.unlink()
    for path in folder.glob(".part-*.partial"):
        path.unlink()


def _assemble(parts: list[Path], output: Path, file_format: str, schema: pa.Schema) -> None:
    if not parts:  # the table of no article has its columns all the same
        with open_writer(output, file_format, schema):
            return
    partial = partial_of(output)
    try:
        if file_format == "parquet":
            _join_parquet(parts, partial, schema)
        else:
            _join_text(parts, partial, has_header=file_format == "csv")
        move_into_place(partial, output)
    finally:
        partial.unlink(missing_ok=True)


def _join_parquet(parts: list[Path], target: Path, schema: pa.Schema) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(target, schema) as writer:
        for part in parts:
            with pq.ParquetFile(part) as file:
                for number in range(file.num_row_groups):
                    writer.write_table(file.read_row_group(number))


def _join_text(parts: list[Path], target: Path, *, has_header: bool) -> None:
    with target.open("wb") as file:
        for number, part in enumerate(parts):
            with part.open("rb") as source:
                if has_header and number:
                    source.readline()
                shutil.copyfileobj(source, file)
