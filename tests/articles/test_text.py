import logging
import sys

import pytest

from stance.articles.text import decode, make_article, read_html, read_text
from stance.errors import ArticleError, MissingExtraError

PARAGRAPH = "The president said on Monday that her government would never accept foreign troops on its soil, again. "


def write(tmp_path, data, name="a.txt"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_text_is_read_as_it_stands(tmp_path):
    path = write(tmp_path, "“No,” she said.\r\n\r\nThen\rshe left.\n".encode())
    article = read_text(path, article_id="x")
    assert (article.id, article.path) == ("x", str(path))
    assert article.text == "“No,” she said.\r\n\r\nThen\rshe left.\n"


def test_byte_order_mark_is_no_part_of_the_text(tmp_path):
    assert read_text(write(tmp_path, b"\xef\xbb\xbfNo."), article_id="x").text == "No."


def test_wrong_encoding_names_the_byte_and_its_offset(tmp_path):
    with pytest.raises(ArticleError, match=r"a\.txt: byte 0xe9 at offset 3 is not UTF-8\. Save") as caught:
        read_text(write(tmp_path, b"Caf\xe9"), article_id="x")
    assert caught.value.article_id == "x"
    assert caught.value.path.endswith("a.txt")


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", "\u00a0\u2003".encode()])
def test_blank_text_is_refused(tmp_path, data):
    with pytest.raises(ArticleError, match="the text is empty"):
        read_text(write(tmp_path, data), article_id="x")


def test_nul_is_refused():
    with pytest.raises(ArticleError, match="NUL character, as binary files do"):
        make_article("abc\0def", "a.bin", "x")


def test_file_that_cannot_be_opened_is_an_article_error(tmp_path):
    with pytest.raises(ArticleError, match=r"gone\.txt: cannot be read \(No such file"):
        read_text(tmp_path / "gone.txt", article_id="x")


def test_decode_says_where():
    with pytest.raises(ArticleError, match=r"^stdin: byte 0xff at offset 0"):
        decode(b"\xff\xfeN\0", where="stdin")


def test_main_text_title_and_date_of_a_page(tmp_path):
    pytest.importorskip("trafilatura")
    head = '<title>Troops refused</title><meta property="article:published_time" content="2025-03-04T10:00:00Z">'
    head += '<meta property="og:site_name" content="The Post">'
    page = f"<html><head>{head}</head><body><nav>Menu</nav><article><p>{PARAGRAPH}</p><p>{PARAGRAPH * 3}</p></article>"
    article = read_html(write(tmp_path, page.encode(), "a.html"), article_id="x")
    assert PARAGRAPH.strip() in article.text
    assert "Menu" not in article.text
    assert (article.title, article.date, article.outlet) == ("Troops refused", "2025-03-04", "The Post")


@pytest.mark.parametrize("data", [b"", b"<html><body></body></html>", b"\x89PNG\0\0\0"])
def test_page_without_an_article_is_refused(tmp_path, data, caplog):
    pytest.importorskip("trafilatura")
    caplog.set_level(logging.CRITICAL)
    with pytest.raises(ArticleError, match="no article was found in the page"):
        read_html(write(tmp_path, data, "a.html"), article_id="x")


def test_html_without_the_extra_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r'pip install "stancekit\[html\]"'):
        read_html(write(tmp_path, b"<html></html>", "a.html"), article_id="x")
