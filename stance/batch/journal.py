"""The journal of a batch that can be resumed: which records are done, and in which part their rows stand.

It is one SQLite file, because a crash at any moment leaves that as it was before a commit or after it, and because two
runs cannot write to it at once.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from stance.errors import ResumeError

JOURNAL = "_journal.sqlite"  # readers of a folder of Parquet files skip names with a leading underscore

_TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE parts (number INTEGER PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL, n_rows INTEGER NOT NULL);
CREATE TABLE done (
    key TEXT PRIMARY KEY, content TEXT NOT NULL, part INTEGER NOT NULL REFERENCES parts, duplicate_of TEXT
) WITHOUT ROWID;
"""

State = Literal["new", "done", "changed"]


@dataclass(frozen=True, slots=True)
class Done:
    """A record whose rows stand in a part.

    Parameters
    ----------
    key : str
        Id of the article, or number of the row.
    content : str
        Hash of its text.
    duplicate_of : str or None
        Id of the first article with the same text.
    """

    key: str
    content: str
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A file of rows that is complete.

    Parameters
    ----------
    file : str
        Its name.
    size : int
        In bytes.
    n_rows : int
    """

    file: str
    size: int
    n_rows: int


def content_hash(text: str) -> str:
    """Return the hash by which two texts are the same, in 32 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Journal:
    """Open the journal in a folder, or begin one.

    Parameters
    ----------
    folder : Path
        Where the parts are.
    settings : dict of str to str
        All that decides what a row is (the model's id, the target, the level, ...).

    Raises
    ------
    ResumeError
        If the batch was begun with other settings, another run is writing, or the journal is damaged.
    """

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._folder = folder
        with self._told():
            self._db = sqlite3.connect(folder / JOURNAL, isolation_level=None, timeout=0, check_same_thread=False)
        try:
            with self._told():
                self._db.execute("PRAGMA locking_mode=EXCLUSIVE")  # held until it is closed or the process ends
                self._db.execute("PRAGMA synchronous=FULL")
                self._db.execute("BEGIN IMMEDIATE")
                found = self._read_settings()
                if not found:
                    for statement in filter(str.strip, _TABLES.split(";")):
                        self._db.execute(statement)
                    self._db.executemany("INSERT INTO settings VALUES (?, ?)", settings.items())
                self._db.execute("COMMIT")
            self._check_settings(found or settings, settings)
        except BaseException:
            self.close()
            raise

    def _read_settings(self) -> dict[str, str]:
        if self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'settings'").fetchone() is None:
            return {}
        return dict(self._db.execute("SELECT name, value FROM settings"))

    def _check_settings(self, before: dict[str, str], now: dict[str, str]) -> None:
        changed = [
            f"{name} {before.get(name)!r} (now {now.get(name)!r})"
            for name in sorted({*before, *now})
            if before.get(name) != now.get(name)
        ]
        if changed:
            raise ResumeError(
                f"{self._folder}: was begun with {', '.join(changed)}. Its rows would not go together. "
                "Give what the first run was given, name another output, or remove the folder to start over."
            )

    def state(self, key: str, content: str) -> State:
        """Return whether a record is done, is new, or was done with another text."""
        with self._told():
            found = self._db.execute("SELECT content FROM done WHERE key = ?", (_encodable(key),)).fetchone()
        return "new" if found is None else "done" if found[0] == content else "changed"

    def parts(self) -> list[Part]:
        """Return the parts that are complete, in order."""
        with self._told():
            return [Part(*row) for row in self._db.execute("SELECT file, size, n_rows FROM parts ORDER BY number")]

    def commit(self, part: Part, done: Iterable[Done]) -> None:
        """Note a part that stands in its place, and the articles in it."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            number = self._db.execute(
                "INSERT INTO parts (file, size, n_rows) VALUES (?, ?, ?)", (part.file, part.size, part.n_rows)
            ).lastrowid
            self._db.executemany(
                "INSERT INTO done VALUES (?, ?, ?, ?)",
                (
                    (_encodable(one.key), one.content, number, one.duplicate_of and _encodable(one.duplicate_of))
                    for one in done
                ),
            )
            self._db.execute("COMMIT")

    @property
    def n_assembled(self) -> int:
        """Number of parts that stand in the one file put together from them."""
        with self._told():
            return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    @n_assembled.setter
    def n_assembled(self, number: int) -> None:
        with self._told():
            self._db.execute(f"PRAGMA user_version = {int(number)}")

    def close(self) -> None:
        """Let another run write."""
        self._db.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite says into what a person can act on."""
        path = self._folder / JOURNAL
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise ResumeError(
                    f"{path}: another run is writing to this output. Wait until it ends, or name another output."
                ) from None
            code = errno.ENOSPC if "full" in str(error) else errno.EIO
            raise OSError(code, str(error), str(path)) from error
        except sqlite3.DatabaseError as error:
            raise ResumeError(f"{path}: is damaged ({error}). Remove {self._folder} and start over.") from None


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
