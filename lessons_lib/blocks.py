"""The same gradient, a block of samples at a time: a block fits into the processor's cache, and each core takes its own.

The gradient is a mean over samples, so it can be split between any two of them: take the mean of each block of rows,
weigh it by the block's share of the samples, and add up.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Event, Lock

from threadpoolctl import ThreadpoolController

from lessons_lib import inputs
from lessons_lib.neuron import Gradients, gradients

_one_at_a_time = Lock()  # two calls would fight for the same cores, and for the number of threads of the matrix library


def gradients_blocked(X, y, w, b, block_bytes=4_000_000, threads=None):
    """The gradients of the mean log loss, a block of samples at a time, on several cores.

    The same numbers as `gradients`, apart from rounding in the last digits, which the number of threads does not change.
    Needs memory for one block for each thread; X may be an array on disk that is larger than memory (np.memmap).

    Parameters
    ----------
    X, y, w, b : as for `gradients`
    block_bytes : int
        The size of a block of X: small enough for a cache, large enough that Python's own work on each is little beside it.
        2 to 8 million are fast.
    threads : int
        How many blocks are at work at once; as many as there are cores when not given.

    Returns
    -------
    Gradients(dw, db) : as from `gradients`

    Raises
    ------
    ValueError, TypeError
        As from `gradients`, and for a block smaller than one row of X, or fewer than one thread.

    Derived in lesson 10.
    """
    X, y, w, b = inputs.training_blocks(X, y, w, b)
    rows = inputs.block_rows(block_bytes, X, w)
    threads = inputs.whole_number("threads", available_cores() if threads is None else threads, least=1, example=2)
    blocks = [slice(start, min(start + rows, len(X))) for start in range(0, len(X), rows)]
    if len(blocks) == 1:
        return gradients(X, y, w, b)
    pieces, stopped = [None] * len(blocks), Event()

    def work(thread):
        for i in range(thread, len(blocks), threads):
            if stopped.is_set():
                break
            pieces[i] = _piece(X, y, w, b, blocks[i])

    with _one_at_a_time, _matrix_library().limit(limits=1, user_api="blas"), ThreadPoolExecutor(threads) as pool:
        try:
            list(pool.map(work, range(threads)))
        finally:  # after an interrupt each thread ends with its block
            stopped.set()
    dw, db = (sum(parts) for parts in zip(*pieces))  # in the order of the blocks, so that the same bits come out each time
    return Gradients(dw, db)


def _piece(X, y, w, b, block):
    """What one block of rows adds to the mean over all samples."""
    share = (block.stop - block.start) / len(X)
    try:
        dw, db = gradients(X[block], y[block], w, b)
        return share * dw, share * db
    except (TypeError, ValueError) as found:
        error = found
    inputs.explain_block(X, y, block)  # names the row as it is counted in X and y
    raise error


def available_cores():
    """The number of cores that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


@cache
def _matrix_library():
    """What sets the number of threads that NumPy's matrix products use; to find it takes as long as a small gradient."""
    return ThreadpoolController()
