"""The lessons as the tests see them: their cells, their stored outputs, and what happens when they are run."""

import ast
import contextlib
import io
import re
from functools import cache
from pathlib import Path

import nbformat

from lessons_lib.live_figure import LiveFigure

ROOT = Path(__file__).parents[1]
PATHS = sorted(ROOT.glob("notebooks/[0-9][0-9]_*.ipynb"))
NAMES = [path.stem for path in PATHS]


@cache
def cells(name, kind=None):
    """The cells of a lesson, all or those of one kind."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    return [cell for cell in notebook.cells if kind in (None, cell.cell_type)]


def prose(name):
    """The text of a lesson, without its code."""
    return "\n\n".join(cell.source for cell in cells(name, "markdown"))


def is_timed(cell):
    return "nbval-ignore-output" in cell.metadata.get("tags", [])


def title(name):
    return re.match(r"# (.*)", prose(name)).group(1)


def needs(name):
    return re.search(r"\*\*Needs:\*\* (.*?)\.", prose(name)).group(1)


def minutes(name):
    return int(re.search(r"\*\*Minutes:\*\* (\d+)\.", prose(name)).group(1))


def run(name, namespace):
    """Run a lesson in this process: what each cell printed, and the pictures; of timed cells neither."""
    printed, pictures = [], []
    for cell in cells(name, "code"):
        tree = ast.parse(cell.source)
        last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(tree, name, "exec"), namespace)
            shown = last and eval(compile(last, name, "eval"), namespace)
        if is_timed(cell):
            continue
        printed.append(out.getvalue().split("\r")[-1])  # without a progress bar
        if hasattr(shown, "alt"):
            pictures.append(shown)
    return printed, pictures


def still(pictures):
    """Every picture, and the figure of every live one at each of its stills."""
    for picture in pictures:
        yield from picture.stills() if isinstance(picture, LiveFigure) else [picture]


def function(lesson, name, **namespace):
    """A function that a lesson derives, made from the lesson's own source."""
    for cell in cells(lesson, "code"):
        for statement in ast.parse(cell.source).body:
            if isinstance(statement, ast.FunctionDef):
                exec(compile(ast.Module([statement], []), lesson, "exec"), namespace)
    return namespace[name]
