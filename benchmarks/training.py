"""A whole training on the lessons' data: 1,000 iterations of train, and how long others take to get to the same loss."""

import warnings
from statistics import median

import numpy as np
import torch
from report import cores, table
from sklearn.linear_model import LogisticRegression, SGDClassifier

from lessons_lib.data import digits, penguins, tumours
from lessons_lib.neuron import log_loss_from_z, standardise, train
from lessons_lib.timing import one_call

ITERATIONS, TURNS = 1000, 5
OURS = "`train`"
FEATURES = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")


def problems():
    """Name -> standardised samples, labels, and the learning rate that the lessons use for them."""
    data = {
        "penguins, 2 features": (penguins(), 1.0), "penguins, 4 features": (penguins(FEATURES), 1.0),
        "tumours": (tumours(), 0.1), "digits 3 and 8": (digits(3, 8), 0.1),
    }
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "the same value in every sample")  # pixels at the edge
        return {name: (standardise(data.X).X, data.y, rate) for name, (data, rate) in data.items()}


def loss(X, y, model):
    return log_loss_from_z(y, model.decision_function(X).reshape(-1, 1))


def torch_by_hand(X, y, rate):
    """The same steps on torch's tensors; gives back the loss after the last."""
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    w, b = torch.zeros((X.shape[1], 1), dtype=X.dtype), torch.zeros((), dtype=X.dtype)
    with torch.inference_mode():
        for _ in range(ITERATIONS):
            dz = torch.sigmoid(X @ w + b) - y
            w, b = w - rate * (X.T @ dz / len(X)), b - rate * dz.mean()
    return log_loss_from_z(y.numpy(), (X @ w + b).numpy())


def torch_autograd(X, y, rate):
    """The same steps by torch.optim.SGD, with the slopes that torch derives; gives back the loss after the last."""
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    w, b = torch.zeros((X.shape[1], 1), dtype=X.dtype, requires_grad=True), torch.zeros((), dtype=X.dtype, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=rate)
    for _ in range(ITERATIONS):
        optimizer.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(X @ w + b, y).backward()
        optimizer.step()
    return log_loss_from_z(y.numpy(), (X @ w + b).detach().numpy())


def newton(solver):
    """scikit-learn's regression without a penalty, for a number of iterations; tol so small that none ends earlier."""
    return lambda iterations: LogisticRegression(C=np.inf, solver=solver, max_iter=iterations, tol=1e-300)


def stochastic(step):
    """scikit-learn's steps of one sample each, for a number of passes over the data."""
    return lambda epochs: SGDClassifier(
        loss="log_loss", penalty=None, learning_rate="constant", eta0=step, max_iter=epochs, tol=None, random_state=0
    )


SCIKIT_LEARN = {
    "LogisticRegression, lbfgs": newton("lbfgs"),
    "LogisticRegression, newton-cholesky": newton("newton-cholesky"),
    "SGDClassifier, steps of 0.01": stochastic(0.01),
    "SGDClassifier, steps of 0.1": stochastic(0.1),
}


def first_enough(make, X, y, wanted):
    """The smallest number of iterations, among 1, 2, 3, ... and then steps of a tenth, that reach the wanted loss; or None."""
    count = 1
    while count <= ITERATIONS:
        if loss(X, y, make(count).fit(X, y.ravel())) <= wanted:
            return count
        count += max(1, count // 10)


def contestants(X, y, rate):
    """Name -> (iterations, a call that trains, the loss that it ends with); the wanted loss is that of train."""
    run = train(X, y, learning_rate=rate, iterations=ITERATIONS)
    wanted = run.losses[-1]
    found = {OURS: (ITERATIONS, lambda: train(X, y, learning_rate=rate, iterations=ITERATIONS), wanted)}
    for name, function in (("torch, by hand", torch_by_hand), ("torch, autograd", torch_autograd)):
        found[name] = ITERATIONS, lambda function=function: function(X, y, rate), function(X, y, rate)
        assert np.isclose(found[name][2], wanted, rtol=1e-9), "the same steps lead to the same loss"
    for name, make in SCIKIT_LEARN.items():
        if count := first_enough(make, X, y, wanted):
            model = make(count)
            found[name] = count, lambda model=model: model.fit(X, y.ravel()), loss(X, y, model.fit(X, y.ravel()))
    return found


def measure(X, y, rate):
    """Name -> (iterations, seconds, loss)."""
    found = contestants(X, y, rate)
    times = {name: [] for name in found}
    for _ in range(TURNS):
        for name, (_, call, _) in found.items():
            times[name].append(one_call(call))
    return {name: (count, median(times[name]), end) for name, (count, _, end) in found.items()}


def report():
    data = problems()
    with cores(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that scikit-learn was stopped early is meant
        results = {name: measure(*problem) for name, problem in data.items()}

    def cell(result):
        return "" if result is None else f"{1000 * result[1]:.3g} ms, {result[0]:,} iterations, loss {result[2]:.4g}"

    ways = [OURS, "torch, by hand", "torch, autograd", *SCIKIT_LEARN]
    rows = [[way, *(cell(result.get(way)) for result in results.values())] for way in ways]
    heads = [f"{name}, {len(X)} × {X.shape[1]}" for name, (X, _, _) in data.items()]
    shares = {way: [result[way][1] / result[OURS][1] for result in results.values() if way in result] for way in ways}
    longer = {way: span(shares[way]) for way in ways}
    faster = {way: span([1 / share for share in shares[way]]) for way in ways}
    return f"""## A whole training

{ITERATIONS:,} iterations of `train`, which keeps every loss and all weights, at the learning rate of the lessons; the others get to a mean
log loss that is at least as low. torch takes the same steps, and by hand computes no loss on the way. For scikit-learn it is the smallest
number of iterations that is enough (an iteration of SGDClassifier is one pass over the data). One thread each: the data is small.

{table(["", *heads], *rows)}

With autograd torch takes {longer["torch, autograd"]} times as long as `train`, by hand {longer["torch, by hand"]} times.

Who knows more than the slope needs fewer steps. Newton's method, which also uses the curvature, gets there {faster["LogisticRegression, newton-cholesky"]} times
faster than `train`, and lbfgs, which estimates it, {faster["LogisticRegression, lbfgs"]} times. A step after each sample in place of one after all of them
is {faster["SGDClassifier, steps of 0.1"]} times faster, if its size is right.
"""


def span(values):
    """Where some numbers begin and end, in words."""
    return f"{min(values):.2g} to {max(values):.2g}"


if __name__ == "__main__":
    print(report())
