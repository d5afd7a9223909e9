import inspect
import pickle

import pytest

from stance import errors

BUILTINS = {
    "InputTypeError": TypeError,
    "InputError": ValueError,
    "DataError": ValueError,
    "ArticleError": ValueError,
    "SourceNotFoundError": FileNotFoundError,
    "ModelError": ValueError,
    "ModelNotFoundError": FileNotFoundError,
    "OutputExistsError": FileExistsError,
    "ResumeError": ValueError,
    "MissingExtraError": ImportError,
}


def test_every_error_is_listed_here():
    classes = {name for name, value in vars(errors).items() if inspect.isclass(value)}
    assert classes == {"StanceError", *BUILTINS}


@pytest.mark.parametrize(("name", "builtin"), BUILTINS.items())
def test_errors_are_stance_errors_and_the_builtin_that_fits(name, builtin):
    error = getattr(errors, name)("a.txt: wrong.")
    assert isinstance(error, errors.StanceError)
    assert isinstance(error, builtin)
    assert str(error) == "a.txt: wrong."


def test_missing_model_is_a_model_error():
    assert issubclass(errors.ModelNotFoundError, errors.ModelError)


def test_article_error_says_which_article():
    error = errors.ArticleError("wrong", path="a.txt", article_id="a")
    assert (error.path, error.article_id) == ("a.txt", "a")
    assert (errors.ArticleError("wrong").path, errors.ArticleError("wrong").article_id) == (None, None)


def test_article_error_survives_the_way_between_processes():
    error = pickle.loads(pickle.dumps(errors.ArticleError("wrong", path="a.txt", article_id="a")))
    assert (str(error), error.path, error.article_id) == ("wrong", "a.txt", "a")
