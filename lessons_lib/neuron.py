"""One neuron: logistic regression, written as the lessons derive it.

Samples are rows. For m samples with n features each:

    X (m, n)   y (m, 1)   w (n, 1)   b one number   z = X @ w + b (m, 1)   a = sigmoid(z) (m, 1)

Several neurons can share one set of samples: k of them have w (n, k), b (k,), and then z and a are (m, k).
"""

import sys
import warnings
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from lessons_lib import cluster, inputs


class Gradients(NamedTuple):
    """The slopes of the mean log loss: dw = ∂L/∂w, shaped like w, and db = ∂L/∂b, like b."""

    dw: np.ndarray
    db: float


class Standardised(NamedTuple):
    """Standardised samples X (m, n), and the mean (n,) and scale (n,) that made them."""

    X: np.ndarray
    mean: np.ndarray
    scale: np.ndarray


@dataclass(frozen=True)
class Training:
    """What `train` gives back: where it ended, and every step on the way there.

    w : array (n, 1)                     weights after the last update
    b : float                            intercept after the last update
    losses : array (iterations + 1,)     mean log loss before each update and after the last
    weights : array (iterations + 1, n)  the weights that each loss belongs to
    intercepts : array (iterations + 1,) the intercepts that each loss belongs to
    learning_rate : float                as given

    Trained with k learning rates, w is (n, k), b is (k,), and losses, weights and intercepts have a last axis k.
    A run that was stopped early has shorter histories.
    """

    w: np.ndarray
    b: float
    losses: np.ndarray
    weights: np.ndarray
    intercepts: np.ndarray
    learning_rate: float

    def __repr__(self):
        first, last = (np.array2string(losses, precision=4) for losses in (self.losses[0], self.losses[-1]))
        return f"Training: loss {first} -> {last} in {len(self.losses) - 1} iterations at learning rate {self.learning_rate}"


def sigmoid(z):
    """The sigmoid 1 / (1 + exp(-z)) of every element of z, without overflow.

    Parameters
    ----------
    z : number, or array of any shape

    Returns
    -------
    float for a number; for an array, an array of the same shape.

    Raises
    ------
    TypeError
        If z does not hold numbers.

    Derived in lesson 02.
    """
    z = inputs.numbers("z", z)
    a = _sigmoid(np.atleast_1d(z))
    return a if z.ndim else float(a[0])


def _sigmoid(z):
    """`sigmoid` of an array of floats, (1,) at least."""
    a = -z  # 1 / (1 + exp(-z)), every step in the same memory: new memory for each would take longer than to compute it
    try:
        with np.errstate(over="raise"):
            np.exp(a, out=a)
        a += 1
        return np.divide(1, a, out=a)
    except FloatingPointError:  # exp(-z) outgrew a float: where z < 0, multiply the fraction above and below by exp(z)
        return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def forward(X, w, b):
    """The neuron's weighted sums z = X @ w + b and outputs a = sigmoid(z).

    Parameters
    ----------
    X : array of shape (m, n)
        Samples in rows.
    w : array of shape (n, 1)
        Weights.
    b : float
        Intercept.

    Returns
    -------
    z, a : arrays of shape (m, 1)

    Raises
    ------
    ValueError, TypeError
        If a shape does not fit or a number is NaN or infinite; the message names it and the mend.

    Derived in lesson 01; for all samples at once in lesson 06.
    """
    X = inputs.samples(X)
    return _forward(X, *inputs.neuron(w, b, X))


def _forward(X, w, b):
    """`forward` for input that has been checked."""
    with np.errstate(over="ignore", invalid="ignore"):
        z = X @ w
        z += b
    if not np.isfinite(z).all():
        inputs.explain_sums(X, w, b)
    return z, _sigmoid(z)


def log_loss(y, a):
    """Mean log loss of labels y under outputs a, in nats per sample.

    mean(-(y*log(a) + (1 - y)*log(1 - a))), with 0*log(0) = 0. It is infinite, never NaN, where a neuron was certain and
    wrong; `log_loss_from_z` stays finite there.

    Parameters
    ----------
    y : array of shape (m, 1)
        Labels, 0 or 1.
    a : array of shape (m, 1)
        The neuron's outputs, from 0 to 1.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, a label is not 0 or 1, or an output is not in 0 to 1; the message names it and the mend.

    Derived in lesson 03.
    """
    a = inputs.outputs(a)
    y = inputs.labels(y, len(a))
    with np.errstate(divide="ignore"):
        # A label of 1 keeps the formula's first term, a label of 0 its second; log1p(-a) is log(1 - a), exact for small a.
        return float(np.mean(-np.where(y == 1, np.log(a), np.log1p(-a))))


def log_loss_from_z(y, z):
    """Mean log loss of labels y under outputs sigmoid(z), in nats per sample.

    mean(max(z, 0) - y*z + log(1 + exp(-|z|))), finite for every finite z.

    Parameters
    ----------
    y : array of shape (m, 1)
        Labels, 0 or 1.
    z : array of shape (m, 1)
        The neuron's weighted sums, before the sigmoid.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ or a label is not 0 or 1; the message names the shape or the label and the mend.

    Derived in lesson 03.
    """
    z = inputs.sums(z)
    return float(mean_losses(inputs.labels(y, len(z), dtype=z.dtype), z)[0])


def mean_losses(y, z):
    """The mean log loss of each column of z (m, k), shape (k,): k neurons at once."""
    losses = np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))
    return np.sum(losses / len(losses), axis=0)  # divided first: a sum of huge losses could overflow


def gradients_loop(X, y, w, b):
    """The gradients of the mean log loss, added up one sample at a time.

    The same numbers as `gradients`, slower, with every step of the derivation in sight. Its parameters, what it
    returns and what it raises are those of `gradients`.

    Derived in lesson 04; the loop in lesson 05.
    """
    X, y, w, b = inputs.training_set(X, y, w, b)
    inputs.finite("X", X)
    m = len(X)
    dw, db = np.zeros_like(w), np.zeros(w.shape[1], w.dtype)
    for i in range(m):
        x = X[i : i + 1]  # one sample, still a row: (1, n)
        z, a = _forward(x, w, b)
        dz = a - y[i]
        dw += x.T @ dz
        db += dz[0]
    return Gradients(dw / m, _shaped_like(b, db / m))


def gradients(X, y, w, b):
    """The gradients of the mean log loss, all samples at once; of Dask arrays block by block, wherever the blocks are.

    Parameters
    ----------
    X : array of shape (m, n)
        Samples in rows.
    y : array of shape (m, 1)
        Labels, 0 or 1.
    w : array of shape (n, 1)
        Weights; (n, k) for k neurons.
    b : float
        Intercept; an array (k,) for k neurons.

    Returns
    -------
    Gradients(dw, db) : dw is an array shaped like w, db a float (an array (k,) for k neurons).

    Raises
    ------
    ValueError, TypeError
        If a shape does not fit, a label is not 0 or 1, or a number is NaN or infinite; the message names it and the mend.

    Derived in lesson 06 from `gradients_loop`.
    """
    if cluster.holds(X, y):
        return _gradients_on_a_cluster(X, y, w, b)
    X, y, w, b = inputs.training_set(X, y, w, b)
    m = len(X)
    z, a = _forward(X, w, b)
    dz = np.subtract(a, y, out=a)  # a - y, in the memory of a
    dw = np.dot(X.T, dz) / m  # X.T @ dz; but only np.dot lets other threads run meanwhile
    db = dz.sum(axis=0) / m
    return Gradients(dw, _shaped_like(b, db))


def _gradients_on_a_cluster(X, y, w, b):
    """`gradients` of every block, added up."""
    X, y, w, b = inputs.training_cluster(X, y, w, b)
    (gradients_at,) = cluster.means(X, y, gradients)
    return Gradients(*gradients_at(w, b))


def _shaped_like(b, db):
    """db, one number for each neuron, in the form of b: a float, or an array (k,)."""
    return db if np.ndim(b) else float(db[0])


def train(X, y, *, learning_rate=0.1, iterations=1000, w=None, b=0.0, gradients=gradients, progress=False):
    """A neuron trained by gradient descent, with its whole history.

    An interrupt (the Stop button) ends the training early and loses nothing. A run whose numbers outgrow a float ends
    at its last finite step. Both say so in a warning, and so does a run whose loss ended higher than it began (with
    several learning rates, the largest that did is named).

    Of Dask arrays each iteration sends w and b to the blocks of rows, wherever these are, and adds up what comes back. The
    blocks are read once for each iteration: persist() them first if they fit into the memory of the cluster.

    Parameters
    ----------
    X : array of shape (m, n)
        Samples in rows; a Dask array may be larger than memory.
    y : array of shape (m, 1)
        Labels, 0 or 1.
    learning_rate : float, or array of k floats
        The size of a step. With k rates, k neurons are trained at once, each with its own.
    iterations : int
        Full passes over the data.
    w, b : array of shape (n, 1), float
        Where to start; zeros when not given.
    gradients : function (X, y, w, b) -> (dw, db)
        What computes the gradients: `gradients`, `gradients_loop`, `gradients_blocked`, or your own. Of Dask arrays it gets
        one block at a time, so it must be a mean over the samples it gets.
    progress : bool
        Show a progress bar while it trains.

    Returns
    -------
    Training

    Raises
    ------
    ValueError, TypeError
        For input that a neuron can't be trained on; the message names the shape or value found and the mend.

    Derived in lesson 05; many learning rates at once in lesson 07; on a cluster in lesson 10.
    """
    if not callable(gradients):
        raise TypeError("gradients is not a function: hand in its name alone, gradients=gradients, without brackets")
    learning_rate = inputs.learning_rate(learning_rate)
    steps = range(inputs.iterations(iterations))
    X, y, w, b, learning_rate = inputs.start(X, y, w, b, learning_rate)
    if progress:
        from tqdm import tqdm  # imported here, so that `import lessons_lib.neuron` stays quick

        steps = tqdm(steps, desc="training", unit=" iterations", leave=False, file=sys.stdout)
    losses_at, gradients_at = cluster.means(X, y, _losses, partial(_slopes, gradients))
    losses = losses_at(w, b)
    if not np.isfinite(losses).all():
        inputs.explain_overflow()
    history = [(losses, w, b)]
    try:
        for _ in steps:
            dw, db = gradients_at(w, b)
            with np.errstate(over="ignore", invalid="ignore"):
                w = w - learning_rate * dw
                b = b - learning_rate * db
            losses = losses_at(w, b)
            if not np.isfinite(losses).all():
                inputs.explain_step(dw, db)
                break
            history.append((losses, w, b))
        _warn_of_divergence(history, losses, len(steps), learning_rate)
    except KeyboardInterrupt:
        warnings.warn(f"stopped after {len(history) - 1} of {len(steps)} iterations; what was trained is kept", stacklevel=2)
    return _training(history, learning_rate)


def _losses(X, y, w, b):
    """The mean log loss of each neuron, shape (k,); not finite if a weighted sum is too large for a float."""
    with np.errstate(over="ignore", invalid="ignore"):
        return mean_losses(y, X @ w + b)


def _slopes(gradients, X, y, w, b):
    """dw and db as any gradients function computes them, if they fit w and b."""
    return inputs.step(gradients(X, y, w, b), w, b)


def _warn_of_divergence(history, losses, iterations, learning_rate):
    """Say which learning rates made the run end early, or its loss end higher than it began."""
    rates, first, last, done = np.atleast_1d(learning_rate), history[0][0], history[-1][0], len(history) - 1
    too_large = last > first if done == iterations else ~np.isfinite(losses)
    if too_large.any():
        worst = np.argmax(np.where(too_large, rates, 0))
        told = f"the loss rose from {first[worst]:.4g} to {last[worst]:.4g}"
        if done < iterations:
            told = f"the weights outgrew a float after {done} of {iterations} iterations"
        warnings.warn(
            f"{told} at learning rate {rates[worst]:g}: try a smaller learning rate, "
            "or scale the features with standardise(X)", stacklevel=3,
        )


def _training(history, learning_rate):
    """The history's lists of steps as arrays; the axis of the learning rates goes when there is only one."""
    _, w, b = history[-1]
    losses, weights, intercepts = (np.array(values, dtype=w.dtype) for values in zip(*history))
    if np.ndim(learning_rate) == 0:
        losses, weights = losses[:, 0], weights[:, :, 0]
    return Training(w, b, losses, weights, intercepts, learning_rate)


def predict(X, w, b, threshold=0.5):
    """The predicted labels, 1 where the output is greater than the threshold and 0 elsewhere.

    Parameters
    ----------
    X : array of shape (m, n)
        Samples in rows.
    w : array of shape (n, 1)
        Weights.
    b : float
        Intercept.
    threshold : float
        From 0 to 1.

    Returns
    -------
    array of shape (m, 1), integers 0 and 1.

    Raises
    ------
    ValueError, TypeError
        If a shape does not fit, or a number is NaN or infinite; the message names it and the mend.

    Derived in lesson 01; the choice of a threshold in lesson 08.
    """
    z, a = forward(X, w, b)
    return (a > inputs.threshold(threshold)).astype(int)


def accuracy(y, predictions):
    """The share of predictions that equal their labels, from 0 to 1.

    Parameters
    ----------
    y, predictions : arrays of shape (m, 1)
        Zeros and ones.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, or something is not 0 or 1.

    Derived in lesson 01.
    """
    y, predictions = inputs.predictions(y, predictions)
    return float(np.mean(y == predictions))


def standardise(X, mean=None, scale=None):
    """Each feature of X as its distance from the mean, in standard deviations.

    A feature that has the same value in every sample has nothing to tell: it becomes 0, with a warning that names it.

    Parameters
    ----------
    X : array of shape (m, n)
        Samples in rows.
    mean, scale : arrays of shape (n,)
        Give both for a test set: those of the training set. Without them they are computed from X.

    Returns
    -------
    Standardised(X, mean, scale)

    Raises
    ------
    ValueError, TypeError
        If a shape does not fit or a number is NaN or infinite; the message names it and the mend.

    Derived in lesson 01; what it does for the training in lesson 07.
    """
    names = getattr(X, "columns", None)  # a table brings the names of its columns along
    X = inputs.finite("X", inputs.samples(X))
    if mean is None and scale is None:
        with np.errstate(over="ignore", invalid="ignore"):
            mean, scale = X.mean(axis=0), X.std(axis=0)
        if not np.isfinite(scale).all():
            raise ValueError(f"column {np.argmin(np.isfinite(scale))} of X is too large for a float once squared: divide it first")
        constant = np.flatnonzero(X.min(axis=0) == X.max(axis=0))
        scale[constant] = 1
        if constant.size:
            told = ", ".join(str(i if names is None else names[i]) for i in constant)
            warnings.warn(f"the same value in every sample, so 0 from here on: column {told}", stacklevel=2)
            mean[constant] = X[0, constant]
    mean, scale = inputs.moments(X, mean, scale)
    return Standardised((X - mean) / scale, mean, scale)
