"""The corpus page: the table of every statement and its filters."""

import pytest


@pytest.fixture
def corpus(page, pages):
    return page.open(pages["corpus"])


def choose(page, **values):
    before = page.js("return document.getElementById('count').textContent")
    page.js(
        "const form = document.getElementById('filters');"
        "for (const [name, value] of Object.entries(arguments[0])) form.elements[name].value = value;"
        "form.dispatchEvent(new Event('input', {bubbles: true}))",
        values,
    )
    return before


def rows(page, *, n, columns="[1, 2, 4]"):
    """Return cells of the rows, when as many are found."""
    page.wait(f"return document.getElementById('count').textContent.startsWith('{n:,} of ')")
    return page.js(
        f"return [...document.querySelectorAll('#rows tbody tr')].map(r => {columns}.map(i => r.cells[i].innerText))"
    )


def said(authored):
    return [(a, s) for a in authored for s in a.statements]


def test_all_statements_are_in_the_table(corpus, authored):
    everything = said(authored)
    shown = rows(corpus, n=len(everything))
    assert len(shown) == 50
    assert shown[0][0] == everything[0][1].speaker
    corpus.js("document.getElementById('next').click()")
    assert rows(corpus, n=len(everything))[0][0] == (everything[50][1].speaker or "somebody not named")
    assert corpus.js("return document.getElementById('page').textContent").startswith("Page 2 of ")


@pytest.mark.parametrize("stance", ["against", "favor", "neutral"])
def test_filter_by_stance(corpus, authored, stance):
    choose(corpus, stance=stance)
    expected = [
        s for _, s in said(authored)
        if s.prediction.stance == stance and s.prediction.on_target and not s.prediction.abstained
    ]  # fmt: skip
    shown = rows(corpus, n=len(expected))
    name = {"favor": "in favor"}.get(stance, stance)
    assert all(cells[1].endswith(name) for cells in shown)


def test_filter_by_words_form_and_date(corpus, authored):
    choose(corpus, words="TROOPS", form="indirect", **{"from": "2010-01-01", "to": "2024-12-31"})
    expected = [
        s for a, s in said(authored)
        if s.attribution == "indirect" and "2010-01-01" <= a.article.date <= "2024-12-31"
        and any("troops" in text.lower() for text in (s.text[:200], s.speaker or "", a.article.title))
    ]  # fmt: skip
    assert len(expected) > 3
    assert [cells[0] for cells in rows(corpus, n=len(expected))] == [
        (s.speaker or "somebody not named") for s in expected
    ][:50]


def test_nothing_found_is_said(corpus):
    choose(corpus, words="zzyzx")
    assert rows(corpus, n=0) == []
    assert corpus.js("return document.getElementById('next').disabled")


def test_order(corpus, authored):
    everything = said(authored)
    choose(corpus, order="unsure")
    least = min(round(100 * s.prediction.confidence) for _, s in everything) / 100
    corpus.wait(f"return document.querySelector('#rows tbody tr').cells[3].innerText === '{least:.2f}'")
    shown = [float(cells[0]) for cells in rows(corpus, n=len(everything), columns="[3]")]
    assert shown == sorted(shown)


def test_the_filter_is_used_with_the_keyboard(corpus, authored):
    corpus.js("document.querySelector('[name=words]').focus()")
    corpus.press("sheinbaum zzyzx")
    rows(corpus, n=0)


def test_links_lead_to_the_articles(page, pages):
    page.open(pages["hostile-corpus"])
    links = page.js("return [...document.querySelectorAll('#rows a')].map(a => a.href)")
    assert links
    assert all(link.startswith(f"{pages['hostile-corpus'].parent.as_uri()}/hostile-corpus-articles/") for link in links)
    page.driver.get(links[-1])
    assert page.find(".text mark")
    page.js("document.querySelector('nav a').click()")
    page.wait("return location.pathname.endsWith('hostile-corpus.html')")


def test_the_first_statements_are_there_without_scripts(page, pages):
    page.open(pages["corpus"], scripts=False)
    assert len(page.find("#rows tbody tr")) == 25
    assert not page.find("#filters")[0].is_displayed()
