"""Training on Dask arrays: the same neuron as from NumPy, on a cluster of two processes and under its accidents."""

import os
import re
import warnings
from functools import partial

import dask
import dask.array as da
import numpy as np
import psutil
import pytest
from dask.distributed import Client, LocalCluster, wait
from numpy.testing import assert_allclose, assert_array_equal

from lessons_lib.blocks import gradients_blocked
from lessons_lib.neuron import accuracy, forward, gradients, gradients_loop, log_loss, log_loss_from_z, predict, sigmoid
from lessons_lib.neuron import standardise, train

generator = np.random.default_rng(0)
m, n = 1000, 4
X = generator.normal(size=(m, n))
y = (X[:, :1] + generator.normal(size=(m, 1)) > 0).astype(float)
far_X, far_y = da.from_array(X, chunks=(300, n)), da.from_array(y, chunks=(300, 1))  # blocks of 300, 300, 300 and 100 rows


def assert_same_training(far, near, tolerance=1e-10):
    assert type(far.b) is type(near.b)
    for name in ("w", "b", "losses", "weights", "intercepts"):
        found, expected = np.asarray(getattr(far, name)), np.asarray(getattr(near, name))
        assert found.dtype == expected.dtype and found.shape == expected.shape
        assert_allclose(found, expected, rtol=tolerance, atol=tolerance)


# On a cluster ----------------------------------------------------------------------------------------------------

MEMORY = 200_000_000  # bytes for each worker, of which Python and NumPy take 80 million


@pytest.fixture(scope="module")
def client():
    with LocalCluster(
        n_workers=2, threads_per_worker=1, memory_limit=MEMORY, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as cluster, Client(cluster) as client:
        yield client
        workers = processes(client)
    assert len(workers) == 2 and not any(map(psutil.pid_exists, workers))


def processes(client):
    return set(client.run(os.getpid).values())


@pytest.mark.parametrize("function", [gradients, gradients_loop, gradients_blocked])
@pytest.mark.parametrize("rate", [0.5, [0.1, 0.5]], ids=["one rate", "two rates"])
def test_training_on_a_cluster_gives_the_same_neuron(client, function, rate):
    settings = dict(learning_rate=rate, iterations=5, gradients=function, w=np.ones((n, 1)), b=0.5)
    assert_same_training(train(far_X, far_y, **settings), train(X, y, **settings))


def test_blocks_on_disk_may_be_larger_than_the_memory_of_a_worker(client, tmp_path):
    block = np.random.default_rng(1).normal(size=(3000, 500))
    labels = (block[:, :1] > 0).astype(float)
    np.save(tmp_path / "block.npy", block)
    loaded = [da.from_delayed(dask.delayed(np.load)(tmp_path / "block.npy"), block.shape, float) for _ in range(20)]
    large_X, large_y = da.concatenate(loaded), da.concatenate([da.from_array(labels)] * 20)
    assert large_X.nbytes > 1.1 * MEMORY
    before = processes(client)
    run = train(large_X, large_y, iterations=1)
    assert processes(client) == before, "a worker ran out of memory and was started again"
    assert_same_training(run, train(block, labels, iterations=1))


def test_a_worker_that_dies_in_mid_training_changes_nothing(client, tmp_path):
    da.to_npy_stack(tmp_path / "X", far_X)
    on_workers = da.from_npy_stack(tmp_path / "X", mmap_mode=None).persist()
    wait(on_workers)
    before = processes(client)
    run = train(on_workers, far_y, iterations=6, gradients=partial(gradients_of_a_worker_that_dies, tmp_path / "died"))
    assert (tmp_path / "died").exists()
    assert_same_training(run, train(X, y, iterations=6))
    client.wait_for_workers(2)
    assert len(processes(client) - before) == 1


def gradients_of_a_worker_that_dies(died, X, y, w, b):
    if w[0, 0] > 0.1 and not died.exists():
        died.touch()
        os._exit(1)
    return gradients(X, y, w, b)


# On Dask's threads in this process -------------------------------------------------------------------------------

@pytest.fixture
def threads():
    with dask.config.set(scheduler="threads"):
        yield


class Passes:
    """Counts the computations, and interrupts one of them."""

    def __init__(self, monkeypatch, stop_at=None):
        self.blocks = []
        compute = dask.compute

        def counted(*blocks, **settings):
            self.blocks.append(len(blocks))
            if len(self.blocks) == stop_at:
                raise KeyboardInterrupt
            return compute(*blocks, **settings)

        monkeypatch.setattr(dask, "compute", counted)


def test_an_iteration_is_one_task_for_each_block(threads, monkeypatch):
    passes = Passes(monkeypatch)
    train(far_X, far_y, iterations=7)
    assert passes.blocks == [4] * (1 + 1 + 7)  # a look at every number, the loss at the start, and one for each iteration


def test_an_interrupt_keeps_what_was_trained(threads, monkeypatch):
    Passes(monkeypatch, stop_at=7)
    with pytest.warns(UserWarning, match="stopped after 4 of 1000 iterations"):
        run = train(far_X, far_y)
    assert_same_training(run, train(X, y, iterations=4))


@pytest.mark.parametrize("split_X, split_y", [
    (da.from_array(X, chunks=(20, n)), da.from_array(y)),
    (da.from_array(X, chunks=(300, 3)), da.from_array(y, chunks=(450, 1))),
    (far_X, y), (far_X, y.tolist()), (X, far_y),
    (far_X.astype(np.float32).astype(float), far_y.astype(int)), (far_X, far_y == 1),
], ids=["many blocks", "across the columns", "y in NumPy", "y in a list", "X in NumPy", "whole numbers", "True and False"])
def test_however_the_samples_are_split(threads, split_X, split_y):
    near_X = split_X.compute() if isinstance(split_X, da.Array) else split_X
    assert_same_training(train(split_X, split_y, iterations=2), train(near_X, y, iterations=2))
    w, b = np.ones((n, 1)), 0.5
    far, near = gradients(split_X, split_y, w, b), gradients(near_X, y, w, b)
    assert_allclose(far.dw, near.dw, rtol=1e-12)
    assert type(far.db) is float and far.db == pytest.approx(near.db, rel=1e-12)


@pytest.mark.parametrize("kind", [np.float32, np.int8, object])
def test_kinds_of_numbers(threads, kind):
    some = np.round(3 * X).astype(kind)
    run = train(da.from_array(some, chunks=(300, n)), far_y.astype(kind), iterations=3)
    assert_same_training(run, train(some, y.astype(kind), iterations=3), 1e-6 if kind == np.float32 else 1e-10)


@pytest.mark.parametrize("scale, labels, rate", [(1, y, 1e308), (100, y, [0.1, 1e308]), (100, y, 50), (1, np.ones((m, 1)), 0.1)])
def test_warnings_are_the_same(threads, scale, labels, rate):
    def told_by(X, y):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            return train(X, y, learning_rate=rate, iterations=5), [(str(w.message), w.filename) for w in caught]

    near, told = told_by(scale * X, labels)
    far, told_far = told_by(scale * far_X, da.from_array(labels, chunks=(300, 1)))
    assert told and told_far == told
    assert_same_training(far, near)


def changed(array, index, value):
    array = array.copy()
    array[index] = value
    return da.from_array(array, chunks=(300, array.shape[1]))


class Table:
    """What a DataFrame of Dask looks like. (A real one would need pandas and PyArrow.)"""
    __dask_graph__ = to_dask_array = None


BAD = [
    (lambda: train(changed(X, (700, 2), np.nan), far_y), "in block 2, which begins at row 600: X is nan in row 100, column 2"),
    (lambda: train(far_X, changed(y, 950, 2)), "in block 3, which begins at row 900: y holds 0.0, 1.0, 2.0 ... two classes"),
    (lambda: gradients(far_X, far_y + 1, np.ones((n, 1)), 0), "in block 0 ... y holds 1.0 and 2.0 ... expected 0 and 1"),
    (lambda: train(far_X.astype(str), far_y), "in block 0 ... X holds ... expected only numbers"),
    (lambda: train(far_X, far_y.ravel()), "y has shape (1000,), expected (1000, 1): use y.reshape(-1, 1)"),
    (lambda: train(far_X, far_y.T), "y has shape (1, 1000), expected (1000, 1) ... use y.T"),
    (lambda: train(far_X, far_y[1:]), "y has shape (999, 1), expected (1000, 1)"),
    (lambda: train(far_X.T, far_y), "X has shape (4, 1000) and y (1000, 1) ... swapped ... use X.T"),
    (lambda: train(far_X[:, 0], far_y), "X has shape (1000,), expected (m, n) ... use X.reshape(-1, 1)"),
    (lambda: train(far_X, far_y, w=np.ones(n)), "w has shape (4,), expected (4, 1) ... w.reshape(-1, 1)"),
    (lambda: train(far_X, far_y, b=np.inf), "b is inf"),
    (lambda: train(1e200 * far_X, far_y, w=np.full((n, 1), 1e200)), "too large for a float ... standardise(X)"),
    (lambda: train(far_X, far_y, gradients=lambda X, y, w, b: (w.T, b)), "in block 0 ... dw has shape (1, 4), expected (4, 1)"),
    (lambda: train(far_X, far_y, gradients=lambda X, y, w, b: (w + np.nan, b)), "gave back NaN"),
    (lambda: train(far_X[far_X[:, 0] > 0], far_y), "X has a number of rows that nobody has counted ... X.compute_chunk_sizes()"),
    (lambda: train(Table(), far_y), "X is a table of Dask ... X.to_dask_array().compute_chunk_sizes()"),
    (lambda: train(far_X, Table()), "y is a table of Dask ... y.to_dask_array().compute_chunk_sizes()"),
]
IN_MEMORY = {
    "forward": lambda: forward(far_X, np.ones((n, 1)), 0), "predict": lambda: predict(far_X, np.ones((n, 1)), 0),
    "gradients_loop": lambda: gradients_loop(far_X, far_y, np.ones((n, 1)), 0),
    "gradients_blocked": lambda: gradients_blocked(far_X, far_y, np.ones((n, 1)), 0),
    "standardise": lambda: standardise(far_X), "sigmoid": lambda: sigmoid(far_X),
    "log_loss": lambda: log_loss(far_y, y), "log_loss_from_z": lambda: log_loss_from_z(y, far_y),
    "accuracy": lambda: accuracy(y, far_y),
}
BAD += [pytest.param(call, "is a Dask array ... map_blocks(...) ... compute()", id=name) for name, call in IN_MEMORY.items()]


@pytest.mark.parametrize("call, message", BAD)
def test_bad_input_is_named_with_its_mend(threads, call, message):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert re.search(".*".join(map(re.escape, message.split(" ... "))), str(caught.value))


def test_samples_are_left_as_they_were(threads):
    before = X.copy(), y.copy(), far_X.chunks
    train(far_X, far_y, iterations=2)
    assert_array_equal(far_X.compute(), before[0])
    assert_array_equal(far_y.compute(), before[1])
    assert far_X.chunks == before[2]
