import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "attribution.py"
TEXT = "Ruiz said it was over. “We go home,” she added.\r\nLee wants a ban.\n"


def mark(text, *quoted):
    """Spans of phrases in brat's notation."""
    return ";".join(f"{text.index(phrase)} {text.index(phrase) + len(phrase)}" for phrase in quoted)


@pytest.fixture
def corpus(tmp_path):
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    (tmp_path / "dev/text/one.txt").write_bytes(TEXT.encode())
    marked = [("Ruiz", "said", "it was over"), ("she", "added", "“We go home,”"), ("Lee", "wants", "a ban")]
    lines = []
    for number, (source, cue, content) in enumerate(marked):
        lines += [
            f"T{3 * number}\tSource {mark(TEXT, source)}\t{source}",
            f"T{3 * number + 1}\tCue {mark(TEXT, cue)}\t{cue}",
            f"T{3 * number + 2}\tContent {mark(TEXT, content)}\t{content}",
            f"E{number}\tAttribution:T{3 * number + 1} Source:T{3 * number} Content:T{3 * number + 2}",
        ]
    for annotator in ("ab12", "cd34"):
        (tmp_path / f"dev/attributions/one_{annotator}.ann").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def run(corpus, *options):
    command = [sys.executable, SCRIPT, "--polnear", corpus, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_scores_of_a_small_corpus(corpus):
    done = run(corpus, "--predictions", corpus / "found.jsonl", "--json", corpus / "scores.json")
    assert done.returncode == 0, done.stderr
    scores = json.loads((corpus / "scores.json").read_text(encoding="utf-8"))["systems"]["stance"]["scores"]
    assert [scores[kind]["n_gold"] for kind in ("all", "direct", "indirect", "speech")] == [3, 1, 2, 2]
    assert scores["all"]["joint_f1"] == scores["direct"]["content_f1"] == pytest.approx(1)
    (record,) = map(json.loads, (corpus / "found.jsonl").read_text(encoding="utf-8").splitlines())
    start, end = record["statements"][1]["content"][0]
    assert record["id"] == "one"
    assert TEXT[start:end] == "“We go home,”"


def test_a_wrong_source_costs_the_joint_score_only(corpus):
    path = corpus / "dev/attributions/one_ab12.ann"
    wrong = path.read_text(encoding="utf-8").replace(f"Source {mark(TEXT, 'Lee')}", f"Source {mark(TEXT, 'ban')}")
    for annotator in ("ab12", "cd34"):
        (corpus / f"dev/attributions/one_{annotator}.ann").write_text(wrong, encoding="utf-8")
    run(corpus, "--json", corpus / "scores.json")
    scores = json.loads((corpus / "scores.json").read_text(encoding="utf-8"))["systems"]["stance"]["scores"]
    assert scores["all"]["content_f1"] == pytest.approx(1)
    assert scores["all"]["joint_recall"] == pytest.approx(2 / 3)
    assert scores["speech"]["joint_f1"] == pytest.approx(1)


def test_a_folder_without_texts_is_named(corpus):
    done = run(corpus, "--split", "exam")
    assert done.returncode == 1
    assert "exam" in done.stderr
    assert "Traceback" not in done.stderr
