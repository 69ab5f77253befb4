"""What the benchmarks share: how they use cores, tables and verdicts in Markdown, and the machine they ran on."""

import contextlib
import platform
from importlib.metadata import version
from pathlib import Path

import torch
from threadpoolctl import threadpool_info, threadpool_limits

from lessons_lib.blocks import available_cores

CORES = available_cores()
FOLDER = Path(__file__).parent


@contextlib.contextmanager
def cores(count):
    """Hold every library to that many threads."""
    torch.set_num_threads(count)
    with threadpool_limits(count):
        yield


def table(*rows):
    """Rows of cells as a Markdown table; the first row is its head."""
    head, *body = ([str(cell) for cell in row] for row in rows)
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))


def verdict(target, found, met):
    """One line on a target that was set before: what was found, and whether that is enough."""
    return f"- {'Met' if met else 'Not met'}: {target}. Found: {found}."


def save(figure, name):
    """Store a picture beside the results, and give back the Markdown that shows it with its alt text."""
    figure.savefig(FOLDER / name, dpi=150, metadata={"Software": None})
    return f"![{figure.alt}]({name})"


def machine():
    """Processor, cores and versions, without a name of the machine."""
    processor = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    matrices = ", ".join(f"{lib['internal_api']} {lib['version']} ({lib.get('architecture')})" for lib in threadpool_info()
                         if lib["user_api"] == "blas" and "numpy" in lib["filepath"])
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scikit-learn", "torch", "matplotlib", "ipykernel"))
    return (
        f"{processor}, {CORES} cores, {platform.system()}, Python {platform.python_version()}, {packages}. "
        f"NumPy's matrix library: {matrices or 'not told'}."
    )
