"""Attributed speech in articles: who is said to have said or held what."""

from stance.extraction.extractor import extract

__all__ = ["extract"]
