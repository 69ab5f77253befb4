"""Every benchmark: prints its tables, draws its pictures, and writes benchmarks/RESULTS.md.

Run by `make bench`; close other programs first.
"""

import os

import gradients
import growth
import lesson_costs
import report
import training

load = os.getloadavg()[0]
sections = []
for benchmark in (gradients, training, growth, lesson_costs):
    sections.append(benchmark.report())
    print(sections[-1], flush=True)
head = f"""# How fast, beside others

Written by `make bench`. {report.machine()} Load in the minute before: {load:.1f}; on a busy machine these numbers say little.
All numbers are float64. Times are medians of repeats in turns, unless a table says otherwise.
"""
(report.FOLDER / "RESULTS.md").write_text("\n".join([head, *sections]), encoding="utf-8")
