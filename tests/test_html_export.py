"""The lessons as pages and as slides: do they work in a browser that has no kernel and no network?"""

import os
import runpy

import browser
import nbformat
import numpy as np
import pytest
import slides as check

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
PREDICTION = """## A prediction

**Predict first.** How many penguins?

<details><summary>Answer</summary>

Some.

</details>"""
EXERCISE = "## Your turn: double it"
HINT = f"<details><summary>Hint</summary>\n\nTake it twice. {'Think again. ' * 110}\n\n</details>"
LONG_EXERCISE = "## Your turn: triple it\n\n" + "Three times as much, if you please. " * 24
LONG_SOLUTION = "# Solution\n" + "\n".join(f"triple_{i} = {i} + {i} + {i}" for i in range(14))
LONG = "## Long\n\n" + "\n\n".join(f"Paragraph {i}. " + "Many words are said here. " * 20 for i in range(9))
TRAINING = 'explorers.training_explorer(standardise(birds.X).X, birds.y, [0.5], 100, start={"iteration": 0})'


@pytest.fixture(scope="module")
def chromium():
    if not browser.executable():
        pytest.skip(browser.MISSING)
    with browser.chromium() as one:
        yield one


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where a small lesson lies as a page and as slides."""
    folder = tmp_path_factory.mktemp("pages")
    cell, exercise = nbformat.v4, {"tags": ["exercise"]}
    lesson = nbformat.reads(browser.notebook(SETUP, TRAINING, "explorers.sigmoid_explorer()"), as_version=4)
    lesson.cells.insert(0, cell.new_markdown_cell(FORMULA))
    lesson.cells += [
        cell.new_markdown_cell(PREDICTION),
        cell.new_code_cell("print(len(birds.y))"),
        cell.new_markdown_cell("That many."),
        cell.new_markdown_cell("As promised.", metadata={"slideshow": {"slide_type": "fragment"}}),
        cell.new_markdown_cell(EXERCISE),
        cell.new_code_cell("def double(x):\n    ...  # replace this line", metadata=exercise),
        cell.new_markdown_cell(HINT, metadata={"tags": ["hint"]}),
        cell.new_code_cell("# Solution\ndef double(x):\n    return 2 * x", metadata={"tags": ["solution"], "jupyter": {"source_hidden": True}}),
        cell.new_markdown_cell(LONG_EXERCISE),
        cell.new_code_cell("def triple(x):\n    ...  # replace this line", metadata=exercise),
        cell.new_code_cell(LONG_SOLUTION, metadata={"tags": ["solution"]}),
        cell.new_markdown_cell(LONG),
    ]
    nbformat.write(lesson, folder / "lesson.ipynb")
    try:
        EXPORT["export"]([folder / "lesson.ipynb"], html=folder / "html", slides=folder / "slides")
    except SystemExit as stop:
        may_be_missing = browser.VARIABLE not in os.environ and "npm" in str(stop)
        (pytest.skip if may_be_missing else pytest.fail)(str(stop))
    return folder


@pytest.fixture(scope="module")
def new_page(chromium):
    """Pages of a browser without a network, which keep what they asked for and what went wrong."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    context.set_offline(True)

    def new_page():
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.requests, page.complaints = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    return new_page


@pytest.fixture(scope="module")
def page(folder, new_page):
    """The page of the lesson, opened from the disk."""
    page = new_page()
    page.goto((folder / "html/lesson.html").as_uri())
    page.locator(".live-figure svg[role=img]").nth(1).wait_for()
    return page


@pytest.fixture(scope="module")
def deck(folder, new_page):
    """The slides of the lesson, opened from the disk."""
    deck = new_page()
    check.open_deck(deck, folder / "slides/lesson.html")
    return deck


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


def test_a_page_folds_hint_and_solution_and_the_keyboard_unfolds_them(page):
    for name, words in (("Hint", "Take it twice."), ("Solution", "return 2 * x")):
        fold, folded = page.locator("summary", has_text=name).first, page.get_by_text(words)
        assert not folded.is_visible()
        fold.press("Enter")
        assert folded.is_visible()
        fold.press("Space")
        assert not folded.is_visible()


def test_paper_shows_what_is_unfolded_and_nothing_to_press(page):
    page.locator("summary", has_text="Hint").click()
    page.emulate_media(media="print")
    assert page.get_by_text("Take it twice.").is_visible()
    for gone in (page.locator("summary", has_text="Solution").first, page.get_by_role("button", name="Play"), page.locator(".noUi-handle").first):
        assert not gone.is_visible()
    page.emulate_media(media="screen")


# Slides ----------------------------------------------------------------------------------------------------------------

def go_to(deck, text):
    """Turn to the first slide with these words, everything covered."""
    deck.evaluate("""(text) => {
        document.activeElement.blur();
        const { h, v } = Reveal.getIndices(Reveal.getSlides().find((slide) => slide.textContent.includes(text)));
        Reveal.slide(h, v, -1);
    }""", text)


def shown(deck):
    return deck.locator("section.present section.present")


def test_a_heading_begins_a_slide_and_what_leads_to_the_next_code_one_below_it():
    markdown, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    cells = [
        markdown("# Title"), markdown("## One\n\nWords."), code("1"), markdown("About 1.\n\nLeads to 2."), code("2"),
        markdown("About 2.\n\nMore about 2."), markdown("**Predict first.** What is 3?"), code("3"), markdown("About 3."), code("4"),
        markdown("So:"), code("5"), markdown("About 5.\n\n## Two\n\nWords."), code("6", metadata={"tags": ["exercise"]}),
        code("7", metadata={"tags": ["check"]}), markdown("Hint", metadata={"tags": ["hint"]}), code("8", metadata={"tags": ["solution"]}),
        markdown("So it is.\n\nOn."), code("9"),
        markdown("Out", metadata={"slideshow": {"slide_type": "skip"}}), markdown("New", metadata={"slideshow": {"slide_type": "subslide"}}),
    ]
    mark = {"slide": "=", "subslide": "-", "skip": "!", "-": " "}
    assert [mark[part.metadata.slideshow.slide_type] + part.source.split("\n")[0] for part in EXPORT["outline"](cells)] == [
        "=# Title", "=## One", " 1", " About 1.", "-Leads to 2.", " 2",
        " About 2.", "-**Predict first.** What is 3?", " 3", " About 3.", "-4",
        "-So:", " 5", " About 5.", "=## Two", " 6", " 7", " Hint", " 8",
        "-So it is.", " 9", "!Out", "-New",
    ]


def test_every_slide_holds_what_is_on_it_folded_and_unfolded(deck):
    assert check.complaints(deck) == []


def test_the_check_of_the_slides_finds_what_can_not_be_seen(deck):
    go_to(deck, "Your turn")
    for style, complaint in (("position: absolute; top: 710px", "off the slide"), ("position: absolute; top: 680px; left: 20px; margin: 0; font-size: 30px", "covered"),
                             ("position: absolute; width: 50px; overflow: hidden; white-space: pre", "cut off"), ("font-size: 15px", "too small")):
        heading = shown(deck).locator("h2")
        heading.evaluate("(heading, style) => (heading.style = style)", style)
        assert complaint in str(deck.evaluate(check.SEEN, check.SMALLEST))
        heading.evaluate("heading => (heading.style = '')")


def test_what_is_too_long_for_one_slide_goes_on_on_the_next(deck):
    parts = deck.evaluate("Reveal.getSlides().map((slide) => slide.textContent.match(/Paragraph [0-9]/g) ?? []).filter((found) => found.length)")
    assert len(parts) > 1
    assert sum(parts, []) == [f"Paragraph {i}" for i in range(9)]


def test_a_key_uncovers_the_answer_to_a_prediction_and_the_next_one_what_is_said_about_it(deck):
    go_to(deck, "How many penguins?")
    steps = [shown(deck).locator("pre", has_text="274"), shown(deck).get_by_text("That many."), shown(deck).get_by_text("As promised.")]
    for count in range(4):
        assert sum(step.is_visible() for step in steps) == count
        assert all(step.is_visible() for step in steps[:count])
        deck.keyboard.press("ArrowRight")
    assert "Your turn" in shown(deck).text_content()


def test_hint_and_solution_are_folded_and_one_is_open_at_a_time(deck):
    go_to(deck, "Your turn")
    words = {name: shown(deck).get_by_text(text) for name, text in (("Hint", "Take it twice."), ("Solution", "return 2 * x"))}
    assert not any(text.is_visible() for text in words.values())
    for name in words:
        shown(deck).locator("summary", has_text=name).press("Enter")
        assert [other for other, text in words.items() if text.is_visible()] == [name]


def test_a_solution_that_can_not_be_unfolded_beside_its_exercise_has_a_slide_of_its_own(deck):
    go_to(deck, "triple it")
    assert "Solution" not in shown(deck).text_content()
    deck.keyboard.press("ArrowRight")
    assert shown(deck).locator("summary").all_text_contents() == ["Solution"]


def place(deck):
    return deck.evaluate("Reveal.getSlidePastCount()")


def test_a_slider_keeps_its_keys_until_escape_or_a_remote_control(deck):
    go_to(deck, "explorers.sigmoid_explorer()")
    here, explorer = place(deck), figure(deck, 1)
    explorer.press(0, "End")
    explorer.press(1, "ArrowLeft")
    assert explorer.words.startswith(f"w = 5, b = −0.25: at x = 1 the sum z is 4.75, the output a is {sigmoid(4.75):.3f}")
    assert place(deck) == here
    deck.keyboard.press("Escape")
    deck.keyboard.press("ArrowRight")
    assert place(deck) > here
    deck.keyboard.press("ArrowLeft")
    assert place(deck) == here
    words = explorer.words
    explorer.press(0, "PageDown")
    assert place(deck) > here
    assert explorer.words == words


def test_nothing_of_all_this_asked_the_network_or_went_wrong(page, deck):
    for one in (page, deck):
        assert [url for url in one.requests if not url.startswith(("file:", "data:", "blob:"))] == []
        assert one.complaints == []


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
