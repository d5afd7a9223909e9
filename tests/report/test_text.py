import pytest

from stance.report.text import fit, flat, plural, short


def test_fit_keeps_every_offset():
    text = "a\x00b\x1b[0m\ud83d c\r\n\td\ufffe"
    assert len(fit(text)) == len(text)
    assert fit(text) == "a\ufffdb\ufffd[0m\ufffd c\r\n\td\ufffd"
    fit(text).encode()


def test_flat():
    assert flat("  a\n b\tc\x07") == "a b c\ufffd"


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [("We go.", 6, "We go."), ("We go, now", 8, "We go…"), ("Supercalifragilistic", 5, "Super…"), ("", 3, "")],
)
def test_short(text, length, expected):
    assert short(text, length) == expected


def test_plural():
    assert [plural(n, "row") for n in (0, 1, 2000)] == ["0 rows", "1 row", "2,000 rows"]
