"""The compiled modules of stance.extraction say what their sources say, and are no older than these."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import stance
from stance.extraction import extractor

PACKAGE = Path(stance.__file__).parent
MODULE = Path(extractor.__file__)
ARTICLES = [PACKAGE.parent / "data/articles" / f"{name}.jsonl" for name in ("authored", "politics", "seed-article")]
PRINT_STATEMENTS = """
import sys
from stance.corpus import read_annotated
from stance.extraction import extract, extractor
print(extractor.__file__)
for path in sys.argv[1:]:
    for annotated in read_annotated(path):
        print(extract(annotated.article))
"""

pytestmark = pytest.mark.skipif(MODULE.suffix == ".py", reason="stance.extraction was not compiled")


def statements_of(folder):
    """Return the module file and a digest of the statements that the package in a folder finds."""
    ran = subprocess.run(
        [sys.executable, "-c", PRINT_STATEMENTS, *ARTICLES],
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    module, _, printed = ran.stdout.partition("\n")
    assert printed.count("Statement(") > 1000
    return Path(module), hashlib.sha256(printed.encode()).hexdigest()


def test_compiled_modules_are_newer_than_their_sources():
    newer = [path.name for path in MODULE.parent.glob("*.py") if path.stat().st_mtime > MODULE.stat().st_mtime]
    assert not newer, f"{newer} changed since stance.extraction was compiled: run `make setup`"


def test_compiled_modules_find_the_statements_that_their_sources_find(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "stance", ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
    module, expected = statements_of(tmp_path)
    assert module.suffix == ".py"
    module, found = statements_of(PACKAGE.parent)
    assert module == MODULE
    assert found == expected


def test_no_source_hangs_on_a_cached_property():
    """A compiled class computes one at every look, which once made long texts quadratic."""
    assert not [path.name for path in MODULE.parent.glob("*.py") if "cached_property" in path.read_text("utf-8")]
