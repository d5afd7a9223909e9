from stance.extraction.candidates import Candidate
from stance.types import Span


def test_a_candidate_covers_the_words_of_its_pieces():
    candidate = Candidate([Span(0, 2), Span(5, 7)])
    assert [at for at in range(8) if candidate.covers(at)] == [0, 1, 5, 6]


def test_a_candidate_reports_another_whose_cue_it_covers():
    outer, inner = Candidate([Span(3, 9)], cue=Span(2, 3)), Candidate([Span(6, 9)], cue=Span(5, 6))
    assert outer.reports(inner)
    assert not inner.reports(outer)
    assert not inner.reports(Candidate([Span(6, 9)]))
