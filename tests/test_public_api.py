"""What `import stance` gives, and what it does not load."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import stance


@pytest.mark.parametrize("name", stance.__all__)
def test_every_public_name_resolves(name):
    assert getattr(stance, name) is not None
    assert name in dir(stance)


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        stance.analyse  # noqa: B018


def test_types_seen_by_a_checker_are_the_lazy_ones():
    tree = ast.parse(Path(stance.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.name: node.module for node in ast.walk(block) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert seen == {name: f"stance.{home}" for name, home in stance._HOME.items()}


def test_home_of_every_name_exports_it():
    for name, home in stance._HOME.items():
        assert hasattr(importlib.import_module(f"stance.{home}"), name)


def test_import_loads_no_heavy_package():
    code = "import sys, stance; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {
        "numpy",
        "pandas",
        "sklearn",
        "scipy",
        "pyarrow",
        "click",
        "rich",
        "jinja2",
        "joblib",
        "matplotlib",
    } & set(loaded)
