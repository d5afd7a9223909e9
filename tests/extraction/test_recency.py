from stance.extraction.recency import OTHER, SUBJECT, Recency, Speaker

ANA, TOM, KIM = Speaker("Ana Ruiz", True, "f"), Speaker("Tom Hale", True, "m"), Speaker("Kim", None)


def fill(*mentions):
    recency = Recency()
    for speaker, at, weight in mentions:
        recency.remember(speaker, at, weight)
    return recency


def test_mentions_come_back_nearest_first():
    recency = fill((ANA, 10, OTHER), (TOM, 30, OTHER), (KIM, 20, OTHER), (ANA, 40, OTHER))
    assert [seen.speaker.name for seen in recency.before(35)] == ["Tom Hale", "Kim", "Ana Ruiz"]
    assert [seen.at for seen in recency.before(99, 2)] == [40, 30]
    assert [seen.at for seen in recency.people()] == [10, 30, 40]


def test_a_subject_is_nearer_than_a_mention_in_passing():
    recency = fill((ANA, 10, SUBJECT), (TOM, 90, OTHER))
    assert recency.nearest(100, lambda _: True) is ANA
    assert recency.nearest(100, lambda one: one.may_be("m")) is TOM


def test_a_known_gender_is_preferred():
    assert fill((TOM, 10, SUBJECT), (KIM, 40, SUBJECT)).nearest(100, lambda one: one.may_be("m")) is TOM


def test_a_bonus_brings_somebody_nearer():
    recency = fill((ANA, 10, SUBJECT), (TOM, 60, SUBJECT))
    assert recency.nearest(100, lambda _: True) is TOM
    assert recency.nearest(100, lambda _: True, bonus=lambda one: 60 * (one is ANA)) is ANA


def test_nobody_is_found_in_what_is_said():
    recency = fill((ANA, 10, SUBJECT), (TOM, 60, SUBJECT))
    assert recency.nearest(100, lambda _: True, said=(50, 95)) is ANA


def test_nobody_is_found_too_far_away():
    assert fill((ANA, 10, SUBJECT)).nearest(1900, lambda _: True) is None
    assert fill((ANA, 10, SUBJECT)).nearest(400, lambda _: True, reach=300) is None
    assert Recency().nearest(5, lambda _: True) is None
