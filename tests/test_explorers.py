"""The explorers: do their words, lines and maps say what the neuron computes?"""

import numpy as np
import pytest
from matplotlib.patches import Polygon

from lessons_lib import explorers
from lessons_lib.data import penguins
from lessons_lib.neuron import accuracy, forward, gradients, log_loss, predict, sigmoid, standardise, train

birds = penguins()
X, y = standardise(birds.X).X, birds.y


def words(explorer, *places):
    return explorer.tell(explorer._words, places)


def moved(explorer, label, *places):
    """Where the line or the points of this label are at these places of the sliders, in data coordinates."""
    track, = (track for track in explorer._tracks if track.kind == "moves" and track.artist.get_label() == label)
    return track.array[tuple(min(place, n - 1) for place, n in zip(places, track.array.shape))]


def at(explorer, *values):
    """The places of the sliders at these values."""
    return explorer._places(dict(zip(explorer.values, values)))


@pytest.mark.parametrize("w, b", [(1, 0), (4, -4), (-5, 5), (0, 2), (5, -5)])
def test_the_tangent_touches_the_sigmoid_at_one(w, b):
    explorer = explorers.sigmoid_explorer()
    places = at(explorer, w, b)
    left, right = moved(explorer, "tangent at x = 1", *places)
    np.testing.assert_allclose((left + right) / 2, [1, sigmoid(w + b)])
    slope = (sigmoid(w * (1 + 1e-6) + b) - sigmoid(w * (1 - 1e-6) + b)) / 2e-6
    np.testing.assert_allclose((right - left)[1] / (right - left)[0], slope, atol=1e-8)
    x, a = moved(explorer, "sigmoid(w x + b)", *places).T
    np.testing.assert_allclose(a, sigmoid(w * x + b))
    assert f"a is {sigmoid(w + b):.3f}, and the slope is {slope + 0.0:.3f}".replace("-", "−").replace("−0.000", "0.000") in words(explorer, *places)


@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("z", [-8, -1.3, 0, 8])
def test_the_losses_of_one_sample_and_their_slopes(label, z):
    explorer = explorers.loss_explorer()

    def losses(z):
        a = sigmoid(z)
        return np.array([log_loss(np.array([[label]]), np.array([[a]])), (a - label) ** 2])

    loss, slope = losses(z), (losses(z + 1e-6) - losses(z - 1e-6)) / 2e-6
    said = words(explorer, *at(explorer, label, z)).replace("−", "-")
    for number, name in zip((loss[0], slope[0], loss[1], slope[1]), ("log loss {:.3f}", "log loss", "squared error {:.3f}", "squared error")):
        assert name.format(number) in said if "{" in name else f"with slope {round(number, 3) + 0.0:.3f}" in said


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_the_stepper_computes_forward_and_then_backward(label):
    x, y, w, b = np.array([[0.56, -0.34]]), np.array([[label]]), np.array([[2.0], [1.5]]), 0.25
    explorer = explorers.gradient_stepper(x, y, w, b)
    said = [words(explorer, step).replace("−", "-") for step in explorer.values["step"]]
    z, a = forward(x, w, b)
    dw, db = gradients(x, y, w, b)
    order = [z[0, 0], a[0, 0], log_loss(y, a), -1 / a[0, 0] if label else 1 / (1 - a[0, 0]), (a * (1 - a))[0, 0], (a - y)[0, 0], *dw[:, 0], db]
    for step, number in enumerate(order, start=1):
        assert f"{number:.3f}" in said[step], said[step]
        assert ("forward" if step <= 3 else "backward") in said[step]
    # A number is seen from its step on, not before.
    for step, track in ((step, track) for step in range(len(order) + 1) for track in explorer._tracks):
        assert track.array[:step].sum() == 0 or track.array[step], "what is seen stays"
    assert not any(track.array[0] for track in explorer._tracks)
    assert all(track.array[-1] for track in explorer._tracks)


def test_one_sample_is_one_row():
    with pytest.raises(ValueError, match=r"x holds 2 samples, expected one: hand in x = X\[i : i \+ 1\]"):
        explorers.gradient_stepper(X[:2], y[:2], np.zeros((2, 1)), 0.0)


@pytest.fixture(scope="module")
def training():
    return explorers.training_explorer(X, y, label_names=birds.label_names)


@pytest.mark.parametrize("rate, iteration", [(0.001, 500), (1, 0), (1, 1), (1, 10), (10, 500), (1000, 60)])
def test_words_and_lines_of_a_training(training, rate, iteration):
    places = at(training, rate, iteration)
    alone = train(X, y, learning_rate=rate, iterations=max(iteration, 1)) if rate < 1000 else None
    k = places[0]
    w, b = training.training.weights[iteration, :, k], training.training.intercepts[iteration, k]
    if alone:
        np.testing.assert_allclose(w, alone.weights[iteration], rtol=1e-9)
    loss, share = training.training.losses[iteration, k], accuracy(y, predict(X, w[:, None], b))
    assert words(training, *places) == (f"learning rate {rate:g}, iteration {iteration} of 500: "
                                        f"loss {loss:.4f}, accuracy {100 * share:.1f} % (always Adelie: 55.1 %)")
    for level in (0.1, 0.5, 0.9):
        ends = moved(training, f"{100 * level:.0f} %", *places)
        if iteration == 0:
            assert np.isnan(ends).all(), "the neuron says the same everywhere"
        elif np.abs(ends).max() < 20:
            np.testing.assert_allclose(sigmoid(ends @ w + b), level, atol=1e-9)


def test_the_side_of_label_1_is_where_the_neuron_says_so(training):
    side, = (track for track in training._tracks if isinstance(track.artist, Polygon))
    for rate, iteration in ((1, 1), (10, 500), (0.001, 500)):
        k, i = at(training, rate, iteration)
        inside = side.array[k, i].mean(axis=0)
        assert inside @ training.training.weights[i, :, k] + training.training.intercepts[i, k] > 0


def test_the_map_is_lowest_where_the_training_ends(training):
    data, curve, surface = training.figure.axes
    image, = surface.images
    row, column = np.unravel_index(np.argmin(image.get_array()), image.get_array().shape)
    left, right, bottom, top = image.get_extent()
    star = next(line for line in surface.lines if line.get_marker() == "*").get_xydata()[0]
    np.testing.assert_allclose([np.linspace(left, right, 70)[column], np.linspace(bottom, top, 70)[row]], star, atol=0.2)
    np.testing.assert_allclose(star, training.training.weights[-1, :, training.training.losses[-1].argmin()])


def test_one_rate_needs_no_slider_for_it():
    explorer = explorers.training_explorer(X, y, [0.5], 50)
    assert list(explorer.controls) == ["iteration"]
    assert len(explorer.figure.axes) == 2
    assert words(explorer, 50).startswith("iteration 50 of 50: loss")


def test_a_boundary_needs_two_features():
    with pytest.raises(ValueError, match=r"X has shape \(10, 3\), expected \(m, 2\): choose two features"):
        explorers.training_explorer(np.zeros((10, 3)), np.zeros((10, 1)))


def test_what_train_refuses_an_explorer_refuses():
    with pytest.raises(ValueError, match=r"y has shape \(274,\), expected \(274, 1\)"):
        explorers.training_explorer(X, y[:, 0])
