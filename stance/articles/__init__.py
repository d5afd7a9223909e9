"""Articles: from files, folders, tables and standard input."""

from stance.articles.sources import Failure, iter_articles

__all__ = ["Failure", "iter_articles"]
