"""What a learner may hand in: each function gives back clean arrays or raises the error that says what to mend.

A shape error names the shape found, the shape expected and the mend; a value error names the value and its place.
"""

import math
import operator
import warnings
from numbers import Real

import numpy as np

from lessons_lib import cluster


# Numbers ---------------------------------------------------------------------------------------------------------

def numbers(name, value):
    """value as an array of float64; float32 stays float32."""
    array = _array(name, value)
    if array.dtype.kind not in "biuf":
        array = np.asarray(value, dtype=object)  # as it was, before NumPy made text of the numbers beside a text
        for index, item in np.ndenumerate(array):
            if not _is_number(item):
                mend = f": use np.array({name}).astype(float) if it is a number in quotes" if isinstance(item, (str, bytes)) else ""
                raise TypeError(f"{name} holds {item!r}{_place(array, index)}, expected only numbers{mend}")
    return array.astype(_float(array), copy=False)


def _float(array):
    """The kind of float that the numbers of an array are computed in."""
    return np.float32 if array.dtype == np.float32 else np.float64


def _is_number(item):
    try:
        return isinstance(item, (Real, np.bool_)) and isinstance(float(item), float)
    except OverflowError:  # a whole number with hundreds of digits
        return False


def _array(name, value):
    """value as an array, unless its rows differ in length, or it lies on a cluster and may be larger than memory."""
    if cluster.holds(value):
        raise TypeError(
            f"{name} is a Dask array; only train and gradients take one as it is: "
            f"use {name}.map_blocks(...) to work on each block, or {name}.compute() if it fits into memory"
        )
    try:
        return np.asarray(value)
    except ValueError:
        lengths = [len(row) if np.iterable(row) else 1 for row in value]
        odd = next((i for i, length in enumerate(lengths) if length != lengths[0]), None)
        found = "its rows have different shapes" if odd is None else f"row 0 has {lengths[0]} values, row {odd} has {lengths[odd]}"
        raise ValueError(f"{name} is ragged: {found}; expected the same number in every row: complete that row or drop it") from None


def _place(array, index, first_row=0):
    """' in row 3, column 1', as far as the array has rows and columns."""
    if array.ndim == 2 and array.shape[1] > 1:
        return f" in row {first_row + index[0]}, column {index[1]}"
    return f" in row {first_row + index[0]}" if array.ndim else ""


def finite(name, array, mend=": drop that row, or fill it in, before you go on", first_row=0):
    """array, if it holds no NaN and no infinity."""
    if not np.isfinite(array).all():
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name} is {array[index]}{_place(array, index, first_row)}, expected finite numbers{mend}")
    return array


# Shapes ----------------------------------------------------------------------------------------------------------

def _mend(name, value, method):
    """The mend as code: 'y.reshape(-1, 1)' for an array, 'np.array(y).reshape(-1, 1)' for a list."""
    return f"use {name}.{method}" if hasattr(value, "reshape") else f"use np.array({name}).{method}"


def _column(name, value, array, rows):
    """array, if its shape is (rows, 1)."""
    if array.shape == (rows, 1) and rows:
        return array
    message = f"{name} has shape {array.shape}, expected ({rows or 'm'}, 1)"
    if array.shape == (rows,) and rows:
        raise ValueError(f"{message}: {_mend(name, value, 'reshape(-1, 1)')}")
    if array.shape == (1, rows):
        raise ValueError(f"{message}: rows and columns are swapped, {_mend(name, value, 'T')}")
    if array.ndim == 0 and array.dtype.kind not in "biuf":
        raise TypeError(f"{name} is {value!r}, expected an array ({rows or 'm'}, 1)")
    if array.ndim == 0:
        raise ValueError(f"{message}: use np.array([[{name}]]) for a single sample")
    if array.size == 0:
        raise ValueError(f"{message}: there are no samples")
    if array.ndim == 2 and array.shape[0] == array.shape[1]:
        raise ValueError(f"{message}: an (m,) array met an (m, 1) array on the way; make both (m, 1) with reshape(-1, 1)")
    raise ValueError(f"{message}: one row for each sample")


def samples(X):
    """X as a float array (m, n) with at least one sample and one feature."""
    return _table(X, numbers("X", X))


def _table(X, array):
    """array, if its shape is (m, n) with at least one sample and one feature."""
    if array.ndim == 2 and array.size:
        return array
    message = f"X has shape {array.shape}, expected (m, n), one row for each sample"
    if array.size == 0:
        raise ValueError(f"{message}: there are no {'features' if array.shape[0] else 'samples'}")
    if array.ndim == 1:
        one_feature, one_sample = _mend("X", X, "reshape(-1, 1)"), _mend("X", X, "reshape(1, -1)")
        raise ValueError(f"{message}: {one_feature} for one feature, {one_sample} for one sample")
    raise ValueError(f"{message}: {_mend('X', X, 'reshape(len(X), -1)')} to put each sample's numbers in one row")


def outputs(a):
    """a as a float column (m, 1) of probabilities."""
    array = numbers("a", a)
    _column("a", a, array, _rows(array))
    outside = ~((array >= 0) & (array <= 1))
    if outside.any():
        row = int(np.argmax(outside))
        raise ValueError(f"a is {array[row, 0]} in row {row}, expected a probability from 0 to 1: use a = sigmoid(z)")
    return array


def sums(z):
    """z as a finite float column (m, 1)."""
    array = numbers("z", z)
    return finite("z", _column("z", z, array, _rows(array)))


def _rows(array):
    """The number of samples in a column, as it is or lying on its side."""
    if array.ndim == 2 and array.shape[0] == 1:
        return array.shape[1]
    return len(array) if array.ndim else 0


def labels(y, rows, name="y", dtype=np.float64):
    """y as a column (rows, 1) of zeros and ones."""
    array = _column(name, y, _array(name, y), rows)
    if array.dtype.kind == "O":
        missing = [row for row, label in enumerate(array.flat) if label is None or label != label]
        if missing:
            raise ValueError(f"{name} is {array.flat[missing[0]]} in row {missing[0]}, expected 0 or 1: drop that row, or fill it in")
        if all(isinstance(label, Real) for label in array.flat):
            array = numbers(name, array)
    elif array.dtype.kind not in "biufSUT":
        numbers(name, array)
    if array.dtype.kind in "biuf" and ((array == 0) | (array == 1)).all():
        return array.astype(dtype, copy=False)
    if array.dtype.kind == "f":
        finite(name, array)
    found = sorted(set(array.ravel().tolist()), key=lambda label: (str(type(label)), label))
    shown = [repr(label) for label in found[:5]] + ["..."] * (len(found) > 5)
    message = f"{name} holds {' and '.join(shown) if len(found) <= 2 else ', '.join(shown)}, expected 0 and 1"
    source = name if isinstance(y, np.ndarray) else f"np.array({name})"
    if array.dtype.kind == "f" and 0 <= found[0] and found[-1] <= 1:
        swapped = " (labels come first: did y and a change places?)" if name == "y" else ""
        raise ValueError(f"{message}: to turn probabilities into labels use ({source} > 0.5).astype(int){swapped}")
    if len(found) > 2:
        raise ValueError(f"{message}: one neuron tells two classes apart, so keep the rows of two of them")
    raise ValueError(f"{message}: use ({source} == {shown[-1]}).astype(int)")


# A neuron and its samples ----------------------------------------------------------------------------------------

def neuron(w, b, X):
    """w as a float array (n, 1) and b as a float; or (n, k) and an array (k,) for k neurons."""
    array, b = numbers("w", w), numbers("b", b)
    n = X.shape[1]
    k = b.shape[0] if b.ndim == 1 else 1
    if array.shape != (n, k):
        message = f"w has shape {array.shape}, expected ({n}, {k}), one weight for each of the {n} columns of X"
        if k == 1 and array.ndim == 2 and array.shape[0] == n:
            raise ValueError(f"{message}; for {array.shape[1]} neurons b must have shape ({array.shape[1]},)")
        if array.shape == (n,):
            raise ValueError(f"{message}: {_mend('w', w, 'reshape(-1, 1)')}")
        if array.shape == (k, n):
            raise ValueError(f"{message}: rows and columns are swapped, {_mend('w', w, 'T')}")
        if array.shape == (len(X), k):
            raise ValueError(f"{message}. X has shape {X.shape}: if its samples are in columns, use X.T")
        raise ValueError(message)
    if b.ndim > 1:
        mend = "use b.item()" if b.size == 1 else "did b and another value change places?"
        raise ValueError(f"b has shape {b.shape}, expected a single number: {mend}")
    with np.errstate(over="ignore"):  # from float64 to float32: `explain_sums` names what is too large
        return array.astype(_float(X), copy=False), b.astype(_float(X), copy=False) if b.ndim else float(b)


def training_set(X, y, w, b):
    """X, y, w and b as float arrays whose shapes fit together."""
    given, X = X, samples(X)
    _not_swapped(given, X, y)
    return X, labels(y, len(X), dtype=X.dtype), *neuron(w, b, X)


def training_blocks(X, y, w, b):
    """X, y, w and b as arrays whose shapes fit together. An array of numbers may be larger than memory: it is neither read
    nor copied here, and left to be checked block by block."""
    given, X = X, _table(X, X if isinstance(X, np.ndarray) and X.dtype.kind in "biuf" else numbers("X", X))
    _not_swapped(given, X, y)
    y = _column("y", y, y, len(X)) if isinstance(y, np.ndarray) else labels(y, len(X))
    return X, y, *neuron(w, b, X)


def training_cluster(X, y, w, b):
    """X and y as Dask arrays in blocks, whose numbers are left to be checked block by block; w None is a column of zeros."""
    X, y = cluster.in_blocks(X, y)
    n = _table(X, X).shape[1]
    _not_swapped(X, X, y)
    return X, _column("y", y, y, len(X)), *neuron(np.zeros((n, 1)) if w is None else w, b, X)


def _not_swapped(given, X, y):
    """Raise the error for samples in columns, as far as the labels tell."""
    shape = y.shape if cluster.holds(y) else _array("y", y).shape
    if shape and len(X) != math.prod(shape) == X.shape[1]:
        raise ValueError(
            f"X has shape {X.shape} and y {shape}: rows and columns of X look swapped, expected one row for each "
            f"sample: {_mend('X', given, 'T')}" + (" and y.T" if shape[0] == 1 else "")
        )


def explain_sums(X, w, b):
    """Raise the error for weighted sums that are not finite. (To look at the sums first is cheaper than to look at X.)"""
    finite("X", X)
    finite("w", w, mend="")
    finite("b", np.asarray(b), mend="")
    explain_overflow()


def explain_overflow():
    """Raise the error for numbers that are finite, and sums of them that are not."""
    raise ValueError("X @ w + b is too large for a float: scale the features with standardise(X), or use smaller weights")


def explain_block(X, y, block):
    """Raise the error for a block of rows that can't be computed, with the row as it is counted in X and y."""
    labels(y, len(X))
    finite("X", X[block], first_row=block.start)


def predictions(y, predicted):
    """Labels and predictions as two columns (m, 1) of zeros and ones."""
    rows = _rows(_array("y", y))
    return labels(y, rows), labels(predicted, rows, "predictions")


def moments(X, mean, scale):
    """The mean and scale of a training set as float arrays (n,) that fit X."""
    if mean is None or scale is None:
        raise ValueError("mean and scale belong together: give both, as standardise gave them back for the training set")
    pair = []
    for name, value in (("mean", mean), ("scale", scale)):
        array = finite(name, numbers(name, value), mend="")
        if array.shape != (X.shape[1],):
            raise ValueError(f"{name} has shape {array.shape}, expected ({X.shape[1]},), one for each column of X")
        pair.append(array.astype(X.dtype, copy=False))
    if (pair[1] <= 0).any():
        raise ValueError(f"scale is {pair[1].min()} in column {int(pair[1].argmin())}, expected numbers above 0")
    return pair


# Settings --------------------------------------------------------------------------------------------------------

def learning_rate(value):
    """One learning rate as a float, or k of them as an array (k,)."""
    array = numbers("learning_rate", value)
    if array.ndim > 1 or array.size == 0:
        raise ValueError(f"learning_rate has shape {array.shape}, expected one number or a list of them")
    for rate in np.atleast_1d(array):
        if rate == 0:
            raise ValueError("learning_rate is 0: the weights would never move. Use a number above 0, such as 0.1")
        if rate < 0:
            raise ValueError(f"learning_rate is {rate}: the loss would climb. Use a number above 0, such as 0.1")
        if not np.isfinite(rate):
            raise ValueError(f"learning_rate is {rate}, expected a finite number above 0, such as 0.1")
    return array if array.ndim else float(array)


def iterations(value):
    """The number of iterations as an int."""
    return whole_number("iterations", value, least=0, example=1000)


def whole_number(name, value, least, example):
    """value as an int that is not below the least."""
    try:
        count = operator.index(int(value) if isinstance(value, (float, np.floating)) and value == int(value) else value)
    except (TypeError, ValueError, OverflowError):
        kind = ValueError if isinstance(value, (float, np.floating)) else TypeError
        raise kind(f"{name} is {value!r}, expected a whole number, such as {example}") from None
    if count < least:
        raise ValueError(f"{name} is {count}, expected {least} or more, such as {example}")
    return count


def block_rows(block_bytes, X, w):
    """How many rows of X, and of its weighted sums, a block of so many bytes holds."""
    row = max(w.shape) * np.dtype(_float(X)).itemsize
    block_bytes = whole_number("block_bytes", block_bytes, least=1, example=4_000_000)
    if block_bytes < row:
        raise ValueError(f"block_bytes is {block_bytes}, and a single row takes {row}: use more, such as 4000000 (4 MB)")
    return block_bytes // row


def threshold(value):
    """The threshold of a decision as a float from 0 to 1."""
    array = numbers("threshold", value)
    if array.ndim or not 0 <= array <= 1:
        raise ValueError(f"threshold is {value}, expected one number from 0 to 1, such as 0.5")
    return float(array)


def start(X, y, w, b, learning_rate):
    """Everything that a training starts from; one column of weights for each learning rate."""
    if np.ndim(numbers("b", b)):
        raise ValueError(f"b has shape {np.shape(b)}, expected a single number to start from, such as 0.0")
    if cluster.holds(X, y):
        X, y, w, b = training_cluster(X, y, w, b)
        shares = cluster.means(X, y, _shares)[0](w, b)
        X, y = X.astype(w.dtype), y.astype(w.dtype)
    else:
        n = finite("X", samples(X)).shape[1]
        X, y, w, b = training_set(X, y, np.zeros((n, 1)) if w is None else w, b)
        shares = np.mean(y == 0), np.mean(y == 1)
    finite("w", w, mend="")
    finite("b", np.asarray(b), mend="")
    if 0 in shares:
        warnings.warn(f"every label is {shares.index(0) ^ 1}: with one class only there is nothing to tell apart", stacklevel=3)
    if np.ndim(learning_rate):
        k = len(learning_rate)
        learning_rate = learning_rate.astype(w.dtype, copy=False)
        w, b = np.repeat(w, k, axis=1), np.full(k, b, w.dtype)
    return X, y, w.copy(), b, learning_rate


def _shares(X, y, w, b):
    """The shares of labels 0 and 1 in a block, after a look at every number in it."""
    X, y, w, b = training_set(X, y, w, b)
    finite("X", X)
    return np.mean(y == 0), np.mean(y == 1)


def step(gradients, w, b):
    """dw and db, if the function that computed them gave them the shapes of w and b."""
    try:
        dw, db = gradients
    except (TypeError, ValueError):
        raise ValueError("the gradients function must give back two values: return dw, db") from None
    dw, db = numbers("dw", dw), numbers("db", db)
    if dw.shape != w.shape:
        raise ValueError(f"dw has shape {dw.shape}, expected {w.shape}, the shape of w")
    if db.shape != np.shape(b):
        mend = f"({len(b)},), one number for each neuron" if np.ndim(b) else "a single number: return db.item()"
        raise ValueError(f"db has shape {db.shape}, expected {mend}")
    return dw.astype(w.dtype, copy=False), db if db.ndim else float(db)


def explain_step(dw, db):
    """Raise the error for slopes that are NaN, after a step that led to no finite place."""
    if np.isnan(dw).any() or np.isnan(db).any():
        raise ValueError("the gradients function gave back NaN: check it with one sample and small weights")
