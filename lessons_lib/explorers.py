"""Live figures of the lessons: what moves when a learner moves a slider.

Everything is computed when an explorer is made; the sliders only choose what is seen.
"""

import warnings

import numpy as np
from matplotlib import style

from lessons_lib import figures, inputs
from lessons_lib.figures import BLUE, GREY, MARKERS, STYLE, VERMILLION
from lessons_lib.live_figure import LiveFigure
from lessons_lib.neuron import forward, sigmoid, train


@style.context(STYLE)
def sigmoid_explorer():
    """The curve a = sigmoid(w x + b) of one neuron, with sliders for w and b, and its tangent at x = 1. For lesson 02."""
    w = b = np.arange(-20, 21) / 4
    x = np.linspace(-6, 6, 97)
    figure, axes = figures.new_picture(3.6)
    axes.plot(x, sigmoid(x), color=GREY, linewidth=1, linestyle=":", label="w = 1, b = 0")
    axes.axhline(0.5, color=GREY, linewidth=0.8, linestyle="-")
    undecided, = axes.plot([0, 0], [-0.06, 1.06], color=GREY, linewidth=1, linestyle="--", label="undecided, x = −b/w")
    curve, = axes.plot(x, sigmoid(x), color=BLUE, linestyle="-", label="sigmoid(w x + b)")
    tangent, = axes.plot(x, x, color=VERMILLION, linewidth=1.6, linestyle="-", label="tangent at x = 1")
    point, = axes.plot(1, 0, linestyle="none", **MARKERS[1], markersize=9)
    axes.set(xlabel="x", ylabel="a", xlim=(-6, 6), ylim=(-0.06, 1.06), yticks=[0, 0.25, 0.5, 0.75, 1])
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))

    W, B = w[:, None, None], b[None, :, None]
    curves = _points(x, sigmoid(W * x + B))
    z = W + B  # at x = 1
    a = sigmoid(z)
    slope = W * a * (1 - a)
    run = np.array([-1.0, 1.0])
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = -B / W
    return LiveFigure(
        figure, {"w": w, "b": b},
        moves={curve: curves, point: _points(1.0, a), tangent: _points(1 + run, a + slope * run),
               undecided: _points(middle, [-0.06, 1.06])},
        words="w = {w}, b = {b}: at x = 1 the sum z is {z:.2f}, the output a is {a:.3f}, and the slope is {slope:.3f}",
        numbers={"z": z[..., 0], "a": a[..., 0], "slope": slope[..., 0]},
        title="The sigmoid of w x + b",
        alt="An S-shaped curve over x from −6 to 6, its tangent at x = 1, and a line where it crosses 0.5.",
        start={"w": 1, "b": 0}, stills=[{"w": 1, "b": 0}, {"w": 4, "b": 0}, {"w": -1, "b": 0}, {"w": 1, "b": -3}],
    )


def _points(x, y):
    """Coordinates (..., points, 2) of x and y, of which each may lack axes that the other has."""
    return np.stack(np.broadcast_arrays(x, y), axis=-1)


@style.context(STYLE)
def loss_explorer():
    """Log loss and squared error of one sample, and their slopes, with sliders for its label y and for z. For lesson 03."""
    labels, z = np.array([0, 1]), np.arange(-80, 81) / 10
    y, a = labels[:, None], sigmoid(z)
    curves = {
        "log loss": (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))), a - y),
        "squared error": ((a - y) ** 2, 2 * (a - y) * a * (1 - a)),
    }
    figure, panels = figures.new_picture(3.5, columns=2, width=8.2)
    moves = {}
    for (name, both), color, line, marker in zip(curves.items(), (BLUE, VERMILLION), ("-", "--"), "o^"):
        for axes, values in zip(panels, both):
            curve, = axes.plot(z, z, color=color, linestyle=line, label=name)
            point, = axes.plot(0, 0, color=color, linestyle="none", marker=marker, markersize=9)
            moves |= {curve: _points(z, values)[:, None], point: _points(z, values)[:, :, None]}
    for axes in panels:
        axes.axhline(0, color=GREY, linewidth=0.8, linestyle="-")
        axes.set_xticks([-8, -4, 0, 4, 8])
    panels[0].set(title="Loss", xlabel="z", ylabel="loss of the sample", ylim=(-0.3, 8.3))
    panels[1].set(title="Slope of the loss", xlabel="z", ylabel="slope", ylim=(-1.1, 1.1))
    panels[0].legend(loc="upper center")
    numbers = {f"{what}{name}": values for name, both in curves.items() for what, values in zip(("", "slope of "), both)}
    return LiveFigure(
        figure, {"y": labels, "z": z}, moves=moves,
        words="y = {y}, z = {z}: a is {a:.4f}; log loss {log loss:.3f} with slope {slope of log loss:.3f}; "
              "squared error {squared error:.3f} with slope {slope of squared error:.3f}",
        numbers={"a": a[None], **numbers},
        title="Log loss and squared error",
        alt="Two panels over z: the loss of one sample, and the slope of that loss, for log loss and for squared error.",
        start={"y": 1, "z": 0}, stills=[{"y": 1, "z": 0}, {"y": 1, "z": -6}, {"y": 0, "z": 6}],
    )


@style.context(STYLE)
def gradient_stepper(x, y, w, b):
    """One sample step by step through the computation graph: forward to its loss, backward to its slopes. For lesson 04.

    Parameters
    ----------
    x : array of shape (1, n)
        One sample, still a row.
    y : array of shape (1, 1)
        Its label, 0 or 1.
    w, b : array of shape (n, 1), float
        Weights and intercept.

    Raises
    ------
    ValueError, TypeError
        If a shape does not fit; the message names it and the mend.
    """
    x, y, w, b = inputs.training_set(x, y, w, b)
    if len(x) != 1:
        raise ValueError(f"x holds {len(x)} samples, expected one: hand in x = X[i : i + 1] and y[i : i + 1]")
    figure, steps = figures.graph_in_steps(x, y, w, float(np.ravel(b)[0]))
    at = np.arange(len(steps))
    return LiveFigure(
        figure, {"step": range(len(steps))},
        shows={artist: at >= i for i, step in enumerate(steps) for artist in step.artists},
        words=f"step {{step}} of {len(steps) - 1}, {{way}}: {{what}}",
        numbers={"what": [step.words for step in steps], "way": ["start"] + ["backward" if step.backward else "forward" for step in steps[1:]]},
        title="One sample through the computation graph",
        alt="The weights, the inputs and b go into z, z into a, a and the label into the loss L. The slopes come back, dashed.",
        play="step", stills=[{"step": i} for i in (1, 3, 6, len(steps) - 1)],
    )


LEARNING_RATES = np.array([float(f"{rate:.2g}") for rate in np.logspace(-3, 3, 25)])  # four to a factor of ten, 0.001 to 1000


@style.context(STYLE)
def training_explorer(X, y, learning_rates=LEARNING_RATES, iterations=500, *, start=None,
                      feature_names=("feature 0", "feature 1"), label_names=("0", "1")):
    """A training with sliders for the learning rate and the iterations: the boundary, the loss curve, the path downhill.

    All learning rates are trained at once, when the explorer is made; its attribute `training` is what `train` gave back.
    With one learning rate there is no slider for it, and no map of the loss. For lessons 05 and 07.

    Parameters
    ----------
    X : array of shape (m, 2)
        Samples in rows.
    y : array of shape (m, 1)
        Labels, 0 or 1.
    learning_rates : array of k floats
    iterations : int
        How many steps each of them takes.
    start : dict
        Where the sliders begin, like {"learning rate": 1, "iteration": 10}.

    Raises
    ------
    ValueError, TypeError
        For samples that can't be drawn in a plane, and for whatever `train` refuses.
    """
    if np.shape(X)[1:] != (2,):
        raise ValueError(f"X has shape {np.shape(X)}, expected (m, 2): choose two features, X[:, [0, 1]], to see the boundary")
    rates = np.atleast_1d(learning_rates)
    with warnings.catch_warnings(action="ignore"):  # it is here to show the learning rates that are too large
        training = train(X, y, learning_rate=rates, iterations=iterations)
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    losses, weights, intercepts = training.losses.T, training.weights.transpose(2, 0, 1), training.intercepts.T
    right = np.array([((forward(X, w.T, b)[1] > 0.5) == y).mean(axis=0) for w, b in zip(weights, intercepts)])
    baseline = max(y.mean(), 1 - y.mean())
    iterations = losses.shape[1] - 1

    figure, panels = _panels(3 if len(rates) > 1 else 2)
    parts = [_data_panel(panels[0], X, y, weights, intercepts, feature_names, label_names), _loss_panel(panels[1], losses)]
    parts += [_map_panel(panel, X, y, losses, weights, intercepts, feature_names) for panel in panels[2:]]
    sliders, one = {"learning rate": rates, "iteration": range(iterations + 1)}, ()
    if len(rates) == 1:  # one rate needs no slider, and no axis
        del sliders["learning rate"]
        one = 0

    def along_sliders(kind):
        return {artist: array[one] for part in parts for artist, array in part.get(kind, {}).items()}

    middle, some = rates[len(rates) // 2], min(10, iterations)
    # A run that bounces for long differs from machine to machine: its still comes early.
    positions = [(rates[len(rates) // 4], iterations), (middle, some), (middle, iterations), (rates[-1], min(60, iterations))]
    positions = [{"learning rate": rate, "iteration": i} for rate, i in positions]
    if len(rates) == 1:
        positions = [{"iteration": i} for i in (0, some, iterations)]
    named = "learning rate {learning rate}, " if len(rates) > 1 else ""
    explorer = LiveFigure(
        figure, sliders, moves=along_sliders("moves"), trails=along_sliders("trails"), shows=along_sliders("shows"),
        words=f"{named}iteration {{iteration}} of {iterations}: loss {{loss:.4f}}, accuracy {{accuracy:.1%}} "
              f"(always {label_names[int(y.mean() > 0.5)]}: {100 * baseline:.1f} %)",
        numbers={"loss": losses[one], "accuracy": right[one]},
        title="A neuron in training",
        alt=f"The samples, {label_names[0]} as blue circles and {label_names[1]} as vermillion triangles, with the lines where the neuron "
            "says 10, 50 and 90 %; the loss against the iteration" + ("; the path of the weights on a map of the loss." if len(rates) > 1 else "."),
        start=start or positions[1], play="iteration", keep=len(rates) > 1, stills=positions,
    )
    explorer.training = training
    return explorer


def _panels(count):
    """The samples on the left; on the right the loss curve, and below it the map, if there are three."""
    figure = figures.Picture(figsize=(8.2, 5.6 if count == 3 else 3.7), layout="constrained")
    grid = figure.add_gridspec(count - 1, 2, width_ratios=(1.15, 1))
    return figure, [figure.add_subplot(grid[:, 0]), *(figure.add_subplot(grid[row, 1]) for row in range(count - 1))]


def _data_panel(axes, X, y, weights, intercepts, feature_names, label_names):
    """The samples, the side that the neuron gives to label 1, and its 10, 50 and 90 % lines."""
    figures.fit_limits(axes, X)
    axes.set_facecolor("#E6F1F8")
    side, = axes.fill([0, 1, 1], [0, 0, 1], color="#FBE6D8", linewidth=0, zorder=0)
    figures.scatter_samples(axes, X, y, label_names, size=16)
    moves = {}
    for level, line, width in ((0.1, ":", 1.4), (0.5, "-", 2.2), (0.9, "--", 1.4)):
        drawn, = axes.plot([0, 1], [0, 1], color="#333333", linestyle=line, linewidth=width, label=f"{100 * level:.0f} %", zorder=1)
        ends, towards_1 = boundary(axes, weights, intercepts, level)
        moves[drawn] = ends
        if level == 0.5:
            moves[side] = np.concatenate([ends, ends[:, :, ::-1] + towards_1], axis=2)
    axes.set(xlabel=feature_names[0], ylabel=feature_names[1])
    axes.figure.legend(loc="outside lower left", ncols=5, columnspacing=1.2, handlelength=1.8)
    return {"moves": moves}


def boundary(axes, weights, intercepts, level):
    """Two points on the line where neurons (k, T, 2) say that probability, far outside the axes, and the way across the axes.

    Shapes (k, T, 2, 2) and (k, T, 1, 2); NaN where a neuron says the same everywhere. A line that is not in sight is
    brought nearer, so that no number gets too large.
    """
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])
    size, centre = high - low, (low + high) / 2
    across = weights * size  # in widths and heights of the axes, from their centre
    z = weights @ centre + intercepts - np.log(level / (1 - level))
    with np.errstate(divide="ignore", invalid="ignore"):
        length = np.linalg.norm(across, axis=-1)
        distance = np.clip(-z / length, -4, 4)[..., None]
        direction = across / length[..., None]
    along = direction[..., ::-1] * [-1, 1]
    ends = np.stack([distance * direction - 4 * along, distance * direction + 4 * along], axis=-2)
    return centre + size * ends, (size * 9 * direction)[..., None, :]


def _loss_panel(axes, losses):
    """The loss against the iteration up to now; the curves of all learning rates faint behind it."""
    iterations = np.arange(losses.shape[1])
    for curve in losses:
        axes.plot(iterations, curve, color="#999999", linewidth=0.6, linestyle="-", alpha=0.6)
    line, = axes.plot(iterations, losses[0], color=VERMILLION, linestyle="-")
    now, = axes.plot(0, losses[0, 0], linestyle="none", **MARKERS[1], markersize=8)
    higher = axes.text(0.98, 0.98, "higher than at the start", transform=axes.transAxes, ha="right", va="top", color=VERMILLION)
    axes.set(xlabel="iteration", ylabel="mean log loss", yscale="log")
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xlim(0, 1.2 * iterations[-1])
    rounds = [0, *(10**power for power in range(7) if 10**power <= iterations[-1])]
    axes.set_xticks(rounds, map(str, rounds))
    axes.set_ylim(losses.min() * 0.8, losses.max() * 3)
    lowest, highest = np.log10(axes.get_ylim())
    ticks = 10.0 ** np.arange(np.floor(lowest), np.ceil(highest) + 1)
    ticks = np.outer(ticks, (1, 2, 5) if highest - lowest < 2.5 else (1,)).ravel()
    ticks = ticks[(ticks > 10**lowest) & (ticks < 10**highest)]
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    points = _points(iterations, losses)
    return {"trails": {line: points[:, None]}, "moves": {now: points[:, :, None]}, "shows": {higher: losses > losses[:, :1]}}


def _map_panel(axes, X, y, losses, weights, intercepts, feature_names):
    """The path of the weights up to now on a map of the loss, drawn for the intercept where the loss ended lowest."""
    best = losses[:, -1].argmin()
    way = weights[best]
    steady = np.concatenate([way[:1], way[len(way) // 2 :]])  # a first step that went too far may lie off the map
    margin = 0.6 * np.ptp(steady, axis=0)
    figures.fit_limits(axes, np.concatenate([steady, steady.min(axis=0, keepdims=True) - margin, steady.max(axis=0, keepdims=True) + margin]))
    figures.draw_loss_map(axes, X, y, intercepts[best, -1])
    path, = axes.plot(*way.T, color=VERMILLION, linestyle="-", linewidth=1, marker="o", markersize=2.2)
    now, = axes.plot(*way[0], linestyle="none", **MARKERS[1], markersize=9, markeredgecolor="white")
    axes.plot(*way[-1], "*", color="black", markersize=12)
    axes.set(xlabel=f"weight of {feature_names[0]}", ylabel=f"weight of {feature_names[1]}")
    away = axes.text(0.02, 0.97, "off the map", transform=axes.transAxes, va="top", color=VERMILLION,
                     bbox={"facecolor": "white", "edgecolor": "none", "pad": 2})
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])
    off = ((weights < low) | (weights > high)).any(axis=-1)
    return {"trails": {path: weights[:, None]}, "moves": {now: weights[:, :, None]}, "shows": {away: off}}
