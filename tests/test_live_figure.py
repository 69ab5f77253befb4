"""A live figure shows what matplotlib would show, at every place of its sliders; and it refuses what it can't show."""

import base64
import io
import re
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib import patheffects
from matplotlib.figure import Figure
from PIL import Image

from lessons_lib.live_figure import LiveFigure

SVG = "{http://www.w3.org/2000/svg}"
PLACES = {"x": range(3), "y": [0.5, 1, 2, 4]}
DRAW = {
    "line": lambda axes, points: axes.plot(*points.T)[0],
    "markers": lambda axes, points: axes.plot(*points.T, "o")[0],
    "line and markers": lambda axes, points: axes.plot(*points.T, "s--")[0],
    "points": lambda axes, points: axes.scatter(*points.T, s=30),
    "points of several colours": lambda axes, points: axes.scatter(*points.T, c=range(len(points))),
    "area": lambda axes, points: axes.fill(*points.T, edgecolor="black")[0],
    "area between": lambda axes, points: axes.fill_between(points[:, 0], points[:, 1]),
    "words": lambda axes, points: axes.text(*points[0], "word"),
}
SCALES = {
    "linear": {"xlim": (0, 12), "ylim": (20, 0)},
    "log": {"xscale": "log", "yscale": "log", "xlim": (0.1, 20), "ylim": (0.1, 20)},
    "symlog": {"xscale": "symlog", "yscale": "log", "xlim": (-5, 20), "ylim": (0.1, 20)},
}


def shown(svg):
    """The parts of an SVG by their ids."""
    return {element.get("id"): element for element in ElementTree.fromstring(svg).iter() if element.get("id")}


def drawn(part):
    """Where matplotlib drew a part: the points of its marks, of its path, or of its words, of whichever it has."""
    marks = [(mark.get("x"), mark.get("y")) for mark in part.iterfind(f"{SVG}g/{SVG}use") if mark.get("y")]
    paths = [re.findall(r"[ML] (\S+) (\S+)", path.get("d")) for path in part.iterfind(f"{SVG}path")]
    words = re.findall(r"translate\((\S+) (\S+)\)", ElementTree.tostring(part, encoding="unicode"))[:1]
    return [np.array(points, dtype=float) for points in ([marks] if marks else []) + paths or [words]]


def sent(live, number, places):
    """Where the browser puts what moves with this number."""
    track = live.picture.tracks[number]
    start = track["offset"] + np.dot(track["steps"], places)
    return np.frombuffer(live.picture.coordinates, "<f4")[start : start + track["size"]].reshape(-1, 2)


def svg_of(figure):
    with io.BytesIO() as file, matplotlib.rc_context({"path.simplify": False}):
        figure.savefig(file, format="svg")
        return file.getvalue()


@pytest.mark.parametrize("scale", SCALES)
def test_everything_moves_to_where_matplotlib_would_draw_it(scale):
    def figure_of(draws, arrays, places):
        figure = Figure(figsize=(9, 5))
        artists = []
        for axes, (name, draw), array in zip(figure.subplots(2, 4).ravel(), draws.items(), arrays):
            axes.set_axis_off()
            x, y = np.minimum(places, np.array(array.shape[:2]) - 1)
            artists.append(draw(axes, array[x, y]))
            artists[-1].set_gid(name)
            axes.set(**SCALES[scale])
        return figure, artists

    rng = np.random.default_rng(1)
    lengths = [(3, 4), (1, 4), (3, 1)]
    arrays = [rng.uniform(1, 10, (*lengths[i % 3], 1 if name == "words" else 5, 2)) for i, name in enumerate(DRAW)]
    figure, artists = figure_of(DRAW, arrays, (0, 0))
    live = LiveFigure(figure, PLACES, moves=dict(zip(artists, arrays)), title="")
    for places in ((0, 0), (2, 1), (1, 3)):
        parts = shown(svg_of(figure_of(DRAW | {"area between": DRAW["area"]}, arrays, places)[0]))
        for number, name in enumerate(DRAW):
            points = sent(live, number, places)
            if "area" in name:
                np.testing.assert_array_equal(points[-1], points[0], err_msg="the edge of the area is open")
                points = points[:-1]
            for where in drawn(parts[name]):
                np.testing.assert_allclose(points, where, atol=0.002 if name != "words" else 1, err_msg=name)


def framed(make):
    """A figure with an axes whose frame can be found in its SVG, and a line."""
    figure, axes = make()
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="a label", title="a title")
    axes.patch.set_gid("frame")
    return figure, axes, axes.plot([0, 1], [0, 1])[0]


def alone(**how):
    figure = Figure(**how)
    return figure, figure.subplots()


def in_subfigure():
    figure = Figure(layout="constrained")
    parts = figure.subfigures(1, 2)
    parts[0].subplots()
    return figure, parts[1].subplots()


def with_pyplot():
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    pyplot.close(figure)
    return figure, axes


def of_equal_scales():
    figure, axes = alone(figsize=(8, 3))
    axes.set_aspect("equal")
    return figure, axes


@pytest.mark.parametrize("settings", [{}, {"savefig.bbox": "tight", "savefig.dpi": 50}], ids=["usual", "tight"])
@pytest.mark.parametrize("make", [
    alone, lambda: alone(layout="constrained"), lambda: alone(layout="tight"), lambda: alone(dpi=217, figsize=(5, 2.5)),
    in_subfigure, with_pyplot, of_equal_scales,
], ids=["plain", "constrained", "tight", "fine", "subfigure", "pyplot", "equal"])
def test_a_line_across_the_axes_ends_in_their_corners_however_the_figure_is_laid_out(make, settings):
    with matplotlib.rc_context(settings):
        figure, axes, line = framed(make)
        moves = {line: [[[0, 0], [1, 1]], [[0, 1], [1, 0]]]}
        live = LiveFigure(figure, {"x": range(2)}, moves=moves, texts={axes.title: "{x}"}, title="")
    corners = drawn(shown(live.picture.svg)["frame"])[0]  # from the lower left, against the clock
    np.testing.assert_allclose(sent(live, 0, [0]), corners[[0, 2]], atol=0.01)
    np.testing.assert_allclose(sent(live, 0, [1]), corners[[3, 1]], atol=0.01)
    assert float(live.picture.texts[0]["x"]) == pytest.approx(corners[:2, 0].mean(), abs=0.1)


def test_labels_of_axes_change_where_they_stand():
    figure, axes, _ = framed(lambda: alone(dpi=150))
    live = LiveFigure(figure, {"x": range(2)}, texts={axes.xaxis.label: "now {x}"}, title="")
    figure.draw_without_rendering()
    box = axes.xaxis.label.get_window_extent()
    label = live.picture.texts[0]
    assert (label["x"], 4.8 * 72 - label["y"]) == pytest.approx(((box.x0 + box.x1) / 2 * 72 / 150, box.y1 * 72 / 150), abs=1)


def test_words_that_change_look_as_they_did():
    figure, axes = alone()
    word = axes.text(0.5, 0.5, "", ha="right", color="red", alpha=0.5, fontsize=7, fontweight="bold")
    style = LiveFigure(figure, {"x": range(2)}, texts={word: "{x}"}, title="").picture.texts[0]["style"]
    assert {"font-size: 7.0px", "font-weight: bold", "fill: #ff000080", "text-anchor: end"} <= set(style.split("; "))


def test_words_that_change_take_no_letters_from_others():
    figure = Figure()
    left, right = figure.subplots(1, 2)
    left.set_axis_off()
    moved = left.text(np.nan, 0, "0.5")
    right.set_xlim(0, 1)
    live = LiveFigure(figure, {"x": range(2)}, moves={moved: [[[np.nan, 0]], [[0, 1]]]}, title="")
    parts = shown(live.picture.svg)
    assert set(re.findall('href="#([^"]+)"', live.picture.svg)) <= parts.keys()
    assert len(parts["live-0"]) == 0  # else the browser would wipe away what is in it


def test_a_gap_is_a_gap():
    figure, _, line = framed(alone)
    live = LiveFigure(figure, {"x": range(2)}, moves={line: [[[0.5, 0.5], [np.nan, 1], [1, np.inf]]] * 2}, title="")
    np.testing.assert_array_equal(np.isnan(sent(live, 0, [1])), [[False, False], [True, True], [True, True]])


# What can't be shown ----------------------------------------------------------------------------------------------------

def refused(change):
    """Make a figure of two sliders with one thing changed."""
    figure = Figure(figsize=(3, 2))
    axes = figure.subplots()
    axes.set_axis_off()
    it = SimpleNamespace(figure=figure, axes=axes, line=axes.plot([0, 1], [0, 1], label="the line")[0], word=axes.text(0, 0, "word"))
    wanted = {"figure": figure, "sliders": PLACES, "moves": {it.line: np.zeros((3, 4, 2, 2))}, "title": "",
              "numbers": {"loss": np.zeros((3, 1)), "way": [["up"] * 4]}}
    LiveFigure(**wanted | change(it))


def moving(draw, points=2):
    return lambda it: {"moves": {draw(it.axes): np.ones((3, 4, points, 2))}}


def shaped(*shape):
    return lambda it: {"moves": {it.line: np.zeros(shape)}}


def test_the_figure_that_the_refused_ones_differ_from_is_shown():
    refused(lambda it: {})


SHAPE = r"expected \(3 or 1, 4 or 1, points, 2\).*x, y"
MARKS = "not drawn with one mark.*axes.plot"
NAMES = r"expected one of \{x\}, \{y\}, \{loss:.2f\}, \{way\}"


@pytest.mark.parametrize("change, error, message", [
    (lambda it: {"figure": it.axes}, TypeError, "figure is a Axes, expected a matplotlib Figure"),
    # arrays
    (shaped(2, 4, 2, 2), ValueError, r"Line2D 'the line'\] has shape \(2, 4, 2, 2\), " + SHAPE),
    (shaped(3, 5, 2, 2), ValueError, SHAPE),
    (shaped(3, 4, 2, 3), ValueError, SHAPE),
    (shaped(4, 2, 2), ValueError, SHAPE),
    (shaped(1, 3, 4, 2, 2), ValueError, SHAPE),
    (lambda it: {"moves": {it.word: np.zeros((3, 4, 2, 2))}}, ValueError, r"expected \(3 or 1, 4 or 1, 1, 2\)"),
    (lambda it: {"moves": {it.line: np.full((3, 4, 2, 2), "1")}}, TypeError, "moves.*the line.*<U1, expected numbers"),
    (lambda it: {"moves": {it.line: np.ma.masked_less(np.zeros((3, 4, 2, 2)), 1)}}, ValueError, "masked: put NaN"),
    (lambda it: {"shows": {it.line: np.zeros((3, 3))}}, ValueError, r"shows.* expected \(3 or 1, 4 or 1\)"),
    (lambda it: {"numbers": {"loss": np.zeros(3)}}, ValueError, r"numbers\['loss'\] has shape \(3,\), expected \(3 or 1, 4 or 1\)"),
    (lambda it: {"numbers": {"loss": [[None]]}}, TypeError, r"numbers\['loss'\] holds object"),
    (lambda it: {"trails": {it.line: np.zeros((3, 1, 5, 2))}}, ValueError, r"expected \(3 or 1, 4 or 1, 4, 2\)"),
    (lambda it: {"trails": {it.line: np.zeros((3, 4, 4, 2))}}, ValueError, "axis of the last slider must be 1"),
    (lambda it: {"moves": {it.line: np.zeros((3, 4, 4, 2))}, "trails": {it.line: np.zeros((3, 1, 4, 2))}}, ValueError, "is in moves and in trails"),
    (lambda it: {"keep": True, "words": "no name"}, ValueError, "nothing to keep: words='no name'"),
    (lambda it: {"trails": {it.axes.scatter([0], [0]): np.zeros((3, 1, 4, 2))}}, TypeError, "can't leave a trail: draw a line"),
    (lambda it: {"moves": {it.line: np.zeros((3, 4, 200_000, 2))}}, ValueError, r"19.2 MB.*8 MB.*moves\[Line2D 'the line'\].*fewer points"),
    (lambda it: {"sliders": {"x": range(1100), "y": range(1000)}, "moves": {}, "numbers": {"n": np.zeros((1100, 1000))}}, ValueError,
     r"numbers\['n'\]"),
    # artists
    (lambda it: {"moves": {Figure().subplots().plot([0, 1])[0]: np.zeros((3, 4, 2, 2))}}, ValueError, "not an artist of this figure"),
    (lambda it: {"texts": {Figure().text(0, 0, "alien"): "{x}"}}, ValueError, "Text 'alien' is not an artist of this figure"),
    (lambda it: {"shows": {it.axes.bar([0, 1], [1, 1]): np.zeros((3, 4))}}, ValueError, "BarContainer .* is not an artist of"),
    (lambda it: {"shows": {it.axes.annotate("a", (0, 0), (1, 1), arrowprops={}): np.zeros((3, 4))}}, TypeError, "Annotation 'a'.*arrow"),
    (moving(lambda axes: axes.imshow(np.eye(2))), TypeError, "AxesImage .* can't be moved: draw lines"),
    (moving(lambda axes: axes.bar([0, 1], [1, 1])), TypeError, "BarContainer .* can't be moved"),
    (moving(lambda axes: axes.bar([0], [1])[0]), TypeError, "Rectangle .* can't be moved"),
    (moving(lambda axes: axes.axline((0, 0), slope=1)), TypeError, "AxLine .* can't be moved"),
    (moving(lambda axes: axes.annotate("a", (0, 0), (5, 5), textcoords="offset points"), 1), TypeError, "Annotation 'a' can't be moved"),
    (moving(lambda axes: axes.figure.add_subplot(projection="3d").plot([0], [0], [0])[0]), TypeError, "Line3D .* can't be moved"),
    (moving(lambda axes: axes.scatter([0, 1], [0, 1], s=[9, 20])), ValueError, MARKS),
    (moving(lambda axes: axes.fill_between([0, 1], [0, 1], color="red")), ValueError, MARKS),
    (moving(lambda axes: axes.step([0, 1], [0, 1])[0]), ValueError, MARKS),
    (moving(lambda axes: axes.plot([0, 1], "o", markevery=2)[0]), ValueError, MARKS),
    (moving(lambda axes: axes.plot([0, 1], "o", fillstyle="left")[0]), ValueError, MARKS),
    (moving(lambda axes: axes.plot([0, 1], "--", gapcolor="red")[0]), ValueError, MARKS),
    (moving(lambda axes: axes.plot([0, 1], path_effects=[patheffects.withStroke(linewidth=3)])[0]), ValueError, MARKS),
    (moving(lambda axes: axes.plot([0, 1], linestyle="none")[0]), ValueError, MARKS),
    (moving(lambda axes: axes.plot([0, 1], rasterized=True)[0]), ValueError, "leaves nothing in the picture"),
    (lambda it: {"texts": {it.axes.set_xlabel("off"): "{x}"}}, ValueError, "Text 'off' leaves nothing in the picture"),
    (lambda it: {"shows": {it.axes.text(np.nan, 0, "lost"): np.zeros((3, 4))}}, ValueError, "Text 'lost' leaves nothing"),
    (lambda it: {"texts": {it.axes.text(0, 0, "a", rotation=90): "{x}"}}, ValueError, "Text 'a' can't change.*level"),
    (lambda it: {"texts": {it.axes.text(0, 0, "a", bbox={}): "{x}"}}, ValueError, "box"),
    (lambda it: {"texts": {it.word: "$x^2$ = {x}"}}, ValueError, "formulas"),
    (lambda it: {"texts": {it.word: "two\nlines"}}, ValueError, "one level line"),
    (lambda it: {"texts": {it.line: "{x}"}}, TypeError, "template for Line2D 'the line', which is not a text"),
    # sliders
    (lambda it: {"sliders": {}}, ValueError, "sliders holds nothing, expected one or two"),
    (lambda it: {"sliders": [range(5)]}, ValueError, "expected one or two: sliders={'x': values}"),
    (lambda it: {"sliders": PLACES | {"z": range(2)}}, ValueError, "sliders holds x, y, z, expected one or two"),
    (lambda it: {"sliders": {"x": []}}, ValueError, r"slider 'x' has values of shape \(0,\), expected at least 2"),
    (lambda it: {"sliders": {"x": [1]}}, ValueError, "expected at least 2"),
    (lambda it: {"sliders": {"x": 5}}, ValueError, r"shape \(\), expected at least 2"),
    (lambda it: {"sliders": {"x": [None, 1]}}, TypeError, "value is None, expected a number or words"),
    (lambda it: {"sliders": {"x": range(1, 5)}}, ValueError, r"range\(1, 5\): a range starts at 0 .* list\(range\(1, 5\)\)"),
    (lambda it: {"sliders": {"x": range(0, 9, 2)}}, ValueError, "has step 1"),
    (lambda it: {"sliders": {"x": [1_000_000, 1_000_001]}}, ValueError, r"several values that are called 1e\+06"),
    (lambda it: {"start": {"y": 3}}, ValueError, r"y can't be 3: its values are 0.5, 1, 2 \.\.\. 4"),
    (lambda it: {"start": {"z": 3}}, ValueError, "no slider 'z': the sliders are x, y"),
    (lambda it: {"stills": [{}, {"z": 3}]}, ValueError, "no slider 'z'"),
    (lambda it: {"stills": [{"x": -1}]}, ValueError, "x can't be −1"),
    (lambda it: {"play": "z"}, ValueError, "no slider 'z' to play: the sliders are x, y"),
    # templates
    *((lambda it, words=words: {"words": words}, ValueError, NAMES)
      for words in ("{z}", "{z:.2f}", "{x:d}", "{x:.2f}", "{loss:.4g}", "{loss}", "{loss:f}", "{way:.1f}", "{}", "{0}")),
    (lambda it: {"texts": {it.word: "{nothing}"}}, ValueError, r"'\{nothing\}' names \{nothing\}, " + NAMES),
])
def test_what_would_be_a_wrong_picture_is_refused(change, error, message):
    with pytest.raises(error, match=message):
        refused(change)


def test_a_refused_figure_can_be_handed_in_again():
    figure, axes, line = framed(alone)
    word = axes.text(0, 0, "word")
    line.set_drawstyle("steps")
    moves = {word: np.ones((2, 1, 2)), line: np.ones((2, 2, 2))}
    with pytest.raises(ValueError, match=MARKS):
        LiveFigure(figure, {"x": range(2)}, moves=moves, title="")
    line.set_drawstyle("default")
    assert LiveFigure(figure, {"x": range(2)}, moves=moves, title="").picture.texts[0]["parts"] == ["word"]


# Words, and what is kept in the notebook --------------------------------------------------------------------------------

def example(**changes):
    """A red point that goes to the right with x and up with y."""
    figure, axes = alone(figsize=(4, 3))
    axes.set(xlim=(-1, 3), ylim=(-1, 4))
    point, = axes.plot(0, 0, "o", color="red", markersize=20)
    trail, = axes.plot(0, 0)
    word = axes.text(0, 3, "")
    x, y = np.meshgrid(range(3), range(4), indexing="ij")
    wanted = {
        "moves": {point: np.stack([x, y], axis=-1)[:, :, None]}, "trails": {trail: np.ones((1, 1, 4, 2))}, "texts": {word: "x is {x}"},
        "shows": {axes.title: [[True], [False], [True]]}, "words": "<{x}> & {y}", "title": 'A "point"', "alt": "It <moves>.",
    }
    axes.set_title("now and then")
    live = LiveFigure(figure, PLACES, **wanted | changes)
    return SimpleNamespace(live=live, figure=figure, axes=axes, point=point, trail=trail, word=word)


@pytest.mark.parametrize("template, place, words", [
    ("x = {x}, y = {y}", {"x": 2}, "x = 2, y = 0.5"),
    ("{{{y}}}", {"y": 4}, "{4}"),
    ("{small:.2f} {small:.4f}", {}, "0.00 −0.0001"),
    ("{tall:.0f} {tall:.1f}", {"x": 1}, "−13 −12.6"),
    ("{tall:.1%}", {"x": 1, "y": 2}, "−1260.0 %"),
    ("{wide:.0%} {wide:.2f}", {"x": 2, "y": 2}, "50 % 0.50"),
    ("{way}, {right:.0f}", {"x": 1, "y": 2}, "up-hill, 1"),
])
def test_words_say_where_the_sliders_are(template, place, words):
    numbers = {"small": [[-0.0001]], "tall": np.array([[1], [-12.6], [3]]), "wide": [[0, 0.25, 0.5, 0.75]],
               "way": [["down", "flat", "up-hill", "up"]], "right": [[True]]}
    it = example(words=template, numbers=numbers, start=place, stills=[place])
    assert it.live._repr_mimebundle_()[0]["text/plain"].split("\n")[1:] == [words]
    assert it.word.get_text() == f"x is {place.get('x', 0)}"


def test_sliders_say_their_values():
    figure, _, _ = framed(alone)
    sliders = {"x": np.array([-0.5, -0.0, 1e-5]), "y": ["one", "two"]}
    live = LiveFigure(figure, sliders, title="", start={"x": 1e-5, "y": "two"}, play="y")
    assert live.picture.labels == [["−0.5", "0", "1e−05"], ["one", "two"]]
    assert [control.index for control in live.controls.values()] == [2, 1] == [live.picture.place_0, live.picture.place_1]


def test_the_notebook_keeps_stills_with_their_words():
    live = example(stills=[{}, {"x": 1, "y": 2}, {"x": 2, "y": 4}]).live
    bundle = live._repr_mimebundle_()[0]
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == live.model_id
    assert bundle["text/plain"] == 'A "point". It <moves>.\n<0> & 0.5\n<1> & 2\n<2> & 4'
    images = re.findall(r'<img alt="([^"]*)"[^>]*src="data:image/png;base64,([^"]*)"', bundle["text/html"])
    assert [alt for alt, _ in images] == [f"A &quot;point&quot;, &lt;{x}&gt; &amp; {y}" for x, y in ((0, 0.5), (1, 2), (2, 4))]
    assert "<moves>" not in bundle["text/html"] and "<0>" not in bundle["text/html"]
    pixels = [np.asarray(Image.open(io.BytesIO(base64.b64decode(image))).convert("RGB"), dtype=int) for _, image in images]
    for still, point in zip(pixels, ((0, 0), (1, 2), (2, 3))):
        row, column = np.argwhere(np.abs(still - [255, 0, 0]).max(axis=-1) < 40).mean(axis=0) + 0.5
        assert (column, 300 - row) == pytest.approx(live.figure.axes[0].transData.transform(point), abs=1)
    stacked = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))).convert("RGB")
    assert stacked.size == (400, 900)
    assert np.abs(np.asarray(stacked, dtype=int) - np.vstack(pixels)).max() < 40


def test_without_wishes_the_stills_are_the_start_the_middle_and_the_end():
    assert example(start={"x": 2}).live._repr_mimebundle_()[0]["text/plain"].split("\n")[1:] == ["<2> & 0.5", "<1> & 1", "<2> & 4"]
    figure, _, _ = framed(alone)
    two = LiveFigure(figure, {"x": range(2)}, words="{x}", title="", stills=[])
    assert two._repr_mimebundle_()[0]["text/html"].count("<img") == 2


def test_the_same_live_figure_has_the_same_bytes():
    first, second = (example().live for _ in range(2))
    assert first.picture.svg == second.picture.svg and first.picture.coordinates == second.picture.coordinates
    stored = [one._repr_mimebundle_()[0] for one in (first, second, first)]
    for kind in ("text/html", "image/png", "text/plain"):
        assert stored[0][kind] == stored[1][kind] == stored[2][kind]


def test_the_picture_says_what_it_shows_and_leaves_the_page_alone():
    live = example().live
    root = ElementTree.fromstring(live.picture.svg)
    assert [(root[i].tag, root[i].get("id"), root[i].text) for i in (0, 1)] == \
        [(f"{SVG}title", "title", 'A "point"'), (f"{SVG}desc", "desc", "It <moves>.")]
    assert root.get("role") == "img" and root.get("width") == "400" and root.get("viewBox") == "0 0 288 216"
    assert not {element.tag for element in root.iter()} & {f"{SVG}style", f"{SVG}metadata"}
    assert {one["id"] for one in [*live.picture.tracks, *live.picture.texts]} <= shown(live.picture.svg).keys()
    assert [track["kind"] for track in live.picture.tracks] == ["moves", "trails", "shows"]
    assert np.frombuffer(live.picture.coordinates, "<f4")[-3:].tolist() == [1, 0, 1]
    assert live.nbytes == len(live.picture.svg) + 4 * (24 + 8 + 3)


def test_a_live_figure_stands_at_its_start():
    it = example(start={"x": 1, "y": 2})
    assert it.point.get_xydata().tolist() == [[1, 2]]
    assert len(it.trail.get_xydata()) == 3  # up to the third value of y
    assert it.word.get_text() == "x is 1"
    assert not it.axes.title.get_visible() and it.word.get_visible()


def test_a_table_has_a_column_for_each_name_in_the_words():
    assert example(keep=True).live.picture.columns == ["x", "y"]
    assert example().live.picture.columns == []


def test_the_example_for_teachers_is_a_live_figure():
    example = re.search(r"```python\n(.*?)```", (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S)[1]
    *lines, last = example.strip().split("\n")
    exec("\n".join(lines), namespace := {})
    live = eval(last, namespace)
    assert live._repr_mimebundle_()[0]["text/plain"].split("\n")[1:] == [f"shifted by {degrees} degrees" for degrees in (0, 180, 360)]


def test_lines_that_share_the_shape_of_their_marks_keep_their_marks():
    figure = Figure()
    axes = figure.subplots()
    x = np.arange(5.0)
    lines = [axes.plot(x, x + i, "o-", color="black")[0] for i in range(3)]  # matplotlib writes the shape once
    live = LiveFigure(figure, {"k": range(2)}, moves={line: np.zeros((2, 5, 2)) for line in lines[1:]}, title="lines")
    root = ElementTree.fromstring(live.picture.svg)
    drawn = {element.get("id") for element in root.iter()}
    for i in (0, 1):
        use = root.find(f".//{SVG}marker[@id='mark-of-live-{i}']/{SVG}use")
        assert use.get("{http://www.w3.org/1999/xlink}href")[1:] in drawn
