"""The pictures of the lessons: each function gets data and gives back one matplotlib figure, ready to be shown.

Label 0 is always blue and a circle, label 1 always vermillion and a triangle: no picture speaks through colour alone.
"""

import base64
import html
import io
from functools import wraps
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from matplotlib import style
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle
from matplotlib.ticker import MaxNLocator

from lessons_lib.neuron import forward, log_loss_from_z, mean_losses, sigmoid

BLUE, VERMILLION, GREY = "#0072B2", "#D55E00", "#555555"
MARKERS = (dict(marker="o", color=BLUE), dict(marker="^", color=VERMILLION))
STYLE = str(files("lessons_lib").joinpath("lessons.mplstyle"))
BLUE_TO_VERMILLION = LinearSegmentedColormap.from_list("blue to vermillion", ["#9CC9E8", "#FFFFFF", "#F6BE97"])


class Picture(Figure):
    """A matplotlib figure that brings its alt text to the page."""

    alt = ""

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Sharp at any zoom and read aloud by a screen reader; a plain PNG for pages that show nothing else."""
        width = round(self.get_figwidth() * 100)
        alt = html.escape(self.alt, quote=True)
        with style.context(STYLE):
            svg = base64.b64encode(self._bytes("svg", {"Date": None, "Creator": None})).decode()
            png = base64.b64encode(self._bytes("png", {"Software": None})).decode()
        return {
            "text/html": f'<img alt="{alt}" width="{width}" style="max-width: 100%" src="data:image/svg+xml;base64,{svg}">',
            "image/png": png,
            "text/plain": self.alt,
        }, {"image/png": {"alt": self.alt}}

    def _bytes(self, kind, metadata):
        buffer = io.BytesIO()
        self.savefig(buffer, format=kind, metadata=metadata)
        return buffer.getvalue()


def picture(draw):
    """Run a drawing function under the lessons' style sheet, and lay the figure out, once for all."""

    @wraps(draw)
    def styled(*args, **kwargs):
        with style.context(STYLE):
            figure = draw(*args, **kwargs)
            if layout := figure.get_layout_engine():
                layout.execute(figure)
                figure.set_layout_engine(None)
            return figure

    return styled


def new_picture(height, columns=1, width=7.6, **layout):
    """An empty picture of that many inches, and its axes."""
    figure = Picture(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(1, columns, **layout)


# Samples and what a neuron makes of them -------------------------------------------------------------------------

def scatter_samples(axes, X, y, label_names, size=26):
    for label, name in enumerate(label_names):
        chosen = y[:, 0] == label
        axes.scatter(*X[chosen].T, s=size, alpha=0.75, linewidths=0, label=f"{name} (label {label})", **MARKERS[label])


def grid(axes, points=120):
    """The coordinates of a fine grid over the axes, and the same points as samples (points², 2)."""
    across, up = np.meshgrid(np.linspace(*axes.get_xlim(), points), np.linspace(*axes.get_ylim(), points))
    return across, up, np.column_stack([across.ravel(), up.ravel()])


def _shade(axes, probability, lines=True, names=True):
    """Colour the axes by the probability of label 1; draw, and name, the lines where it is 10, 50 and 90 %."""
    across, up, points = grid(axes)
    a = probability(points).reshape(across.shape)
    axes.imshow(a, extent=(*axes.get_xlim(), *axes.get_ylim()), origin="lower", aspect="auto", vmin=0, vmax=1,
                cmap=BLUE_TO_VERMILLION, interpolation="bilinear", zorder=0)
    if lines and a.min() < 0.5 < a.max():
        contours = axes.contour(across, up, a, levels=[0.1, 0.5, 0.9], colors="#333333",
                                linewidths=[1, 2.2, 1], linestyles=["--", "-", "--"], zorder=1)
        if names:
            axes.clabel(contours, fmt=lambda level: f"{level:.0%}", fontsize=10)


def fit_limits(axes, X):
    """Axes a little wider than the samples."""
    low, high = X.min(axis=0), X.max(axis=0)
    margin = 0.06 * (high - low)
    axes.set_xlim(low[0] - margin[0], high[0] + margin[0])
    axes.set_ylim(low[1] - margin[1], high[1] + margin[1])


@picture
def samples(X, y, w=None, b=None, feature_names=("feature 0", "feature 1"), label_names=("0", "1")):
    """Samples with two features; with w and b also what that neuron says everywhere: shading, 10, 50 and 90 % lines."""
    figure, axes = new_picture(4.6)
    fit_limits(axes, X)
    counts = [int((y == label).sum()) for label in (0, 1)]
    figure.alt = (
        f"Scatter plot of {feature_names[1]} against {feature_names[0]}: {counts[0]} {label_names[0]} as blue circles, "
        f"{counts[1]} {label_names[1]} as vermillion triangles."
    )
    if w is not None:
        _shade(axes, lambda points: forward(points, w, b)[1])
        _, a = forward(X, w, b)
        figure.alt += (
            f" The neuron's 50 % line has {int((a > 0.5).sum())} samples on its {label_names[1]} side; "
            f"{int(((a > 0.5) == y).sum())} of {len(y)} samples are on their own side."
        )
    scatter_samples(axes, X, y, label_names)
    axes.set(xlabel=feature_names[0], ylabel=feature_names[1])
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    return figure


@picture
def training_steps(X, y, training, at=(1, 10, 100, 1000), feature_names=("feature 0", "feature 1"), label_names=("0", "1")):
    """The same samples after a few iterations of a training: how the boundary turns and sharpens."""
    figure, panels = new_picture(2.9, columns=len(at), width=9.2, sharex=True, sharey=True)
    for axes, iteration in zip(panels, at):
        fit_limits(axes, X)
        w, b = training.weights[iteration].reshape(-1, 1), training.intercepts[iteration]
        _shade(axes, lambda points: forward(points, w, b)[1], names=False)
        scatter_samples(axes, X, y, label_names, size=9)
        axes.set_title(f"after {iteration}\nloss {training.losses[iteration]:.3f}", fontsize=11)
        axes.set_xlabel(feature_names[0])
    panels[0].set_ylabel(feature_names[1])
    figure.alt = "The samples and the neuron's boundary in small pictures: " + ", ".join(
        f"after {i} iterations loss {training.losses[i]:.3f}" for i in at
    ) + ". The 10 and 90 % lines move closer to the boundary."
    return figure


@picture
def decision_regions(X, y, probability, hidden=None, label_names=("0", "1")):
    """Samples, and the probability of label 1 that any function of points (m, 2) gives; hidden (w, b) adds its lines."""
    figure, axes = new_picture(4.8)
    fit_limits(axes, X)
    _shade(axes, probability, lines=False)
    across, up, points = grid(axes)
    axes.contour(across, up, probability(points).reshape(across.shape), levels=[0.5], colors="#333333", linewidths=2.2)
    if hidden is not None:
        w, b = hidden
        for z in (points @ w + b).T:
            axes.contour(across, up, z.reshape(across.shape), levels=[0], colors="#333333", linewidths=1, linestyles=":")
    scatter_samples(axes, X, y, label_names)
    axes.set(xlabel="feature 0", ylabel="feature 1")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    right = ((probability(X) > 0.5) == y).mean()
    figure.alt = f"Samples of two labels over the regions that the network gives them; {right:.0%} lie in a region of their own label."
    if hidden is not None:
        figure.alt += f" Dotted lines show where each of the {hidden[0].shape[1]} hidden neurons is undecided."
    return figure


# The sigmoid -----------------------------------------------------------------------------------------------------

@picture
def sigmoid_curve(step=False, tangents=()):
    """The sigmoid; with step also the step function that it replaces; with tangents its slope at those z."""
    figure, axes = new_picture(3.8)
    z = np.linspace(-7, 7, 281)
    axes.plot(z, sigmoid(z), label="sigmoid")
    figure.alt = "The sigmoid: an S-shaped curve that rises from 0 through 0.5 at z = 0 to 1."
    if step:
        axes.plot([-7, 0, 0, 7], [0, 0, 1, 1], label="step")
        figure.alt += " The step function jumps from 0 to 1 at z = 0."
        axes.legend(loc="lower right")
    for point in tangents:
        a = sigmoid(point)
        slope = a * (1 - a)
        reach = np.array([-1.3, 1.3])
        axes.plot(point + reach, a + slope * reach, color=VERMILLION, linestyle="-", linewidth=1.6)
        axes.plot(point, a, **MARKERS[1], markersize=8)
        axes.annotate(f"slope {slope:.3f}", (point, a), xytext=(14, -18), textcoords="offset points", color="#333333")
        figure.alt += f" Its slope at z = {point} is {slope:.3f}."
    axes.set(xlabel="z", ylabel="a", yticks=[0, 0.25, 0.5, 0.75, 1], ylim=(-0.08, 1.1))
    axes.grid(alpha=0.3)
    return figure


@picture
def sigmoid_family(neurons):
    """sigmoid(w x + b) for some pairs (w, b): what the weight and the intercept do to the curve."""
    figure, axes = new_picture(3.8)
    x = np.linspace(-6, 6, 281)
    for w, b in neurons:
        axes.plot(x, sigmoid(w * x + b), label=f"w = {w:g}, b = {b:g}")
    axes.set(xlabel="x", ylabel="a = sigmoid(w x + b)", yticks=[0, 0.5, 1], ylim=(-0.06, 1.06))
    axes.axhline(0.5, color=GREY, linewidth=0.8, linestyle="-")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.alt = "Sigmoid curves for " + "; ".join(
        f"w = {w:g}, b = {b:g} (a is 0.5 at x = {-b / w + 0:.3g})" for w, b in neurons
    ) + "."
    return figure


# The loss --------------------------------------------------------------------------------------------------------

@picture
def loss_of_one_sample(y=None, a=None):
    """The log loss of one sample for every output a, for both labels; with y and a one sample is marked."""
    figure, axes = new_picture(3.9)
    grid = np.linspace(0.003, 0.997, 400)
    axes.plot(grid, -np.log(grid), color=VERMILLION, linestyle="--", label="y = 1: -log(a)")
    axes.plot(grid, -np.log(1 - grid), color=BLUE, label="y = 0: -log(1 - a)")
    figure.alt = (
        "Two curves of the loss against a. For y = 1 it falls from very large near a = 0 to 0 at a = 1; for y = 0 it is "
        "the mirror image. They cross at a = 0.5, where both are 0.693."
    )
    axes.plot(0.5, np.log(2), "ko", markersize=5)
    axes.annotate("ln 2 = 0.693", (0.5, np.log(2)), xytext=(0, -18), textcoords="offset points", ha="center")
    if a is not None:
        loss = -np.log(a if y == 1 else 1 - a)
        axes.plot(a, loss, **MARKERS[int(y)], markersize=10)
        axes.annotate(f"a = {a:.2f}, loss {loss:.2f}", (a, loss), xytext=(14, 4), textcoords="offset points")
        figure.alt += f" Marked: a sample with label {int(y)} and a = {a:.2f}, loss {loss:.2f}."
    axes.set(xlabel="the neuron's output a", ylabel="loss of the sample", ylim=(-0.1, 5))
    axes.legend(loc="upper center")
    return figure


@picture
def loss_curve(runs, log_iterations=False, every=1, top=None):
    """The loss against the iteration; runs is one array of losses, or a dictionary of them by name.

    With every=50 the arrays hold the loss of each 50th iteration; top is the highest loss to be seen.
    """
    runs = runs if isinstance(runs, dict) else {"loss": runs}
    figure, axes = new_picture(3.8)
    for name, losses in runs.items():
        axes.plot(every * np.arange(len(losses)), losses, label=name)
    if top is None or top > np.log(2):
        axes.axhline(np.log(2), color=GREY, linewidth=1, linestyle="-", label="ln 2, a coin toss")
    axes.set(xlabel="iteration", ylabel="mean log loss")
    if log_iterations:
        axes.set_xscale("symlog", linthresh=1)
        axes.set_xlim(left=0)
    axes.set_ylim(0, top)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.alt = "The mean log loss against the iteration. " + " ".join(
        f"{name}: from {losses[0]:.3f} to {losses[-1]:.3f} in {every * (len(losses) - 1)} iterations." for name, losses in runs.items()
    )
    return figure


def draw_loss_map(axes, X, y, b):
    """Fill the axes, over two weights, with the loss of every pair of weights at intercept b: grey shades and contour lines."""
    across, up, points = grid(axes, points=70)
    losses = mean_losses(y, X @ points.T + b).reshape(across.shape)  # every point of the map is a neuron
    levels = np.geomspace(losses.min(), losses.max(), 16)[1:-1]
    axes.imshow(np.log(losses), extent=(*axes.get_xlim(), *axes.get_ylim()), origin="lower", aspect="auto", cmap="Greys",
                alpha=0.5, interpolation="bilinear")
    contours = axes.contour(across, up, losses, levels=levels, colors="#666666", linewidths=0.7)
    axes.clabel(contours, levels[::2], fmt="%.2g" if losses.max() > 1.5 * losses.min() else "%.4g", fontsize=9)


@picture
def growing_weights(trainings):
    """The size of the weights against the iteration, on logarithmic axes, for trainings by name."""
    figure, (left, right) = new_picture(3.7, columns=2, width=8.6)
    for name, training in trainings.items():
        left.plot(training.losses, label=name)
        right.plot(np.linalg.norm(training.weights, axis=1), label=name)
    for axes, label in ((left, "mean log loss"), (right, "length of the weight vector")):
        axes.set(xlabel="iteration", ylabel=label)
        axes.set_xscale("symlog", linthresh=1)
        axes.set_xlim(left=0)
    left.set_yscale("log")
    right.legend(loc="upper left")
    figure.alt = "Left the loss, right the length of the weight vector against the iteration. " + " ".join(
        f"{name}: loss {training.losses[-1]:.4f}, length {np.linalg.norm(training.weights[-1]):.1f} at the end."
        for name, training in trainings.items()
    )
    return figure


# The neuron and its derivatives ----------------------------------------------------------------------------------

def _canvas(width, height):
    """A picture with a coordinate system of its own, in inches, and no axes in sight."""
    figure = Picture(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return figure, axes


def _node(axes, x, y, name, value, radius=0.42, color="black"):
    """A circle with a symbol and its number; gives back the text of the number."""
    axes.add_patch(Circle((x, y), radius, facecolor="white", edgecolor=color, linewidth=2, zorder=3))
    axes.text(x, y + 0.11, name, ha="center", va="center", fontsize=13, zorder=4)
    return axes.text(x, y - 0.14, value, ha="center", va="center", fontsize=11, color="#333333", zorder=4)


def _arrow(axes, start, end, color="black", dashed=False):
    """An arrow between two points, drawn under the nodes."""
    return axes.add_patch(FancyArrowPatch(start, end, zorder=2, arrowstyle="-|>", mutation_scale=11, color=color, linewidth=1.6,
                                          linestyle="--" if dashed else "-", shrinkA=0, shrinkB=0))


def _number(value, digits=2):
    """A rounded number with a real minus sign, and none before a zero."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


@picture
def neuron_network(x, w, b, feature_names=None):
    """The network of one neuron with the numbers of one sample x: inputs, weights, intercept, z and a."""
    x, w = np.ravel(x), np.ravel(w)
    names = feature_names or [f"feature {j}" for j in range(len(x))]
    z = float(x @ w + b)
    height = max(2.9, 1.15 * len(x) + 1.0)
    figure, axes = _canvas(8.2, height)
    middle = height / 2 + 0.25
    rows = middle + 1.1 * (np.arange(len(x))[::-1] - (len(x) - 1) / 2)
    for j, row in enumerate(rows):
        axes.text(1.35, row, names[j], ha="right", va="center")
        _arrow(axes, (2.3, row), (4.3, middle))
        axes.text(3.2, row + (middle - row) * 0.45 + 0.2, f"× w{_sub(j)} = {_number(w[j])}", ha="center", va="center",
                  color=VERMILLION, bbox=dict(facecolor="white", edgecolor="none", pad=1), zorder=3)
        _node(axes, 1.9, row, f"x{_sub(j)}", _number(x[j]), color=BLUE)
    _arrow(axes, (4.7, middle - 1.15), (4.7, middle - 0.42))
    axes.text(4.7, middle - 1.32, f"+ b = {_number(b)}", ha="center", va="center", color=VERMILLION)
    _arrow(axes, (5.1, middle), (6.2, middle))
    axes.text(5.66, middle + 0.2, "sigmoid", ha="center", fontsize=10)
    _node(axes, 4.7, middle, "z", _number(z))
    _node(axes, 6.65, middle, "a", f"{sigmoid(z):.2f}")
    axes.text(7.25, middle, f"{sigmoid(z):.0%}", va="center", fontsize=13)
    terms = " plus ".join(f"{w[j]:.2f} times {x[j]:.2f}" for j in range(len(x)))
    figure.alt = (
        f"A network of one neuron. Inputs {', '.join(names)} meet their weights: {terms} plus b = {b:.2f} gives z = {z:.2f}; "
        f"the sigmoid turns z into a = {sigmoid(z):.2f}."
    )
    return figure


def _sub(j):
    """An index as a subscript."""
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(j))


@picture
def computation_graph(x, y, w, b):
    """One sample on its way to the loss."""
    figure, steps = graph_in_steps(x, y, w, b)
    for artist in [artist for step in steps if step.backward for artist in step.artists]:
        artist.remove()
    figure.alt = "The computation of one sample from left to right: " + ". ".join(step.words for step in steps[1:] if not step.backward) + "."
    return figure


class Step(NamedTuple):
    """One step through the computation graph: what it computes, in words, and the artists that show it."""

    words: str
    artists: list
    backward: bool = False


def graph_in_steps(x, y, w, b):
    """The whole computation graph of one sample, and its steps: the sample, forward to the loss, backward to every slope."""
    x, w, y = np.ravel(x), np.ravel(w), float(np.ravel(y)[0])
    n = len(x)
    z = float(x @ w + b)
    a = sigmoid(z)
    loss = log_loss_from_z(np.array([[y]]), np.array([[z]]))
    dL_da, da_dz, dz = -y / a + (1 - y) / (1 - a), a * (1 - a), a - y
    height = 1.05 * (n + 1) + 0.5
    figure, axes = _canvas(9.6, height)
    rows = height - 0.5 - 1.05 * np.arange(n + 1)
    middle = rows.mean()
    names = [*(f"w{_sub(j)}" for j in range(n)), "b"]
    for row, text in zip(rows, [*(f"w{_sub(j)} = {_number(w[j])}    x{_sub(j)} = {_number(x[j])}" for j in range(n)), f"b = {_number(b)}"]):
        _box(axes, 1.45, row, text)
    values = [_node(axes, place, middle, name, _number(value, 3), radius=0.45) for place, name, value in ((4.5, "z", z), (6.55, "a", a), (8.6, "L", loss))]
    axes.text(8.6, middle + 0.6, f"y = {y:.0f}", ha="center")

    products = " + ".join(f"{_number(w[j])} × {_number(x[j], 4)}" for j in range(n))
    the_log = f"−log({'a' if y else '1 − a'}) = −log({_number(a if y else 1 - a, 3)})"
    into_z = [_arrow(axes, (2.55, row), (4.05, middle)) for row in rows]
    onwards = [(_arrow(axes, (start, middle + 0.12), (start + 1.15, middle + 0.12)), axes.text(start + 0.57, middle + 0.3, label, ha="center", fontsize=10))
               for start, label in ((4.95, "sigmoid"), (7.0, "log loss"))]
    steps = [
        Step(f"the sample has x = {', '.join(_number(value, 4) for value in x)} and label {y:.0f}; nothing is computed yet", []),
        Step(f"z = {products} + {_number(b)} = {_number(z, 3)}", [*into_z, values[0]]),
        Step(f"a = sigmoid({_number(z, 3)}) = {_number(a, 3)}", [*onwards[0], values[1]]),
        Step(f"L = {the_log} = {_number(loss, 3)}", [*onwards[1], values[2]]),
    ]
    for start, factor, value, formula in (
        (8.15, "∂L/∂a", dL_da, "−1 / a" if y else "1 / (1 − a)"), (6.1, "∂a/∂z", da_dz, f"a (1 − a) = {_number(a, 3)} × {_number(1 - a, 3)}")
    ):
        shown = [_arrow(axes, (start, middle - 0.14), (start - 1.15, middle - 0.14), VERMILLION, dashed=True),
                 axes.text(start - 0.57, middle - 0.28, f"{factor}\n{_number(value, 3)}", ha="center", va="top", color=VERMILLION)]
        steps.append(Step(f"{factor} = {formula} = {_number(value, 3)}", shown, backward=True))
    product = f"∂L/∂z = {_number(dL_da, 3)} × {_number(da_dz, 3)} = {_number(dz, 3)} = a − y"
    steps.append(Step(f"the product, ∂L/∂a × ∂a/∂z: {product}", [axes.text(4.2, middle - 0.9, product, va="top", color=VERMILLION)], backward=True))
    for row, name, local in zip(rows, names, [*x, 1.0]):
        slope = f"∂L/∂{name} = {_number(dz, 3)} × {_number(local)} = {_number(dz * local, 3)}"
        shown = [axes.text(1.45, row - 0.37, slope, ha="center", va="center", fontsize=10.5, color=VERMILLION)]
        steps.append(Step(f"∂L/∂z times {name.replace('w', 'x') if name != 'b' else 'one'}: {slope}", shown, backward=True))
    return figure, steps


def _box(axes, x, y, text):
    """A rounded box with the numbers that go in."""
    axes.add_patch(FancyBboxPatch((x - 1.07, y - 0.18), 2.14, 0.36, boxstyle="round,pad=0.03", facecolor="white", edgecolor=BLUE, linewidth=2))
    axes.text(x, y, text, ha="center", va="center", fontsize=11)


@picture
def gradient_check(steps, errors):
    """How far a numerical gradient is from the exact one, for steps h of every size."""
    figure, axes = new_picture(3.7)
    axes.loglog(steps, errors, marker="o", linestyle="-", markersize=4)
    best = int(np.argmin(errors))
    axes.plot(steps[best], errors[best], "*", color=VERMILLION, markersize=16)
    axes.annotate("best", (steps[best], errors[best]), xytext=(-12, -4), textcoords="offset points", ha="right", color=VERMILLION)
    axes.set(xlabel="step h", ylabel="error of the slope")
    axes.set_ylim(bottom=min(errors) / 20)
    axes.text(0.02, 0.05, "h too small: rounding", transform=axes.transAxes)
    axes.text(0.98, 0.05, "h too large: the curve bends", transform=axes.transAxes, ha="right")
    figure.alt = (
        "The error of the numerical slope against the step h, both on logarithmic axes: a V. It falls while h shrinks, "
        f"is smallest near h = 1e{np.log10(steps[best]):.0f}, and rises again when h is smaller still."
    )
    return figure


# Shapes and speed ------------------------------------------------------------------------------------------------

@picture
def matrix_product(left, right, result, names):
    """A matrix product as three blocks with their shapes; the two inner numbers, which must agree, stand out."""
    figure, axes = _canvas(7.6, 2.9)
    place = 0.5
    for shape, name, sign in zip((left, right, result), names, ("@", "=", "")):
        height, width = (2.1 if count > 6 else 0.24 * count + 0.12 for count in shape)  # long sides are cut short
        axes.add_patch(Rectangle((place, 1.75 - height / 2), width, height, facecolor="#DCEBF6", edgecolor=BLUE, linewidth=2))
        axes.text(place + width / 2, 1.75, name, ha="center", va="center", fontsize=14)
        axes.text(place + width / 2, 0.45, f"({shape[0]}, {shape[1]})", ha="center", va="center")
        place += width + 0.55
        axes.text(place, 1.75, sign, ha="center", va="center", fontsize=18)
        place += 0.55
    axes.text(0.5, 0.12, f"The inner numbers agree: {left[1]} = {right[0]}. The outer numbers, {left[0]} and {right[1]}, stay.", fontsize=10.5, color="#333333")
    figure.alt = (
        f"{names[0]} of shape {left} times {names[1]} of shape {right} is {names[2]} of shape {result}: "
        f"the inner numbers {left[1]} and {right[0]} agree, the outer ones stay."
    )
    return figure


@picture
def broadcast_trap(a, y):
    """a (m, 1) minus y (m,): the (m, m) table that NumPy makes of it; the m numbers that were wanted are framed."""
    a, y = np.ravel(a), np.ravel(y)
    m = len(a)
    figure, axes = _canvas(7.6, 0.55 * m + 1.3)
    for i in range(m):
        axes.text(1.35, 0.55 * (m - i) - 0.1, f"{a[i]:.2f}", ha="center", va="center", color=BLUE)
        axes.text(2.5 + 0.85 * i, 0.55 * (m + 1) + 0.0, f"{y[i]:.0f}", ha="center", va="center", color=VERMILLION)
        for j in range(m):
            wanted = i == j
            axes.add_patch(Rectangle((2.1 + 0.85 * j, 0.55 * (m - i) - 0.36), 0.8, 0.5, facecolor="white" if wanted else "#EEEEEE",
                                     edgecolor="black" if wanted else "none", linewidth=2))
            axes.text(2.5 + 0.85 * j, 0.55 * (m - i) - 0.1, _number(a[i] - y[j]), ha="center", va="center",
                      color="black" if wanted else "#555555")
    axes.text(1.35, 0.55 * (m + 1) + 0.32, f"a ({m}, 1)", ha="center", color=BLUE)
    axes.text(2.5 + 0.425 * (m - 1), 0.55 * (m + 1) + 0.32, f"y ({m},)", ha="center", color=VERMILLION)
    figure.alt = (
        f"A table of {m} rows and {m} columns: every a minus every y. Only the {m} framed numbers on the diagonal were wanted."
    )
    return figure


@picture
def timings(seconds):
    """How long each version took, as bars on a logarithmic axis; seconds by name."""
    figure, axes = new_picture(0.5 * len(seconds) + 1.2)
    names, times = list(seconds), np.array(list(seconds.values())) * 1000
    axes.barh(names, times, color=BLUE, height=0.6)
    for row, time in enumerate(times):
        axes.annotate(f" {time:.3g} ms", (time, row), va="center")
    axes.set(xscale="log", xlabel="milliseconds for one gradient (each line of the grid: ten times longer)")
    axes.set_xlim(times.min() / 3, times.max() * 8)
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.4)
    figure.alt = "Bars: " + ", ".join(f"{name} {time:.3g} ms" for name, time in zip(names, times)) + "."
    return figure


@picture
def sum_of_blocks(rows, n):
    """Samples cut into blocks of so many rows: each block gives a dw (n, 1), which counts by its share, and all are added up."""
    figure, axes = _canvas(7.6, 3.5)
    m, total_width = sum(rows), 7.2 - 0.12 * (len(rows) - 1)
    left, middle = 0.2, 3.8
    for count in rows:
        width = total_width * count / m
        center = left + width / 2
        axes.add_patch(Rectangle((left, 2.55), width, 0.75, facecolor="#DCEBF6", edgecolor=BLUE, linewidth=2))
        axes.text(center, 2.92, f"{count:,}\nsamples", ha="center", va="center", linespacing=1.3)
        _arrow(axes, (center, 2.55), (center, 2.05))
        axes.text(center, 1.85, f"dw × {count / m:.4g}", ha="center", va="center")
        _arrow(axes, (center, 1.65), (middle + 0.25 * (center - middle), 0.85), color=VERMILLION, dashed=True)
        left += width + 0.12
    axes.add_patch(Rectangle((middle - 1.1, 0.3), 2.2, 0.5, facecolor="white", edgecolor=VERMILLION, linewidth=2))
    axes.text(middle, 0.55, f"added up: dw ({n}, 1)", ha="center", va="center")
    figure.alt = (
        f"{m:,} samples cut into blocks of {', '.join(f'{count:,}' for count in rows)}. Each block gives a dw, "
        f"times {', '.join(f'{count / m:.4g}' for count in rows)}, and the sum is the dw ({n}, 1) of all."
    )
    return figure


@picture
def growth(samples, seconds, limit):
    """How the seconds grow with the samples; below the limit, also in seconds, nothing can be."""
    figure, axes = new_picture(4.2)
    for name, times in seconds.items():
        axes.loglog(samples, np.multiply(times, 1000), marker="o", label=name)
    low, limit_times = 0.3 * min(limit) * 1000, np.multiply(limit, 1000)
    axes.loglog(samples, limit_times, color=GREY, linestyle="-", linewidth=1, label="the limit: reading X once")
    axes.fill_between(samples, limit_times, low, color="#E4E4E4", linewidth=0)
    axes.set(xlabel="samples", ylabel="milliseconds", ylim=(low, None))
    axes.legend(loc="upper left")
    axes.grid(alpha=0.4)
    figure.alt = (
        f"Milliseconds against samples, from {samples[0]:,} to {samples[-1]:,}, both on logarithmic axes. "
        + " ".join(f"{name}: {times[0] * 1000:.3g} to {times[-1] * 1000:.3g} ms." for name, times in seconds.items())
        + f" The limit, reading X once: {limit[0] * 1000:.3g} to {limit[-1] * 1000:.3g} ms."
    )
    return figure


@picture
def one_epoch(runs):
    """The loss against the samples seen, on a logarithmic axis; runs is a dictionary by name of {samples seen: loss}."""
    figure, axes = new_picture(4.2)
    for name, losses in runs.items():
        seen, values = list(losses), list(losses.values())
        axes.semilogx([seen[0], *seen], [np.log(2), *values], marker="o", markersize=4, label=name)
    axes.axhline(np.log(2), color=GREY, linewidth=1, linestyle="-", label="ln 2, where all begin")
    axes.set(xlabel="samples seen (each line of the grid: ten times as many)", ylabel="mean log loss")
    axes.grid(axis="x", alpha=0.4)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.alt = "The mean log loss against the samples seen, on a logarithmic axis. " + " ".join(
        f"{name}: {losses[min(losses)]:.3f} after the first step, {losses[max(losses)]:.3f} after {max(losses):,} samples."
        for name, losses in runs.items()
    )
    return figure


# Real data -------------------------------------------------------------------------------------------------------

@picture
def images(X, captions, columns=8):
    """Digits as pictures, 8 x 8 pixels each, with a caption under every one."""
    rows = -(-len(X) // columns)
    figure, axes = _canvas(7.6, 1.35 * rows)
    side = 7.6 / columns
    for i, (pixels, caption) in enumerate(zip(X, captions)):
        left, top = side * (i % columns), 1.35 * (rows - i // columns)
        axes.imshow(np.reshape(pixels, (8, 8)), extent=(left + 0.1, left + side - 0.1, top - 1.32, top - 0.57), vmin=0, vmax=16,
                    aspect="auto", interpolation="nearest")
        axes.text(left + side / 2, top - 0.52, caption, ha="center", va="bottom", fontsize=10)
    axes.set(xlim=(0, 7.6), ylim=(0, 1.35 * rows))
    figure.alt = f"{len(X)} handwritten digits, 8 by 8 pixels each: " + ", ".join(caption.replace("\n", " ") for caption in captions) + "."
    return figure


@picture
def weights_image(w, label_names=("0", "1")):
    """64 weights as an image: where ink speaks for label 1 (+, vermillion) and where for label 0 (−, blue)."""
    pixels = np.reshape(w, (8, 8))
    size = np.abs(pixels).max()
    figure, axes = new_picture(4.3, width=5.6)
    shown = axes.imshow(pixels, cmap=LinearSegmentedColormap.from_list("signed", [BLUE, "white", VERMILLION]), vmin=-size, vmax=size)
    for (row, column), weight in np.ndenumerate(pixels):
        if abs(weight) > size / 5:
            axes.text(column, row, "+" if weight > 0 else "−", ha="center", va="center", fontsize=14)
    axes.set(xticks=range(8), yticks=range(8), xlabel="column", ylabel="row")
    figure.colorbar(shown, label=f"− speaks for {label_names[0]},  + speaks for {label_names[1]}")
    strongest = [f"row {i // 8}, column {i % 8}" for i in (int(np.argmin(w)), int(np.argmax(w)))]
    figure.alt = (
        f"The weights as an image of 8 by 8 pixels. Ink speaks most strongly for {label_names[0]} in {strongest[0]}, "
        f"and for {label_names[1]} in {strongest[1]}."
    )
    return figure


@picture
def confusion_matrix(counts, label_names=("0", "1")):
    """Counts of samples by true label (rows) and predicted label (columns); mistakes are off the diagonal."""
    figure, axes = new_picture(3.3, width=5.0)
    axes.imshow(np.eye(2), cmap=LinearSegmentedColormap.from_list("right and wrong", ["#F6BE97", "#CFE6F5"]))
    for (row, column), count in np.ndenumerate(counts):
        axes.text(column, row, f"{count}\n{'right' if row == column else 'wrong'}", ha="center", va="center", fontsize=13)
    axes.set(xticks=[0, 1], yticks=[0, 1], xticklabels=label_names, yticklabels=label_names,
             xlabel="the neuron says", ylabel="it really is")
    figure.alt = "Confusion matrix. " + " ".join(
        f"Really {label_names[i]}, called {label_names[j]}: {int(counts[i][j])}." for i in (0, 1) for j in (0, 1)
    )
    return figure


@picture
def two_mistakes(y, a, names=("false alarms", "missed")):
    """How many samples of label 0 are called 1, and how many of label 1 are called 0, for every threshold."""
    figure, axes = new_picture(3.9)
    thresholds = np.linspace(0, 1, 201)
    alarms = [int(((a > t) & (y == 0)).sum()) for t in thresholds]
    missed = [int(((a <= t) & (y == 1)).sum()) for t in thresholds]
    axes.plot(thresholds, alarms, label=names[0], drawstyle="steps-post")
    axes.plot(thresholds, missed, label=names[1], drawstyle="steps-post")
    axes.axvline(0.5, color=GREY, linewidth=1, linestyle="-")
    axes.set(xlabel="threshold", ylabel="samples", ylim=(-0.5, 1.6 * max(alarms[10], missed[-11], 5)))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.alt = (
        f"Two curves over the threshold. {names[0]} fall from {alarms[10]} at 0.05 to {alarms[100]} at 0.5; "
        f"{names[1]} rise from {missed[10]} at 0.05 to {missed[100]} at 0.5."
    )
    return figure
