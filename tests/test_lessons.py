"""The lessons: their form, what is stored in them, and that what they derive is what the library computes."""

import math
import re
import socket
import warnings
from functools import cache
from itertools import combinations

import lessons
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from lessons_lib import neuron

every_lesson = pytest.mark.parametrize("name", lessons.NAMES)


def bullets(heading, text):
    """The bulleted lines below a heading."""
    return re.findall(r"^- ", text.split(f"\n## {heading}\n")[1].split("\n## ")[0], flags=re.M)


def test_there_are_eleven_lessons_numbered_from_zero():
    assert [name[:2] for name in lessons.NAMES] == [f"{i:02}" for i in range(11)]


@every_lesson
def test_has_the_form_of_a_lesson(name):
    text = lessons.prose(name)
    assert lessons.title(name).endswith("?")
    headings = re.findall(r"^#+ .*", text, flags=re.M)
    assert [heading.split()[0] for heading in headings] == ["#"] + ["##"] * (len(headings) - 1)
    assert headings[1] == "## What you will be able to do"
    assert headings[-3:] == ["## Recap", "## Three questions", "## Where next"]
    objectives = bullets("What you will be able to do", text)
    assert 3 <= len(objectives) <= 4
    assert len(bullets("Recap", text)) == len(objectives)
    walk, exercises = lessons.minutes(name)
    assert 15 <= walk <= 30 and (10 <= exercises <= 30 or name == "00_start_here")
    assert lessons.needs(name)
    assert "lessons_lib" in lessons.cells(name, "code")[0].source, "the first code cell sets the lesson up"


ANSWER = r"<details><summary>Answer</summary>\n\n(.+?)\n\n</details>"


@every_lesson
def test_every_prediction_and_question_has_its_answer_folded_below(name):
    text = lessons.prose(name)
    predictions = text.split("**Predict first.**")[1:]
    assert len(predictions) >= 2
    for prediction in predictions:
        assert re.match(r"[^<]*\?[^<]*" + ANSWER, prediction, flags=re.S), prediction[:200]
    questions = text.split("\n## Three questions\n")[1].split("\n## ")[0]
    assert len(re.findall(r"\?[^<?]*" + ANSWER, questions, flags=re.S)) == 3 == questions.count("<details>")
    assert text.count("<details>") == text.count("</details>") == len(re.findall(r"<details><summary>[^<]+</summary>\n\n", text))


@pytest.mark.parametrize("name", lessons.NAMES[1:])
def test_exercises_have_their_form(name):
    every_cell = lessons.cells(name)
    checks = [i for i, cell in enumerate(every_cell) if lessons.has(cell, "check")]
    assert 2 <= len(checks) <= 4
    for i in checks:
        task, exercise, check, hint, solution = every_cell[i - 2 : i + 3]
        assert re.match(r"## Your turn: \S", task.source)
        assert lessons.has(exercise, "exercise") and "..." in exercise.source
        assert lessons.has(hint, "hint") and hint.source.startswith("<details><summary>Hint</summary>\n\n")
        assert lessons.has(solution, "solution") and solution.source.startswith("# Solution\n")
        assert [output.data["text/plain"][0] for output in check.outputs] == ["○"]
    for cell in every_cell:
        if lessons.has(cell, "solution") and cell.cell_type == "code":
            assert cell.metadata.jupyter in ({"source_hidden": True}, {"source_hidden": True, "outputs_hidden": True})
    solved = [cell for cell in every_cell if lessons.has(cell, "solution") and "check_" in cell.source]
    assert len(solved) == len(checks)
    for cell in solved:
        assert cell.outputs[-1].data["text/plain"].startswith("✓")


@every_lesson
def test_code_is_short_enough_to_read(name):
    for cell in lessons.cells(name, "code"):
        lines = cell.source.splitlines()
        assert len(lines) <= 20, cell.source
        assert max(map(len, lines)) <= 100, f"too long for the page: {max(lines, key=len)}"


@every_lesson
def test_code_needs_no_shell_no_network_and_no_hidden_state(name):
    for cell in lessons.cells(name, "code"):
        assert not re.search(r"^\s*[%!]|pyplot|pickle|urllib|requests|subprocess|os\.system", cell.source, flags=re.M), cell.source


@every_lesson
def test_stored_outputs_are_all_there(name):
    for count, cell in enumerate(lessons.cells(name, "code"), 1):
        assert cell.execution_count == count
        assert all(output.output_type != "error" for output in cell.outputs)
        speaks = "print(" in cell.source or re.search(r"^(figures|explorers)\.", cell.source, flags=re.M)
        if lessons.is_timed(cell):
            assert not cell.outputs, "a time is stored"
        elif speaks:
            assert cell.outputs, f"no output is stored for: {cell.source}"


@every_lesson
def test_nothing_is_stored_that_changes_from_machine_to_machine(name):
    every_cell = lessons.cells(name)
    assert len({cell.id for cell in every_cell}) == len(every_cell)
    for cell in every_cell:
        assert set(cell.metadata) <= {"tags", "jupyter", "slideshow"}
        printed = "".join(output.get("text", "") for output in cell.get("outputs", []))
        assert not re.search(r" at 0x[0-9a-f]+|/(tmp|home|root|Users)/|np\.float64|np\.int64", printed)


@every_lesson
def test_every_picture_is_described(name):
    pictures = [output for cell in lessons.cells(name, "code") for output in cell.outputs if "image/png" in output.get("data", {})]
    assert len(pictures) >= 2
    for picture in pictures:
        alts = re.findall(r'<img alt="([^"]*)"', picture.data["text/html"])
        assert alts and min(map(len, alts)) >= 40, "no alt text, or a very short one"
        assert picture.metadata["image/png"]["alt"] == picture.data["text/plain"]


@cache
def run(name):
    """What a lesson printed and showed, run with the network switched off."""
    def connect(self, address, original=socket.socket.connect):
        assert address[0] == "127.0.0.1", "a lesson tried to reach the network"  # a cluster may talk to itself
        return original(self, address)

    with warnings.catch_warnings(action="ignore"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        return lessons.run(name)


@every_lesson
def test_runs_without_its_solutions_and_without_a_network_and_prints_what_is_stored(name):
    printed, _ = run(name)
    assert printed == {cell.id: lessons.stored(cell) for cell in lessons.cells(name, "code") if cell.id in printed}


@every_lesson
def test_no_text_in_its_pictures_is_cut_off_covered_or_tiny(name, monkeypatch):
    drawn = {}

    def draw_and_note(text, renderer, original=Text.draw):
        original(text, renderer)
        if text.get_text().strip():
            drawn[text] = text.get_window_extent(renderer)

    monkeypatch.setattr(Text, "draw", draw_and_note)
    _, pictures = run(name)
    for picture in lessons.still(pictures):
        drawn.clear()
        FigureCanvasAgg(picture).draw()
        boxes = {text: box.padded(-1) for text, box in drawn.items() if box.width > 2}
        for text, box in boxes.items():
            assert text.get_fontsize() >= 9, f"{text.get_text()!r} is tiny"
            cut_off = box.x0 < picture.bbox.x0 or box.x1 > picture.bbox.x1 or box.y0 < picture.bbox.y0 or box.y1 > picture.bbox.y1
            assert not cut_off, f"{text.get_text()!r} is cut off"
        level = [(text, box) for text, box in boxes.items() if text.get_rotation() % 90 == 0]
        for (one, box), (other, box_of_other) in combinations(level, 2):
            assert not box.overlaps(box_of_other), f"{one.get_text()!r} covers {other.get_text()!r}"


def test_readme_lists_the_lessons():
    readme = (lessons.ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("<!-- lessons -->")[1].split("<!-- /lessons -->")[0]
    rows = [
        f"| [{name[:2]}](notebooks/{name}.ipynb) | {lessons.title(name)} | {' + '.join(map(str, filter(None, lessons.minutes(name))))} | {lessons.needs(name)} |"
        for name in lessons.NAMES
    ]
    assert table.strip().splitlines()[2:] == rows


def test_the_map_in_the_first_lesson_lists_the_others():
    rows = re.findall(r"^\| (\d\d) \| (.*) \|$", lessons.prose("00_start_here"), flags=re.M)
    assert rows == [(name[:2], lessons.title(name)) for name in lessons.NAMES[1:]]


# What a lesson derives is what the library computes ---------------------------------------------------------------

def some_samples(seed, m=40, n=3):
    generator = np.random.default_rng(seed)
    X, y = generator.normal(size=(m, n)), generator.integers(0, 2, size=(m, 1)).astype(float)
    return X, y, generator.normal(size=(n, 1)), float(generator.normal())


def one_sample_at_a_time(lesson_function):
    """Call the lesson's gradients of one sample for every sample, and take the mean."""
    def mean_of_gradients(X, y, w, b):
        each = [lesson_function(X[i : i + 1], y[i : i + 1], w, b) for i in range(len(X))]
        return sum(dw for dw, db in each) / len(X), sum(db for dw, db in each) / len(X)
    return mean_of_gradients


def as_lists(lesson_function):
    """Call the lesson's plain Python with lists, and make a column of what it gives back."""
    def with_lists(X, y, w, b):
        dw, db = lesson_function(X.tolist(), y[:, 0].tolist(), w[:, 0].tolist(), b)
        return np.array(dw).reshape(-1, 1), db
    return with_lists


def as_flat_arrays(lesson_function):
    """Call the lesson's function with labels and weights as flat arrays."""
    def with_flat_arrays(X, y, w, b):
        dw, db = lesson_function(X, y[:, 0], w[:, 0], b)
        return dw.reshape(-1, 1), db
    return with_flat_arrays


def in_three_blocks(lesson_function):
    """Call the lesson's function with a list of blocks of 3, 30 and 7 samples."""
    def with_blocks(X, y, w, b):
        return lesson_function([(X[:3], y[:3]), (X[3:33], y[3:33]), (X[33:], y[33:])], w, b)
    return with_blocks


USED_BY_LESSONS = dict(
    np=np, math=math, sigmoid=neuron.sigmoid, forward=neuron.forward, log_loss_from_z=neuron.log_loss_from_z,
    gradients=neuron.gradients,
)


def derived(lesson, name, adapt=lambda lesson_function: lesson_function):
    return adapt(lessons.function(lesson, name, **USED_BY_LESSONS))


LIBRARY = {
    "sigmoid": lambda X, y, w, b: neuron.sigmoid(X),
    "standardise": lambda X, y, w, b: neuron.standardise(X).X,
    "forward": lambda X, y, w, b: neuron.forward(X, w, b),
    "predict": lambda X, y, w, b: neuron.predict(X, w, b),
    "log_loss": lambda X, y, w, b: neuron.log_loss(y, neuron.forward(X, w, b)[1]),
    "log_loss_from_z": lambda X, y, w, b: neuron.log_loss_from_z(y, neuron.forward(X, w, b)[0]),
    "gradients": neuron.gradients,
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("lesson, name, library, call", [
    ("01_one_neuron", "standardise", "standardise", lambda f: lambda X, y, w, b: f(X)),
    ("01_one_neuron", "forward", "forward", lambda f: lambda X, y, w, b: f(X, w, b)),
    ("01_one_neuron", "predict", "predict", lambda f: lambda X, y, w, b: f(X, w, b, 0.5)),
    ("02_sigmoid", "sigmoid", "sigmoid", lambda f: lambda X, y, w, b: f(X)),
    ("02_sigmoid", "stable_sigmoid", "sigmoid", lambda f: lambda X, y, w, b: f(X)),
    ("03_loss", "log_loss", "log_loss", lambda f: lambda X, y, w, b: f(y, neuron.forward(X, w, b)[1])),
    ("03_loss", "log_loss_from_z", "log_loss_from_z", lambda f: lambda X, y, w, b: f(y, X @ w + b)),
    ("04_gradients", "gradients_of_one_sample", "gradients", one_sample_at_a_time),
    ("04_gradients", "gradients_loop", "gradients", lambda f: f),
    ("06_vectorize", "gradients_0", "gradients", as_lists),
    ("06_vectorize", "gradients_1", "gradients", as_flat_arrays),
    ("06_vectorize", "gradients_2", "gradients", lambda f: f),
    ("06_vectorize", "gradients_3", "gradients", lambda f: f),
    ("10_more_data", "block_gradients", "gradients", in_three_blocks),
])
def test_what_a_lesson_derives_is_what_the_library_computes(lesson, name, library, call, seed):
    arguments = some_samples(seed)
    ours, theirs = call(derived(lesson, name))(*arguments), LIBRARY[library](*arguments)
    for computed, expected in zip(*((ours, theirs) if isinstance(theirs, tuple) else ((ours,), (theirs,)))):
        assert np.shape(computed) == np.shape(expected)
        np.testing.assert_allclose(computed, expected, rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("seed", range(3))
def test_the_training_loop_of_lesson_05_is_train(seed):
    X, y, _, _ = some_samples(seed)
    w, b, losses = derived("05_training_loop", "train_loop")(X, y, learning_rate=0.3, iterations=20)
    training = neuron.train(X, y, learning_rate=0.3, iterations=20)
    np.testing.assert_allclose(w, training.w, rtol=1e-11)
    np.testing.assert_allclose(b, training.b, rtol=1e-11)
    np.testing.assert_allclose(losses, training.losses[:-1], rtol=1e-11)


@pytest.mark.parametrize("seed", range(3))
def test_the_network_of_lesson_09_with_one_hidden_neuron_has_the_slopes_of_its_loss(seed):
    X, y, W1, _ = some_samples(seed)
    network = [W1, np.array([0.3]), np.array([[-1.5]]), 0.2]
    forward, gradients = (lessons.function("09_more_neurons", name, **USED_BY_LESSONS) for name in ("forward_two_layers", "gradients_network"))
    for position, slopes in enumerate(gradients(X, y, *network)):
        for index in np.ndindex(np.shape(slopes)):
            def loss(nudge):
                nudged = [np.array(part, dtype=float) for part in network]
                nudged[position][index] += nudge
                return neuron.log_loss_from_z(y, forward(X, *nudged)[1])
            assert np.asarray(slopes)[index] == pytest.approx((loss(6e-6) - loss(-6e-6)) / 1.2e-5, abs=1e-8)
