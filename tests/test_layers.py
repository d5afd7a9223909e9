"""A module imports only from lower floors of the house, or from its own package without a cycle."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "stance"
FLOORS = {
    "errors": 0, "labels": 0, "types": 0, "resources": 0,
    "articles": 1,
    "extraction": 2, "classification": 2, "corpus": 2,
    "positions": 3, "evaluation": 3,
    "analyzer": 4, "training": 4,
    "batch": 5, "report": 5,
    "cli": 6,
}  # fmt: skip
MODULES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")
STDLIB_ONLY = ("numpy", "pandas", "scipy", "sklearn", "pyarrow", "joblib", "click", "rich", "jinja2", "matplotlib")


def module_name(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path, *, top_level_only=False):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            submodules = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from [s for s in submodules if s in NAMES] or [node.module]
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


NAMES = {module_name(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_only_from_lower_floors(path):
    package = module_name(path).split(".")[1]
    for name in imports(path):
        if name == "stance" or name.startswith("stance."):
            other = [*name.split("."), "__init__"][1]
            same_house = other == package or FLOORS[other] == FLOORS[package] == 0
            assert same_house or FLOORS[other] < FLOORS[package], f"{module_name(path)} imports {name}"


def test_no_cycles():
    graph = {module_name(path): {n for n in imports(path) if n in NAMES} - {module_name(path)} for path in MODULES}
    for name, others in graph.items():  # a package is reached through its __init__, which may import its modules
        graph[name] = {other for other in others if not name.startswith(f"{other}.")}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("name", [name for name, floor in FLOORS.items() if floor == 0])
def test_ground_floor_is_standard_library_only(name):
    assert not {n.split(".")[0] for n in imports(ROOT / f"{name}.py", top_level_only=True)} & set(STDLIB_ONLY)


def test_only_what_a_notebook_shows_is_looked_up_on_a_higher_floor():
    """`Analysis.plot` and `Analysis._repr_html_` are asked for by notebooks, and drawn by the report package."""
    looked_up = {
        (module_name(path), name)
        for path in MODULES
        for name in re.findall(r"\"(stance\.[a-z_.]+)\"", path.read_text(encoding="utf-8"))
        if name in NAMES and FLOORS[name.split(".")[1]] > FLOORS[module_name(path).split(".")[1]]
    }
    assert looked_up == {("stance.types", "stance.report")}


def test_every_package_has_a_floor():
    assert {module_name(path).split(".")[1] for path in MODULES} == set(FLOORS)
