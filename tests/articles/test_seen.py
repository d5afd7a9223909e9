import errno

import pytest

from stance.articles.seen import FirstSeen


def test_first_value_of_each_key_is_kept():
    seen = FirstSeen()
    keys = [f"k{number}" for number in range(5000)]
    assert [seen.earlier(key, f"v{key}") for key in keys] == [None] * 5000
    assert [seen.earlier(key, "later") for key in keys] == [f"v{key}" for key in keys]


def test_half_of_an_emoji_is_a_key_and_a_value():
    seen = FirstSeen()
    assert seen.earlier("\ud83d", "x \ud83d") is None
    assert seen.earlier("\ud83d", "") == "x \ud83d"
    assert seen.earlier("\\ud83d", "other") is None


def test_full_disk_is_told_as_one():
    seen = FirstSeen()
    seen._db.execute("PRAGMA max_page_count = 3")
    with pytest.raises(OSError, match="database or disk is full") as caught:
        for number in range(1000):
            seen.earlier(f"key {number}", "value")
    assert caught.value.errno == errno.ENOSPC
