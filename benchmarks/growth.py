"""How time and memory grow with the number of samples, from ten thousand to a hundred million."""

import time
import tracemalloc
from statistics import median

import numpy as np
from report import save, table

from lessons_lib import figures
from lessons_lib.blocks import gradients_blocked
from lessons_lib.neuron import gradients
from lessons_lib.timing import one_call

FEATURES = 10
IN_MEMORY = [10_000, 100_000, 1_000_000, 10_000_000]
MADE = [*IN_MEMORY, 100_000_000]
AT_ONCE = 500_000  # rows that are made at a time
TURNS = 5
PLAIN, BLOCKED, FROM_SEED = "`gradients`", "`gradients_blocked`", "`gradients_blocked`, samples made half a million at a time"
w, b = np.linspace(-1, 1, FEATURES).reshape(-1, 1), 0.1


def made(start, stop):
    """The samples from start to stop, the same each time: they come from their place and need not be kept."""
    random = np.random.default_rng(start)
    X = random.random((stop - start, FEATURES))
    X -= 0.5
    return X, (random.random((stop - start, 1)) < 0.5).astype(float)


def gradients_of_made(m):
    """The gradients of m samples that never all exist at once, and the seconds that were not spent on making them."""
    parts = [part(start, min(start + AT_ONCE, m), m) for start in range(0, m, AT_ONCE)]
    return [sum(values) for values in zip(*parts)]


def part(start, stop, m):
    """What the samples from start to stop add to the gradients of m samples, and the seconds it took."""
    X, y = made(start, stop)
    begin = time.perf_counter()
    dw, db = gradients_blocked(X, y, w, b)
    return (stop - start) / m * dw, (stop - start) / m * db, time.perf_counter() - begin


def peak(call):
    """The most bytes that NumPy held during a call, beyond what it held before."""
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def measure():
    """Way -> number of samples -> (seconds, bytes beyond the samples themselves)."""
    results = {PLAIN: {}, BLOCKED: {}, FROM_SEED: {}}
    for m in IN_MEMORY:
        X, y = made(0, m)
        for name, function in ((PLAIN, gradients), (BLOCKED, gradients_blocked)):
            call = lambda: function(X, y, w, b)
            results[name][m] = median(one_call(call) for _ in range(TURNS)), peak(call)
    del X, y
    for m in MADE:
        results[FROM_SEED][m] = median(gradients_of_made(m)[2] for _ in range(TURNS if m < MADE[-1] else 1)), peak(lambda: gradients_of_made(m))
    return results


def report():
    results = measure()

    def cell(name, m):
        if m not in results[name]:
            return ""
        seconds, size = results[name][m]
        return f"{1e9 * seconds / m:.3g} ns, {size / 1e6:,.3g} MB"

    rows = [[f"{m:,}", *(cell(name, m) for name in results)] for m in MADE]
    return f"""## Growth

{FEATURES} features: {8 * FEATURES} bytes a sample. Time for each sample of one full gradient, and the most memory that NumPy held meanwhile (tracemalloc):
for the first two beyond the samples, which are there already; for the last all of it, since no sample is there before.
Its time is without making the samples.

{table(["samples", *results], *rows)}

{save(picture(results), "growth.png")}
"""


@figures.picture
def picture(results):
    """Time and memory for each sample against the number of samples."""
    figure, (left, right) = figures.new_picture(3.9, columns=2, width=9.4)
    looks = [dict(color=figures.VERMILLION, marker="^", linestyle="--"), dict(color=figures.BLUE, marker="o", linestyle="-"),
             dict(color="black", marker="s", linestyle=":")]
    told = []
    for (name, by_size), look in zip(results.items(), looks):
        sizes, label = list(by_size), name.replace("`", "").replace(", ", ",\n")
        each = [1e9 * seconds / m for m, (seconds, _) in by_size.items()]
        memory = [size / 1e6 for _, size in by_size.values()]
        left.semilogx(sizes, each, **look)
        right.loglog(sizes, memory, label=label, **look)
        told.append(f"{name.replace('`', '')} from {each[0]:.3g} to {each[-1]:.3g} nanoseconds a sample, and from {memory[0]:.3g} to {memory[-1]:.3g} MB")
    left.set(xlabel="samples", ylabel="nanoseconds a sample", ylim=(0, None))
    right.set(xlabel="samples", ylabel="memory, MB")
    for axes in (left, right):
        axes.grid(alpha=0.3)
    right.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.alt = (
        f"Left the time for each sample, right the memory, against the number of samples, {MADE[0]:,} to {MADE[-1]:,}: {'; '.join(told)}."
    )
    return figure


if __name__ == "__main__":
    print(report())
