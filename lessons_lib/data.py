"""Real data sets, shipped as text files with the module, and made-up ones with a seed."""

import csv
from dataclasses import dataclass
from importlib.resources import files

import numpy as np


@dataclass(frozen=True)
class Dataset:
    """Samples with their labels, what they mean, and where they come from.

    X : array (m, n)         samples in rows, features in columns
    y : array (m, 1)         labels, 0.0 or 1.0
    feature_names : tuple    n names, with units
    label_names : tuple      what 0 and what 1 stands for
    source, licence : str    who collected the data, and on what terms it can be used
    """

    X: np.ndarray
    y: np.ndarray
    feature_names: tuple
    label_names: tuple
    source: str
    licence: str

    def __repr__(self):
        m, n = self.X.shape
        zero, one = self.label_names
        return f"Dataset: {m} samples, {n} features, label 0 = {zero}, 1 = {one}"


def penguins(features=("bill_length_mm", "body_mass_g")):
    """The Adelie (0) and Gentoo (1) penguins of the Palmer Archipelago: 274 birds, two features unless you choose others.

    Of the 276 birds in the file, 2 have no measurements and are dropped.

    Parameters
    ----------
    features : sequence of str
        Any of bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g.

    Raises
    ------
    ValueError
        If a feature is not one of these.
    """
    known = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
    features = (features,) if isinstance(features, str) else tuple(features)
    unknown = [name for name in features if name not in known]
    if unknown or not features:
        raise ValueError(f"features is {features}, expected one or more of {', '.join(known)}")
    birds = [row for row in _rows("penguins.csv") if row["species"] in ("Adelie", "Gentoo") and row["body_mass_g"] != "NA"]
    return Dataset(
        X=np.array([[float(bird[name]) for name in features] for bird in birds]),
        y=_column(bird["species"] == "Gentoo" for bird in birds),
        feature_names=features,
        label_names=("Adelie", "Gentoo"),
        source="Horst, Hill and Gorman: palmerpenguins (2020); measured by Gorman, Williams and Fraser, Palmer Station LTER",
        licence="CC0 1.0",
    )


def digits(a, b):
    """Handwritten digits a (0) and b (1), each an image of 8 x 8 pixels from 0 (paper) to 16 (ink), in rows of 64 numbers.

    The file has no missing values; digits(3, 8) are 357 images.

    Parameters
    ----------
    a, b : int
        Two different digits from 0 to 9.

    Raises
    ------
    ValueError
        If they are not.
    """
    if a not in range(10) or b not in range(10) or a == b:
        raise ValueError(f"a is {a!r} and b is {b!r}, expected two different digits from 0 to 9")
    a, b = int(a), int(b)
    images = [row for row in _rows("digits.csv") if row["digit"] in (str(a), str(b))]
    names = tuple(images[0])[:64]
    return Dataset(
        X=np.array([[float(image[name]) for name in names] for image in images]),
        y=_column(image["digit"] == str(b) for image in images),
        feature_names=names,
        label_names=(str(a), str(b)),
        source="Alpaydin and Kaynak: Optical Recognition of Handwritten Digits (1998), UCI Machine Learning Repository",
        licence="CC BY 4.0",
    )


def tumours():
    """Breast tumours, benign (0) or malignant (1): 569 biopsies, 30 measurements of the cell nuclei in each.

    The file has no missing values. Lengths are in pixels of the microscope's picture.
    """
    biopsies = list(_rows("tumours.csv"))
    names = tuple(biopsies[0])[:30]
    return Dataset(
        X=np.array([[float(biopsy[name]) for name in names] for biopsy in biopsies]),
        y=_column(biopsy["diagnosis"] == "malignant" for biopsy in biopsies),
        feature_names=names,
        label_names=("benign", "malignant"),
        source="Wolberg, Mangasarian and Street: Breast Cancer Wisconsin (Diagnostic) (1995), UCI Machine Learning Repository",
        licence="CC BY 4.0",
    )


def blobs(m, n=2, distance=2.0, seed=0):
    """Two made-up clouds of points: m samples in all, half of them labelled 1.

    Every feature is normal with standard deviation 1; the centres of the clouds lie `distance` apart.

    Parameters
    ----------
    m, n : int
        Samples (2 or more) and features (1 or more).
    distance : float
        Between the centres, in standard deviations.
    seed : int
        The same seed gives the same points.

    Raises
    ------
    ValueError
        If there are too few samples or features.
    """
    if m < 2 or n < 1:
        raise ValueError(f"m is {m} and n is {n}, expected at least 2 samples and 1 feature")
    generator = np.random.default_rng(seed)
    y = (np.arange(m) % 2.0).reshape(-1, 1)
    X = generator.normal(size=(m, n)) + (y - 0.5) * distance / np.sqrt(n)
    return Dataset(
        X=X,
        y=y,
        feature_names=tuple(f"feature {j}" for j in range(n)),
        label_names=("first cloud", "second cloud"),
        source=f"made up: blobs({m}, n={n}, distance={distance}, seed={seed})",
        licence="CC0 1.0",
    )


def _rows(filename):
    """The rows of a data file, each a dictionary by column name."""
    text = files("lessons_lib").joinpath("datasets", filename).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _column(labels):
    """Labels as an array (m, 1) of 0.0 and 1.0."""
    return np.array([[float(label)] for label in labels])
