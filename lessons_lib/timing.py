"""How long a call takes: in turns, so that a busy moment of the computer hits every function alike."""

import time
from statistics import median


def seconds(functions, turns=7):
    """How long one call of each function takes: the median of several turns, in seconds, by name.

    In each turn every function has its go, one after the other.

    Parameters
    ----------
    functions : dictionary of functions
        By name; each is called without arguments, as `lambda: gradients(X, y, w, b)` can be.
    turns : int
        How often each function is timed.

    First used in lesson 06.
    """
    times = {name: [] for name in functions}
    for _ in range(turns):
        for name, function in functions.items():
            times[name].append(one_call(function))
    return {name: median(values) for name, values in times.items()}


def one_call(function, at_least=0.01):
    """Seconds for one call, on average over as many calls as fill a hundredth of a second. A first call does not count."""
    function()
    calls, begin = 0, time.perf_counter()
    while (passed := time.perf_counter() - begin) < at_least:
        function()
        calls += 1
    return passed / calls
