import os
import subprocess
import sys

import pytest

import stance
from stance.cli import main, train_main
from stance.errors import SourceNotFoundError

COMMANDS = ("train", "score", "extract", "evaluate", "explain", "inspect")
HEAVY = {"numpy", "pandas", "scipy", "sklearn", "pyarrow", "rich", "jinja2", "joblib"}


def python(code, *args, **options):
    command = [sys.executable, "-W", "error", "-c", code, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


@pytest.mark.parametrize(
    ("program", "args"),
    [
        ("main", ["--help"]),
        ("main", ["--version"]),
        ("train_main", ["--help"]),
        *(("main", [c, "-h"]) for c in COMMANDS),
    ],
)
def test_help_loads_no_heavy_package(program, args):
    code = (
        f"import sys; from stance.cli import {program}\n"
        f"try: {program}({args!r})\n"
        "finally: print(*sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = python(code)
    assert done.returncode == 0
    assert not HEAVY & set(done.stderr.split())


def test_help_lists_every_command(run):
    ran = run("--help")
    assert ran.code == 0
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)
    assert "3 done but some records failed" in " ".join(ran.out.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run, name):
    ran = run(name, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: stance {name} ")


def test_version(run):
    assert run("--version") == (0, f"stance {stance.__version__}\n", "")


@pytest.mark.parametrize("args", [["nothing"], ["score"], ["score", "--level", "word", "x"], ["train", "x"], ["--no"]])
def test_wrong_usage_is_2(run, args):
    ran = run(*args)
    assert ran.code == 2
    assert ran.out == ""
    assert "Error: " in ran.err


def test_error_is_one_line_and_1(run, tmp_path):
    ran = run("extract", tmp_path / "gone.txt")
    assert ran == (1, "", f"stance: {tmp_path / 'gone.txt'}: there is no such file or folder.\n")


@pytest.mark.parametrize("args", [["--debug", "extract"], ["extract", "--debug"]])
def test_debug_shows_the_traceback(tmp_path, args):
    with pytest.raises(SourceNotFoundError):
        main([*args, str(tmp_path / "gone.txt")])
    done = python("from stance.cli import main; import sys; main(sys.argv[1:])", *args, tmp_path / "gone.txt")
    assert done.returncode == 1
    assert "Traceback (most recent call last)" in done.stderr


def test_debug_of_the_training_program(tmp_path):
    with pytest.raises(SourceNotFoundError):
        train_main(["--debug", str(tmp_path / "gone.csv"), "-o", str(tmp_path / "m")])


def test_unexpected_error_names_its_type_and_the_way_to_the_traceback(run, monkeypatch, tmp_path):
    def fail(*args, **options):
        raise ZeroDivisionError("made to fail")

    monkeypatch.setattr("stance.articles.iter_articles", fail)
    expected = "stance: unexpected ZeroDivisionError: made to fail. Run it again with --debug.\n"
    assert run("extract", tmp_path) == (1, "", expected)


def test_error_of_the_operating_system_names_the_file(run, tmp_path, tiny_model):
    (tmp_path / "a.txt").write_text("No.", encoding="utf-8")
    ran = run("score", tmp_path / "a.txt", "-m", tiny_model, "-o", tmp_path / "a.txt" / "t.csv")
    assert ran.code == 1
    assert ran.err.startswith(f"stance: {tmp_path / 'a.txt'}")
    assert "unexpected" not in ran.err


def test_interruption_is_130(run, monkeypatch, tmp_path):
    def interrupt(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("stance.articles.iter_articles", interrupt)
    ran = run("extract", tmp_path)
    assert ran.code == 130
    assert ran.err.strip() == "stance: interrupted."


@pytest.mark.skipif(os.name == "nt", reason="pipes break in another way there")
@pytest.mark.parametrize("command", ["extract", "score"])
def test_a_reader_that_leaves_is_no_error(tmp_path, tiny_model, command):
    line = '{"text": "“We want no troops,” said Senator Ana Ruiz, and the governor said it would rain."}\n'
    (tmp_path / "news.jsonl").write_text(line * 3000, encoding="utf-8")
    args = ["news.jsonl"] + (["--model", str(tiny_model)] if command == "score" else [])
    process = subprocess.Popen(
        [sys.executable, "-m", "stance.cli", command, *args],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdout.readline().startswith(b'{"article_id"')
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)


def test_output_is_utf_8_whatever_the_locale(tmp_path):
    (tmp_path / "a.txt").write_text('"No, señora," said Ana Núñez.', encoding="utf-8")
    code = "import sys; from stance.cli import main; main(['extract', 'a.txt'])"
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = python(code, cwd=tmp_path, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert "No, señora" in done.stdout
