"""A matplotlib figure that follows its sliders in the browser: no kernel has to answer while they move.

matplotlib draws the figure once, as SVG. What moves is an array: the data coordinates of a line, of points or of a
filled area for every position of the sliders. Here they become coordinates of the SVG and are sent once; live_figure.js
moves the parts. Nothing in these two files knows what a figure is about.
"""

import base64
import html
import io
import re
from pathlib import Path
from string import Formatter
from typing import NamedTuple
from xml.etree import ElementTree

import anywidget
import ipywidgets
import matplotlib
import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text
from PIL import Image

MOST_BYTES = 8_000_000
SVG = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", SVG.strip("{}"))
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


class LivePicture(anywidget.AnyWidget):
    """The picture of a live figure in the browser: drawn once, moved whenever a slider changes its place."""

    _esm = Path(__file__).with_suffix(".js")
    _css = """
        .live-figure :is(th, td) { padding: 2px 12px 2px 0; text-align: left }
        .live-figure [hidden] { display: none }
        .live-figure .jupyter-widgets-disconnected::before { display: none }  /* it works without a kernel */
    """
    svg = traitlets.Unicode().tag(sync=True)
    tracks = traitlets.List().tag(sync=True)  # what moves, and where its coordinates begin
    texts = traitlets.List().tag(sync=True)  # what is said in the picture, and how it looks
    words = traitlets.List().tag(sync=True)  # what is said below it
    coordinates = traitlets.Bytes().tag(sync=True)  # float32
    numbers = traitlets.Bytes().tag(sync=True)  # float64
    labels = traitlets.List().tag(sync=True)  # what each place of each slider is called
    place_0 = traitlets.Int().tag(sync=True)
    place_1 = traitlets.Int().tag(sync=True)
    plays = traitlets.Unicode().tag(sync=True)  # the place that a play button moves
    columns = traitlets.List().tag(sync=True)  # of the table of kept rows: the names in the words; none without a table
    kept = traitlets.List().tag(sync=True)  # the places of each row


class _Track(NamedTuple):
    """What becomes of one artist: an array with one leading axis a slider, of length 1 where nothing depends on it."""

    artist: object
    kind: str
    array: np.ndarray


class LiveFigure(ipywidgets.VBox):
    """A matplotlib figure with one or two sliders, live in the browser.

    Positions stands for one axis a slider, as long as its values, or 1 where nothing depends on that slider.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Finished: its limits, its labels, and every artist that will move.
    sliders : dict, name -> values
        One or two sliders. range(n) makes one whose number can be typed.
    moves : dict, artist -> array (*positions, points, 2)
        Where, in data coordinates, lines and markers (axes.plot), points of one style (axes.scatter), a filled area
        (axes.fill) or a text (one point) are. NaN leaves a gap.
    trails : dict, line -> array (*positions, steps, 2)
        A line with one point for each value of the last slider, seen up to the current one. Its last position axis is 1.
    shows : dict, artist -> array (*positions) of booleans
        Whether an artist is there.
    texts : dict, text -> template
        What a text of the figure says. A template names sliders and, with their digits, numbers:
        "x = {x}: height {height:.2f}, {share:.1%} of {count:.0f}".
    words : template
        The line below the picture, which a screen reader speaks.
    numbers : dict, name -> array (*positions)
        What the templates may name; an array of strings is named without digits.
    title, alt : str
        The picture's name, and what it shows.
    start : dict, name of a slider -> value
        Where the sliders begin; at their first values if not given.
    play : str
        The name of a slider that gets a play button.
    keep : bool
        Add a button that keeps what the words name as a row of a table.
    stills : list of dicts like start
        What is shown where nothing can move (a web preview, a PDF); by default the start, the middle and the end.

    Raises
    ------
    ValueError, TypeError
        For what would be a wrong or a blank picture, or more than MOST_BYTES to send; the message names it and the mend.

    Attributes
    ----------
    controls : dict, name of a slider -> its ipywidgets slider
    picture : LivePicture
    nbytes : int
        How much is sent to the browser.
    """

    def __init__(self, figure, sliders, *, moves=None, trails=None, shows=None, texts=None, words="", numbers=None,
                 title, alt="", start=None, play=None, keep=False, stills=None):
        self.figure, self.title, self.alt = _finished(figure), title, alt
        self.values = _values(sliders)
        self._labels = [_labels(name, values) for name, values in self.values.items()]
        self._numbers = {name: self._over_positions(f"numbers[{name!r}]", array, kinds="biufU") for name, array in (numbers or {}).items()}
        self._words = self._template(words)
        self._texts = {artist: self._template(template) for artist, template in (texts or {}).items()}
        self._tracks = [
            self._track(artist, kind, array)
            for kind, wanted in (("moves", moves), ("trails", trails), ("shows", shows)) for artist, array in (wanted or {}).items()
        ]
        self._texts |= {track.artist: [track.artist.get_text()] for track in self._tracks
                        if isinstance(track.artist, Text) and track.kind == "moves" and track.artist not in self._texts}
        self._check_artists()
        start = self._places(start or {})
        middle, end = (tuple(share * (len(values) - 1) // 2 for values in self.values.values()) for share in (1, 2))
        self._stills = [self._places(still) for still in stills or ()] or list(dict.fromkeys([start, middle, end]))
        self.picture = self._picture(start, play, keep)
        self.nbytes = len(self.picture.svg) + len(self.picture.coordinates) + len(self.picture.numbers)
        self._check_size()
        self.controls = {name: _slider(name, labels, values, place)
                         for (name, values), labels, place in zip(self.values.items(), self._labels, start)}
        super().__init__([*self._linked(), self.picture])
        self.add_class("live-figure")

    # What was asked for, and what is wrong with it -----------------------------------------------------------------

    def _over_positions(self, name, array, last=(), kinds="biuf"):
        """The array, once it has one axis a slider and the last axes; None stands for any length."""
        if np.ma.is_masked(array):
            raise ValueError(f"{name} is masked: put NaN where nothing is, array.filled(np.nan)")
        array = np.asarray(array)
        if array.dtype.kind not in kinds:
            raise TypeError(f"{name} holds {array.dtype}, expected numbers")
        lengths = [len(values) for values in self.values.values()]
        fits = [(n, 1) for n in lengths] + [(n,) for n in last]
        if array.ndim != len(fits) or any(n not in (*fit, *[n] * (None in fit)) for n, fit in zip(array.shape, fits)):
            expected = ", ".join([f"{n} or 1" for n in lengths] + ["points" if n is None else str(n) for n in last])
            raise ValueError(f"{name} has shape {array.shape}, expected ({expected}): one axis for each slider ({', '.join(self.values)})"
                             + (", then the points, then x and y" if last else ""))
        return array

    def _track(self, artist, kind, array):
        name = f"{kind}[{_name(artist)}]"
        if kind == "shows":
            return _Track(artist, kind, self._over_positions(name, array).astype(bool))
        steps = len(list(self.values.values())[-1])
        points = 1 if isinstance(artist, Text) else None if kind == "moves" else steps
        array = self._over_positions(name, array, (points, 2)).astype(float)
        if kind == "trails" and array.shape[-3] != 1:
            raise ValueError(f"{name} has shape {array.shape}: the axis of the last slider must be 1, for a trail is one line that it reveals")
        if isinstance(artist, (Polygon, PolyCollection)):  # back to the first point, for the edge of the area
            array = np.concatenate([array, array[..., :1, :]], axis=-2)
        return _Track(artist, kind, array)

    def _check_artists(self):
        inside = set(map(id, self.figure.findobj()))
        placed = [track.artist for track in self._tracks if track.kind != "shows"]
        if twice := [artist for artist in placed if placed.count(artist) > 1]:
            raise ValueError(f"{_name(twice[0])} is in moves and in trails: choose one")
        for artist, kind, _ in self._tracks:
            if kind != "shows":
                _transform(artist)
            elif getattr(artist, "arrow_patch", None):
                raise TypeError(f"{_name(artist)} can't be hidden with its arrow: draw it with axes.text and FancyArrowPatch")
            if kind == "trails" and not isinstance(artist, Line2D):
                raise TypeError(f"{_name(artist)} can't leave a trail: draw a line with axes.plot")
        for artist, parts in self._texts.items():
            if not isinstance(artist, Text):
                raise TypeError(f"texts has a template for {_name(artist)}, which is not a text")
            if artist.get_rotation() or artist.get_bbox_patch() or artist.get_path_effects() or re.search(r"\n|\$.*\$", "".join(map(str, parts))):
                raise ValueError(f"{_name(artist)} can't change: the browser writes one level line, without formulas, a box or an outline")
        for artist in [*self._texts, *(track.artist for track in self._tracks)]:
            if id(artist) not in inside:
                raise ValueError(f"{_name(artist)} is not an artist of this figure: hand in the artists themselves, of the figure that you hand in")

    def _check_size(self):
        if self.nbytes > MOST_BYTES:
            parts = {f"{kind}[{_name(artist)}] of shape {array.shape}": 4 * array.size for artist, kind, array in self._tracks}
            parts |= {f"numbers[{name!r}] of shape {array.shape}": 8 * array.size for name, array in self._numbers.items()}
            parts["the drawing itself"] = len(self.picture.svg)
            raise ValueError(
                f"{self.nbytes / 1e6:.1f} MB to send to the browser, {MOST_BYTES / 1e6:.0f} MB are the most. The largest part is "
                f"{max(parts, key=parts.get)}: give it fewer points, or the sliders fewer values")

    def _template(self, template):
        """A template cut in pieces: words, places of sliders among all sliders, and numbers with their digits."""
        parts = []
        for words, name, digits, _ in Formatter().parse(template):
            parts += [words] if words else []
            is_string = name in self._numbers and self._numbers[name].dtype.kind == "U"
            if name in self.values and not digits:
                parts.append({"name": name, "slider": list(self.values).index(name)})
            elif is_string and not digits:
                parts.append({"name": name})
            elif name in self._numbers and not is_string and (match := re.fullmatch(r"\.(\d)([f%])", digits)):
                parts.append({"name": name, "digits": int(match[1]), "percent": match[2] == "%"})
            elif name is not None:
                known = [f"{{{n}}}" for n in self.values] + [f"{{{n}{'' if a.dtype.kind == 'U' else ':.2f'}}}" for n, a in self._numbers.items()]
                raise ValueError(f"{template!r} names {{{name}{digits and ':' + digits}}}, expected one of {', '.join(known)}; with .1% for a share")
        return parts

    def _places(self, position):
        """A position, given by names and values, as places of the sliders."""
        if unknown := set(position) - set(self.values):
            raise ValueError(f"there is no slider {unknown.pop()!r}: the sliders are {', '.join(self.values)}")
        places = []
        for (name, values), labels in zip(self.values.items(), self._labels):
            label = _label(position.get(name, values[0]))
            if label not in labels:
                raise ValueError(f"{name} can't be {label}: its values are {', '.join(labels[:3])} ... {labels[-1]}")
            places.append(labels.index(label))
        return tuple(places)

    # The figure at one position, drawn by matplotlib -----------------------------------------------------------------

    def _show(self, places):
        """Put every artist where it is at this position."""
        for artist, kind, array in self._tracks:
            part = _part(array, places)
            if kind == "shows":
                artist.set_visible(bool(part))
            else:
                _put(artist, part[: places[-1] + 1] if kind == "trails" else part)
        for artist, parts in self._texts.items():
            artist.set_text(self.tell(parts, places))

    def tell(self, parts, places):
        """What a template says at these places."""
        told = ""
        for part in parts:
            if isinstance(part, str):
                told += part
            elif "slider" in part:
                told += self._labels[part["slider"]][places[part["slider"]]]
            elif "digits" not in part:
                told += _part(self._numbers[part["name"]], places)
            else:
                number = _part(self._numbers[part["name"]], places) * (100 if part["percent"] else 1)
                told += _minus(f"{round(float(number), part['digits']) + 0.0:.{part['digits']}f}") + " %" * part["percent"]
        return told

    def stills(self):
        """The figure at one position after the other, as it is shown where nothing can move."""
        for places in self._stills:
            self._show(places)
            yield self.figure

    def _repr_mimebundle_(self, **kwargs):
        """The live figure; and for where nothing can move, small multiples of it with their words."""
        bundle = super()._repr_mimebundle_(**kwargs)
        pixels = []
        for figure in self.stills():
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
            pixels.append(np.array(canvas.buffer_rgba()))
        # A drawing needs no more than 128 colours.
        column = Image.fromarray(np.vstack(pixels)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
        height = column.height // len(pixels)
        stills = [column.crop((0, i * height, column.width, (i + 1) * height)) for i in range(len(pixels))]
        words = [self.tell(self._words, places) for places in self._stills]
        figures = "".join(
            f'<figure style="margin: 0; flex: 1 1 330px"><img alt="{html.escape(f"{self.title}, {said}")}" style="max-width: 100%" '
            f'width="{round(self.figure.get_figwidth() * 75)}" src="data:image/png;base64,{_png(still)}"><figcaption>{html.escape(said)}</figcaption></figure>'
            for still, said in zip(stills, words))
        about = f"{self.title}. {self.alt}"
        bundle["text/html"] = (f'<div role="group" aria-label="{html.escape(about)}" style="display: flex; flex-wrap: wrap; gap: 12px">{figures}</div>')
        bundle["image/png"] = _png(column)
        bundle["text/plain"] = "\n".join([about, *words])
        return bundle, {"image/png": {"alt": bundle["text/plain"]}}

    # The figure in the browser -----------------------------------------------------------------------------------------

    def _picture(self, start, play, keep):
        """The figure as SVG, and what moves in its coordinates."""
        if play is not None and play not in self.values:
            raise ValueError(f"there is no slider {play!r} to play: the sliders are {', '.join(self.values)}")
        ids = {artist: f"live-{i}" for i, artist in enumerate(dict.fromkeys([*self._texts, *(track.artist for track in self._tracks)]))}
        tracks, coordinates, offset = [], [], 0
        for artist, kind, array in self._tracks:
            values = np.ravel(array if kind == "shows" else self._svg_coordinates(artist, array))
            tracks.append({"id": ids[artist], "kind": kind, **self._layout(array, offset)})
            coordinates.append(values)
            offset += values.size
        numbers, where, offset = [], {}, 0
        for name, array in self._numbers.items():
            if array.dtype.kind == "U":
                where[name] = self._layout(array, 0) | {"strings": array.ravel().tolist()}
            else:
                where[name] = self._layout(array, offset)
                numbers.append(array.ravel())
                offset += array.size

        def in_browser(parts):
            return [part if isinstance(part, str) else part | where.get(part["name"], {}) for part in parts]

        columns = [part["name"] for part in self._words if not isinstance(part, str)] if keep else []
        if keep and not columns:
            raise ValueError(f"keep=True has nothing to keep: words={''.join(self._words)!r} names no slider and no number")
        svg = self._svg(ids)
        self.figure.draw_without_rendering()  # labels of axes stand at pixels, and were left at those of the SVG
        looks = [self._look(artist) for artist in self._texts]
        self._show(start)
        return LivePicture(
            svg=svg,
            tracks=tracks,
            texts=[look | {"id": ids[artist], "parts": in_browser(parts)} for look, (artist, parts) in zip(looks, self._texts.items())],
            words=in_browser(self._words),
            coordinates=np.concatenate([*coordinates, []]).astype("<f4").tobytes(),
            numbers=np.concatenate([*numbers, []]).astype("<f8").tobytes(),
            labels=self._labels,
            plays="" if play is None else f"place_{list(self.values).index(play)}",
            columns=columns,
            **{f"place_{axis}": place for axis, place in enumerate(start)},
        )

    def _layout(self, array, offset):
        """Where an array begins in its buffer, how many numbers make one position, and how far each slider's steps are."""
        axes = len(self.values)
        size = int(np.prod(array.shape[axes:]))
        steps = [0 if n == 1 else size * int(np.prod(array.shape[axis + 1 : axes])) for axis, n in enumerate(array.shape[:axes])]
        return {"offset": offset, "size": size, "steps": steps}

    def _svg_coordinates(self, artist, points):
        """Data coordinates as coordinates of the SVG: 72 to an inch, from the top left."""
        with np.errstate(all="ignore"):
            xy = _transform(artist).transform(points.reshape(-1, 2)) * 72 / self.figure.dpi
        xy[:, 1] = self.figure.get_figheight() * 72 - xy[:, 1]
        xy[~np.isfinite(xy).all(axis=1)] = np.nan
        return np.clip(xy, -1e7, 1e7)

    def _at(self, text):
        """Where a text is, in coordinates of the SVG."""
        return self._svg_coordinates(text, np.array(text.get_position(), dtype=float))

    def _look(self, text):
        """Where a text is, and how it looks."""
        anchors = {"left": "start", "center": "middle", "right": "end"}
        baselines = {"top": "hanging", "center": "central", "center_baseline": "central", "bottom": "text-after-edge"}
        (x, y), = self._at(text)
        return {"x": float(x), "y": float(y), "style": f"font-size: {text.get_fontsize()}px; font-weight: {text.get_fontweight()}; "
                f"fill: {to_hex(to_rgba(text.get_color(), text.get_alpha()), keep_alpha=True)}; text-anchor: {anchors[text.get_horizontalalignment()]}; "
                f"dominant-baseline: {baselines.get(text.get_verticalalignment(), 'auto')}"}

    def _svg(self, ids):
        """The figure as SVG: each artist that moves is there under its id, ready for the browser to put it in its place."""
        for artist, id in ids.items():
            artist.set_gid(id)
            artist.set_visible(True)
            if artist in self._texts:
                artist.set_text(artist.get_text() or "0")
        for artist, kind, array in self._tracks:
            if kind != "shows":
                _put(artist, self._within(artist, array.shape[-2]))
        buffer = io.BytesIO()
        with matplotlib.rc_context({"svg.fonttype": "path", "savefig.bbox": None, "svg.hashsalt": "live figure"}):
            self.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        root = ElementTree.fromstring(buffer.getvalue())
        self._check_drawn(root, ids)
        root.remove(root.find(f"{SVG}metadata"))
        root.remove(root.find(f"{SVG}defs"))  # a style sheet, which would speak to the whole page
        for id in ids.values():
            _hang_marks(root.find(f".//*[@id='{id}']"))
        for artist in self._texts:  # the browser writes them anew; other words share the shapes of their letters
            group = root.find(f".//*[@id='{ids[artist]}']")
            root.extend(group.findall(f".//{SVG}defs"))
            group[:] = []
        root.set("style", "stroke-linejoin: round; stroke-linecap: butt; max-width: 100%; height: auto; display: block")
        root.set("width", str(round(self.figure.get_figwidth() * 100)))
        del root.attrib["height"]
        root.set("role", "img")
        for place, (tag, text) in enumerate((("title", self.title), ("desc", self.alt))):
            element = ElementTree.Element(f"{SVG}{tag}", id=tag)
            element.text = text
            root.insert(place, element)
        return ElementTree.tostring(root, encoding="unicode")

    def _within(self, artist, points):
        """As many points inside the artist's axes: matplotlib draws no marker that is off the page."""
        box = (artist.axes or self.figure).bbox
        xy = np.column_stack([np.linspace(box.x0, box.x1, points + 2)[1:-1], np.linspace(box.y0, box.y1, points + 2)[1:-1]])
        return _transform(artist).inverted().transform(xy)

    def _check_drawn(self, root, ids):
        """Stop if the browser would not find what it has to move."""
        groups = {artist: root.find(f".//*[@id='{id}']") for artist, id in ids.items()}
        for artist, group in groups.items():
            if group is None or isinstance(artist, Text) and not np.isfinite(self._at(artist)).all():
                raise ValueError(f"{_name(artist)} leaves nothing in the picture: give it a place, and a colour, a line or a marker")
        for artist, kind, array in self._tracks:
            if kind == "shows" or isinstance(artist, Text):
                continue
            markers, paths = groups[artist].findall(f"{SVG}g/{SVG}use"), groups[artist].findall(f"{SVG}path")
            one_each = len(markers) == array.shape[-2] if markers or isinstance(artist, PathCollection) else paths
            if not one_each or len(paths) > 1 or getattr(artist, "get_drawstyle", lambda: "default")() != "default":
                raise ValueError(f"{_name(artist)} is not drawn with one mark for each point or one line through them: "
                                 "draw it with axes.plot(x, y), axes.fill(x, y), or axes.scatter(x, y) with one size and one colour")

    # The sliders -----------------------------------------------------------------------------------------------------

    def _linked(self):
        """The sliders, linked to the picture in the browser."""
        for axis, control in enumerate(self.controls.values()):
            ipywidgets.jslink((control, "value" if isinstance(control, ipywidgets.IntSlider) else "index"), (self.picture, f"place_{axis}"))
        return self.controls.values()


def _slider(name, labels, values, place):
    """A slider over values; over range(n) with a number that can be typed."""
    looks = {"description": name, "tooltip": name, "style": {"description_width": "initial"}, "layout": {"width": "auto", "max_width": "700px"}}
    if isinstance(values, range):
        return ipywidgets.IntSlider(value=place, max=len(values) - 1, **looks)
    return ipywidgets.SelectionSlider(options=[(label, i) for i, label in enumerate(labels)], index=place, **looks)


def _hang_marks(group):
    """Hang the marks of a line on its path in the SVG: one thing to move in each frame, not one for each point."""
    path, marks = group.find(f"{SVG}path"), group.find(f"{SVG}g")
    if path is None or marks is None:
        return
    marker = ElementTree.SubElement(group, f"{SVG}marker", id=f"mark-of-{group.get('id')}", markerUnits="userSpaceOnUse", overflow="visible")
    mark = marks[0]
    del mark.attrib["x"], mark.attrib["y"]
    marker.append(mark)
    path.set("style", f"{path.get('style')}; marker: url(#{marker.get('id')})")
    group.remove(marks)


# What is handed in -------------------------------------------------------------------------------------------------------

def _finished(figure):
    """The figure, laid out once for all: its axes must not wander when the words in it change."""
    if not isinstance(figure, Figure):
        raise TypeError(f"figure is a {type(figure).__name__}, expected a matplotlib Figure: figure = Figure(); axes = figure.subplots()")
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return figure


def _values(sliders):
    """The values of each slider by its name."""
    if not isinstance(sliders, dict) or len(sliders) not in (1, 2):
        raise ValueError(f"sliders holds {', '.join(map(str, sliders)) or 'nothing'}, expected one or two: sliders={{'x': values}}")
    for name, values in sliders.items():
        if np.ndim(values) != 1 or len(values) < 2:
            raise ValueError(f"slider {name!r} has values of shape {np.shape(values)}, expected at least 2 in a row")
        if isinstance(values, range) and (values.start, values.step) != (0, 1):
            raise ValueError(f"slider {name!r} has {values}: a range starts at 0 and has step 1; hand in list({values}) for another")
    return {name: values if isinstance(values, range) else list(values) for name, values in sliders.items()}


def _part(array, places):
    """An array's part for these places; where an axis has length 1, nothing depends on its slider."""
    return array[tuple(min(place, n - 1) for place, n in zip(places, array.shape))]


def _labels(name, values):
    """What a slider calls its values, each by a name of its own."""
    labels = [_label(value) for value in values]
    if len(set(labels)) < len(labels):
        raise ValueError(f"slider {name!r} has several values that are called {max(labels, key=labels.count)}: six digits are shown; "
                         "hand in values that differ in these, or words")
    return labels


def _label(value):
    """What a slider calls a value."""
    if isinstance(value, str):
        return value
    try:
        return _minus(f"{value + 0.0:g}")
    except (TypeError, ValueError):
        raise TypeError(f"a slider's value is {value!r}, expected a number or words") from None


def _minus(number):
    """A number in words, with a real minus sign: screen readers skip a hyphen."""
    return number.replace("-", "−")


def _png(image):
    """An image as PNG, in letters."""
    buffer = io.BytesIO()
    image.save(buffer, format="png")
    return base64.b64encode(buffer.getvalue()).decode()


# matplotlib's artists, of which each kind keeps its coordinates elsewhere ------------------------------------------------

def _name(artist):
    """What to call an artist in a message."""
    label = artist.get_text() if isinstance(artist, Text) else getattr(artist, "get_label", str)()
    return f"{type(artist).__name__} {label!r}"


def _transform(artist):
    """From the coordinates that an artist was given to those of the screen."""
    if isinstance(artist, PathCollection):
        return artist.get_offset_transform()
    if isinstance(artist, Polygon):
        return artist.get_data_transform()
    if type(artist) in (Line2D, Text) or isinstance(artist, PolyCollection):  # their children are placed in other ways
        return artist.get_transform()
    raise TypeError(f"{_name(artist)} can't be moved: draw lines and points with axes.plot, areas with axes.fill, words with axes.text")


def _put(artist, points):
    """Move an artist to these points (points, 2)."""
    if isinstance(artist, Line2D):
        artist.set_data(*points.T)
    elif isinstance(artist, PathCollection):
        artist.set_offsets(points)
    elif isinstance(artist, PolyCollection):
        artist.set_verts([points])
    elif isinstance(artist, Polygon):
        artist.set_xy(points)
    else:
        artist.set_position(points[0])
