import datetime
import re

import pytest

from stance.analyzer import StanceAnalyzer
from stance.types import Article

DAY = datetime.date(2026, 1, 2)
HOSTILE = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\"></style>{{ 7 * 7 }}"


@pytest.fixture(scope="session")
def analyzer(tiny_model):
    return StanceAnalyzer.load(tiny_model)


@pytest.fixture(scope="session")
def articles():
    """Three articles: of two outlets, one without a date, one with markup in every part of it."""
    return [
        Article(
            id="one",
            title="Troops refused",
            date="2025-03-04",
            outlet="The Post",
            text="“We will never accept foreign troops,” said Governor Ana Ruiz.\n\n"
            "“Send the marines,” said Senator Mary Dunn.\n",
        ),
        Article(id="two", date="2025-05-01", outlet="The Sun", text="Governor Ana Ruiz rejected any U.S. strikes.\n"),
        Article(
            id='../x" onload="alert(1)',
            title=f"Title {HOSTILE}",
            outlet=HOSTILE,
            text=f"“No foreign troops {HOSTILE} on our soil,” said Governor Ana Ruiz.\r\n\r\nA </script> line.\r\n",
        ),
    ]


@pytest.fixture(scope="session")
def analyses(analyzer, articles):
    found = tuple(analyzer.analyze_many(articles))
    assert all(analysis.statements for analysis in found)
    return found


@pytest.fixture
def read_page():
    """Return a page as it was written, after checking what holds of every page."""

    def read(path):
        page = path.read_text(encoding="utf-8")
        assert page.startswith("<!DOCTYPE html>")
        assert "default-src 'none'" in page.replace("&#39;", "'")
        assert not re.search(r"<[^>]*\s(on\w+|style)\s*=", page.split("<body>")[1].split("<script")[0])
        assert not re.search(r"""(src|href)=["'](https?:|//|data:|javascript:)""", page)
        return page

    return read
