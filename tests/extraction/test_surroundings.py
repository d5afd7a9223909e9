"""The sentences that statements stand in: which words belong to them, and which names do not."""

from dataclasses import replace

from stance.extraction import extract, find_surroundings
from stance.types import Article, Span, Statement

TEXT = (
    "Rain fell.\n\n“No troops,” said Governor Ana Ruiz, an old critic of the raids. “Not one.” She left.\n\n"
    "The Pentagon, which planned the strike, said that it was over, and Ruiz rejected it."
)


def statement(content, source=()):
    article = Article(id="a", text=TEXT)
    start = TEXT.index(content)
    spans = {"content": (Span(start, start + len(content)),), "source": tuple(source)}
    return Statement.from_spans(article, "s1", speaker=None, attribution="direct", **spans)


def span(piece):
    return Span(TEXT.index(piece), TEXT.index(piece) + len(piece))


def test_sentence_without_the_sources_of_all_its_statements():
    found = extract(Article(id="a", text=TEXT))
    around = dict(zip((s.text for s in found), find_surroundings(TEXT, found), strict=True))
    last = around["said that it was over"]
    assert "planned the strike" in last
    assert "rejected it." in last
    assert not any(name in sentence for name in ("Ana Ruiz", "Pentagon") for sentence in around.values())


def test_the_sentence_ends_where_the_quotation_does():
    (around,) = find_surroundings(TEXT, [statement("“Not one.”")])
    assert around == "“Not one.”"
    (around,) = find_surroundings(TEXT, [statement("“No troops,”", [span("Governor Ana Ruiz")])])
    assert around == "“No troops,” said , an old critic of the raids."


def test_statement_of_two_sentences_has_both():
    both = replace(statement("“No troops,”"), content=(span("“No troops,”"), span("“Not one.”")))
    (around,) = find_surroundings(TEXT, [both])
    assert around.startswith("“No troops,”")
    assert around.endswith("“Not one.”")


def test_a_source_within_another_is_left_out_once():
    outer = statement("said that it was over", [span("The Pentagon, which planned the strike,")])
    inner = statement("planned the strike", [span("which planned")])
    assert find_surroundings(TEXT, [outer, inner])[0] == "said that it was over, and Ruiz rejected it."


def test_text_without_a_full_stop_is_no_endless_sentence():
    words = "word " * 5000
    here = Span(10_000, 10_004)
    one = Statement.from_spans(Article(id="a", text=words), "s1", speaker=None, attribution="indirect", content=(here,))
    assert len(find_surroundings(words, [one])[0]) <= 1004
    assert find_surroundings("", []) == []
