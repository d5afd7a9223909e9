import json

import pytest

TEXT = "We will never accept foreign troops [/x] on our soil."


def test_json_adds_up(run, tiny_model):
    ran = run("explain", TEXT, "--model", tiny_model, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["classes"] == ["against", "favor", "neutral"]
    for column, logit in enumerate(found["logits"]):
        for parts in ("words", "features"):
            total = found["intercept"][column] + sum(part["contributions"][column] for part in found[parts])
            assert total == pytest.approx(logit)
    assert sum(found["probabilities"]) == pytest.approx(1)
    assert all(TEXT[word["start"] : word["end"]] == word["text"] for word in found["words"])


def test_table_shows_the_text_and_every_word(run, tiny_model, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    ran = run("explain", TEXT, "--model", tiny_model)
    assert ran.code == 0
    assert ran.out.startswith(TEXT)
    rows = [line.split() for line in ran.out.splitlines()]
    first_cells = [row[0] for row in rows if len(row) == 4]
    assert [*TEXT.replace("[/", "").replace("].", ".").replace("]", "").replace(".", " .").split()] == first_cells[:11]
    assert first_cells[-3:] == ["intercept", "logit", "probability"]


def test_standard_input(run, tiny_model):
    given = run("explain", "No, señora.", "--model", tiny_model, "--json")
    assert run("explain", "-", "--model", tiny_model, "--json", stdin="No, señora.\n".encode()) == given


def test_text_without_words(run, tiny_model):
    ran = run("explain", "", "--model", tiny_model, "--json")
    found = json.loads(ran.out)
    assert (found["words"], found["logits"]) == ([], found["intercept"])
    assert run("explain", "", "--model", tiny_model).code == 0


def test_wrong_encoding_and_missing_model(run, tiny_model):
    assert run("explain", "-", stdin=b"caf\xe9") == (
        1, "", "stance: stdin: byte 0xe9 at offset 3 is not UTF-8. Save the file as UTF-8.\n"
    )  # fmt: skip
    assert run("explain", TEXT, "--model", "gone").err.startswith("stance: model 'gone': no config.json in any of")
