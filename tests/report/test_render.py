import base64
import hashlib
import html
import re

import pytest

from stance.report.render import percent, render, signed, two_digits, write_page


@pytest.mark.parametrize(("p", "text"), [(0, "0.00"), (0.001, "<0.01"), (0.5, "0.50"), (0.9951, ">0.99"), (1, "1.00")])
def test_what_is_not_certain_is_not_written_as_certain(p, text):
    assert two_digits(p) == text


def test_numbers():
    assert (percent(0.256), signed(-0.5), signed(0.5)) == ("26%", "\u22120.50", "+0.50")


def test_the_policy_allows_what_the_page_holds_and_nothing_else(analyses, tiny_model):
    from stance.report.about import read_about
    from stance.report.article_page import article_page

    page = article_page(analyses[0], read_about(tiny_model))
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1))
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.S)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_a_page_that_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "taken.html").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_page(tmp_path / "taken.html", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.html"]


def test_a_name_that_a_template_lacks_is_an_error():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        render("article", script=None)
