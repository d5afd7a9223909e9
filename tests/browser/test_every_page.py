"""What holds of each page: it asks for nothing, complains of nothing, fits, and can be used by everybody."""

import pytest

PAGES = ("article", "corpus", "model")
SERIOUS = ("serious", "critical")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, "hostile", "hostile-corpus"])
def test_nothing_is_requested_and_nothing_goes_wrong(page, pages, name, dark):
    page.open(pages[name], dark=dark)
    assert set(page.requests()) == {pages[name].as_uri()}
    assert page.console() == []


def test_a_request_would_be_noticed_and_stopped(page, pages, tmp_path):
    spoilt = tmp_path / "spoilt.html"
    html = pages["model"].read_text(encoding="utf-8")
    spoilt.write_text(html.replace("</h1>", "</h1><img src='gone.png'><b onclick='1'>x</b>"), encoding="utf-8")
    page.open(spoilt)
    assert any("Content Security Policy" in message for message in page.console())


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out(page, pages, name, width):
    page.open(pages[name], width=width)
    assert page.js("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_the_skip_link_comes_first_and_leads_to_the_content(page, pages, name):
    from selenium.webdriver.common.keys import Keys

    page.open(pages[name]).press(Keys.TAB)
    assert page.js("return document.activeElement.className") == "skip"
    page.press(Keys.ENTER)
    page.wait("return location.hash === '#main'")


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)], ids=["phone-light", "desktop-dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(page, pages, axe, name, width, dark):
    page.open(pages[name], width=width, dark=dark)
    page.js("for (const d of document.querySelectorAll('details')) d.open = true")
    page.js(axe)
    found = page.driver.execute_async_script("const done = arguments[0]; axe.run(document).then(done)")
    assert found["passes"]
    faults = [
        f"{fault['id']}: {fault['help']} ({fault['nodes'][0]['html'][:120]})"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
    ]
    assert faults == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_dark_and_light_differ(page, pages, dark):
    page.open(pages["article"], dark=dark)
    (red, *_) = page.js("return getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)")
    assert (red < 60) == dark


@pytest.mark.parametrize("name", PAGES)
def test_it_prints(page, pages, name):
    page.open(pages[name], dark=True)
    pdf = page.cdp("Page.printToPDF", printBackground=True)["data"]
    assert pdf.startswith("JVBERi")  # %PDF in base64


@pytest.mark.parametrize("name", ["hostile", "hostile-corpus"])
def test_what_an_article_says_never_runs(page, pages, name):
    page.open(pages[name])
    for path in (pages[name], *pages[name].parent.glob("hostile-corpus-articles/*.html")):
        page.open(path)
        page.js(
            "for (const e of document.querySelectorAll('a, summary, mark, td, h1'))"
            " for (const kind of ['focusin', 'mouseover', 'click']) e.dispatchEvent(new Event(kind, {bubbles: true}))"
        )
        assert page.js("return window.ran") is None
        assert "ran" not in page.js("return document.title").split()
        assert (
            page.js("return document.querySelectorAll('img, iframe, object, [onerror], [onload], [onfocus]').length")
            == 0
        )
        assert page.js("return [...document.links].every(a => a.protocol === 'file:')")
        assert page.js("return document.scripts.length") <= 2
