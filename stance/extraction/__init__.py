"""Attributed speech in articles: who is said to have said or held what."""

from stance.extraction.extractor import extract
from stance.extraction.surroundings import find_surroundings

__all__ = ["extract", "find_surroundings"]
