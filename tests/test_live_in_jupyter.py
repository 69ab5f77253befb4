"""The explorers in a real browser, in JupyterLab and in Notebook 7: does the picture say what `train` computes?"""

import re
import warnings

import browser
import numpy as np
import psutil
import pytest

from lessons_lib import explorers
from lessons_lib.data import penguins
from lessons_lib.neuron import accuracy, predict, standardise, train

SETUP = """
import os
from lessons_lib import explorers
from lessons_lib.data import penguins
from lessons_lib.neuron import standardise
birds = penguins()
X, y = standardise(birds.X).X, birds.y
"""
birds = penguins()
X, y = standardise(birds.X).X, birds.y


@pytest.fixture(scope="module")
def chromium():
    if not browser.executable():
        pytest.skip(browser.MISSING)
    with browser.chromium() as one:
        yield one


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    with browser.jupyterlab(folder, tmp_path_factory.mktemp("home")) as (url, token):
        yield folder, url, token


@pytest.fixture(scope="module", params=["JupyterLab", "Notebook 7"])
def open_notebook(request, chromium, server):
    """Opens a notebook with these cells after the set-up, and runs it; at the end nothing may have gone wrong in any."""
    folder, url, token = server
    opened = []

    def open_and_run(*sources):
        name = f"{request.param[0]}{len(opened)}.ipynb"
        (folder / name).write_text(browser.notebook(SETUP, *sources))
        notebook = browser.Notebook(chromium, url, token, name, request.param)
        opened.append(notebook)
        notebook.run_all()
        return notebook

    yield open_and_run
    for notebook in opened:
        assert notebook.complaints == []
        assert notebook.elsewhere == []


@pytest.fixture(scope="module")
def training(open_notebook):
    """The training explorer, twice on the page, and a cell that asks the kernel where its sliders are."""
    where = "print(*(control.value for control in explorer.controls.values()), os.getpid())"
    notebook = open_notebook("explorer = explorers.training_explorer(X, y)\nexplorer", "explorer", where)
    notebook.explorer = explorers.training_explorer(X, y)
    return notebook


with warnings.catch_warnings(action="ignore"):
    REFERENCE = train(X, y, learning_rate=explorers.LEARNING_RATES, iterations=500)


def assert_picture_is_right(notebook, figure):
    """The words, the lines, the curve and the path say what `train` computed for the place of the sliders."""
    said = re.match(r"learning rate (\S+), iteration (\d+) of 500: loss (\S+), accuracy (\S+) %", figure.words)
    rate, iteration = np.flatnonzero(explorers.LEARNING_RATES == float(said[1]))[0], int(said[2])
    w, b, loss = REFERENCE.weights[iteration, :, rate], REFERENCE.intercepts[iteration, rate], REFERENCE.losses[iteration, rate]
    assert said[3] == f"{loss:.4f}"
    assert said[4] == f"{100 * accuracy(y, predict(X, w[:, None], b)):.1f}"
    assert [handle.get_attribute("aria-valuenow") for handle in figure.handles.all()] == [f"{rate}.0", f"{iteration}.0"]

    drawn = notebook.explorer.figure
    data, curve, surface = drawn.axes

    def seen(axes, artist):
        """The points of an artist on the page, in data coordinates."""
        track = next(i for i, track in enumerate(notebook.explorer._tracks) if track.artist is artist)
        points = np.reshape(figure.path(notebook.explorer.picture.tracks[track]["id"]), (-1, 2))
        return axes.transData.inverted().transform((points * [1, -1] + [0, 72 * drawn.get_figheight()]) * drawn.dpi / 72)

    for axes_line in data.lines:
        level = float(axes_line.get_label().split()[0]) / 100
        points = seen(data, axes_line)
        assert len(points) == (2 if iteration else 0)  # before the first step the neuron says the same everywhere
        z_in_a_point = np.linalg.norm(w * (data.transData.inverted().transform((1, 1)) - data.transData.inverted().transform((0, 0))))
        if np.abs(points).max(initial=0) < 25:  # a line out of sight is drawn nearer than it is
            np.testing.assert_array_less(np.abs(points @ w + b - np.log(level / (1 - level))), 0.05 * z_in_a_point)
    trails = [track.artist for track in notebook.explorer._tracks if track.kind == "trails"]
    for axes, trail, true in ((curve, trails[0], np.column_stack([np.arange(501), REFERENCE.losses[:, rate]])), (surface, trails[1], REFERENCE.weights[:, :, rate])):
        np.testing.assert_allclose(axes.transData.transform(seen(axes, trail)), axes.transData.transform(true[: iteration + 1]), atol=0.05)


def test_the_picture_is_right_at_every_end_of_the_sliders_and_between(training):
    one, other = map(browser.Figure, training.figures().all())
    for rate_keys, iteration_keys in [(["Home"], ["Home"]), ([], ["End"]), (["End"], []), ([], ["Home"]), (["PageDown"] * 2, ["ArrowRight"] * 3), (["ArrowLeft"], ["PageUp"])]:
        one.press(0, *rate_keys)
        one.press(1, *iteration_keys)
        assert_picture_is_right(training, one)
        assert other.words == one.words
        assert_picture_is_right(training, other)


def test_keys_belong_to_the_slider_that_was_clicked(training):
    figure = browser.Figure(training.figures().first)
    figure.press(1, "Home")
    training.tell("open.content.mode = 'command'; open.content.activate()")
    figure.handles.nth(1).click()
    for key in ("ArrowUp", "ArrowUp", "a"):  # in the notebook's hands: two cells up, and a new cell
        training.page.keyboard.press(key)
    figure.press(1)
    assert "iteration 2 of 500" in figure.words
    assert training.tell("return open.content.widgets.length") == 4


def test_a_dragged_slider_takes_the_picture_along(training):
    figure = browser.Figure(training.figures().first)
    figure.press(0, "Home")
    figure.press(1, "Home")
    before = figure.words
    handle = figure.handles.nth(1).bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    training.page.mouse.move(x, y)
    training.page.mouse.down()
    training.page.mouse.move(x + 120, y, steps=12)
    training.page.mouse.up()
    assert figure.words != before
    assert_picture_is_right(training, figure)


def test_play_runs_through_the_iterations_and_can_be_stopped(training):
    figure = browser.Figure(training.figures().first)
    figure.press(1, "Home")
    figure.box.get_by_role("button", name="Play").click()
    training.page.wait_for_function("words => !words.textContent.includes('iteration 0 of')", arg=figure.box.locator("p").first.element_handle())
    figure.box.get_by_role("button", name="Pause").click()
    stopped = figure.words
    training.page.wait_for_timeout(150)
    assert figure.words == stopped
    assert_picture_is_right(training, figure)


def test_the_kernel_knows_where_the_sliders_are(training):
    figure = browser.Figure(training.figures().first)
    figure.press(0, "End")
    figure.press(1, "Home", "ArrowRight", "ArrowRight")
    training.page.wait_for_timeout(100)
    assert training.run(3).split()[:2] == ["24", "2"]


def test_kept_rows_can_be_compared_and_copied(training):
    training.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    figure, other = map(browser.Figure, training.figures().all())
    for keys in (["Home"], ["End"]):
        figure.press(1, *keys)
        figure.box.get_by_role("button", name="Keep").press("Enter")
    figure.box.get_by_role("button", name="Copy the table").press("Enter")
    copied = [line.split("\t") for line in training.page.evaluate("() => navigator.clipboard.readText()").splitlines()]
    assert copied[0] == ["learning rate", "iteration", "loss", "accuracy"]
    assert [row[1] for row in copied[1:]] == ["0", "500"]
    assert other.box.locator("td").all_text_contents() == copied[1] + copied[2]
    assert figure.box.get_by_role("button", name="Copied").is_visible()


def test_a_screen_reader_hears_what_changed(training):
    figure = browser.Figure(training.figures().first)
    figure.press(1, "Home", "ArrowRight")
    spoken = figure.box.get_by_role("status")
    training.page.wait_for_function("([spoken, words]) => spoken.textContent === words.textContent",
                                    arg=[spoken.element_handle(), figure.box.locator("p").first.element_handle()])
    assert "iteration 1 of 500, loss" in spoken.text_content().replace(":", ",")
    assert figure.box.get_by_role("img", name="A neuron in training").get_attribute("aria-labelledby")
    assert "blue circles" in figure.box.locator("svg desc").first.text_content()
    assert figure.box.get_by_role("slider", name="iteration").count() == 1


def test_who_asks_for_less_motion_sees_the_end_at_once(training):
    training.page.emulate_media(reduced_motion="reduce")
    figure = browser.Figure(training.figures().first)
    figure.press(1, "Home")
    figure.box.get_by_role("button", name="Play").press("Enter")
    figure.press(0)
    assert "iteration 500 of 500" in figure.words
    assert figure.box.get_by_role("button", name="Play").is_visible()
    training.page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("open_notebook", ["JupyterLab"], indirect=True)
def test_a_storm_of_changes_ends_on_the_right_picture_and_in_the_same_memory(training):
    kernel = psutil.Process(int(training.run(3).split()[2]))
    figure = browser.Figure(training.figures().first)
    devtools = training.page.context.new_cdp_session(training.page)

    def megabytes():
        devtools.send("HeapProfiler.collectGarbage")
        return np.array([devtools.send("Runtime.getHeapUsage")["usedSize"], kernel.memory_info().rss]) / 1e6

    def storm(changes):
        figure.box.evaluate("""async (box, changes) => {
            const handles = box.querySelectorAll(".noUi-handle");
            const keys = ["ArrowRight", "PageUp", "PageDown", "End", "ArrowLeft", "Home"];
            for (let i = 0; i < changes; i++) {
                handles[i % 2].dispatchEvent(new KeyboardEvent("keydown", { key: keys[(i * 7919) % 997 % 6], bubbles: true }));
                if (i % 50 === 0) await new Promise((done) => setTimeout(done));
            }
        }""", changes)
        training.run(3)

    storm(500)
    before = megabytes()
    storm(10_000)
    assert_picture_is_right(training, figure)
    assert (megabytes() - before < 20).all()


def test_run_again_restarted_saved_and_opened_again(training):
    training.run(1)
    training.run(2)
    assert training.figures().count() == 2
    training.tell("await open.context.sessionContext.session.kernel.restart()")
    figure = browser.Figure(training.figures().first)
    figure.press(1, "End")
    assert "iteration 500 of 500" in figure.words, "the figure needs no kernel"
    training.run_all()
    assert training.figures().count() == 2
    browser.Figure(training.figures().first).press(1, "End", "ArrowLeft")
    training.tell("await open.context.save(); await open.context.sessionContext.shutdown()")
    opened_again = training.opened_again()
    figure = browser.Figure(opened_again.figures().first)
    assert "iteration 499 of 500" in figure.words
    figure.press(1, "Home")
    assert_picture_is_right(training, figure)
