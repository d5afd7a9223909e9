"""The article's page: marks where the offsets say, reached by pointer and keyboard."""

import pytest


def words(text):
    return "".join(text.split())


def test_marks_stand_where_the_offsets_say(page, pages, seed):
    page.open(pages["article"])
    marked = page.js(
        "const found = {}; for (const m of document.querySelectorAll('.text [data-s]'))"
        " for (const id of m.dataset.s.split(' ')) found[id] = (found[id] || '') + m.textContent; return found"
    )
    expected = {
        f"s{number}": "".join(seed.article.text[start:end] for start, end in statement.content)
        for number, statement in enumerate(seed.statements, start=1)
    }
    assert {key: words(text) for key, text in marked.items()} == {key: words(text) for key, text in expected.items()}


def test_the_text_stands_there_whole(page, pages, seed):
    page.open(pages["article"])
    page.js("for (const chip of document.querySelectorAll('.text .chip')) chip.remove()")
    assert words(page.js("return document.querySelector('.text').textContent")) == words(seed.article.text)


def test_the_keyboard_reaches_every_statement_and_shows_why(page, pages, seed):
    from selenium.webdriver.common.keys import Keys

    page.open(pages["article"])
    reached = {}
    for _ in range(200):
        page.press(Keys.TAB)
        focused = page.js("const e = document.activeElement; return e.classList.contains('chip') ? e.id : null")
        if focused:
            reached[focused] = page.js("return document.getElementById('panel').textContent")
        if len(reached) == len(seed.statements):
            break
    assert list(reached) == [f"s{number}" for number in range(1, len(seed.statements) + 1)]
    for shown, statement in zip(reached.values(), seed.statements, strict=True):
        start, end = statement.content[0]
        assert words(seed.article.text[start:end]) in words(shown)
        assert "Probability" in shown
        assert "adds up" in shown
        assert ("the model abstains" in shown) == statement.prediction.abstained
    page.press(Keys.ESCAPE)
    assert "Probability" not in page.js("return document.getElementById('panel').textContent")


def test_on_a_phone_the_focus_is_not_hidden_by_the_panel(page, pages, seed):
    page.open(pages["article"], width=390, height=800)
    for number in range(1, len(seed.statements) + 1):
        page.js(f"document.getElementById('s{number}').focus()")
        chip, panel = page.js(
            "const boxes = [document.activeElement, document.getElementById('panel')];"
            "return boxes.map(element => element.getBoundingClientRect().toJSON())"
        )
        assert chip["top"] >= 0
        assert chip["bottom"] <= panel["top"]


def test_a_link_leads_to_the_entry_and_back(page, pages):
    from selenium.webdriver.common.keys import Keys

    page.open(pages["article"])
    page.js("document.getElementById('s2').focus()")
    page.press(Keys.ENTER)
    page.wait("return location.hash === '#d-s2'")
    page.js("document.querySelector('#d-s2 > .to').click()")
    page.wait("return location.hash === '#s2'")


@pytest.mark.parametrize("width", [390, 1280])
def test_pointing_at_a_passage_shows_why(page, pages, width):
    from selenium.webdriver import ActionChains

    page.open(pages["article"], width=width)
    mark = page.find(".text mark[data-s='s2']")[0]
    page.js("arguments[0].scrollIntoView({block: 'center'})", mark)
    assert page.js("return document.querySelector('.panel.full')") is None
    ActionChains(page.driver, duration=0).move_to_element(mark).perform()
    page.wait("return document.querySelector('.panel.full')")
    box = page.js("return document.getElementById('panel').getBoundingClientRect().toJSON()")
    assert box["width"] > 200
    assert 0 <= box["top"] <= 600


def test_a_screen_reader_hears_speaker_stance_and_probability(page, pages, seed):
    page.open(pages["article"])
    nodes = page.cdp("Accessibility.getFullAXTree")["nodes"]
    links = [node for node in nodes if node["role"]["value"] == "link" and node["name"]["value"]]
    for statement in seed.statements:
        assert any(statement.speaker in link["name"]["value"] for link in links if statement.speaker)
    described = [link["description"]["value"] for link in links if "description" in link]
    assert sum("with probability" in text for text in described) == sum(s.prediction.on_target for s in seed.statements)


def test_everything_is_there_without_scripts(page, pages, seed):
    page.open(pages["article"], scripts=False)
    assert len(page.find(".say")) == len(page.find(".chip")) == len(seed.statements)
