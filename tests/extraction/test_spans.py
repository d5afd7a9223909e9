import pickle

from stance.extraction.spans import make_span
from stance.types import Span


def test_a_span_made_is_a_span():
    made = make_span(2, 5)
    assert type(made) is Span
    assert (made, made.start, made.end, repr(made)) == (Span(2, 5), 2, 5, "Span(start=2, end=5)")
    assert pickle.loads(pickle.dumps(made)) == made
