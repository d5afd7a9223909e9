import json
from itertools import chain

import pytest

import stance
from stance.batch.selection import DateCondition, Selection, Shard
from stance.errors import ArticleError, InputError
from stance.types import Article


def article(number, date=None):
    return Article(id=f"a{number}", text="x", date=date, path=f"t.jsonl, row {number}")


def test_shards_share_out_every_article_and_stay_the_same():
    shards = [Shard(number, 4) for number in range(1, 5)]
    taken = [[number for number in range(1000) if shard.holds(f"a{number}")] for shard in shards]
    assert sorted(chain.from_iterable(taken)) == list(range(1000))
    assert all(200 < len(numbers) < 300 for numbers in taken)
    assert taken[1][:5] == [6, 11, 13, 26, 29]  # a stable hash, not Python's


def test_failures_are_shared_out_too():
    error = ArticleError("broken", path="t.jsonl, line 7")
    assert [Selection(Shard(number, 3)).take(error) for number in (1, 2, 3)].count(error) == 1


@pytest.mark.parametrize("text", ["", "2", "0/8", "9/8", "a/b", "1/0", "-1/8", "1/8/2"])
def test_no_shard(text):
    with pytest.raises(InputError, match=r"is not one of 1/N to N/N\. Give for example 2/8"):
        Shard.parse(text)


@pytest.mark.parametrize(
    ("condition", "dates"),
    [
        ("date>=2026-01-02", ["2026-01-02", "2026-01-03"]),
        ("date > 2026-01-02", ["2026-01-03"]),
        ("date<=2026-01-02", ["2026-01-01", "2026-01-02"]),
        ("date<2026-01-02", ["2026-01-01"]),
        ("date=2026-01-02", ["2026-01-02"]),
        ("date==2026-01-02", ["2026-01-02"]),
    ],
)
def test_dates(condition, dates):
    days = ["2026-01-01", "2026-01-02", "2026-01-03"]
    parsed = DateCondition.parse(condition)
    assert [day for day in days if parsed.holds(article(0, day))] == dates
    assert [day for day in days if parsed.holds(article(0, f"{day}T23:59:00+02:00"))] == dates


@pytest.mark.parametrize("text", ["date>=2026-13-01", "date>=today", "title=x", "2026-01-01", "date!=2026-01-01", ""])
def test_no_condition(text):
    with pytest.raises(InputError, match=r"is not a condition on the date\. Give for example 'date>=2026-01-01'"):
        DateCondition.parse(text)


@pytest.mark.parametrize(("date", "found"), [(None, "there is no date"), ("1/2/26", "the date '1/2/26' does")])
def test_article_without_a_date_that_can_be_compared_fails(date, found):
    taken = Selection.parse(None, "date>=2026-01-01").take(article(3, date))
    assert isinstance(taken, ArticleError)
    assert str(taken).startswith(f"t.jsonl, row 3: {found}")
    assert taken.article_id == "a3"


def test_all_conditions_hold_and_the_selection_has_a_name():
    selection = Selection.parse("1/2", ["date>=2026-01-02", "date<2026-01-03"])
    assert str(selection) == "1/2 and date<2026-01-03 and date>=2026-01-02"
    inside = [n for n in range(9) if isinstance(selection.take(article(n, f"2026-01-0{n + 1}")), Article)]
    assert inside == ([1] if Shard(1, 2).holds("a1") else [])


def test_batch_of_a_shard_and_of_a_period(tmp_path, tiny_model):
    text = "“We will not accept {} foreign soldiers,” said Senator Ana Ruiz."
    rows = [{"id": f"a{n}", "date": f"2026-01-{n + 1:02d}", "text": text.format(n)} for n in range(20)]
    rows[4]["date"] = ""
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    def ids(**options):
        summary = stance.score_files(source, output=tmp_path / "t.jsonl", model=tiny_model, overwrite=True, **options)
        lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
        return summary, [json.loads(line)["article_id"] for line in lines]

    every = ids()[1]
    assert sorted(ids(shard="1/2")[1] + ids(shard="2/2")[1]) == sorted(every)
    summary, found = ids(where=["date>=2026-01-03", "date<2026-01-08"])
    assert found == ["a2", "a3", "a5", "a6"]
    assert (summary.n_read, summary.n_failed) == (4, 1)
    assert ids(where="date>=2026-01-03", limit=3)[1] == ["a2", "a3", "a5"]
