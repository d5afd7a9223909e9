"""What was seen before, remembered on disk so that memory does not grow with the number of articles."""

from __future__ import annotations

import errno
import sqlite3
import weakref

_CACHE_KB = 16_384


class FirstSeen:
    """Remembers the value that each key came with first.

    It lives in a private temporary file that is gone when the process ends, however it ends.

    Examples
    --------
    >>> seen = FirstSeen()
    >>> seen.earlier("a", "news.csv, row 2"), seen.earlier("a", "news.csv, row 9")
    (None, 'news.csv, row 2')
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._db.close)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{_CACHE_KB}"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def earlier(self, key: str, value: str) -> str | None:
        """Return the value that the key came with first; None when it is new, and is noted with this one.

        Raises
        ------
        OSError
            If the disk of the temporary files is full.
        """
        try:
            return self._earlier(key, value)
        except sqlite3.OperationalError as error:
            place = "temporary files (SQLITE_TMPDIR says where they are)"
            raise OSError(errno.ENOSPC, str(error), place) from error

    def _earlier(self, key: str, value: str) -> str | None:
        encoded = key.encode("utf-8", "surrogatepass")
        noted = self._db.execute(
            "INSERT INTO seen VALUES (?, ?) ON CONFLICT DO NOTHING", (encoded, value.encode("utf-8", "surrogatepass"))
        )
        if noted.rowcount == 1:
            return None
        (first,) = self._db.execute("SELECT value FROM seen WHERE key = ?", (encoded,)).fetchone()
        return str(first, "utf-8", "surrogatepass")
