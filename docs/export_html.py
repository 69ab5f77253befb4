"""Makes build/html: every lesson as a page with its live figures, which need neither a kernel nor a network.

Run by `make html`. The pages share one folder, assets, of what a browser needs beside them; npm fetches it.
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
from nbconvert import HTMLExporter
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
}
TEMPORARY_FILE = runpy.run_path(str(DOCS / "refresh_config.py"), {"get_config": Config})["TEMPORARY_FILE"]


def fetch_assets(assets):
    """Fill the folder with what the pages load."""
    npm = shutil.which("npm")
    if not npm:
        sys.exit("The pages need scripts that npm fetches, and there is no npm: install Node.js (apt install npm, conda install nodejs)")
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
                    (assets / name).write_bytes(tar.extractfile(f"package/{file}").read())
    shutil.copy(Path(anywidget.__file__).with_name("nbextension") / "index.js", assets / "anywidget.js")


def page(path):
    """A lesson, run from its first cell to its last, as the text of a page."""
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
    exporter = HTMLExporter(template_file=str(DOCS / "lesson.html.j2"), widget_renderer_url="assets/widgets.js",
                            preprocessors=[CoalesceStreamsPreprocessor])
    return exporter.from_notebook_node(lesson)[0]


def export(lessons, folder):
    """Write a page for each of the notebooks, and what they share, into the folder."""
    fetch_assets(folder / "assets")
    for lesson in map(Path, lessons):
        (folder / lesson.with_suffix(".html").name).write_text(page(lesson), encoding="utf-8")
        print(folder / lesson.with_suffix(".html").name)


if __name__ == "__main__":
    export(sys.argv[1:], Path("build/html"))
