"""Batches: many articles, or a table of ready-made statements, to a table of results."""

from stance.batch.files import score_files
from stance.batch.statements import score_statements
from stance.batch.summary import BatchSummary

__all__ = ["BatchSummary", "score_files", "score_statements"]
