"""The handouts: the learner's copy of a lesson has no solution in it, and nothing else is missing."""

import re

import lessons
import nbformat
import pytest
from nbconvert.nbconvertapp import NbConvertApp

FOR_THE_TEACHER = {"hint", "solution"}


def is_kept(cell):
    return FOR_THE_TEACHER.isdisjoint(cell.metadata.get("tags", []))


@pytest.fixture(scope="module")
def lesson():
    """A lesson with an exercise."""
    cell = nbformat.v4
    return cell.new_notebook(cells=[
        cell.new_markdown_cell("## Your turn: double it"),
        cell.new_code_cell("def double(x):\n    ...  # replace this line", metadata={"tags": ["exercise"]}),
        cell.new_code_cell("print(double(3))", metadata={"tags": ["check"]}, execution_count=2,
                           outputs=[cell.new_output("stream", name="stdout", text="None\n")]),
        cell.new_markdown_cell("<details><summary>Hint</summary>\n\nTwice.\n\n</details>", metadata={"tags": ["hint"]}),
        cell.new_code_cell("# Solution\ndef double(x):\n    return 2 * x", metadata={"tags": ["solution"], "jupyter": {"source_hidden": True}}),
        cell.new_markdown_cell("My own answer.", metadata={"tags": ["solution"]}),
        cell.new_markdown_cell("## Recap", metadata={"slideshow": {"slide_type": "subslide"}}),
    ])


@pytest.fixture(scope="module")
def handout(lesson, tmp_path_factory):
    """The learner's copies of that lesson and of the real ones, by their names, made as `make handout` makes them."""
    folder = tmp_path_factory.mktemp("handout")
    nbformat.write(lesson, folder / "made_up.ipynb")
    app = NbConvertApp()
    app.initialize(["--config", str(lessons.ROOT / "docs/handout_config.py"), "--to", "notebook", "--log-level", "ERROR",
                    "--output-dir", str(folder / "learners"), str(folder / "made_up.ipynb"), *map(str, lessons.ROOT.glob("notebooks/*.ipynb"))])
    app.start()
    return {path.name: nbformat.read(path, as_version=4) for path in folder.glob("learners/*.ipynb")}


def test_the_solution_and_the_hint_are_gone_and_the_rest_is_as_it_was(lesson, handout):
    assert len(handout["made_up.ipynb"].cells) == 4
    assert handout["made_up.ipynb"].cells == [cell for cell in lesson.cells if is_kept(cell)]


@pytest.mark.parametrize("name", lessons.NAMES)
def test_no_lesson_gives_its_answers_away(name, handout):
    copy = handout[f"{name}.ipynb"]
    assert copy.cells == [cell for cell in lessons.cells(name) if is_kept(cell)]
    assert not any("# Solution" in cell.source or "<summary>Hint" in cell.source for cell in copy.cells)


def test_links_lead_to_what_is_handed_out(handout):
    for name, copy in handout.items():
        links = re.findall(r"\]\(([^)#\s]+)", "\n".join(cell.source for cell in copy.cells if cell.cell_type == "markdown"))
        assert {link for link in links if "://" not in link} <= set(handout), f"a link in {name} leads out of its folder"
