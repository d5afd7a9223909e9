import gzip
import json
from base64 import b64decode

from stance.report.corpus import Corpus
from stance.report.table import pack_table


def test_what_is_packed_is_what_was_said(analyses):
    packed = pack_table(Corpus(analyses, None), {"one": "x/1.html"})
    content = json.loads(gzip.decompress(b64decode(packed)))
    columns, said = content["columns"], [s for a in analyses for s in a.statements]
    assert content["total"] == len(said) == len(columns["text"])
    assert content["articles"][0] == ["Troops refused", "2025-03-04", "The Post", "x/1.html"]
    for i, statement in enumerate(said):
        assert content["speakers"][columns["speaker"][i]] == (statement.speaker or "")
        assert content["stances"][columns["stance"][i]] == statement.prediction.stance
        assert columns["p"][i] == round(100 * statement.prediction.confidence)
        assert columns["flags"][i] == statement.prediction.abstained + 2 * (not statement.prediction.on_target)
    assert pack_table(Corpus(analyses, None), {"one": "x/1.html"}) == packed


def test_more_statements_than_fit_are_counted(analyses, monkeypatch):
    monkeypatch.setattr("stance.report.table.MAX_ROWS", 1)
    content = json.loads(gzip.decompress(b64decode(pack_table(Corpus(analyses, None), {}))))
    assert len(content["columns"]["text"]) == 1
    assert content["total"] > 1
