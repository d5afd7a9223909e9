"""Exceptions: every one is a `StanceError`, and the builtin that fits as well.

A message says where, the bad value, what was expected, and what to do next.
"""

from __future__ import annotations


class StanceError(Exception):
    """Base of everything that `stance` raises on purpose."""


class InputTypeError(StanceError, TypeError):
    """An argument has a type that would be misread (one string for a list, a DataFrame for texts)."""


class InputError(StanceError, ValueError):
    """An argument has the right type and an impossible value."""


class DataError(StanceError, ValueError):
    """A labelled data set, or a table of statements, breaks its format; the message names the row."""


class ArticleError(StanceError, ValueError):
    """One article cannot be read; a batch records it and goes on.

    Parameters
    ----------
    message : str
        Where, what, what was expected, what to do.
    path : str or None
        File (with ``, line n`` where it has lines) the article was read from.
    article_id : str or None
        Id of the article, where it has one.
    """

    def __init__(self, message: str, *, path: str | None = None, article_id: str | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.article_id = article_id


class SourceNotFoundError(StanceError, FileNotFoundError):
    """A file or folder that was named does not exist."""


class ModelError(StanceError, ValueError):
    """A model folder is incomplete, damaged, unsafe or of another format version."""


class ModelNotFoundError(ModelError, FileNotFoundError):
    """No model stands at the path or name given; the message lists the places that were tried."""


class OutputExistsError(StanceError, FileExistsError):
    """The output exists and overwriting was not asked for."""


class ResumeError(StanceError, ValueError):
    """A batch cannot go on where it stopped: it was begun otherwise, or what it left behind is damaged or in use."""


class MissingExtraError(StanceError, ImportError):
    """An optional dependency is needed; the message names the extra that brings it."""
