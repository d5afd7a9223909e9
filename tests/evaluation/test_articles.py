"""Whole articles: a perfect reading scores 1 everywhere, and each kind of error moves its own figure."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.corpus import AnnotatedArticle, AnnotatedSpeaker, AnnotatedStatement
from stance.errors import ArticleError, InputError
from stance.evaluation import evaluate_articles
from stance.evaluation.articles import match_statements, name_key, same_name
from stance.types import Analysis, Article, Position, Prediction, Span, Statement

TEXT = "“We refuse all foreign troops,” said Ana Ruiz. The Pentagon said that the strikes will go on."
ARTICLE = Article(id="a1", text=TEXT)


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def make_statement(number, speaker, attribution, source, content, *, stance=None):
    statement = Statement.from_spans(
        ARTICLE,
        f"s{number}",
        speaker=speaker,
        attribution=attribution,
        content=(span(content),),
        cue=(span("said"),),
        source=(span(source),),
    )
    return statement if stance is None else replace(statement, prediction=predict(stance))


def predict(stance):
    shares = {f"p_{name}": float(name == stance) for name in ("against", "favor", "neutral")}
    return Prediction(target="t", on_target=True, relevance=1.0, stance=stance, abstained=False, model_id="m", **shares)


def make_position(speaker, position):
    return Position(
        article_id="a1", speaker=speaker, position=position, p_against=1.0, p_favor=0.0, p_neutral=0.0,
        low=0.0, high=1.0, n_statements=1, evidence=(), quotes=(),
    )  # fmt: skip


FIRST = (1, "Ana Ruiz", "direct", "Ana Ruiz", "“We refuse all foreign troops,”")
SECOND = (2, "Pentagon", "indirect", "The Pentagon", "that the strikes will go on")
GOLD = AnnotatedArticle(
    ARTICLE,
    None,
    (AnnotatedSpeaker("Ana Ruiz", "f", "against"), AnnotatedSpeaker("Pentagon", "group", "favor")),
    (AnnotatedStatement(make_statement(*FIRST), "against"), AnnotatedStatement(make_statement(*SECOND), "favor")),
)
PERFECT = Analysis(
    article=ARTICLE,
    statements=(make_statement(*FIRST, stance="against"), make_statement(*SECOND, stance="favor")),
    positions=(make_position("Ana Ruiz", "against"), make_position("the Pentagon", "favor")),
)


def measure(*, statements=PERFECT.statements, positions=PERFECT.positions):
    """Return the figures of one article, those that are not defined left out."""
    analysis = replace(PERFECT, statements=tuple(statements), positions=tuple(positions))
    metrics = evaluate_articles([analysis], [GOLD], n_draws=5).to_dict()["metrics"]
    return {name: figure["value"] for name, figure in metrics.items() if figure["value"] is not None}


def changed(**figures):
    """Return the figures that are not those of a perfect reading, and check the rest."""
    perfect = measure()
    return {name: value for name, value in measure(**figures).items() if value != perfect[name]}


def test_a_perfect_reading():
    names = (
        "statements_precision statements_recall statements_f1 joint_f1 recall_direct recall_indirect "
        "speaker_right stance_right speakers_found position_right position_right_of_found"
    )
    assert measure() == dict.fromkeys(names.split(), 1.0) | {"position_unclear_of_found": 0.0}


def test_a_missing_statement():
    assert changed(statements=PERFECT.statements[:1]) == {
        "statements_recall": 0.5,
        "statements_f1": pytest.approx(2 / 3, abs=1e-6),
        "joint_f1": pytest.approx(2 / 3, abs=1e-6),
        "recall_indirect": 0.0,
    }


def test_a_statement_too_many():
    more = make_statement(3, None, "indirect", "Ana Ruiz", "Ana Ruiz", stance="neutral")
    assert changed(statements=(*PERFECT.statements, more)) == {
        "statements_precision": pytest.approx(2 / 3, abs=1e-6),
        "statements_f1": 0.8,
        "joint_f1": 0.8,
    }


def test_nothing_found():
    assert measure(statements=(), positions=()) == {
        "statements_recall": 0.0,
        "statements_f1": 0.0,
        "joint_f1": 0.0,
        "recall_direct": 0.0,
        "recall_indirect": 0.0,
        "speakers_found": 0.0,
        "position_right": 0.0,
    }


@pytest.mark.parametrize("speaker", [None, "Ruiz"])
def test_a_missing_or_wrong_speaker(speaker):
    statements = (replace(PERFECT.statements[0], speaker=speaker), PERFECT.statements[1])
    positions = [make_position(speaker, "against")] if speaker else []
    assert changed(statements=statements, positions=[*positions, PERFECT.positions[1]]) == {
        "speaker_right": 0.5,
        "speakers_found": 0.5,
        "position_right": 0.5,
    }


def test_a_wrong_source_counts_in_the_joint_figure_alone():
    statements = (PERFECT.statements[0], replace(PERFECT.statements[1], source=(span("Ana Ruiz"),)))
    assert changed(statements=statements) == {"joint_f1": 0.5}
    assert changed(statements=(PERFECT.statements[0], replace(PERFECT.statements[1], source=()))) == {
        "joint_f1": 0.5,
    }


def test_a_source_that_nobody_marked_cannot_be_wrong():
    unmarked = replace(GOLD.statements[0], statement=replace(GOLD.statements[0].statement, source=()))
    gold = replace(GOLD, statements=(unmarked, GOLD.statements[1]))
    assert evaluate_articles([PERFECT], [gold], n_draws=5).metrics["joint_f1"].value == 1.0


def test_a_wrong_stance():
    statements = (replace(PERFECT.statements[0], prediction=predict("favor")), PERFECT.statements[1])
    assert changed(statements=statements) == {"stance_right": 0.5}


def test_an_unclear_position_is_found_but_not_right():
    assert changed(positions=(make_position("Ana Ruiz", "unclear"), PERFECT.positions[1])) == {
        "position_right": 0.5,
        "position_right_of_found": 0.5,
        "position_unclear_of_found": 0.5,
    }


@pytest.mark.parametrize(
    ("content", "found"), [("that the strikes", 1.0), ("the strikes", 0.0), ("said that the strikes will go on.", 1.0)]
)
def test_a_content_is_found_from_half_of_the_six_words(content, found):
    other = replace(PERFECT.statements[1], content=(span(content),))
    assert measure(statements=(PERFECT.statements[0], other))["recall_indirect"] == found


def test_articles_are_what_the_bootstrap_draws():
    other = Article(id="a2", text=TEXT)
    missed = Analysis(article=other, statements=(), positions=())
    result = evaluate_articles(iter([PERFECT, missed]), [GOLD, replace(GOLD, article=other)], n_draws=200, level=0.9)
    figure = result.metrics["statements_recall"]
    assert (figure.value, figure.low, figure.high, figure.level) == (0.5, 0.0, 1.0, 0.9)
    assert (figure.n, figure.groups, result.n_articles) == (2, 2, 2)


def test_the_dictionary_is_json():
    figures = json.loads(json.dumps(evaluate_articles([PERFECT], [GOLD], n_draws=5).to_dict(), allow_nan=False))
    assert figures["n_articles"] == 1
    assert figures["metrics"]["recall_mixed"]["value"] is None


@pytest.mark.parametrize(("n_analyses", "n_annotated"), [(1, 2), (2, 1), (0, 1)])
def test_one_analysis_for_each_article(n_analyses, n_annotated):
    message = rf"^analyses: expected one for each of the {n_annotated} articles\.$"
    with pytest.raises(InputError, match=message):
        evaluate_articles([PERFECT] * n_analyses, [GOLD] * n_annotated)


def test_analyses_in_another_order():
    other = replace(PERFECT, article=Article(id="a2", text=TEXT))
    with pytest.raises(InputError, match=r"^analyses: got article 'a2', expected 'a1' with the annotated text\.$"):
        evaluate_articles([other, PERFECT], [GOLD, replace(GOLD, article=other.article)])


def test_an_article_of_the_same_id_with_another_text():
    with pytest.raises(InputError, match=r"^analyses: got article 'a1', expected 'a1' with the annotated text\.$"):
        evaluate_articles([replace(PERFECT, article=Article(id="a1", text=f"{TEXT} "))], [GOLD])


def test_no_articles():
    with pytest.raises(InputError, match=r"^there is nothing to evaluate: no row is left\.$"):
        evaluate_articles([], [])


def test_errors_of_the_analyses_are_not_swallowed():
    def broken():
        yield PERFECT
        raise ArticleError("the second cannot be read")

    with pytest.raises(ArticleError, match=r"^the second cannot be read$"):
        evaluate_articles(broken(), [GOLD, GOLD])


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("the Pentagon", "Pentagon", True),
        ("THE  PENTAGON", "pentagon", True),
        ("A spokesman", "spokesman", True),
        ("O’Brien", "O'Brien", True),
        (" Ana Ruiz ", "Ana Ruiz", True),
        ("Theresa May", "resa May", False),
        ("Ana Ruiz", "Ruiz", False),
        ("Dr. Ana Ruiz", "Judge Ana Ruiz", True),
        ("Sister Ana Ruiz", "Ana Ruiz", True),
        ("Ms. Ruiz", "Ana Ruiz", False),
        ("Director", "the director", True),
        ("the former director", "director", False),
        ("Ana", None, False),
        (None, None, False),
    ],
)
def test_names(first, second, same):
    assert same_name(first, second) is same


def test_name_key():
    assert name_key("The O’Brien Group ") == "o'brien group"


WORDS = " ".join(f"w{number}" for number in range(12))
WORD_STARTS = [index for index, character in enumerate(WORDS) if character == "w"]
contents = st.lists(
    st.tuples(st.integers(0, 11), st.integers(1, 5)).map(
        lambda piece: [Span(WORD_STARTS[piece[0]], WORD_STARTS[min(sum(piece), 12) - 1] + 2)]
    ),
    max_size=4,
)


def overlap(one, other):
    first, second = ({word for word in WORD_STARTS if s <= word < e} for ((s, e),) in (one, other))
    jaccard = len(first & second) / len(first | second)
    return jaccard if jaccard >= 0.5 else 0.0


@given(contents, contents)
def test_matching_is_one_to_one_and_the_best_there_is(gold, found):
    pairs = match_statements(WORDS, gold, found)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(overlap(gold[i], found[j]) >= 0.5 for i, j in pairs)
    shorter, longer = sorted((gold, found), key=len)
    every = (zip(shorter, chosen, strict=True) for chosen in permutations(longer, len(shorter)))
    best = max(sum(overlap(one, other) for one, other in chosen) for chosen in every)
    assert sum(overlap(gold[i], found[j]) for i, j in pairs) == pytest.approx(best)


def test_the_best_pair_is_not_always_part_of_the_best_matching():
    gold = [[Span(0, 14)], [Span(0, 8)]]  # w0 to w4, w0 to w2
    found = [[Span(0, 11)], [Span(0, 14)]]  # w0 to w3, w0 to w4
    assert match_statements(WORDS, gold, found) == [(0, 1), (1, 0)]


def test_words_in_several_pieces_count_together():
    assert match_statements(WORDS, [[Span(0, 2), Span(6, 8)]], [[Span(0, 8)]]) == [(0, 0)]
    assert match_statements(WORDS, [[Span(0, 2)]], [[Span(0, 8)]]) == []
    assert match_statements("... w", [[Span(0, 3)]], [[Span(0, 3)]]) == []
