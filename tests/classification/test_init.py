"""The package: cheap to import, and every name that it promises is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

import stance.classification


def test_import_alone_loads_no_scientific_library():
    code = "import sys, stance.classification; print({'sklearn', 'numpy', 'scipy', 'pandas'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


@pytest.mark.parametrize("name", stance.classification.__all__)
def test_public_names_resolve_and_are_listed(name):
    assert getattr(stance.classification, name).__doc__
    assert name in dir(stance.classification)


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = stance.classification.nothing
