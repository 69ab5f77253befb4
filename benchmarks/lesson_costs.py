"""What a learner waits for: a kernel, the first picture, the whole lesson, and each module's import."""

import subprocess
import sys
import time
from statistics import median

import lessons
import nbformat
from nbclient import NotebookClient
from report import table

MODULES = ["numpy", "lessons_lib.neuron", "lessons_lib.blocks", "lessons_lib.data", "lessons_lib.figures",
           "lessons_lib.live_figure", "lessons_lib.explorers", "sklearn.linear_model"]
PICTURES = {"image/png", "application/vnd.jupyter.widget-view+json"}
TURNS = 5


def run(path):
    """Seconds from the start of a kernel until it is ready, until the first picture, and until the lesson's last cell is done."""
    ready, pictures = [], []

    def look(cell, **_):
        if any(PICTURES & output.get("data", {}).keys() for output in cell.get("outputs", [])):
            pictures.append(time.perf_counter())

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": path.parent}},
        extra_arguments=["--log-level=ERROR"], on_notebook_start=lambda **_: ready.append(time.perf_counter()), on_cell_executed=look,
    )
    begin = time.perf_counter()
    client.execute()
    return ready[0] - begin, pictures[0] - begin, time.perf_counter() - begin


def import_time(module):
    """Seconds that the import takes in a new Python, the median of several."""
    code = f"import time; begin = time.perf_counter(); import {module}; print(time.perf_counter() - begin)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(TURNS)]
    return median(float(run.stdout) for run in runs)


def report():
    imports = [[f"`{module}`", f"{import_time(module):.2f} s"] for module in MODULES]
    rows = [[f"{path.stem[:2]} {lessons.title(path.stem)}", *(f"{seconds:.1f} s" for seconds in run(path))] for path in lessons.PATHS]
    return f"""## What a learner waits for

From the start of a kernel, each lesson run once from top to bottom:

{table(["lesson", "kernel ready", "first picture", "whole lesson"], *rows)}

Imports, each in a new Python, the median of {TURNS}:

{table(["module", "import"], *imports)}
"""


if __name__ == "__main__":
    print(report())
