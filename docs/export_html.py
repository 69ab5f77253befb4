"""Makes build/html, every lesson as a page, or build/slides, every lesson as slides; live figures need neither kernel nor network.

Run by `make html` and `make slides`. Each folder has one of its own, assets, of what a browser needs; npm fetches it.
"""

import hashlib
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import anywidget
import nbformat
from nbconvert import HTMLExporter, SlidesExporter
from nbconvert.preprocessors import CoalesceStreamsPreprocessor, ExecutePreprocessor
from traitlets.config import Config

DOCS = Path(__file__).parent
# Package -> its sha256, and what is taken out of it: file -> name in assets.
PACKAGES = {
    "@jupyter-widgets/html-manager@1.0.15": ("2b9d65cb7913e1c7d671757a10008b32c9c2448d4429513371e55c07d6107638", {
        "dist/embed-amd.js": "widgets.js",
        "dist/embed.js.LICENSE.txt": "widgets.LICENSE.txt",
    }),
    "requirejs@2.3.8": ("777158e89275e16bd51aec3ef714fbcb5dc45789e7078659933bc814916d7dec", {"require.js": "require.js"}),
    "mathjax@3.2.2": ("1b9c0a1c44df864e915690558e72adb9cc5203360daefd385084ced3b6c64c09", {
        "es5/tex-svg-full.js": "mathjax.js",
        "LICENSE": "mathjax.LICENSE.txt",
    }),
    "reveal.js@6.0.2": ("2f0c20bfb02447a198a1ebe8a8c097a5437d035caa38f2820bf4ba887a3eac91", {
        "dist/reveal.js": "reveal.js",
        "dist/reveal.css": "reveal.css",
        "LICENSE": "reveal.LICENSE.txt",
    }),
}
TEMPORARY_FILE = runpy.run_path(str(DOCS / "refresh_config.py"), {"get_config": Config})["TEMPORARY_FILE"]


def fetch_assets(*places):
    """Fill these folders with what the pages load."""
    npm = shutil.which("npm")
    if not npm:
        sys.exit("The pages need scripts that npm fetches, and there is no npm: install Node.js (apt install npm, conda install nodejs)")
    for assets in places:
        assets.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run([npm, "pack", "--silent", "--prefer-offline", *PACKAGES], cwd=folder, capture_output=True, text=True)
        if packed.returncode:
            sys.exit(f"npm could not fetch {', '.join(PACKAGES)}: {packed.stderr.strip() or 'is there a network?'}")
        for archive, (package, (sha256, files)) in zip(packed.stdout.split(), PACKAGES.items(), strict=True):
            if hashlib.sha256(Path(folder, archive).read_bytes()).hexdigest() != sha256:
                sys.exit(f"{package} has another sha256 than docs/export_html.py expects: nothing of it was used")
            with tarfile.open(Path(folder, archive)) as tar:
                for file, name in files.items():
                    taken = tar.extractfile(f"package/{file}").read()
                    for assets in places:
                        (assets / name).write_bytes(taken)
    for assets in places:
        shutil.copy(Path(anywidget.__file__).with_name("nbextension") / "index.js", assets / "anywidget.js")


def run(path):
    """A lesson, run from its first cell to its last, with links to the pages of other lessons."""
    lesson = nbformat.read(path, as_version=4)
    lesson, _ = ExecutePreprocessor(timeout=60, store_widget_state=True).preprocess(lesson, {"metadata": {"path": path.parent}})
    title = re.search(r"^# (.*)", "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown"), re.MULTILINE)
    lesson.metadata.title = title[1] if title else path.stem
    for cell in lesson.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"(\]\([\w./-]+)\.ipynb(?=[)#])", r"\1.html", cell.source)
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = TEMPORARY_FILE.sub("<this cell>", output.text)
    return lesson


def page(lesson, exporter=HTMLExporter, template="lesson.html.j2"):
    """A lesson that was run, as the text of a page."""
    exporter = exporter(template_file=str(DOCS / template), widget_renderer_url="assets/widgets.js",
                        preprocessors=[CoalesceStreamsPreprocessor])
    return exporter.from_notebook_node(lesson)[0]


def slides(lesson):
    """A lesson that was run, as the text of a page of slides."""
    return page(nbformat.from_dict(lesson | {"cells": list(outline(lesson.cells))}), SlidesExporter, "slides.html.j2")


def outline(cells):
    """The parts of a lesson, each with the kind of slide that it begins, if it begins one.

    A heading begins a slide. After a code cell, the first paragraph is about its output; what comes then leads on to the
    next code cell, and begins a slide with it. So does all that comes after a solution. What the metadata of a cell say
    counts more.
    """
    shows_code = False  # the slide so far
    for before, cell, after in zip([None, *cells], cells, [*cells[1:], None]):
        follows_code, is_code, leads_to_code = (one is not None and one.cell_type == "code" for one in (before, cell, after))
        if before is not None and "solution" in before.metadata.get("tags", []):
            follows_code = False
        tags = cell.metadata.get("tags", [])
        stays = not {"check", "hint", "solution"}.isdisjoint(tags)  # with its exercise
        sources = [cell.source]
        if not is_code and not stays:
            sources = re.split(r"\n\n(?=## )", cell.source)
            if follows_code and leads_to_code and len(sources) == 1:
                sources = cell.source.split("\n\n", 1)
        for i, source in enumerate(sources):
            predicts = not is_code and "**Predict first." in source
            looks_back = i == 0 and follows_code and not is_code and not predicts and not source.endswith(":")
            kind = "-"
            if not is_code and source.startswith("#"):
                kind = "slide"
            elif shows_code and not looks_back and not stays:
                kind = "subslide"
            if i == 0:
                kind = cell.metadata.get("slideshow", {}).get("slide_type", kind)
            shows_code = is_code or shows_code and kind not in ("slide", "subslide")
            metadata = cell.metadata | {"slideshow": {"slide_type": kind}, "tags": tags + ["prediction"] * predicts}
            yield nbformat.from_dict(cell | {"id": f"{cell.id}-{i}", "source": source, "metadata": metadata})


FORMS = {"html": page, "slides": slides}


def export(lessons, **folders):
    """Write each of the notebooks in these forms, and what the pages share, into their folders."""
    fetch_assets(*(folder / "assets" for folder in folders.values()))
    for path in map(Path, lessons):
        lesson = run(path)
        for form, folder in folders.items():
            file = folder / path.with_suffix(".html").name
            file.write_text(FORMS[form](lesson), encoding="utf-8")
            print(file)


if __name__ == "__main__":
    form, *lessons = sys.argv[1:]
    export(lessons, **{form: Path("build", form)})
