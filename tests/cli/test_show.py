import json
import re

import pytest

TEXT = (
    "“We will never accept foreign troops, not today and not tomorrow, not by land and not by sea,” said Governor Ana "
    "Ruiz.\n\n“Send the marines,” said Governor Mary Dunn."
)


@pytest.fixture
def show(run, tiny_model, tmp_path, monkeypatch):
    def call(title="News", text=TEXT, *, width=60, color=False, level="speaker"):
        monkeypatch.setenv("COLUMNS", str(width))
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name, raising=False)
        if color:
            monkeypatch.setenv("FORCE_COLOR", "1")
        path = tmp_path / "t.jsonl"
        path.write_text(json.dumps({"title": title, "text": text}), encoding="utf-8")
        ran = run("score", "--model", tiny_model, path, "--format", "table", "--level", level)
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    return call


@pytest.mark.parametrize("level", ["speaker", "statement"])
@pytest.mark.parametrize("width", [40, 60, 300])
def test_lines_fit_and_end_without_spaces(show, width, level):
    lines = show(width=width, level=level).splitlines()
    assert max(map(len, lines)) <= min(width, 110)
    assert all(line == line.rstrip() for line in lines)
    assert " ".join(" ".join(lines).split()).count("not by sea" if level == "speaker" else "sea") == 1


def test_a_speaker_is_a_line_and_the_words_to_cite(show):
    title, blank, line, *rest = show().splitlines()
    assert (title, blank) == ("News", "")
    assert re.fullmatch(r"Ana Ruiz: (against|favor|neutral|unclear)  p \d\.\d\d, (\d to )?\d of 1 statement", line)
    assert rest[0].startswith("    “We will never")


@pytest.mark.parametrize("level", ["speaker", "statement"])
def test_colour_on_a_terminal_and_none_in_a_pipe(show, level):
    coloured, plain = show(color=True, level=level), show(level=level)
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@pytest.mark.parametrize("level", ["speaker", "statement"])
def test_a_text_cannot_steer_the_terminal(show, level):
    escape = "\x1b]0;owned\x07\x1b[2J\x9b31m\r\b"
    out = show(title=f"News {escape}", text=f"“No foreign troops {escape} here,” said Governor Ana Ruiz.", level=level)
    assert not set(out) & set("\x1b\x07\x9b\r\b")
    assert "owned" in out
