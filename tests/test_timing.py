"""Times are those of one call, and every function has its turn."""

import time

import pytest

from lessons_lib import figures, timing


def test_times_are_of_one_call_by_name_and_functions_take_turns(monkeypatch):
    now, calls = 0.0, []

    def takes(name, seconds):
        def function():
            nonlocal now
            now += seconds
            calls.append(name)

        return function

    monkeypatch.setattr(time, "perf_counter", lambda: now)
    seconds = timing.seconds({"quick": takes("quick", 0.003), "slow": takes("slow", 3.0)}, turns=3)
    assert seconds == {"quick": pytest.approx(0.003), "slow": pytest.approx(3.0)}
    turn = ["quick"] * 5 + ["slow"] * 2  # one call that does not count, and as many as fill 10 ms
    assert calls == 3 * turn
    assert figures.timings(seconds).alt == "Bars: quick 3 ms, slow 3e+03 ms."
