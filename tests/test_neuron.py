"""The mathematics of lessons_lib.neuron, held against oracles that know nothing of it."""

import subprocess
import sys

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.linear_model import LogisticRegression
from statsmodels.discrete.discrete_model import Logit

from lessons_lib.data import blobs, penguins, tumours
from lessons_lib.neuron import accuracy, forward, gradients, gradients_loop, log_loss, log_loss_from_z, predict, sigmoid
from lessons_lib.neuron import standardise, train

pytestmark = pytest.mark.filterwarnings("error")  # a warning that no test expects is a failure
mpmath.mp.dps = 60  # decimal digits; a float64 has 16
repeatable = settings(max_examples=60, deadline=None, derandomize=True)


def ulps(computed, exact):
    """The largest distance of floats from exact numbers, in units of the last place of a float."""
    return max(float(abs(mpmath.mpf(float(c)) - e)) / np.spacing(abs(float(e))) for c, e in zip(computed, exact))


def samples(m, n, seed=0, scale=1.0, k=None):
    """Random X, y, w, b for one neuron, or for k neurons."""
    random = np.random.default_rng(seed)
    X, y = scale * random.normal(size=(m, n)), random.integers(0, 2, size=(m, 1)).astype(float)
    return X, y, random.normal(size=(n, k or 1)), random.normal(size=k) if k else float(random.normal())


# sigmoid ---------------------------------------------------------------------------------------------------------

FAR = np.concatenate([np.linspace(-1e4, 1e4, 2001), np.logspace(-300, 4, 1001), -np.logspace(-300, 4, 1001)])
NEAR = np.concatenate([np.linspace(-40, 40, 4001), np.linspace(-2, 2, 2001), [0.0, -0.0]])
UNDERFLOW = np.linspace(-750, -700, 2001)  # exp(-745.2) is no longer a float


@pytest.mark.parametrize("z", [FAR, NEAR, UNDERFLOW], ids=["far", "near 0", "underflow"])
def test_sigmoid_is_right_to_the_last_digits(z):
    assert ulps(sigmoid(z), [1 / (1 + mpmath.exp(-mpmath.mpf(float(v)))) for v in z]) <= 2


@pytest.mark.parametrize("z", [0, -3, 0.5, True, np.float32(1), np.array(2), np.array(2.5, np.float32)], ids=repr)
def test_sigmoid_of_a_number_is_a_python_float(z):
    assert type(sigmoid(z)) is float
    assert sigmoid(z) == pytest.approx(1 / (1 + np.exp(-float(z))), rel=1e-6)


@pytest.mark.parametrize("z", [[0, 1], [[True, False]], np.arange(6).reshape(3, 2), np.zeros((2, 1, 3)), []], ids=repr)
def test_sigmoid_of_an_array_is_a_float64_array_of_its_shape(z):
    before = np.array(z)
    a = sigmoid(z)
    assert a.dtype == np.float64 and a.shape == before.shape
    assert_allclose(a, 1 / (1 + np.exp(-before.astype(float))), rtol=1e-15)
    assert_array_equal(z, before)


# log loss --------------------------------------------------------------------------------------------------------

@repeatable
@given(st.lists(st.tuples(st.integers(0, 1), st.floats(1e-300, 1 - 1e-16)), min_size=1, max_size=20))
def test_log_loss_is_the_mean_of_the_articles_formula(pairs):
    y, a = np.array(pairs).T[:, :, None]
    exact = -sum(y * mpmath.log(a) + (1 - y) * mpmath.log1p(-mpmath.mpf(a)) for y, a in pairs) / len(pairs)
    assert log_loss(y, a) == pytest.approx(float(exact), rel=1e-14, abs=0)


@pytest.mark.parametrize("y, a, loss", [(0, 0, 0), (1, 1, 0), (0, 1, np.inf), (1, 0, np.inf)])
def test_log_loss_of_a_neuron_that_is_certain(y, a, loss):
    assert log_loss([[y]], [[a]]) == loss
    assert log_loss([[y], [1]], [[a], [0.5]]) == (loss + np.log(2)) / 2


@pytest.mark.parametrize("y", [0, 1])
def test_log_loss_from_z_is_right_to_the_last_digits(y):
    tails = np.concatenate([np.logspace(-300, 308, 1001), np.linspace(30, 40, 501), np.linspace(700, 750, 501)])
    z = np.concatenate([[0.0], tails, -tails, np.linspace(-30, 30, 2001)])
    wrong = z if y == 0 else -z  # the loss is log(1 + exp(wrong))
    exact = [mpmath.log1p(mpmath.exp(mpmath.mpf(v))) if abs(v) < 1e4 else max(0.0, v) for v in wrong.tolist()]
    assert ulps([log_loss_from_z([[y]], [[v]]) for v in z], exact) <= 2


def test_log_loss_from_z_of_many_huge_losses_does_not_overflow():
    z = np.full((1000, 1), 1e308)
    assert log_loss_from_z(np.zeros((1000, 1)), z) == pytest.approx(1e308, rel=1e-13)
    assert log_loss_from_z(np.ones((1000, 1)), -z) == pytest.approx(1e308, rel=1e-13)


@repeatable
@given(st.lists(st.tuples(st.integers(0, 1), st.floats(-15, 15)), min_size=1, max_size=20))
def test_both_log_losses_agree(pairs):
    y, z = np.array(pairs).T[:, :, None]
    assert log_loss_from_z(y, z) == pytest.approx(log_loss(y, sigmoid(z)), rel=1e-9)


# gradients -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("function", [gradients, gradients_loop])
def test_gradients_of_one_sample_by_hand(function):
    # z = ln 3, so a = 3/4 and dz = a - y = -1/4: dw = x * dz and db = dz.
    dw, db = function([[1, 2]], [[1]], [[np.log(3)], [0]], 0)
    assert_allclose(dw, [[-0.25], [-0.5]], rtol=1e-15)
    assert dw.shape == (2, 1) and type(db) is float and db == pytest.approx(-0.25, rel=1e-15)


@repeatable
@given(st.integers(1, 30), st.integers(1, 6), st.integers(0, 99), st.sampled_from([1e-3, 1, 1e3]), st.sampled_from([None, 1, 3]))
def test_the_loop_and_the_vectorised_gradients_agree(m, n, seed, scale, k):
    X, y, w, b = samples(m, n, seed, scale, k)
    fast, loop = gradients(X, y, w, b), gradients_loop(X, y, w, b)
    assert fast.dw.shape == loop.dw.shape == w.shape and np.shape(fast.db) == np.shape(loop.db) == np.shape(b)
    assert_allclose(fast.dw, loop.dw, rtol=1e-12, atol=1e-12 * np.abs(X).mean())  # terms of both signs may cancel
    assert_allclose(fast.db, loop.db, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_gradients_are_the_slopes_of_the_loss(seed):
    X, y, w, b = samples(20, 3, seed)
    h = 6e-6
    slope = lambda dw, db: (log_loss_from_z(y, X @ (w + dw) + b + db) - log_loss_from_z(y, X @ (w - dw) + b - db)) / (2 * h)
    dw, db = gradients(X, y, w, b)
    assert_allclose(dw.ravel(), [slope(h * np.eye(3)[:, [j]], 0) for j in range(3)], atol=1e-9)
    assert db == pytest.approx(slope(0, h), abs=1e-9)


def test_gradients_of_k_neurons_are_those_of_each_neuron():
    X, y, w, b = samples(20, 3, k=4)
    dw, db = gradients(X, y, w, b)
    for j in range(4):
        one = gradients(X, y, w[:, [j]], b[j])
        assert_allclose(dw[:, [j]], one.dw, rtol=1e-12)
        assert db[j] == pytest.approx(one.db, rel=1e-12)


# train -----------------------------------------------------------------------------------------------------------

X, y, *_ = samples(60, 4, seed=6)


def test_training_starts_at_zeros_and_each_loss_belongs_to_its_weights():
    run = train(X, y, learning_rate=0.5, iterations=30)
    assert run.losses.shape == (31,) and run.weights.shape == (31, 4) and run.intercepts.shape == (31,)
    assert run.losses[0] == pytest.approx(np.log(2), rel=1e-15) and not run.weights[0].any() and run.intercepts[0] == 0
    losses = [log_loss_from_z(y, forward(X, w[:, None], b)[0]) for w, b in zip(run.weights, run.intercepts)]
    assert_allclose(run.losses, losses, rtol=1e-14)
    assert run.w.shape == (4, 1) and type(run.b) is float and run.learning_rate == 0.5
    assert_array_equal(run.w.ravel(), run.weights[-1])
    assert run.b == run.intercepts[-1]


def test_one_update_is_a_step_down_the_slope():
    dw, db = gradients(X, y, np.zeros((4, 1)), 0)
    run = train(X, y, learning_rate=0.5, iterations=1)
    assert_allclose(run.w, -0.5 * dw, rtol=1e-15)
    assert run.b == pytest.approx(-0.5 * db, rel=1e-15) and abs(run.b) > 0.01


def test_k_learning_rates_at_once_equal_k_trainings():
    rates, start = [0.01, 0.1, 1.0], {"w": np.ones((4, 1)), "b": 0.5}
    together = train(X, y, learning_rate=rates, iterations=50, **start)
    assert together.w.shape == (4, 3) and together.b.shape == (3,) and together.weights.shape == (51, 4, 3)
    for j, rate in enumerate(rates):
        alone = train(X, y, learning_rate=rate, iterations=50, **start)
        for name in ("losses", "weights", "intercepts"):
            assert_allclose(getattr(together, name)[..., j], getattr(alone, name), rtol=1e-12, atol=1e-15)
        assert_array_equal(together.w[:, j], together.weights[-1, :, j])
        assert together.b[j] == together.intercepts[-1, j]


@pytest.mark.parametrize("rate", [0.5, [0.1, 0.5]], ids=["one rate", "two rates"])
def test_training_with_the_loop_gives_the_same(rate):
    fast, loop = (train(X, y, learning_rate=rate, iterations=10, gradients=g) for g in (gradients, gradients_loop))
    assert_allclose(loop.weights, fast.weights, rtol=1e-11, atol=1e-15)
    assert_allclose(loop.losses, fast.losses, rtol=1e-12)


@pytest.mark.parametrize("data", [penguins(), blobs(300, n=3, seed=1)], ids=["penguins", "blobs"])
def test_training_reaches_the_optimum_of_scikit_learn_and_statsmodels(data):
    X, labels = standardise(data.X).X, data.y.ravel()
    run = train(X, data.y, learning_rate=8, iterations=1000)
    peer = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(X, labels)
    assert_allclose([run.b, *run.w.ravel()], [*peer.intercept_, *peer.coef_.ravel()], atol=1e-6)
    peer = Logit(labels, np.hstack([np.ones_like(data.y), X])).fit(method="newton", tol=1e-14, maxiter=100, disp=0)
    assert_allclose([run.b, *run.w.ravel()], peer.params, atol=1e-6)


def test_training_goes_on_from_given_weights():
    first = train(X, y, iterations=20)
    second = train(X, y, iterations=30, w=first.w, b=first.b)
    whole = train(X, y, iterations=50)
    assert_array_equal(second.weights, whole.weights[20:])
    assert_array_equal(second.losses, whole.losses[20:])


@pytest.mark.parametrize("function", [gradients, gradients_loop])
@pytest.mark.parametrize("rate", [0.1, np.array([0.1, 1.0])], ids=["one rate", "two rates"])
def test_training_never_changes_what_it_is_given(function, rate):
    given = [X.copy(), y.copy(), np.ones((4, 1)), np.array(rate)]
    for array in given:
        array.flags.writeable = False
    run = train(given[0], given[1], w=given[2], learning_rate=given[3], iterations=5, gradients=function)
    for array, original in zip(given, (X, y, np.ones((4, 1)), rate)):
        assert_array_equal(array, original)
    assert len(run.losses) == 6


def test_zero_iterations_leave_the_neuron_as_it_was():
    run = train(X, y, iterations=0)
    assert run.losses.shape == (1,) and run.weights.shape == (1, 4) and not run.w.any() and run.b == 0
    start = np.ones((4, 1))
    train(X, y, w=start, iterations=0).w[:] = 5  # the result is the caller's to change, apart from what was handed in
    assert_array_equal(start, np.ones((4, 1)))


def test_an_interrupt_keeps_what_was_trained():
    calls = []

    def stopped_on_the_fifth_call(*arguments):
        calls.append(1)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return gradients(*arguments)

    with pytest.warns(UserWarning, match="stopped after 4 of 1000 iterations"):
        try:
            run = train(X, y, gradients=stopped_on_the_fifth_call)
        except KeyboardInterrupt:
            pytest.fail("the interrupt got out of train, and what was trained is lost")
    whole = train(X, y, iterations=4)
    assert_array_equal(run.weights, whole.weights)
    assert_array_equal(run.losses, whole.losses)
    assert_array_equal(run.w, whole.w)


@pytest.mark.parametrize("rate", [1e308, [0.1, 1e308]], ids=["one rate", "two rates"])
@pytest.mark.parametrize("function", [gradients, gradients_loop])
def test_numbers_that_outgrow_a_float_end_the_training(function, rate):
    with pytest.warns(UserWarning, match="smaller learning rate.*scale the features"):
        run = train(100 * X, y, learning_rate=rate, iterations=50, gradients=function)
    assert 1 <= len(run.losses) == len(run.weights) == len(run.intercepts) <= 50
    assert all(np.isfinite(numbers).all() for numbers in (run.w, run.b, run.losses, run.weights, run.intercepts))


def test_a_training_that_bounces_says_so():
    data = tumours()
    with pytest.warns(UserWarning, match="smaller learning rate.*scale the features"):
        run = train(data.X, data.y, learning_rate=0.1, iterations=100)
    assert len(run.losses) == 101 and np.isfinite(run.losses).all() and np.isfinite(run.weights).all()


@pytest.mark.parametrize("rate", [0.1, [0.1, 0.2]], ids=["one rate", "two rates"])
def test_float32_stays_float32(rate):
    X32, y32 = X.astype(np.float32), y.astype(np.float32)
    run = train(X32, y32, learning_rate=rate, iterations=5)
    z, a = forward(X32, run.w, run.b)
    slopes = [g(X32, y32, run.w, run.b).dw for g in (gradients, gradients_loop)]
    for array in (run.w, run.losses, run.weights, run.intercepts, z, a, *slopes, *standardise(X32), sigmoid(X32)):
        assert array.dtype == np.float32
    assert_allclose(run.losses, train(X, y, learning_rate=rate, iterations=5).losses, rtol=1e-5)


def test_a_progress_bar_is_shown_and_changes_nothing(capfd):
    run = train(X, y, iterations=20, progress=True)
    assert "training" in "".join(capfd.readouterr())  # standard output or error: a notebook shows both
    assert_array_equal(run.weights, train(X, y, iterations=20).weights)
    assert capfd.readouterr() == ("", "")


# predict, accuracy, standardise ----------------------------------------------------------------------------------

def test_a_prediction_is_1_only_above_the_threshold():
    zs = np.array([[-1.0], [0.0], [1.0]])
    assert_array_equal(predict(zs, [[1]], 0), [[0], [0], [1]])
    assert_array_equal(predict(zs, [[1]], 0, threshold=0.49), [[0], [1], [1]])
    assert_array_equal(predict(zs, [[1]], 0, threshold=sigmoid(1.0)), [[0], [0], [0]])
    assert predict(zs, [[1]], 0).dtype.kind == "i"


def test_accuracy_is_the_share_that_is_right():
    assert accuracy([[0], [1], [1], [0]], [[0], [1], [0], [0]]) == 0.75
    assert type(accuracy([[True], [False]], [[1], [0]])) is float


def test_a_test_set_is_standardised_with_the_numbers_of_its_training_set():
    X_train, mean, scale = standardise([[1, 10], [3, 30], [5, 80]])
    assert_allclose(X_train.mean(axis=0), 0, atol=1e-15)
    assert_allclose(X_train.std(axis=0), 1, rtol=1e-15)
    assert_allclose([mean, scale], [[3, 40], [np.sqrt(8 / 3), np.sqrt(2600 / 3)]], rtol=1e-15)
    assert_allclose(standardise([[3, 40], [3 + scale[0], 40]], mean, scale).X, [[0, 0], [1, 0]], atol=1e-15)


def test_a_constant_column_becomes_0_and_is_named():
    pandas = pytest.importorskip("pandas")  # statsmodels brings it along
    rows = [[1, 0.1, 5], [2, 0.1, 5], [3, 0.1, 5]]
    with pytest.warns(UserWarning, match="column 1, 2$"):
        X, mean, scale = standardise(rows)
    assert_array_equal(X[:, 1:], np.zeros((3, 2)))
    assert_array_equal(standardise([[2, 0.1, 6]], mean, scale).X, [[0, 0, 1]])
    with pytest.warns(UserWarning, match="column bill, island$"):
        standardise(pandas.DataFrame(rows, columns=["mass", "bill", "island"]))


def test_importing_the_neuron_brings_no_pictures_widgets_tables_or_clusters_along():
    heavy = ("matplotlib", "ipywidgets", "tqdm", "pandas", "sklearn", "scipy", "IPython", "dask")
    code = f"import sys, lessons_lib.neuron; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
