"""The gradient in blocks is the gradient, whatever the blocks; it stays small in memory and leaves nothing behind."""

import signal
import threading
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from threadpoolctl import threadpool_info, threadpool_limits

from lessons_lib import blocks
from lessons_lib.blocks import gradients_blocked
from lessons_lib.data import penguins
from lessons_lib.neuron import gradients, standardise, train

pytestmark = pytest.mark.filterwarnings("error")  # a warning that no test expects is a failure
A_ROW = 8 * 5  # bytes of five features


def samples(m, n=5, k=None, dtype=float):
    """X, y, w, b for one neuron or k; the features have means, so that a gradient is no difference of nearly equal sums."""
    random = np.random.default_rng(m)
    X, y = random.normal(size=(m, n)) + np.arange(1, n + 1), random.integers(0, 2, size=(m, 1))
    return X.astype(dtype), y.astype(dtype), random.normal(size=(n, k or 1)), random.normal(size=k) if k else 0.3


def assert_same(found, wanted, rtol=1e-12):
    assert type(found.db) is type(wanted.db) and found.dw.dtype == wanted.dw.dtype
    assert_allclose(found.dw, wanted.dw, rtol=rtol)
    assert_allclose(found.db, wanted.db, rtol=rtol)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1, 200), st.integers(A_ROW, 210 * A_ROW), st.integers(1, 5), st.sampled_from([None, 1, 3, 7]))
def test_any_blocks_give_the_gradients(m, block_bytes, threads, k):
    given = samples(m, k=k)
    assert_same(gradients_blocked(*given, block_bytes=max(block_bytes, 8 * (k or 1)), threads=threads), gradients(*given))


def test_as_it_is_called_without_settings():
    given = samples(210_000)  # 8.4 MB
    assert_same(gradients_blocked(*given), gradients(*given))


@pytest.mark.parametrize("kind", [np.int8, bool, np.float32, object, np.ndarray.tolist, np.asfortranarray])
def test_numbers_of_every_kind(kind):
    convert = kind if callable(kind) and not isinstance(kind, type) else lambda array: array.astype(kind)
    X, y, w, b = samples(101)
    given = convert(np.round(X)), convert(y), w, b
    assert_same(gradients_blocked(*given, block_bytes=10 * A_ROW), gradients(*given), 1e-5 if kind is np.float32 else 1e-12)


def test_the_number_of_threads_changes_no_bit():
    given = samples(1000, k=3)
    one, *others = (gradients_blocked(*given, block_bytes=30 * A_ROW, threads=threads) for threads in (1, 2, 3, 100))
    for other in others:
        assert_array_equal(other.dw, one.dw)
        assert_array_equal(other.db, one.db)


@pytest.mark.parametrize("rate", [0.5, [0.1, 0.5]], ids=["one rate", "two rates"])
def test_it_trains(rate):
    birds = penguins()
    X, y = standardise(birds.X).X, birds.y
    blocked = lambda *given: gradients_blocked(*given, block_bytes=1000)
    run, wanted = (train(X, y, learning_rate=rate, iterations=50, gradients=g) for g in (blocked, gradients))
    assert_allclose(run.weights, wanted.weights, rtol=1e-10, atol=1e-14)
    assert_allclose(run.losses, wanted.losses, rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int16])
def test_samples_on_disk_are_never_in_memory_all_at_once(tmp_path, dtype):
    m, n = 400_000, 20
    X = np.memmap(tmp_path / "X", dtype, "w+", shape=(m, n))
    X[::1000] = np.arange(n)
    y = np.memmap(tmp_path / "y", np.int8, "w+", shape=(m, 1))
    w = np.full((n, 1), 0.01)
    gradients_blocked(X[:60_000], y[:60_000], w, 0)  # so that threads and matrix library have what they need
    tracemalloc.start()
    dw, db = gradients_blocked(X, y, w, 0, block_bytes=1_000_000, threads=2)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000 < X.nbytes  # twice 1 MB of X, as floats if need be, and its sums
    assert_allclose(db, (999 * 0.5 + 1 / (1 + np.exp(-1.9))) / 1000, rtol=1e-5)
    assert_allclose(dw[:, 0], np.arange(n) / (1 + np.exp(-1.9)) / 1000, rtol=1e-5)


def matrix_threads():
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_the_matrix_library_gets_its_threads_back(monkeypatch):
    seen, piece = [], blocks._piece
    blocks._matrix_library.cache_clear()  # another test may have brought a library of its own meanwhile
    monkeypatch.setattr(blocks, "_piece", lambda *given: seen.extend(matrix_threads()) or piece(*given))
    with threadpool_limits(2):
        before = matrix_threads()
        gradients_blocked(*samples(100), block_bytes=60 * A_ROW, threads=2)
        assert matrix_threads() == before
        with pytest.raises(ValueError, match="X is nan"):
            gradients_blocked(np.full((100, 5), np.nan), *samples(100)[1:], block_bytes=60 * A_ROW)
        assert matrix_threads() == before
    assert set(seen) == {1} or not before  # nothing is seen of a library that threadpoolctl does not know


def test_an_interrupt_leaves_no_thread_behind(monkeypatch):
    done = []

    def slow(X, y, w, b, block):
        if len(done) == 3:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)  # as the Stop button does
        time.sleep(0.01)
        done.append(block)

    monkeypatch.setattr(blocks, "_piece", slow)
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        gradients_blocked(*samples(1000), block_bytes=A_ROW, threads=2)
    assert threading.active_count() == before and len(done) < 20
    monkeypatch.undo()
    assert_same(gradients_blocked(*samples(100), block_bytes=9 * A_ROW), gradients(*samples(100)))
