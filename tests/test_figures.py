"""The pictures show the numbers that they were given."""

import subprocess
import sys

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from lessons_lib import figures
from lessons_lib.data import digits, penguins
from lessons_lib.neuron import forward, standardise, train

birds = penguins()
X, y = standardise(birds.X).X, birds.y
training = train(X, y, learning_rate=1, iterations=100)


def line(figure, label):
    """The points (k, 2) of the line with a label."""
    lines = {one.get_label(): one for axes in figure.axes for one in axes.lines}
    return lines[label].get_xydata()


def texts(figure):
    """Every text in a picture."""
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_pictures_touch_no_pyplot():
    code = "import sys, lessons_lib.figures; print('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_a_picture_brings_its_description_to_the_page():
    data, metadata = figures.loss_curve({"<small> & \"fast\"": [0.7, 0.1]})._repr_mimebundle_()
    assert 'alt="The mean log loss against the iteration. &lt;small&gt; &amp; &quot;fast&quot;' in data["text/html"]
    assert data["text/plain"] == metadata["image/png"]["alt"]
    assert "src=\"data:image/svg+xml;base64," in data["text/html"]


def test_the_same_picture_has_the_same_bytes():
    first, second = (figures.samples(X, y, training.w, training.b)._repr_mimebundle_()[0] for _ in range(2))
    assert first == second


def test_the_boundary_is_where_the_neuron_is_undecided():
    axes = figures.samples(X, y, training.w, training.b).axes[0]
    contours = next(one for one in axes.collections if hasattr(one, "levels"))
    assert list(contours.levels) == [0.1, 0.5, 0.9]
    for level, path in zip(contours.levels, contours.get_paths()):
        _, a = forward(path.vertices, training.w, training.b)
        np.testing.assert_allclose(a, level, atol=0.02)


def test_samples_stand_where_they_were_measured():
    axes = figures.samples(birds.X, birds.y, label_names=birds.label_names).axes[0]
    adelies, gentoos = axes.collections
    np.testing.assert_array_equal(adelies.get_offsets(), birds.X[y[:, 0] == 0])
    np.testing.assert_array_equal(gentoos.get_offsets(), birds.X[y[:, 0] == 1])
    assert "151 Adelie" in axes.figure.alt and "123 Gentoo" in axes.figure.alt


def test_curves_show_their_numbers():
    losses = line(figures.loss_curve({"rate 1": training.losses}), "rate 1")
    np.testing.assert_array_equal(losses[:, 1], training.losses)
    s = line(figures.sigmoid_curve(), "sigmoid")
    np.testing.assert_allclose(s[:, 1], 1 / (1 + np.exp(-s[:, 0])))
    mirrored = figures.loss_of_one_sample()
    for label, exact in (("y = 1: -log(a)", lambda a: -np.log(a)), ("y = 0: -log(1 - a)", lambda a: -np.log(1 - a))):
        curve = line(mirrored, label)
        np.testing.assert_allclose(curve[:, 1], exact(curve[:, 0]))


def test_the_computation_graph_ends_with_the_loss():
    shown = " ".join(texts(figures.computation_graph([[0.56, 0.34]], [[0.0]], [[2.0], [2.0]], 0.0)))
    a = 1 / (1 + np.exp(-1.8))
    for number in (1.8, a, -np.log(1 - a)):
        assert f"{number:.3f}" in shown
    assert "∂" not in shown


def test_the_network_shows_the_numbers_of_its_sample():
    shown = " ".join(texts(figures.neuron_network([1, -2, 0.5], [0.5, 0.25, 2], -1.5)))
    for number in ("1.00", "−2.00", "0.50", "0.25", "2.00", "−1.50", "z", "a", "0.38"):
        assert number in shown


def test_weights_are_shown_pixel_by_pixel():
    w = np.linspace(-1, 2, 64).reshape(-1, 1)
    axes = figures.weights_image(w, ("3", "8")).axes[0]
    np.testing.assert_array_equal(axes.images[0].get_array(), w.reshape(8, 8))
    signs = [text.get_text() for text in axes.texts]
    assert signs == ["−"] * int((w < -0.4).sum()) + ["+"] * int((w > 0.4).sum())


def test_images_are_the_digits():
    images = digits(3, 8)
    figure = figures.images(images.X[:3], ["a", "b", "c"])
    shown = [image.get_array() for image in figure.axes[0].images]
    np.testing.assert_array_equal(np.reshape(shown, (3, 64)), images.X[:3])


def test_the_confusion_matrix_and_the_two_mistakes_count_right():
    shown = texts(figures.confusion_matrix(np.array([[5, 1], [2, 7]]), ("no", "yes")))
    assert {"5\nright", "1\nwrong", "2\nwrong", "7\nright"} <= set(shown)
    truth, a = np.array([[0], [0], [1], [1.0]]), np.array([[0.1], [0.6], [0.4], [0.9]])
    figure = figures.two_mistakes(truth, a)
    alarms, missed = line(figure, "false alarms"), line(figure, "missed")
    assert alarms[100, 1] == 1 and missed[100, 1] == 1 and missed[-1, 1] == 2 and alarms[0, 1] == 2


def test_blocks_are_as_wide_as_their_shares():
    figure = figures.sum_of_blocks([1000, 3000], n=20)
    one, other, result = (patch.get_width() for patch in figure.axes[0].patches if isinstance(patch, Rectangle))
    assert other / one == pytest.approx(3)
    assert {"dw × 0.25", "dw × 0.75", "added up: dw (20, 1)"} <= set(texts(figure))


def test_growth_is_drawn_in_milliseconds_above_its_limit():
    figure = figures.growth([100, 1000], {"one gradient": [0.001, 0.01]}, limit=[0.0002, 0.002])
    np.testing.assert_allclose(line(figure, "one gradient"), [[100, 1], [1000, 10]])
    np.testing.assert_allclose(line(figure, "the limit: reading X once"), [[100, 0.2], [1000, 2]])


def test_an_epoch_begins_at_ln_2_and_falls_with_its_first_step():
    figure = figures.one_epoch({"10 a step": {10: 0.5, 20: 0.4}})
    np.testing.assert_allclose(line(figure, "10 a step"), [[10, np.log(2)], [10, 0.5], [20, 0.4]])
