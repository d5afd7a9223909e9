import json

TEXT = "“We will never accept foreign troops,” said Governor Ana Ruiz.\r\nShe said that the talks would go on."


def test_one_line_a_statement(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    ran = run("extract", path)
    assert (ran.code, ran.err) == (0, "")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [(row["speaker"], row["attribution"]) for row in rows] == [("Ana Ruiz", "direct"), ("Ana Ruiz", "indirect")]
    first, second = (
        {name: [TEXT[start:end] for start, end in spans] for name, spans in row["spans"].items()} for row in rows
    )
    assert first == {
        "content": ["“We will never accept foreign troops,”"], "cue": ["said"], "source": ["Governor Ana Ruiz"]
    }  # fmt: skip
    assert second["source"] == ["She"]
    assert rows[1]["start"] == rows[1]["spans"]["content"][0][0]
    assert rows[1]["speaker_mention"] == "She"


def test_failures_are_told_and_the_code_is_3(run, tmp_path):
    lines = ["{broken", json.dumps({"text": TEXT}), json.dumps({"text": ""})]
    ran = run("extract", "-", "--stdin-format", "jsonl", stdin="\n".join(lines).encode())
    assert ran.code == 3
    assert len(ran.out.splitlines()) == 2
    assert [line.split(":")[1] for line in ran.err.splitlines()] == [" stdin, line 1", " stdin, row 3"]


def test_half_of_an_emoji_is_written_as_its_escape(run):
    line = '{"text": "“No troops \\ud83d here,” said Ana Ruiz."}'
    ran = run("extract", "-", "--stdin-format", "jsonl", stdin=line.encode())
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["text"] == "No troops \ud83d here"


def test_limit(run, tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    ran = run("extract", tmp_path, "--limit", 2)
    assert {json.loads(line)["article_id"] for line in ran.out.splitlines()} == {"a", "b"}
