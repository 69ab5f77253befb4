"""The data sets: what the lessons say about them, and that not one number changes unnoticed."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import linprog
from sklearn.datasets import load_breast_cancer, load_digits

from lessons_lib.data import blobs, digits, penguins, tumours

SHIPPED = {
    "penguins.csv": (penguins(), "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93"),
    "digits.csv": (digits(3, 8), "f79df2bf070493f125b677d6684c78e40fbb8902d5e8a08c0b2ca44641b595b7"),
    "tumours.csv": (tumours(), "518936fa92ca3d8a78c420aee22030c4e519ffcba3be15dd23e83f2fc22e20e5"),
}


def text(name):
    return files("lessons_lib").joinpath("datasets", name).read_text(encoding="utf-8")


@pytest.mark.parametrize("data, shape, label_names, counts, constant", [
    pytest.param(penguins(), (274, 2), ("Adelie", "Gentoo"), (151, 123), 0, id="penguins"),
    pytest.param(digits(3, 8), (357, 64), ("3", "8"), (183, 174), 10, id="digits"),  # ten pixels never see ink
    pytest.param(tumours(), (569, 30), ("benign", "malignant"), (357, 212), 0, id="tumours"),
    pytest.param(blobs(51, n=4), (51, 4), ("first cloud", "second cloud"), (26, 25), 0, id="blobs"),
])
def test_each_data_set_is_what_its_description_says(data, shape, label_names, counts, constant):
    m, n = shape
    assert data.X.shape == shape and data.y.shape == (m, 1) and data.X.dtype == data.y.dtype == np.float64
    assert data.label_names == label_names and (np.sum(data.y == 0), np.sum(data.y == 1)) == counts
    assert len(data.feature_names) == len(set(data.feature_names)) == n
    assert np.isfinite(data.X).all() and np.sum(np.ptp(data.X, axis=0) == 0) == constant
    assert data.source and f"{m} samples, {n} features" in repr(data)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_number_in_a_data_file_has_changed(name):
    # Of the text: line ends may differ on Windows, nothing else may.
    assert hashlib.sha256(text(name).encode()).hexdigest() == SHIPPED[name][1], (
        f"{name} is no longer the file that the lessons were written with: a row or a number has changed, so what they "
        "say may be wrong. Undo it; if it is meant, say so in datasets/README.md, refresh the lessons, store the new sum."
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_every_data_file_has_its_origin_and_licence_beside_it(name):
    row = next(line for line in text("README.md").splitlines() if line.startswith(f"| `{name}` |"))
    rows, what, origin, licence = (cell.strip() for cell in row.split("|")[2:-1])
    assert int(rows) == len(text(name).splitlines()) - 1
    assert "doi:" in origin and licence == SHIPPED[name][0].licence and licence.startswith("CC")


def test_no_data_file_is_missing_here():
    folder = files("lessons_lib").joinpath("datasets")
    assert {file.name for file in folder.iterdir()} == {*SHIPPED, "README.md"}


def test_penguins_have_the_features_that_were_asked_for():
    both = penguins(["body_mass_g", "bill_depth_mm"])
    assert both.feature_names == ("body_mass_g", "bill_depth_mm")
    assert_array_equal(both.X[0], [3750, 18.7])  # the first bird in the file
    assert_array_equal(penguins("bill_depth_mm").X, both.X[:, 1:])


def separable(data):
    """Whether a straight line has all 0s on one side and all 1s on the other: every z is below -1 or above 1."""
    X = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0)
    sides = np.where(data.y == 1, -1, 1) * np.hstack([X, np.ones_like(data.y)])
    return linprog(np.zeros(sides.shape[1]), sides, -np.ones(len(X)), bounds=(None, None)).status == 0


def test_penguins_overlap_by_mass_and_are_separable_by_bill_depth():
    assert not separable(penguins())
    assert separable(penguins(["bill_length_mm", "bill_depth_mm"]))


@pytest.mark.parametrize("a, b", [(3, 8), (8, 3), (np.int64(0), 1.0)])
def test_digits_are_those_of_scikit_learn(a, b):
    peer, data = load_digits(), digits(a, b)
    rows = (peer.target == a) | (peer.target == b)
    assert_array_equal(data.X, peer.data[rows])
    assert_array_equal(data.y.ravel(), peer.target[rows] == b)
    assert data.label_names == (str(int(a)), str(int(b)))


def test_tumours_are_those_of_scikit_learn():
    peer, data = load_breast_cancer(), tumours()
    assert_array_equal(data.X, peer.data)
    assert_array_equal(data.y.ravel(), peer.target == 0)  # scikit-learn calls a malignant tumour 0
    assert data.feature_names == tuple(name.replace(" ", "_") for name in peer.feature_names)


def test_blobs_repeat_with_their_seed_and_lie_as_far_apart_as_asked():
    data = blobs(20_000, n=5, distance=3.0, seed=1)
    assert_array_equal(data.X, blobs(20_000, n=5, distance=3.0, seed=1).X)
    assert not np.array_equal(data.X, blobs(20_000, n=5, distance=3.0, seed=2).X)
    zeros, ones = (data.X[data.y.ravel() == label] for label in (0, 1))
    assert np.linalg.norm(ones.mean(axis=0) - zeros.mean(axis=0)) == pytest.approx(3, abs=0.05)
    assert_allclose([zeros.std(axis=0), ones.std(axis=0)], 1, atol=0.05)


@pytest.mark.parametrize("call, message", [
    (lambda: penguins(["wing_mm", "body_mass_g"]), "wing_mm.*expected.*bill_length_mm.*flipper_length_mm"),
    (lambda: penguins("species"), "species.*expected.*body_mass_g"),
    (lambda: penguins([]), "features.*expected one or more"),
    (lambda: digits(3, 3), "a is 3 and b is 3.*two different digits"),
    (lambda: digits(-1, 10), "a is -1 and b is 10.*0 to 9"),
    (lambda: digits("3", 8), "a is '3'.*0 to 9"),
    (lambda: blobs(1), "m is 1.*at least 2 samples"),
    (lambda: blobs(10, n=0), "n is 0.*1 feature"),
])
def test_what_is_not_there_is_a_clear_error(call, message):
    with pytest.raises(ValueError, match=message):
        call()
