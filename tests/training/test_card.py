import re

import pytest

import stance
from stance.training.card import render_card


@pytest.fixture(scope="module")
def card(trained):
    return render_card(trained.classifier, trained.evaluation, trained.config, model_id="tiny-123")


def tables(card):
    """Tables as Markdown has them: lines with bars, a blank line before and after."""
    blocks = [block.strip().splitlines() for block in re.split(r"\n\s*\n", card)]
    return [block for block in blocks if any(line.startswith("|") for line in block)]


def test_every_figure_stands_in_it(card, trained):
    evaluation = trained.evaluation
    for name, figure in evaluation.metrics.items():
        assert f"| {name} | {figure} |\n" in card
    for name, figures in evaluation.baselines.items():
        assert f"| {name} | {figures['macro_f1']} |\n" in card
    for values in evaluation.by.values():
        for value, figures in values.items():
            assert f"| {value} | {figures['macro_f1']} |\n" in card
    for label, row in zip(evaluation.classes, evaluation.confusion, strict=True):
        assert f"| {label} | {' | '.join(map(str, row))} |\n" in card


def test_tables_stand_by_themselves_and_are_well_formed(card, trained):
    found = tables(card)
    assert len(found) == 3 + len(trained.evaluation.by)  # metrics, baselines, confusion
    for table in found:
        assert re.fullmatch(r"\|( --- \|)+", table[1])
        assert len({line.count("|") for line in table}) == 1
        assert len(table) > 2


def test_headings_stand_behind_a_blank_line(card):
    assert card.count("\n\n## ") == card.count("## ") == 6
    assert "\n\n\n" not in card


def test_facts(card, trained):
    for part in (
        "# Model card: tiny-123\n", "towards **U.S. intervention**", f"{trained.classifier.coef_.shape[1]:,} features",
        "in 12 groups (`situation`)", trained.config["data"]["sha256"], "3 folds by group", "95% intervals",
        "word 1–2-grams", "character 3–5-grams",
    ):  # fmt: skip
        assert part in card
    assert "Left out" not in card
    assert card.endswith("English only.\n")


def test_excluded_groups_are_named(trained):
    config = trained.config | {"data": trained.config["data"] | {"excluded_groups": ["one", "two"]}}
    card = render_card(trained.classifier, trained.evaluation, config, model_id="x")
    assert "\nLeft out of training and evaluation: one, two.\nSHA-256" in card


def test_bar_in_a_value_does_not_end_the_cell(statements):
    result = stance.train(statements.assign(source="a|b"), n_folds=2)
    card = render_card(result.classifier, result.evaluation, result.config, model_id="x")
    assert "| a\\|b | " in card
