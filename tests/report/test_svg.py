import re
from xml.etree import ElementTree as ET

from stance.report.style import LIGHT
from stance.report.svg import draw_svg


def draw(ax, label="Ana"):
    ax.plot([0, 1], [0, 1], "o--", color=LIGHT["against"], label=label)
    ax.fill_between([0, 1], [0, 1], [1, 1], hatch="//", color=LIGHT["favor"])
    ax.legend()


def svg(name="c", **options):
    return draw_svg(lambda ax: draw(ax, **options), (3, 2), name=name, title="A <title>", description="a & b")


def test_it_is_described_and_in_the_colours_of_the_page():
    root = ET.fromstring(svg())
    assert root.get("role") == "img"
    said = {element.get("id"): element.text for element in root if element.tag in ("title", "desc")}
    assert said == {"c-title": "A <title>", "c-desc": "a & b"}
    assert root.get("aria-labelledby").split() == list(said)
    assert "var(--against)" in svg()
    assert LIGHT["against"] not in svg()


def test_nothing_in_it_needs_a_style_or_a_request():
    text = svg()
    assert "style" not in text
    assert "metadata" not in text
    assert "xlink" not in text
    assert not re.search(r"https?:", text.replace("http://www.w3.org/2000/svg", ""))


def test_every_reference_is_met_and_no_id_stands_in_two_charts():
    texts = [svg(name) for name in ("one", "two")]
    ids = [set(re.findall(r'\bid="([^"]+)"', text)) for text in texts]
    assert not ids[0] & ids[1]
    for text, known in zip(texts, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", text) + re.findall(r'href="#([^"]+)"', text)) <= known


def test_it_is_the_same_every_time():
    assert svg() == svg()


def test_names_are_text_whatever_they_hold():
    text = svg(label="$x_1$ <b>&</b> 名前 \u202e")
    assert "&lt;b&gt;" in text
    assert "$x_1$" in text
    assert "名前" in text
