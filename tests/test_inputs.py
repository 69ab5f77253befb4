"""What a learner may hand in by mistake: the error says what was found, what was expected, and the mend."""

import re
import warnings

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from lessons_lib.blocks import gradients_blocked
from lessons_lib.neuron import accuracy, forward, gradients, gradients_loop, log_loss, log_loss_from_z, predict, sigmoid
from lessons_lib.neuron import standardise, train

nan, inf = np.nan, np.inf
X = np.array([[0.0, 1.0], [2.0, 1.0], [1.0, 3.0]])  # three samples, two features
y = np.array([[0.0], [1.0], [1.0]])
w = np.zeros((2, 1))
half = np.full((3, 1), 0.5)

# How NumPy and Python word it when a mistake reaches them: no learner should have to read that.
NOT_OURS = re.compile(
    "broadcast|matmul|inhomogeneous|setting an array|truth value|ufunc|not supported between|unsupported operand|"
    "cannot cast|could not convert|unhashable|NoneType|argument must be|can't multiply|not callable|aligned"
)

TAKE_Y = {
    "train": lambda y: train(X, y, iterations=2),
    "gradients": lambda y: gradients(X, y, w, 0),
    "gradients_loop": lambda y: gradients_loop(X, y, w, 0),
    "gradients_blocked": lambda y: gradients_blocked(X, y, w, 0, block_bytes=16),  # one row of X
    "log_loss": lambda y: log_loss(y, half),
    "log_loss_from_z": lambda y: log_loss_from_z(y, half),
    "accuracy": lambda y: accuracy(y, np.ones((3, 1))),
}
TAKE_X = {
    "train": lambda X: train(X, y, iterations=2),
    "gradients": lambda X: gradients(X, y, w, 0),
    "gradients_loop": lambda X: gradients_loop(X, y, w, 0),
    "gradients_blocked": lambda X: gradients_blocked(X, y, w, 0, block_bytes=32),
    "forward": lambda X: forward(X, w, 0),
    "predict": lambda X: predict(X, w, 0),
    "standardise": standardise,
}

# (what is handed in, the error, pieces of its message in their order). Each one goes to each function above.
BAD_Y = [
    (y.ravel(), ValueError, "y has shape (3,) ... expected (3, 1) ... y.reshape(-1, 1)"),
    ([0, 1, 1], ValueError, "y has shape (3,) ... expected (3, 1) ... np.array(y).reshape(-1, 1)"),
    (y.T, ValueError, "y has shape (1, 3) ... expected (3, 1) ... swapped ... y.T"),
    (np.ones((3, 3)), ValueError, "y has shape (3, 3) ... expected (3, 1) ... reshape(-1, 1)"),
    (np.ones((3, 1, 1)), ValueError, "y has shape (3, 1, 1) ... expected (3, 1)"),
    (np.zeros((0, 1)), ValueError, "y has shape (0, 1) ... expected ... no samples"),
    (1, ValueError, "y has shape () ... expected ... np.array([[y]])"),
    (None, TypeError, "y is None ... expected"),
    ([[0], [1, 1], [1]], ValueError, "y is ragged ... row 0 has 1 ... row 1 has 2"),
    (2 * y - 1, ValueError, "-1.0 and 1.0 ... expected 0 and 1 ... (y == 1.0).astype(int)"),
    (y.astype(int) + 1, ValueError, "1 and 2 ... expected 0 and 1 ... (y == 2).astype(int)"),
    ([["yes"], ["no"], ["no"]], ValueError, "'no' and 'yes' ... expected 0 and 1 ... (np.array(y) == 'yes').astype(int)"),
    ([[0], [1], [2]], ValueError, "0, 1, 2 ... expected 0 and 1 ... two classes"),
    ([[0.1], [0.5], [0.9]], ValueError, "0.1, 0.5, 0.9 ... expected 0 and 1 ... probabilities ... > 0.5).astype(int)"),
    ([[0], [nan], [1]], ValueError, "y is nan in row 1 ... expected ... drop that row"),
    ([[0], [1], [-inf]], ValueError, "y is -inf in row 2 ... expected"),
    ([[0], [None], [1]], ValueError, "y is None in row 1 ... expected ... drop that row"),
]
BAD_X = [
    (X[:, 0], ValueError, "X has shape (3,) ... expected (m, n) ... X.reshape(-1, 1) ... X.reshape(1, -1)"),
    (np.zeros((3, 2, 2)), ValueError, "X has shape (3, 2, 2) ... expected (m, n) ... X.reshape(len(X), -1)"),
    (7, ValueError, "X has shape () ... expected (m, n)"),
    (None, TypeError, "X holds None ... expected"),
    (np.zeros((0, 2)), ValueError, "X has shape (0, 2) ... expected ... no samples"),
    (np.zeros((3, 0)), ValueError, "X has shape (3, 0) ... expected ... no features"),
    ([[0, 1], [2], [1, 3]], ValueError, "X is ragged ... row 0 has 2 ... row 1 has 1"),
    ([[[1, 2], [3]], [[4], [5]]], ValueError, "X is ragged ... expected"),
    ([[0, 1], [nan, 1], [1, 3]], ValueError, "X is nan in row 1, column 0 ... expected ... drop that row"),
    ([[0, 1], [2, 1], [1, -inf]], ValueError, "X is -inf in row 2, column 1 ... expected"),
    ([[0, None], [2, 1], [1, 3]], TypeError, "X holds None in row 0, column 1 ... expected"),
    ([["a", "b"]] * 3, TypeError, "X holds 'a' in row 0, column 0 ... expected only numbers"),
    ([[0, 1], [2, "?"], [1, 3]], TypeError, "X holds '?' in row 1, column 1 ... expected only numbers"),
]


def learns(**settings):
    return lambda: train(X, y, **{"iterations": 2, **settings})


def with_gradients(dw, db):
    return learns(gradients=lambda X, y, w, b: (dw, db))


def blocked(X=X, **settings):
    return lambda: gradients_blocked(X, y, w, 0, **settings)


BAD_CALLS = [
    (lambda: train(X, np.ones((4, 1))), ValueError, "y has shape (4, 1) ... expected (3, 1) ... one row for each sample"),
    (lambda: train(X.T, y), ValueError, "X has shape (2, 3) ... y (3, 1) ... swapped ... use X.T"),
    (lambda: train(X.T, y.T), ValueError, "X has shape (2, 3) ... swapped ... use X.T and y.T"),
    (lambda: train(X.T.tolist(), y), ValueError, "X has shape (2, 3) ... swapped ... use np.array(X).T"),
    (lambda: train(X[:, :1], None), TypeError, "y is None"),
    (lambda: predict(X.T, w, 0), ValueError, "w has shape (2, 1) ... expected (3, 1) ... X.T"),
    (lambda: predict(X, np.zeros(2), 0), ValueError, "w has shape (2,) ... expected (2, 1) ... w.reshape(-1, 1)"),
    (lambda: forward(X, w.T, 0), ValueError, "w has shape (1, 2) ... expected (2, 1) ... w.T"),
    (lambda: gradients(X, y, half, 0), ValueError, "w has shape (3, 1) ... expected (2, 1) ... 2 columns of X"),
    (lambda: predict(X, None, 0), TypeError, "w holds None"),
    (learns(w=[[0], [nan]]), ValueError, "w is nan in row 1"),
    (lambda: forward(X, w, half), ValueError, "b has shape (3, 1) ... expected a single number"),
    (learns(b=np.zeros(1)), ValueError, "b has shape (1,) ... expected a single number"),
    (learns(w=np.zeros((2, 3)), b=np.zeros(3)), ValueError, "b has shape (3,) ... expected a single number"),
    (lambda: predict(X, w, [1, [2, 3]]), ValueError, "b is ragged"),
    (lambda: gradients(X, y, w, nan), ValueError, "b is nan"),
    (lambda: gradients_loop(X, y, w, None), TypeError, "b holds None"),
    (lambda: gradients_blocked(X.T, y, w, 0), ValueError, "X has shape (2, 3) ... swapped ... use X.T"),
    (blocked(X=np.array([[0, 1], [2, 1], [1, inf]]), block_bytes=32), ValueError, "X is inf in row 2, column 1"),
    (blocked(block_bytes=15), ValueError, "block_bytes is 15 ... a single row takes 16 ... 4000000"),
    (blocked(block_bytes=0), ValueError, "block_bytes is 0 ... expected 1 or more, such as 4000000"),
    (blocked(block_bytes=nan), ValueError, "block_bytes is nan ... expected a whole number"),
    (blocked(block_bytes="2 MB"), TypeError, "block_bytes is '2 MB' ... expected a whole number, such as 4000000"),
    (blocked(threads=0), ValueError, "threads is 0 ... expected 1 or more"),
    (blocked(threads=1.5), ValueError, "threads is 1.5 ... expected a whole number"),
    (lambda: forward(X * 1e200, w + 1e200, 0), ValueError, "too large for a float ... standardise(X)"),
    (learns(learning_rate=0), ValueError, "learning_rate is 0 ... never move ... above 0"),
    (learns(learning_rate=-0.5), ValueError, "learning_rate is -0.5 ... above 0"),
    (learns(learning_rate=nan), ValueError, "learning_rate is nan ... expected a finite number above 0"),
    (learns(learning_rate=inf), ValueError, "learning_rate is inf ... expected a finite number above 0"),
    (learns(learning_rate="0.1"), TypeError, "learning_rate holds '0.1' ... expected"),
    (learns(learning_rate=[]), ValueError, "learning_rate has shape (0,) ... expected one number"),
    (learns(learning_rate=[0.1, 0]), ValueError, "learning_rate is 0 ... above 0"),
    (learns(learning_rate=[0.1, "fast"]), TypeError, "learning_rate holds 'fast' ... expected"),
    (learns(iterations=-1), ValueError, "iterations is -1 ... expected 0 or more"),
    (learns(iterations=2.5), ValueError, "iterations is 2.5 ... expected a whole number"),
    (learns(iterations=nan), ValueError, "iterations is nan ... expected a whole number"),
    (learns(iterations="10"), TypeError, "iterations is '10' ... expected a whole number"),
    (learns(gradients=gradients(X, y, w, 0)), TypeError, "gradients ... function"),
    (learns(gradients=lambda X, y, w, b: None), ValueError, "two values ... return dw, db"),
    (with_gradients(np.zeros(2), 0.0), ValueError, "dw has shape (2,) ... expected (2, 1) ... shape of w"),
    (with_gradients(w.T, 0.0), ValueError, "dw has shape (1, 2) ... expected (2, 1)"),
    (with_gradients([[1], [1, 2]], 0.0), ValueError, "dw is ragged"),
    (with_gradients(w, np.zeros(1)), ValueError, "db has shape (1,) ... expected a single number ... db.item()"),
    (with_gradients(w, None), TypeError, "db holds None"),
    (lambda: log_loss(y, half.ravel()), ValueError, "a has shape (3,) ... expected (3, 1) ... a.reshape(-1, 1)"),
    (lambda: log_loss(y, np.full((3, 3), 0.5)), ValueError, "a has shape (3, 3) ... expected (3, 1) ... reshape(-1, 1)"),
    (lambda: log_loss(y, [[0.5], [1.5], [0.5]]), ValueError, "a is 1.5 in row 1 ... 0 to 1 ... sigmoid(z)"),
    (lambda: log_loss(y, [[0.5], [nan], [0.5]]), ValueError, "a is nan in row 1"),
    (lambda: log_loss(half, y), ValueError, "y holds 0.5 ... expected 0 and 1 ... labels come first"),
    (lambda: log_loss_from_z(y, half.ravel()), ValueError, "z has shape (3,) ... expected (3, 1) ... z.reshape(-1, 1)"),
    (lambda: log_loss_from_z(y, np.zeros((3, 3))), ValueError, "z has shape (3, 3) ... expected (3, 1)"),
    (lambda: log_loss_from_z(y, [[0], [inf], [0]]), ValueError, "z is inf in row 1"),
    (lambda: accuracy(y, half), ValueError, "predictions holds 0.5 ... expected 0 and 1 ... > 0.5).astype(int)"),
    (lambda: accuracy(y, [1, 0, 1]), ValueError, "predictions has shape (3,) ... expected (3, 1) ... reshape(-1, 1)"),
    (lambda: accuracy(y, np.ones((3, 3))), ValueError, "predictions has shape (3, 3) ... expected (3, 1)"),
    (lambda: predict(X, w, 0, threshold=2), ValueError, "threshold is 2 ... expected ... 0 to 1"),
    (lambda: predict(X, w, 0, threshold=nan), ValueError, "threshold is nan ... expected ... 0 to 1"),
    (lambda: standardise(X, mean=[0, 0]), ValueError, "mean and scale ... both"),
    (lambda: standardise(X, [0, 0, 0], [1, 1]), ValueError, "mean has shape (3,) ... expected (2,)"),
    (lambda: standardise(X, [0, 0], [1, 0]), ValueError, "scale is 0 ... column 1 ... above 0"),
    (lambda: standardise([[1e300], [-1e300]]), ValueError, "too large"),
    (lambda: sigmoid("2"), TypeError, "z holds '2' ... expected only numbers"),
]

EACH = [(name, lambda call=call, bad=bad: call(bad), *row) for name, call in TAKE_Y.items() for bad, *row in BAD_Y]
EACH += [(name, lambda call=call, bad=bad: call(bad), *row) for name, call in TAKE_X.items() for bad, *row in BAD_X]
EACH += [("other", *row) for row in BAD_CALLS]


@pytest.mark.parametrize("call, error, message", [pytest.param(*row, id=f"{name}: {row[-1]}") for name, *row in EACH])
def test_bad_input_is_named_with_its_mend(call, error, message):
    with warnings.catch_warnings(), pytest.raises(error) as caught:
        warnings.simplefilter("error")
        call()
    assert not NOT_OURS.search(str(caught.value))
    assert re.search(".*".join(map(re.escape, message.split(" ... "))), str(caught.value))


def test_one_class_only_is_a_warning():
    with pytest.warns(UserWarning, match="every label is 1.*one class only"):
        assert train(X, np.ones((3, 1)), iterations=2).losses.shape == (3,)


@pytest.mark.parametrize("kind", [np.int8, object, np.ndarray.tolist, np.asfortranarray])
def test_whole_numbers_lists_and_objects_are_welcome(kind):
    convert = kind if callable(kind) and not isinstance(kind, type) else lambda array: array.astype(int).astype(kind)
    expected = train(X, y, w=w + 1, learning_rate=1.0, iterations=3)
    run = train(convert(X), convert(y), w=convert(w + 1), b=0, learning_rate=1, iterations=3.0)
    assert run.w.dtype == np.float64 and np.array_equal(run.weights, expected.weights)
    assert gradients(convert(X), y == 1, convert(w), 0)[1] == gradients_loop(X, convert(y), w, 0)[1] == gradients(X, y, w, 0.0).db


# Anything at all: plausible shapes, filled with plausible values.
shapes = [(), (2,), (3,), (2, 1), (3, 1), (1, 2), (1, 3), (3, 2), (2, 3), (3, 3), (0, 2), (3, 0), (3, 2, 1)]
values = [
    [0, 1, 1], [-1, 1], [1, 2], [0.3, 0.7], [0.0], [True, False], [0, nan], [inf, -1], [1e300, -1e300],
    ["a"], ["1", 0], [None, 1],
]
arrays = st.builds(lambda shape, cycle: np.resize(np.array(cycle), shape), st.sampled_from(shapes), st.sampled_from(values))
others = st.sampled_from([None, "text", {}, 1j, [[1, 2], [3]], [[1], [1, 2], [1]], [1, [2]], [[], [1]]])


def mostly(good):
    """What is right, three times out of four."""
    bad = st.one_of(arrays, arrays.map(np.ndarray.tolist), others)
    return st.integers(1, 4).flatmap(lambda n: st.just(good) if n < 4 else bad)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(mostly(X), mostly(y), mostly(w), mostly(0.0), mostly(half), mostly(0.1), mostly(2))
def test_any_input_gives_a_right_result_or_a_clear_error(X, y, w, b, a, rate, iterations):
    for call, shape in [
        (lambda: train(X, y, w=w, b=b, learning_rate=rate, iterations=iterations).weights[-1], lambda: (2, *np.shape(rate))),
        (lambda: predict(X, w, b), lambda: (len(X), np.size(b))),
        (lambda: gradients(X, y, w, b).dw, lambda: np.shape(w)),
        (lambda: gradients_loop(X, y, w, b).dw, lambda: np.shape(w)),
        (lambda: gradients_blocked(X, y, w, b, block_bytes=32).dw, lambda: np.shape(w)),
        (lambda: min(log_loss(y, a), 1), lambda: ()),  # infinite is right for a neuron that is certain and wrong
        (lambda: log_loss_from_z(y, a), lambda: ()),
        (lambda: accuracy(y, a), lambda: ()),
        (lambda: standardise(X).X, lambda: np.shape(X)),
    ]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            warnings.simplefilter("error", RuntimeWarning)
            try:
                result = call()
            except (ValueError, TypeError) as error:
                assert not NOT_OURS.search(str(error))
            else:
                assert np.shape(result) == shape() and np.isfinite(result).all()
