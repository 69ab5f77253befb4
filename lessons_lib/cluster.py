"""Samples on a cluster: Dask arrays, whose blocks of rows lie on several machines, or on disk until they are needed.

The loss and its gradients are means over samples, so each block's means are computed where the block is, by the same
functions as anywhere else, and added up here. Only w, b and the means travel.
"""

from functools import partial

import numpy as np


def holds(*arrays):
    """Whether one of these is Dask's. (Dask is not imported to find out.)"""
    return any(hasattr(array, "__dask_graph__") for array in arrays)


def in_blocks(X, y):
    """X and y as Dask arrays: X in blocks of whole rows, y split at the same rows."""
    import dask.array as da

    for name, array in (("X", X), ("y", y)):
        if hasattr(array, "to_dask_array"):
            raise TypeError(f"{name} is a table of Dask, expected an array: use {name}.to_dask_array().compute_chunk_sizes()")
    X, y = da.asarray(X), da.asarray(y)
    for name, array in (("X", X), ("y", y)):
        if np.isnan(array.shape).any():
            raise ValueError(f"{name} has a number of rows that nobody has counted yet: use {name}.compute_chunk_sizes()")
    X = X.rechunk({axis: -1 for axis in range(1, X.ndim)})
    return X, y.rechunk({0: X.chunks[0]}) if X.shape[:1] == y.shape[:1] else y


def means(X, y, *functions):
    """The functions (X, y, w, b), each a mean over samples, as functions of w and b over all blocks.

    Asked for one of them, all are computed, in one pass over the blocks; the others are kept until w or b has changed.
    In memory there is only one block, X and y themselves.
    """
    if not holds(X):
        return [partial(function, X, y) for function in functions]
    import dask

    blocks = list(zip(X.to_delayed().ravel(), y.to_delayed().ravel()))
    results_of = dask.delayed(_results)
    kept = (None, None, None)

    def mean(i, w, b):
        nonlocal kept
        if kept[0] is not w or kept[1] is not b:
            kept = w, b, dask.compute(*(results_of(functions, *block, w, b) for block in blocks))
        return _mean([results[i] for results in kept[2]], X.chunks[0])

    return [partial(mean, i) for i in range(len(functions))]


def _results(functions, *arguments):
    """What each function gives back for one block, or the error it raised: it counts only if that function is asked for."""
    results = []
    for function in functions:
        try:
            results.append(function(*arguments))
        except (TypeError, ValueError) as error:
            results.append(error)
    return results


def _mean(of_blocks, rows):
    """The mean over all samples, from the means of blocks of so many rows."""
    for number, result in enumerate(of_blocks):
        if isinstance(result, Exception):
            raise type(result)(f"in block {number}, which begins at row {sum(rows[:number])}: {result}")
    if isinstance(of_blocks[0], tuple):
        return tuple(_mean(results, rows) for results in zip(*of_blocks))
    return sum(m / sum(rows) * result for m, result in zip(rows, of_blocks))
