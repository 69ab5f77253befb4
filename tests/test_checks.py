"""The checks of the exercises: do they know right from wrong, tell which idea is missing, and never raise?"""

import ast
import inspect
import linecache
import math
import re
import sys
import warnings

import lessons
import mutants
import numpy as np
import pytest
import scipy.special

from lessons_lib import checks
from lessons_lib.neuron import forward, gradients, log_loss_from_z, sigmoid

CHECKS = {name.removeprefix("check_"): function for name, function in vars(checks).items() if name.startswith("check_")}
OPEN = {"shapes", "learning_rate", "your_data", "hard_data"}  # what these get is no function
FUNCTIONS = sorted(set(CHECKS) - OPEN)
IMPORTED = dict(np=np, math=math, scipy=scipy, forward=forward, gradients=gradients, log_loss_from_z=log_loss_from_z, sigmoid=sigmoid)


def solutions():
    """The source of each function that a lesson asks for, from its solution cell."""
    found = {}
    for name in lessons.NAMES:
        for cell in lessons.cells(name, "code"):
            if "solution" in cell.metadata.get("tags", []):
                for statement in ast.parse(cell.source).body:
                    if isinstance(statement, ast.FunctionDef):
                        found[statement.name] = ast.unparse(statement)
    return found


SOLUTIONS = solutions()


def made(name, source):
    """The function that the source of a cell defines; its lines can be looked up, as in a notebook."""
    filename, namespace = f"<cell {hash(source)}>", dict(IMPORTED)
    linecache.cache[filename] = len(source), None, source.splitlines(keepends=True), filename
    with warnings.catch_warnings(action="ignore"):
        exec(compile(source, filename, "exec"), namespace)
    return namespace[name]


def verdict(name, source):
    """What a check says of the function that a source defines."""
    return CHECKS[name](made(name, source))


def define(name, body):
    """A function of an exercise with another body: an expression, or lines."""
    head = next(line for line in SOLUTIONS[name].splitlines() if line.startswith("def "))
    body = body if "\n" in body or body.startswith("return") else f"return {body}"
    return head + "\n    " + body.replace("\n", "\n    ")


def test_every_check_belongs_to_an_exercise_and_every_exercise_has_a_check():
    asked = set()
    for name in lessons.NAMES:
        asked |= set(re.findall(r"^check_(\w+)\(", "\n".join(c.source for c in lessons.cells(name, "code") if "check" in c.metadata.get("tags", [])), re.M))
    assert asked == set(CHECKS)
    assert set(FUNCTIONS) <= set(SOLUTIONS)
    for name, function in CHECKS.items():
        assert re.search(r"Lesson \d\d\.$", function.__doc__), name


# Right answers ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_solution_of_the_lesson_is_right(name):
    assert repr(verdict(name, SOLUTIONS[name])) == "✓ correct"


@pytest.mark.parametrize("name, body", [
    ("standardise", "(X - np.mean(X, axis=0)) / np.sqrt(np.mean((X - X.mean(0)) ** 2, axis=0))"),
    ("standardise", "[[float(v) for v in row] for row in (X - X.mean(axis=0)) / X.std(axis=0)]"),
    ("standardise", "((X.T - X.T.mean(axis=1, keepdims=True)) / X.T.std(axis=1, keepdims=True)).T"),
    ("weighted_sum", "np.array([x0, x1]) @ np.array([w0, w1]) + b"),
    ("weighted_sum", "sum([w0 * x0, w1 * x1, b])"),
    ("predict", "forward(X, w, b)[1] > threshold"),
    ("predict", "np.where(forward(X, w, b)[1] > threshold, 1.0, 0.0)"),
    ("predict", "[[1 if p > threshold else 0] for p in forward(X, w, b)[1][:, 0]]"),
    ("majority_baseline", "0.5 + abs(y.mean() - 0.5)"),
    ("majority_baseline", "np.bincount(y[:, 0].astype(int)).max() / len(y)"),
    ("majority_baseline", "np.max([np.mean(y == 0), np.mean(y == 1)])"),
    ("sigmoid", "scipy.special.expit(z)"),
    ("sigmoid", "0.5 * (1 + np.tanh(np.asarray(z) / 2))"),
    ("sigmoid", "np.exp(z) / (1 + np.exp(z))"),
    ("sigmoid", "1 / (1 + math.e ** (-np.asarray(z)))"),
    ("sigmoid", "np.exp(-np.logaddexp(0, -np.asarray(z)))"),
    ("sigmoid_slope", "a - a**2"),
    ("sigmoid_slope", "0.25 - (a - 0.5) ** 2"),
    ("stable_sigmoid", "scipy.special.expit(z)"),
    ("stable_sigmoid", "0.5 * (1 + np.tanh(z / 2))"),
    ("stable_sigmoid", "np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))"),
    ("stable_sigmoid", "1 / (1 + np.exp(-np.clip(z, -500, 500)))"),
    ("stable_sigmoid", "a = np.empty(z.shape)\na[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))\na[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))\nreturn a"),
    ("probability_of_truth", "y * a + (1 - y) * (1 - a)"),
    ("probability_of_truth", "a**y * (1 - a) ** (1 - y)"),
    ("probability_of_truth", "1 - np.abs(a - y)"),
    ("log_loss", "-np.log(np.where(y == 1, a, 1 - a)).mean()"),
    ("log_loss", "-sum(math.log(p) if t else math.log(1 - p) for t, p in zip(y[:, 0], a[:, 0])) / len(y)"),
    ("log_loss", "(-(y.T @ np.log(a) + (1 - y).T @ np.log(1 - a)) / len(y)).item()"),
    ("log_loss", "np.array(-np.mean(y * np.log(a) + (1 - y) * np.log1p(-a)))"),
    ("log_loss_from_z", "np.mean(np.logaddexp(0, z) - y * z)"),
    ("log_loss_from_z", "np.mean(np.logaddexp(0, -z) + (1 - y) * z)"),
    ("log_loss_from_z", "float(np.mean(np.logaddexp(0, np.where(y == 1, -z, z))))"),
    ("loss_slope", "-(y - a)"),
    ("loss_slope", "(-y / a + (1 - y) / (1 - a)) * a * (1 - a)"),
    ("loss_slope", "-y * (1 - a) + (1 - y) * a"),
    ("gradients_of_one_sample", "z, a = forward(x, w, b)\nreturn (a - y) * x.T, (a - y).item()"),
    ("gradients_of_one_sample", "z, a = forward(x, w, b)\nreturn np.einsum('ij,ik->jk', x, a - y), float((a - y)[0, 0])"),
    ("gradients_of_one_sample", "return gradients(x, y, w, b)"),
    ("numerical_gradient", "slopes = []\nfor j in range(len(w)):\n    up, down = w.copy(), w.copy()\n    up[j] += h\n    down[j] -= h\n    slopes.append([(loss(up) - loss(down)) / (2 * h)])\nreturn slopes"),
    ("numerical_gradient", "return np.array([[(loss(w + h * e[:, None]) - loss(w - h * e[:, None])) / h / 2] for e in np.eye(len(w))])"),
    ("update", "w = w.copy()\nw -= learning_rate * dw\nb -= learning_rate * db\nreturn w, b"),
    ("update", "return [w + -learning_rate * dw, b + -learning_rate * db]"),
    ("one_pass", "return log_loss_from_z(y, forward(X, w, b)[0]), *gradients(X, y, w, b)"),
    ("train_loop", "w, b, losses = np.zeros((X.shape[1], 1)), 0.0, []\nfor _ in range(iterations):\n    losses.append(log_loss_from_z(y, X @ w + b))\n    dw, db = gradients(X, y, w, b)\n    w, b = w - learning_rate * dw, b - learning_rate * db\nreturn w, b, np.array(losses)"),
    ("train_loop", "w, b, losses = np.zeros((X.shape[1], 1)), 0.0, []\nfor _ in range(iterations):\n    losses.append(log_loss_from_z(y, X @ w + b))\n    dz = y - sigmoid(X @ w + b)\n    w, b = w + learning_rate * X.T @ dz / len(X), b + learning_rate * dz.mean()\nreturn w, b, losses"),
    ("weighted_sums", "np.einsum('ij,jk->ik', X, w) + b"),
    ("weighted_sums", "np.dot(X, w) + b"),
    ("weighted_sums", "(X * w.T).sum(axis=1, keepdims=True) + b"),
    ("weighted_sums", "(w.T @ X.T).T + b"),
    ("weight_slopes", "np.einsum('ij,ik->jk', X, dz) / X.shape[0]"),
    ("weight_slopes", "(X * dz).mean(axis=0).reshape(-1, 1)"),
    ("weight_slopes", "(dz.T @ X).T / len(dz)"),
    ("gradients", "dz = scipy.special.expit(X @ w + b) - y\nreturn np.dot(X.T, dz) / len(X), np.sum(dz) / len(X)"),
    ("gradients", "dZ = sigmoid(np.dot(w.T, X.T) + b) - y.T\nreturn np.dot(X.T, dZ.T) / len(X), (np.sum(dZ, axis=1, keepdims=True) / len(X)).item()"),
    ("first_below", "np.argmax(losses < limit)"),
    ("first_below", "next(i for i, loss in enumerate(losses) if loss < limit)"),
    ("steps_to_rest", "w, b, count = np.zeros((X.shape[1], 1)), 0.0, 0\nwhile True:\n    dw, db = gradients(X, y, w, b)\n    if np.all(np.abs(dw) < limit) and np.abs(db) < limit:\n        return count\n    w, b, count = w - learning_rate * dw, b - learning_rate * db, count + 1"),
    ("standardise_both", "X, mean, scale = __import__('lessons_lib.neuron').neuron.standardise(X_train)\nreturn X, (X_test - mean) / scale"),
    ("confusion_counts", "said = predictions\nreturn [[((y == 0) & (said == 0)).sum(), ((y == 0) & (said == 1)).sum()], [((y == 1) & (said == 0)).sum(), ((y == 1) & (said == 1)).sum()]]"),
    ("confusion_counts", "np.histogram2d(y[:, 0], predictions[:, 0], bins=2, range=[[0, 1], [0, 1]])[0]"),
    ("threshold_for", "1 / (1 + missed / alarm)"),
    ("threshold_for", "1 - missed / (missed + alarm)"),
    ("forward_network", "A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))\nreturn [A1, np.dot(A1, w2) + b2]"),
    ("hidden_slopes", "dA1 = np.outer(dz, w2)\ndZ1 = dA1 * (A1 - A1**2)\nreturn np.einsum('ij,ik->jk', X, dZ1) / len(X), dZ1.sum(axis=0) / len(X)"),
    ("block_gradients", "X, y = np.vstack([X for X, y in blocks]), np.vstack([y for X, y in blocks])\nreturn gradients(X, y, w, b)"),
    ("minibatches", "batches = []\nwhile len(X):\n    batches.append((X[:size], y[:size]))\n    X, y = X[size:], y[size:]\nreturn batches"),
    ("stable_sigmoid", "with np.errstate(over='raise'):\n    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))"),
    ("stable_sigmoid", "with np.errstate(under='ignore'):\n    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))"),
    ("weighted_sum", "from fractions import Fraction\nreturn Fraction(w0) * Fraction(x0) + Fraction(w1) * Fraction(x1) + Fraction(b)"),
    ("threshold_for", "from decimal import Decimal\nreturn Decimal(alarm) / (Decimal(alarm) + Decimal(missed))"),
    ("confusion_counts", "c = [[int(((y == t) & (predictions == s)).sum()) for s in (0, 1)] for t in (0, 1)]\nreturn tuple(c[0]), tuple(c[1])"),
    ("update", "return (value for value in (w - learning_rate * dw, b - learning_rate * db))"),
    ("standardise_both", "return map(lambda X: (X - X_train.mean(axis=0)) / X_train.std(axis=0), (X_train, X_test))"),
    ("train_loop", "w, b, losses = np.zeros((X.shape[1], 1)), 0.0, ()\nfor _ in range(iterations):\n    losses += (log_loss_from_z(y, X @ w + b),)\n    dw, db = gradients(X, y, w, b)\n    w, b = w - learning_rate * dw, b - learning_rate * db\nreturn w, b, losses"),
    ("minibatches", "cuts = range(size, len(X), size)\nreturn list(zip(np.split(X, cuts), np.split(y, cuts)))"),
])
def test_other_right_answers_are_right(name, body):
    assert repr(verdict(name, define(name, body))) == "✓ correct"


# Wrong answers ---------------------------------------------------------------------------------------------------

def test_a_loop_is_told_where_none_is_wanted():
    told = verdict("weighted_sums", define("weighted_sums", "return np.array([x @ w + b for x in X])"))
    assert repr(told) == "✓ correct, but with a loop\n  Which product does it for all samples at once?"


@pytest.mark.parametrize("name, body, idea", [
    ("standardise", "(X - np.mean(X)) / np.std(X)", "One mean and one scale for the whole table"),
    ("standardise", "(X - X.mean(axis=0)) / X.std(axis=0) ** 2", "divides by the variance"),
    ("standardise", "X = X.astype(float)\nX -= X.mean(axis=0)\nreturn X", "still in mm and g"),
    ("standardise", "X -= X.mean(axis=0)\nreturn X / X.std(axis=0)", "The array holds integers"),
    ("weighted_sum", "w0 * x0 + w1 * x1", "intercept is missing"),
    ("weighted_sum", "print(w0 * x0 + w1 * x1 + b)\nreturn None", "It printed: -3.25"),
    ("predict", "(forward(X, w, b)[1] < threshold).astype(int)", "turned round"),
    ("predict", "(forward(X, w, b)[1] > 0.5).astype(int)", "always 0.5"),
    ("predict", "np.round(forward(X, w, b)[1])", "always 0.5"),
    ("predict", "forward(X, w, b)[0] > threshold", "against z"),
    ("majority_baseline", "np.mean(y)", "share of ones"),
    ("majority_baseline", "return max(y.mean(), 1 - y.mean()) * 100", "in per cent"),
    ("sigmoid", "1 / (1 + np.exp(z))", "minus is missing"),
    ("sigmoid", "1 / 1 + np.exp(-z)", "only the first 1 is divided"),
    ("sigmoid", "1 / (1 + math.exp(-z))", "the functions of math take a single number"),
    ("sigmoid", "1 // (1 + np.exp(-z))", "Has an integer array swallowed"),
    ("sigmoid", "a = np.zeros_like(z)\na[...] = 1 / (1 + np.exp(-z))\nreturn a", "what comes after the point"),
    ("sigmoid_slope", "sigmoid(a) * (1 - sigmoid(a))", "takes a for z"),
    ("stable_sigmoid", "1 / (1 + np.exp(-z))", "exp overflows on the way"),
    ("stable_sigmoid", "np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))", "computes both of its branches"),
    ("stable_sigmoid", "np.exp(z) / (1 + np.exp(z))", "inf / inf"),
    ("weighted_sums", "return (X.astype(np.float32) @ w.astype(np.float32) + np.float32(b)) * np.float32(1 + 3e-7)", "right to six digits only"),
    ("standardise", "print('shape', X.shape)\nif len(X) > 9:\n    return 1\nelse:\n    pass\nreturn X - X.mean(axis=0)", "It printed: shape (4, 2)"),
    ("stable_sigmoid", "np.seterr(over='ignore')\nreturn 1 / (1 + np.exp(-z))", "exp overflows on the way"),
    ("stable_sigmoid", "with np.errstate(all='ignore'):\n    return 1 / (1 + np.exp(-z))", "exp overflows on the way"),
    ("stable_sigmoid", "z[z < -700] = -700\nreturn 1 / (1 + np.exp(-z))", "It changes z"),
    ("stable_sigmoid", "if z >= 0:\n    return 1 / (1 + np.exp(-z))\nreturn np.exp(z) / (1 + np.exp(z))", "What chooses element by element?"),
    ("standardise", "(X - X.mean(axis=0)) / X.std()", "one scale for the whole table"),
    ("standardise", "return (X - X.mean(axis=0)) / X.std(axis=0), X.mean(axis=0), X.std(axis=0)", "It gives back 3 values, expected one value: X"),
    ("sigmoid_slope", "a(1 - a)", "Is a sign missing before the bracket"),
    ("sigmoid", "np.e^-z", "In Python ^ is not a power"),
    ("numerical_gradient", "slopes = np.zeros(len(w), 1)\nreturn slopes", "A shape is one argument"),
    ("numerical_gradient", "slopes = np.zeros((2, 1))\nfor j in range(2):\n    nudge = np.zeros(w.shape)\n    nudge[j] = h\n    slopes[j] = (loss(w + nudge) - loss(w - nudge)) / (2 * h)\nreturn slopes", "slopes has 2 rows, expected 3"),
    ("loss_slope", "-y - y * a + a - y * a", "A sign was lost when a bracket was opened"),
    ("one_pass", "for i in X.shape[0]:\n    pass_ = i\nreturn 1, 2, 3", "Which function counts up to it?"),
    ("train_loop", "losses = []\nfor _ in range(iterations):\n    losses = losses.append(1)\nreturn 1, 2, losses", "gives nothing back"),
    ("majority_baseline", "np.max(y.mean(), 1 - y.mean())", "Which function takes the larger of two numbers?"),
    ("majority_baseline", "np.mean(y == y[0])", "share is not what it should be"),
    ("majority_baseline", "max(sum(y), sum(1 - y)) / len(y)", "The number is right, but it stands in an array of shape (1,)"),
    ("predict", "int(forward(X, w, b)[1] > threshold)", "for each element (which function of NumPy?)"),
    ("predict", "np.sum(forward(X, w, b)[1] > threshold)", "predictions is one number, expected shape (4, 1)"),
    ("log_loss", "np.mean(y * np.log(a) * (1 - y) * np.log(1 - a))", "loss is 0."),
    ("log_loss_from_z", "np.mean(np.max(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))", "its 0 is an axis"),
    ("probability_of_truth", "np.where(y == 0, a, 1 - a)", "what did not happen"),
    ("log_loss", "np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))", "minus is missing"),
    ("log_loss", "-np.sum(y * np.log(a) + (1 - y) * np.log(1 - a))", "sum stands where a mean"),
    ("log_loss", "-np.mean(y * np.log2(a) + (1 - y) * np.log2(1 - a))", "base 2"),
    ("log_loss", "-np.mean(y * np.log10(a) + (1 - y) * np.log10(1 - a))", "base 10"),
    ("log_loss", "-np.mean(a * np.log(y) + (1 - a) * np.log(1 - y))", "changed places"),
    ("log_loss", "-np.mean((1 - y) * np.log(a) + y * np.log(1 - a))", "swapped"),
    ("log_loss", "np.mean(-y * np.log(a) + (1 - y) * np.log(1 - a))", "only one of the two halves"),
    ("log_loss", "-np.mean(y[:, 0] * np.log(a) + (1 - y[:, 0]) * np.log(1 - a))", "loss is not what it should be"),
    ("log_loss", "-(y.T @ np.log(a) + (1 - y).T @ np.log(1 - a)) / len(y)", "The number is right, but it stands in an array of shape (1, 1)"),
    ("log_loss", "-(y @ np.log(a) + (1 - y) @ np.log(1 - a)) / len(y)", "do the two inner numbers of the product agree?"),
    ("log_loss_from_z", "-np.mean(y * np.log(sigmoid(z)) + (1 - y) * np.log(1 - sigmoid(z)))", "exactly 0 or 1"),
    ("log_loss_from_z", "np.mean(np.log1p(np.exp(-z)) + (1 - y) * z)", "exp(-z) overflows"),
    ("log_loss_from_z", "np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-z)))", "where z is negative"),
    ("loss_slope", "y - a", "The sign is wrong"),
    ("loss_slope", "2 * (a - y) * a * (1 - a)", "squared error"),
    ("loss_slope", "-y / a + (1 - y) / (1 - a)", "first link alone"),
    ("gradients_of_one_sample", "z, a = forward(x, w, b)\nreturn x * (a - y), (a - y)[0, 0]", "dw is a row"),
    ("gradients_of_one_sample", "z, a = forward(x, w, b)\nreturn x.T @ (y - a), (y - a)[0, 0]", "Both signs are wrong"),
    ("gradients_of_one_sample", "z, a = forward(x, w, b)\nreturn x.T @ (a - y), a - y", "db is an array of shape (1, 1)"),
    ("gradients_of_one_sample", "z, a = forward(x, w, b)\nreturn x @ (a - y), (a - y)[0, 0]", "do the two inner numbers of the product agree?"),
    ("gradients_of_one_sample", "z, a = forward(x, w, b)\nreturn x.T @ (a - y)", "It gives back one value, expected 2 values: dw, db"),
    ("numerical_gradient", "slopes = np.zeros(w.shape)\nfor j in range(len(w)):\n    nudge = np.zeros(w.shape)\n    nudge[j] = h\n    slopes[j] = (loss(w + nudge) - loss(w)) / h\nreturn slopes", "one side only"),
    ("numerical_gradient", "slopes = np.zeros(w.shape)\nfor j in range(len(w)):\n    nudge = np.zeros(w.shape)\n    nudge[j] = h\n    slopes[j] = (loss(w + nudge) - loss(w - nudge)) / 2 * h\nreturn slopes", "multiplied by h"),
    ("numerical_gradient", "slopes = np.zeros(w.shape)\nfor j in range(len(w)):\n    w[j] += h\n    up = loss(w)\n    w[j] -= 2 * h\n    slopes[j] = (up - loss(w)) / (2 * h)\nreturn slopes", "It changes w"),
    ("update", "w += learning_rate * dw\nb += learning_rate * db\nreturn w, b", "goes uphill"),
    ("update", "w -= learning_rate * dw\nb -= learning_rate * db\nreturn w, b", "It changes w, which belongs to whoever called it"),
    ("update", "return w - learning_rate * dw, b - db", "b has no learning rate"),
    ("one_pass", "m, n = X.shape\nloss, dw, db = 0.0, np.zeros((n, 1)), 0.0\nfor i in range(m):\n    z, a = forward(X[i:i+1], w, b)\n    loss += log_loss_from_z(y[i:i+1], z)\n    dw += X[i:i+1].T @ (a - y[i:i+1])\n    db += (a - y[i:i+1])[0, 0]\nreturn loss / m, dw / m, db", "db is not averaged"),
    ("one_pass", "m, n = X.shape\nloss, dw, db = 0.0, np.zeros((n, 1)), 0.0\nfor i in range(m):\n    z, a = forward(X[i:i+1], w, b)\n    loss += log_loss_from_z(y[i:i+1], z)\n    dw += X[i:i+1].T @ (a - y[i:i+1])\n    db += (a - y[i:i+1])[0, 0]\nreturn loss, dw, db", "Sums stand where means belong"),
    ("one_pass", "m, n = X.shape\nloss, dw, db = 0.0, np.zeros((n, 1)), 0.0\nfor i in range(m):\n    z, a = forward(X[i:i+1], w, b)\n    loss += log_loss_from_z(y[i:i+1], z)\n    dw = X[i:i+1].T @ (a - y[i:i+1])\n    db = (a - y[i:i+1])[0, 0]\nreturn loss / m, dw / m, db / m", "only the last sample"),
    ("train_loop", "w, b, losses = np.zeros((X.shape[1], 1)), 0.0, []\nfor _ in range(iterations - 1):\n    losses.append(log_loss_from_z(y, X @ w + b))\n    dw, db = gradients(X, y, w, b)\n    w, b = w - learning_rate * dw, b - learning_rate * db\nreturn w, b, losses", "one step too few"),
    ("train_loop", "w, b, losses = np.zeros((X.shape[1], 1)), 0.0, []\nfor _ in range(iterations):\n    losses.append(log_loss_from_z(y, X @ w + b))\n    w = w - learning_rate * gradients(X, y, w, b).dw\n    b = b - learning_rate * gradients(X, y, w, b).db\nreturn w, b, losses", "computed with the new w"),
    ("train_loop", "w, b, losses = np.zeros((X.shape[1], 1)), 0.0, []\ndw, db = np.zeros_like(w), 0.0\nfor _ in range(iterations):\n    losses.append(log_loss_from_z(y, X @ w + b))\n    dw_i, db_i = gradients(X, y, w, b)\n    dw += dw_i\n    db += db_i\n    w, b = w - learning_rate * dw, b - learning_rate * db\nreturn w, b, losses", "earlier iterations are still in"),
    ("train_loop", "w, b, losses = np.zeros((X.shape[1], 1)), 0.0, []\nfor _ in range(iterations):\n    dz = y - sigmoid(X @ w + b)\n    losses.append(log_loss_from_z(y, X @ w + b))\n    w, b = w - learning_rate * X.T @ dz / len(X), b - learning_rate * dz.mean()\nreturn w, b, losses", "It climbs"),
    ("weighted_sums", "X * w.T + b", "goes element by element"),
    ("weighted_sums", "X * w + b", "which two can't meet?"),
    ("weighted_sums", "w.T @ X.T + b", "z is a row"),
    ("weighted_sums", "X @ w.ravel() + b", "z is flat"),
    ("weight_slopes", "X.T @ dz", "sum stands where a mean"),
    ("weight_slopes", "dz.T @ X / len(X)", "dw is a row"),
    ("weight_slopes", "X @ dz / len(X)", "do the two inner numbers of the product agree?"),
    ("gradients", "dz = sigmoid(X @ w + b) - y\nreturn X.T @ dz / len(X), dz.sum()", "db is not averaged"),
    ("gradients", "dz = sigmoid(X @ w + b) - y[:, 0]\nreturn X.T @ dz / len(X), dz.mean()", "dw has shape (3, 4), expected (3, 1)"),
    ("gradients", "dz = X @ w + b - y\nreturn X.T @ dz / len(X), dz.mean()", "the sigmoid is missing"),
    ("gradients", "dz = sigmoid(X @ w + b) - y\nreturn X.T @ dz / len(X), dz.mean(axis=0)", "shape (1,)"),
    ("first_below", "np.argmax(losses < limit) + 1", "one too many"),
    ("first_below", "len(losses[losses >= limit])", "counts all losses that are not below"),
    ("steps_to_rest", "w, b = np.zeros((X.shape[1], 1)), 0.0\nfor i in range(1000):\n    dw, db = gradients(X, y, w, b)\n    if dw.max() < limit and db < limit:\n        return i\n    w, b = w - learning_rate * dw, b - learning_rate * db", "steep and negative"),
    ("standardise_both", "return [(X - X.mean(axis=0)) / X.std(axis=0) for X in (X_train, X_test)]", "its own mean and scale"),
    ("standardise_both", "X = np.vstack([X_train, X_test])\nreturn (X_train - X.mean(axis=0)) / X.std(axis=0), (X_test - X.mean(axis=0)) / X.std(axis=0)", "both sets together"),
    ("confusion_counts", "counts = np.zeros((2, 2))\nfor t, s in zip(y[:, 0].astype(int), predictions[:, 0]):\n    counts[s, t] += 1\nreturn counts", "Rows and columns have changed places"),
    ("confusion_counts", "counts = np.zeros((2, 2))\nfor t, s in zip(y[:, 0], predictions[:, 0]):\n    counts[t, s] += 1\nreturn counts", "stopped with IndexError"),
    ("threshold_for", "missed / (missed + alarm)", "changed places"),
    ("threshold_for", "alarm // (alarm + missed)", "after the point"),
    ("forward_network", "A1 = X @ W1 + b1\nreturn A1, A1 @ w2 + b2", "do not bend"),
    ("hidden_slopes", "dZ1 = dz @ w2.T\nreturn X.T @ dZ1 / len(X), dZ1.mean(axis=0)", "slope of the hidden sigmoid is missing"),
    ("hidden_slopes", "dZ1 = dz @ w2.T * A1 * (1 - A1)\nreturn X.T @ dZ1 / len(X), dZ1.mean()", "one number for the whole layer"),
    ("block_gradients", "pieces = [gradients(X, y, w, b) for X, y in blocks]\nreturn sum(p.dw for p in pieces) / len(pieces), sum(p.db for p in pieces) / len(pieces)", "mean of the blocks' means"),
    ("minibatches", "[(X[i * size : (i + 1) * size], y[i * size : (i + 1) * size]) for i in range(len(X) // size)]", "left over at the end are dropped"),
])
def test_a_wrong_answer_is_told_which_idea_is_missing(name, body, idea):
    told = verdict(name, define(name, body))
    assert told.mark == "✗" and idea in told.text, told


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_mistake_is_told_as_itself(name, monkeypatch):
    known = []
    original = checks.check
    monkeypatch.setattr(checks, "check", lambda *args, **options: known.extend(args[4] if len(args) > 4 else ()) or original(*args, **options))
    CHECKS[name](None)
    assert known
    for mistaken, idea, question in list(known):
        assert CHECKS[name](mistaken).text.startswith(idea)
        assert question.endswith("?") or question.endswith("."), question


def test_a_name_of_the_notebook_that_slips_in_is_found():
    source = "m = 274\ndef weight_slopes(X, dz):\n    return X.T @ dz / m"
    assert "takes m from the notebook" in verdict("weight_slopes", source).text


def test_the_line_that_failed_is_shown():
    assert "in the line  z = w @ X" in verdict("weighted_sums", "def weighted_sums(X, w, b):\n    z = w @ X\n    return z + b\n").text


# The four that get no function -----------------------------------------------------------------------------------

SHAPES = dict(checks.SHAPES)


@pytest.mark.parametrize("shapes, told", [
    (SHAPES, "✓ correct, all 7"),
    ({line: list(shape) for line, shape in SHAPES.items()}, "✓ correct, all 7"),
    ({line: ... for line in SHAPES}, "○ there are dots"),
    (SHAPES | {"X.T": ...}, "○ 2 correct so far; next: X.T"),
    (SHAPES | {"X.T": (100, 3)}, "✗ X.T does not have the shape (100, 3). The numbers are right, their order is not."),
    (SHAPES | {"X @ w": (100,)}, "✗ X @ w does not have the shape (100,). It is not flat"),
    (SHAPES | {"X @ w - y_flat": (100, 1)}, "laid on its side, as a row"),
    (SHAPES | {"(X @ w - y).mean()": (1, 1)}, "How many axes has a plain number?"),
    (SHAPES | {"X.T @ (X @ w - y)": (3, 100)}, "The inner numbers must agree"),
    (SHAPES | {"X.T": "3 x 100"}, "is no shape"),
    (SHAPES | {"X.T": None}, "X.T: None is no shape"),
    ([1, 2], "✗ check_shapes wants the dictionary"),
    (None, "○ there are dots"),
])
def test_shapes(shapes, told):
    assert told in repr(checks.check_shapes(shapes))


def test_the_shapes_are_those_that_numpy_makes():
    X, y, w, b, y_flat = np.ones((100, 3)), np.ones((100, 1)), np.ones((3, 1)), 1.0, np.ones(100)
    assert checks.SHAPES == {line: np.shape(eval(line, {"X": X, "y": y, "w": w, "b": b, "y_flat": y_flat})) for line in checks.SHAPES}


@pytest.mark.parametrize("rate, iterations, told", [
    (3, 2000, "✓ at rest"),
    (0.01, 100, "✗ It has not come to rest"),
    (300, 1000, "✗ The loss still goes up"),
    (-1, 100, "✗ learning_rate is -1"),
    (1, 3, "✗ iterations is 3"),
    ([1, 2], 100, "several rates"),
    ("fast", 100, "✗"),
    (1, None, "○"),
    (..., ..., "○"),
])
def test_learning_rate(rate, iterations, told):
    assert told in repr(checks.check_learning_rate(rate, iterations))


RING = np.linspace(0, 2 * np.pi, 60)
CIRCLES = np.concatenate([np.column_stack([np.cos(RING), np.sin(RING)]) * radius for radius in (0.5, 2)])
INSIDE = np.repeat([[1.0], [0.0]], 60, axis=0)


@pytest.mark.parametrize("X, y, told", [
    (CIRCLES, INSIDE, "✓ a neuron can be trained on it: 120 samples, 2 features, baseline 50.0%"),
    (CIRCLES, INSIDE[:, 0], "✗ y has shape (120,), expected (120, 1): use y.reshape(-1, 1)"),
    (CIRCLES, INSIDE + 1, "✗ y holds 1.0 and 2.0, expected 0 and 1"),
    (CIRCLES * [1, 1000], INSIDE, "✗ The features are on very different scales"),
    (CIRCLES + 1000, INSIDE, "✗ The features are on very different scales"),
    (CIRCLES, np.ones((120, 1)), "✗ Every label is the same"),
    (CIRCLES[:6], np.array([[0], [1]] * 3), "✗ There are too few samples"),
    (np.where(CIRCLES > 1.9, np.nan, CIRCLES), INSIDE, "✗ X is nan in row 60"),
    ("penguins", "Gentoo", "✗"),
    (..., ..., "○"),
    (None, INSIDE, "○"),
])
def test_your_data(X, y, told):
    assert told in repr(checks.check_your_data(X, y))


def test_hard_data():
    assert "✓ hard for one neuron" in repr(checks.check_hard_data(CIRCLES, INSIDE))
    assert "✗ One straight border" in repr(checks.check_hard_data(CIRCLES, (CIRCLES[:, :1] > 0) * 1.0))
    assert "✗ There are 40 samples" in repr(checks.check_hard_data(CIRCLES[40:80], INSIDE[40:80]))
    assert "○" in repr(checks.check_hard_data(..., ...))
    for seed in range(10):  # cutting off one corner of four is right for up to 78 %
        corners = np.random.default_rng(seed).choice([-1, 1], (200, 2))
        X = corners + np.random.default_rng(seed).normal(scale=0.2, size=(200, 2))
        assert checks.check_hard_data(X, (corners[:, :1] == corners[:, 1:]) * 1.0).mark == "✓"


# Whatever it is given --------------------------------------------------------------------------------------------

class Poison:
    """Answers every question with an error."""

    def __getattribute__(self, name):
        raise RuntimeError("poison")

    def __repr__(self):
        raise RuntimeError("poison")

    def __len__(self):
        raise RuntimeError("poison")


class BadError(Exception):
    def __str__(self):
        raise RuntimeError("poison")


def never_comes_back(*_):
    raise KeyboardInterrupt


def raises(error):
    def function(*_):
        raise error
    return function


def prints(*_):
    print("42")


def spoils(*arguments):
    for argument in arguments:
        if isinstance(argument, np.ndarray):
            argument[...] = 0
    return arguments


def calls_itself(*arguments):
    return calls_itself(*arguments)


GIVEN_BACK = [None, ..., 3, "three", b"3", np.nan, np.inf, [], (), {}, [[1], [1, 2]], np.array("x"), np.array([None]), 1j, True, Poison(), object(),
              np.zeros((0, 1)), np.zeros((4, 4)), (1, 2), (None, None), ("a", "b", "c"), range(3), iter([1]), lambda: 1, np.float32(1), 10**400]
GIVEN = [None, ..., 3, "sigmoid", [], {}, Poison(), np.ones(3), print, int, type, prints, spoils, calls_itself, never_comes_back, Poison, np.exp,
         raises(ValueError("x" * 10_000)), raises(SystemExit(1)), raises(BadError()), raises(MemoryError()), raises(GeneratorExit()), lambda: 0, lambda *a, **k: 0]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_check_never_raises_and_always_says_something(name, capsys):
    for function in [*GIVEN, *(lambda *_, value=value: value for value in GIVEN_BACK)]:
        told = CHECKS[name](function)
        assert told.mark in ("○", "✗"), (function, told)
        assert re.match(r"[○✗] \S", repr(told)) and len(repr(told)) < 1500, repr(told)
    assert capsys.readouterr() == ("", ""), "a check prints nothing"


@pytest.mark.parametrize("name", sorted(OPEN))
def test_nor_do_the_others(name):
    count = len(inspect.signature(CHECKS[name]).parameters)
    for value in [*GIVEN, *GIVEN_BACK]:
        assert CHECKS[name](*[value] * count).mark in ("○", "✗")


@pytest.mark.parametrize("name, lines", [
    ("sigmoid", '"""Docs."""\n    ...'),
    ("sigmoid", "pass"),
    ("predict", "z, a = forward(X, w, b)\n    ...  # replace this line"),
    ("standardise", "mean = ...\n    scale = ...\n    return (X - mean) / scale"),
    ("standardise", "mean = X.mean(axis=0)\n    scale = ...\n    return (X - mean) / scale"),
    ("steps_to_rest", "for i in range(9):\n        at_rest = ...\n        if at_rest:\n            return i"),
])
def test_what_still_has_its_dots_is_not_attempted(name, lines):
    head = next(line for line in SOLUTIONS[name].splitlines() if line.startswith("def "))
    assert repr(verdict(name, f"{head}\n    {lines}")).startswith("○ there are dots")


def test_every_stub_of_a_lesson_is_not_attempted():
    for name in lessons.NAMES:
        for cell in lessons.cells(name, "code"):
            if lessons.has(cell, "exercise") and cell.source.startswith("def "):
                function = re.match(r"def (\w+)", cell.source)[1]
                assert repr(verdict(function, cell.source)).startswith("○ there are dots"), cell.source


def test_a_forgotten_return_is_told():
    assert "Which line hands a back" in repr(verdict("sigmoid", "def sigmoid(z):\n    a = 1 / (1 + np.exp(-z))"))
    assert "Which line hands slope back" in repr(verdict("sigmoid_slope", "def sigmoid_slope(a):\n    a * (1 - a)"))


def test_what_the_learner_did_not_write_is_no_attempt():
    not_yours = "○ this is not your own sigmoid: run the cell with your code, then this one"
    assert repr(checks.check_sigmoid(sigmoid)) == not_yours
    solution = "# Solution\n" + SOLUTIONS["sigmoid"]
    assert repr(verdict("sigmoid", solution)) == not_yours
    there = made("verdict", solution.replace("# Solution", "# Solution\nfrom lessons_lib.checks import check_sigmoid") + "\nverdict = check_sigmoid(sigmoid)")
    assert repr(there) == "✓ correct (this is the solution)"


def test_an_older_function_is_not_judged_when_the_cell_stopped_in_red():
    older = made("sigmoid", SOLUTIONS["sigmoid"])
    older.__globals__["In"] = ["", SOLUTIONS["sigmoid"], "def sigmoid(z):\n    return 1 / (1 + np.exp(-z)", "check_sigmoid(sigmoid)"]
    assert repr(checks.check_sigmoid(older)) == "○ the cell with your code stopped in red: mend that first, run it, then this one"
    for mended in (SOLUTIONS["sigmoid"], "sigmoid = lambda z: 1 / (1 + np.exp(-z))", "def sigmoid (z):\n    return 1 / (1 + np.exp(-z))"):
        assert repr(checks.check_sigmoid(older)).startswith("○")
        older.__globals__["In"] += [mended, "# a note on def sigmoid( and then ("]
        assert repr(checks.check_sigmoid(older)) == "✓ correct"
        older.__globals__["In"] += ["def sigmoid(z:"]


def test_a_verdict_is_wrapped_between_words():
    lines = repr(checks.Verdict("✗", "word " * 40 + "\n" + "ten " * 40)).splitlines()
    assert max(map(len, lines)) <= 88 and all(line.startswith("  ") for line in lines[1:])


def test_a_check_leaves_the_data_and_the_settings_as_they_were():
    before = {name: value.copy() for name, value in vars(checks).items() if isinstance(value, np.ndarray)}
    stdout, filters = sys.stdout, list(warnings.filters)
    for name in FUNCTIONS:
        CHECKS[name](spoils)
    assert sys.stdout is stdout and warnings.filters == filters
    assert all(np.array_equal(before[name], vars(checks)[name]) for name in before)


# Mutants: every solution with one small change -------------------------------------------------------------------

# These compute the same as the solution, so no check can refuse them: what has become of a line, and why it makes no difference.
EQUIVALENT = {
    "return max(1 - y.mean(), y.mean())": "max does not mind the order",
    "(np.maximum(0, z) - y * z": "nor does maximum",
    "at_rest = max(abs(db), np.abs(dw).max())": "nor does max",
    "np.where(z > 0,": "at 0 both forms give a half",
    "np.where(z >= 1,": "both forms are safe between 0 and 1",
    "np.where(z >= -1,": "both forms are safe between -1 and 0",
    "x.T * dz": "dz has one number, so * and @ are the same",
    "dz[-1, 0]": "dz has one number: first and last row are the same",
    "dz[0, -1]": "dz has one number: first and last column are the same",
    "slopes = np.ones(": "each slope is written over",
    "/ len(dz)": "dz has as many rows as X",
    "/ len(y)": "y has as many rows as X",
    "/ len(A1)": "A1 has as many rows as X",
    "range(0, len(y), size)": "y has as many rows as X",
    "dz * w2.T": "a column times a row is the same table, by broadcasting",
    "range(1001)": "the training comes to rest long before",
    "range(999)": "the training comes to rest long before",
    "abs(db)) <= limit": "no slope is exactly at the limit",
    "np.zeros((2, 2))\n": "the counts are floats, and the same",
    "predictions[:, -1]": "predictions have one column: first and last are the same",
    "y[:, -1]": "labels have one column: first and last are the same",
    "(0.0, np.zeros_like(w), 0)": "0 and 0.0 are the same number",
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_mutant_of_a_solution_is_accepted(name):
    accepted = [source for source in mutants.mutants(SOLUTIONS[name]) if verdict(name, source).mark == "✓"]
    unexplained = [source for source in accepted if not any(change in source for change in EQUIVALENT if change not in SOLUTIONS[name])]
    assert not unexplained, "\n\n".join(unexplained)
