"""One full gradient: the lessons' versions beside scikit-learn and torch, and beside the time that reading X takes."""

import math
import time
from statistics import median

import lessons
import numpy as np
from peers import PEERS
from report import CORES, cores, save, table, verdict

from lessons_lib import figures
from lessons_lib.blocks import gradients_blocked
from lessons_lib.neuron import gradients, gradients_loop
from lessons_lib.timing import one_call

SHAPES = [(1_000, 2), (10_000, 20), (100_000, 30), (1_000_000, 20), (2_000_000, 50)]
TURNS = 7
READ = "reading X once"
LOOPS = LISTS, ELEMENTS, ROWS = "loops on lists (lesson 06)", "loops on arrays, by element (lesson 06)", "`gradients_loop`"
PLAIN, BLOCKED = "`gradients`", "`gradients_blocked`"


def samples(m, n):
    """Random X, y, w, b."""
    random = np.random.default_rng(0)
    X, y = random.normal(size=(m, n)), random.integers(0, 2, size=(m, 1)).astype(float)
    return X, y, random.normal(size=(n, 1)) / np.sqrt(n), 0.3


def loops(X, y, w, b):
    """The versions with a loop in Python over the samples, by name."""
    plain = lessons.function("06_vectorize", "gradients_0", math=math)
    as_lists = [array.tolist() for array in (X, y[:, 0], w[:, 0])]
    return {
        LISTS: lambda: plain(*as_lists, b),
        ELEMENTS: lambda: plain(X, y[:, 0], w[:, 0], b),
        ROWS: lambda: gradients_loop(X, y, w, b),
    }


def calls(X, y, w, b, threads):
    """Everything that is timed with that many threads, by name."""
    flat = X.reshape(-1)
    return {
        READ: lambda: flat @ flat,
        PLAIN: lambda: gradients(X, y, w, b),
        BLOCKED: lambda: gradients_blocked(X, y, w, b, threads=threads),
        **{name: prepare(X, y, w, b, threads) for name, prepare in PEERS.items()},
    }


def check(name, found, wanted):
    """All that is timed computes the same."""
    for some, right in zip(found, wanted):
        np.testing.assert_allclose(np.ravel(some), np.ravel(right), rtol=1e-9, atol=1e-12, err_msg=name)


def measure(m, n):
    """The median of interleaved times in seconds, by name and number of threads."""
    data = samples(m, n)
    wanted = gradients(*data)
    timed = {(name, threads): call for threads in sorted({1, CORES}) for name, call in calls(*data, threads).items()}
    if m <= 10_000:
        timed |= {(name, 1): call for name, call in loops(*data).items()}
    times = {key: [] for key in timed}
    for turn in range(TURNS):
        for (name, threads), call in timed.items():
            if turn < 3 or name not in LOOPS:
                with cores(threads):
                    if turn == 0 and name != READ:
                        check(name, call(), wanted)
                    time.sleep(0.03)  # threads of a matrix library look out for more work before they go to sleep
                    times[name, threads].append(one_call(call))
    return {key: median(values) for key, values in times.items()}


def best(times, names):
    """The shortest time, each with the number of threads that suits it best."""
    return min((seconds, name, threads) for (name, threads), seconds in times.items() if name in names)


def report():
    results = {shape: measure(*shape) for shape in SHAPES}
    reading = {shape: best(times, [READ])[0] for shape, times in results.items()}

    def cell(shape, key):
        seconds = results[shape].get(key)
        return "" if seconds is None else f"{1000 * seconds:.3g} ms ({seconds / reading[shape]:,.{1 if seconds < 10 * reading[shape] else 0}f}×)"

    names = [*LOOPS, READ, PLAIN, BLOCKED, *PEERS]
    keys = [(name, threads) for name in names for threads in sorted({1, CORES}) if (name, threads) in results[SHAPES[0]]]
    rows = [[f"{name}, {threads} thread{'s' * (threads > 1)}", *(cell(shape, (name, threads)) for shape in SHAPES)] for name, threads in keys]
    return f"""## One full gradient

In brackets: how many times as long as reading X once takes, which is a dot product of X with itself, on all cores.
The loops take the same time for each sample, so they are not run on more than 10,000.

{table(["", *(f"{m:,} × {n}" for m, n in SHAPES)], *rows)}

{save(picture(results), "gradients.png")}

{verdicts(results, reading)}

What holds them: `gradients` checks every label and every weighted sum, and the peers check nothing; that is what it costs on little data.
On much data each step of the formula is a pass over all samples, on one core but for the matrix products, and a matrix library may well be
slower on X.T @ dz with two threads than with one. `gradients_blocked` is on all cores, but its threads hand on Python's one lock some 15 times
a block, and wait for it; and where two cores read X hardly faster than one, they wait for the memory.
"""


def verdicts(results, reading):
    """What the targets were, and what came out."""
    plain, blocked = (
        {shape: best(times, [name])[0] for shape, times in results.items()} for name in (PLAIN, BLOCKED)
    )
    peer = {shape: best(times, PEERS) for shape, times in results.items()}
    large, largest = SHAPES[-2:]
    lines = [
        verdict(f"`gradients` is no slower than the fastest peer at {m:,} × {n}",
                f"{plain[m, n] / peer[m, n][0]:.2f} times as long as {peer[m, n][1]}", plain[m, n] <= peer[m, n][0])
        for m, n in SHAPES
    ]
    lines += [
        verdict(f"`gradients_blocked` takes at most twice as long as reading X at {m:,} × {n}",
                f"{blocked[m, n] / reading[m, n]:.2f} times as long", blocked[m, n] <= 2 * reading[m, n])
        for m, n in (large, largest)
    ]
    faster = peer[large][0] / blocked[large]
    lines.append(verdict(f"`gradients_blocked` is at least 3 times faster than the fastest peer at {large[0]:,} × {large[1]}",
                         f"{faster:.2f} times faster than {peer[large][1]}", faster >= 3))
    return "Each with the number of threads that suits it best:\n\n" + "\n".join(lines)


@figures.picture
def picture(results):
    """Nanoseconds for each number in X, against how many numbers there are."""
    figure, axes = figures.new_picture(4.4, width=8.6)
    lines = [
        ("loops by element", [ELEMENTS], dict(color=figures.GREY, marker="x", linestyle=":")),
        ("loops on lists", [LISTS], dict(color=figures.GREY, marker="+", linestyle=":")),
        ("fastest of scikit-learn and torch", PEERS, dict(color="black", marker="s", linestyle="-.")),
        ("gradients", [PLAIN], dict(color=figures.VERMILLION, marker="^", linestyle="--")),
        ("gradients_blocked", [BLOCKED], dict(color=figures.BLUE, marker="o", linestyle="-")),
        ("reading X once", [READ], dict(color=figures.GREY, marker="", linestyle="-", linewidth=1)),
    ]
    told = []
    for label, names, look in lines:
        shapes = [shape for shape in SHAPES if any(name in names for name, _ in results[shape])]
        each = [1e9 * best(results[m, n], names)[0] / (m * n) for m, n in shapes]
        axes.loglog([m * n for m, n in shapes], each, label=label, **look)
        told.append(f"{label} from {each[0]:.3g} to {each[-1]:.3g}")
    axes.set(xlabel="numbers in X", ylabel="nanoseconds for each of them")
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.alt = f"Lines on logarithmic axes: nanoseconds for each number in X against the size of X. From small to large: {'; '.join(told)}."
    return figure


if __name__ == "__main__":
    print(report())
