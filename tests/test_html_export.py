"""The lessons as pages: do their figures move in a browser that has no kernel and no network?"""

import json
import os
import runpy

import browser
import numpy as np
import pytest

from lessons_lib import explorers
from lessons_lib.data import penguins
from lessons_lib.neuron import accuracy, predict, sigmoid, standardise, train

EXPORT = runpy.run_path(str(browser.ROOT / "docs/export_html.py"))
FORMULA = r"""# What is a neuron?

Inline $a = \sigma(z)$ and alone:

$$\frac{\partial L}{\partial w}$$

Then [the loss](03_loss.ipynb#idea)."""
SETUP = """
from lessons_lib import explorers
from lessons_lib.data import penguins
from lessons_lib.neuron import standardise
birds = penguins()
"""
TRAINING = 'explorers.training_explorer(standardise(birds.X).X, birds.y, [0.5], 100, start={"iteration": 0})'


@pytest.fixture(scope="module")
def chromium():
    if not browser.executable():
        pytest.skip(browser.MISSING)
    with browser.chromium() as one:
        yield one


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    """The page of a small lesson, opened from the disk by a browser without a network."""
    folder = tmp_path_factory.mktemp("pages")
    lesson = json.loads(browser.notebook(SETUP, TRAINING, "explorers.sigmoid_explorer()"))
    lesson["cells"].insert(0, {"cell_type": "markdown", "id": "formula", "metadata": {}, "source": FORMULA})
    (folder / "lesson.ipynb").write_text(json.dumps(lesson))
    try:
        EXPORT["export"]([folder / "lesson.ipynb"], folder / "html")
    except SystemExit as stop:
        may_be_missing = browser.VARIABLE not in os.environ and "npm" in str(stop)
        (pytest.skip if may_be_missing else pytest.fail)(str(stop))
    context = chromium.new_context()
    context.set_offline(True)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.requests, page.complaints = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto((folder / "html/lesson.html").as_uri())
    page.locator(".live-figure svg[role=img]").nth(1).wait_for()
    return page


def figure(page, i):
    return browser.Figure(page.locator(".live-figure").nth(i))


def test_the_training_says_and_draws_what_train_computes(page):
    birds = penguins()
    X = standardise(birds.X).X
    training = train(X, birds.y, learning_rate=0.5, iterations=100)
    here = explorers.training_explorer(X, birds.y, [0.5], 100)
    trail = next(track for track in here._tracks if track.kind == "trails")
    to_data = here.figure.axes[1].transData.inverted()
    for keys, iteration in ((["End"], 100), (["ArrowLeft"], 99), (["Home"], 0), (["ArrowRight"] * 3, 3)):
        figure(page, 0).press(0, *keys)
        right = accuracy(birds.y, predict(X, training.weights[iteration][:, None], training.intercepts[iteration]))
        assert figure(page, 0).words.startswith(
            f"iteration {iteration} of 100: loss {training.losses[iteration]:.4f}, accuracy {100 * right:.1f} %")
        drawn = figure(page, 0).path(here.picture.tracks[here._tracks.index(trail)]["id"]) * np.array([1, -1]) + [0, 72 * here.figure.get_figheight()]
        np.testing.assert_allclose(to_data.transform(drawn * here.figure.dpi / 72)[:, 1], training.losses[: iteration + 1], rtol=1e-3)


def test_both_sliders_of_the_sigmoid_move_it(page):
    sigmoid_figure = figure(page, 1)
    sigmoid_figure.press(0, "End")
    sigmoid_figure.press(1, "ArrowLeft")
    assert sigmoid_figure.words.startswith(f"w = 5, b = −0.25: at x = 1 the sum z is 4.75, the output a is {sigmoid(4.75):.3f}")
    for handle in sigmoid_figure.handles.all():
        box = handle.bounding_box()
        assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('.noUi-handle') !== null",
                             [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]), "the handle can't be seen"


def test_play_plays(page):
    figure(page, 0).press(0, "Home")
    figure(page, 0).box.get_by_role("button", name="Play").click()
    page.wait_for_function("box => box.querySelector('p').textContent.startsWith('iteration 9 ')", arg=figure(page, 0).box.element_handle())
    figure(page, 0).box.get_by_role("button", name="Pause").click()


def test_formulas_links_and_the_title(page):
    assert page.title() == "What is a neuron?"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("mjx-container svg").count() == 2
    assert page.locator("mjx-assistive-mml mfrac").count() == 1
    assert page.get_by_role("link", name="the loss").get_attribute("href") == "03_loss.html#idea"


def test_nothing_of_all_this_asked_the_network_or_went_wrong(page):
    assert [url for url in page.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert page.complaints == []


def test_what_npm_brings_is_checked(tmp_path, monkeypatch):
    monkeypatch.setattr(EXPORT["shutil"], "which", lambda name: None)
    with pytest.raises(SystemExit, match="there is no npm: install"):
        EXPORT["fetch_assets"](tmp_path)
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nshift 3\nfor package; do echo other > $$.tgz; echo $$.tgz; done\n")
    npm.chmod(0o755)
    monkeypatch.setattr(EXPORT["shutil"], "which", lambda name: str(npm))
    with pytest.raises(SystemExit, match="html-manager@1.0.15 has another sha256"):
        EXPORT["fetch_assets"](tmp_path / "assets")
    assert list((tmp_path / "assets").iterdir()) == []
