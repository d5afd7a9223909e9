import pandas as pd

from stance.articles import iter_articles
from stance.articles.counting import count_articles


def test_counts_are_those_of_the_articles(tmp_path):
    frame = pd.DataFrame({"id": range(30), "text": ['He said "no",\nand "\n\n" left.'] * 30})
    frame.assign(id=frame.id + 100).to_csv(tmp_path / "t.csv", index=False)
    frame.assign(id=frame.id + 200).to_csv(tmp_path / "t.tsv", index=False, sep="\t")
    frame.assign(id=frame.id + 300).to_parquet(tmp_path / "t.parquet")
    frame.assign(id=frame.id + 400).to_json(tmp_path / "t.jsonl", orient="records", lines=True)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "image.png").touch()
    assert count_articles([tmp_path]) == 121 == len(list(iter_articles(tmp_path)))
    for name, count in (("t.csv", 30), ("t.parquet", 30), ("t.jsonl", 30), ("deep", 1)):
        assert count_articles([tmp_path / name]) == count


def test_last_line_counts_with_its_end_or_without(tmp_path):
    for data in ("1\n2\n", "1\n2"):
        (tmp_path / "t.jsonl").write_text(data, encoding="utf-8")
        assert count_articles([tmp_path / "t.jsonl"]) == 2


def test_quotation_marks_are_followed_over_the_reads(tmp_path, monkeypatch):
    monkeypatch.setattr("stance.articles.counting._BYTES_A_READ", 3)
    (tmp_path / "t.csv").write_text('text\n"a\nb ""c\n"""\nd\n', encoding="utf-8")
    assert count_articles([tmp_path / "t.csv"]) == 2


def test_what_nobody_can_tell(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    assert count_articles(["-"]) is None
    assert count_articles([tmp_path / "t.parquet"]) is None
    assert count_articles([tmp_path / "gone.csv"]) is None
