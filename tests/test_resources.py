import pytest

from stance import resources
from stance.errors import ModelNotFoundError, SourceNotFoundError


@pytest.fixture
def roots(tmp_path, monkeypatch):
    """A wheel's resources and a checkout, both empty, and a working folder beside them."""
    found = (tmp_path / "wheel", tmp_path / "checkout")
    (tmp_path / "work").mkdir()
    monkeypatch.setattr(resources, "_ROOTS", found)
    monkeypatch.chdir(tmp_path / "work")
    return found


def make_model(folder):
    folder.mkdir(parents=True)
    (folder / "config.json").touch()
    return folder


def test_shipped_model_is_found_by_name():
    assert (resources.model_path("us-intervention") / "weights.npz").is_file()


def test_path_comes_before_the_wheel_and_the_wheel_before_the_checkout(roots, tmp_path):
    for root in reversed(roots):
        expected = make_model(root / "models" / "mine")
        assert resources.model_path("mine") == expected
    make_model(tmp_path / "work" / "mine")
    assert resources.model_path("mine").resolve() == tmp_path / "work" / "mine"
    assert resources.model_path(roots[1] / "models" / "mine") == roots[1] / "models" / "mine"


def test_missing_model_lists_the_places_and_what_is_shipped(roots):
    make_model(roots[0] / "models" / "b")
    make_model(roots[1] / "models" / "a")
    with pytest.raises(ModelNotFoundError) as caught:
        resources.model_path("gone")
    for part in ("model 'gone'", str(roots[0] / "models/gone"), str(roots[1] / "models/gone"), "shipped model: a, b."):
        assert part in str(caught.value)


def test_folder_without_a_config_is_no_model(roots, tmp_path):
    (tmp_path / "work" / "empty").mkdir()
    with pytest.raises(ModelNotFoundError, match="shipped model: none found"):
        resources.model_path("empty")


def test_seed_article_is_the_first_text():
    assert resources.seed_path().suffix == ".txt"
    assert resources.seed_path().read_text(encoding="utf-8")


def test_missing_seed_article(roots):
    with pytest.raises(SourceNotFoundError, match=r"seeds: no \*\.txt under .*wheel.* or .*checkout"):
        resources.seed_path()
