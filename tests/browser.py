"""A real browser in front of a real JupyterLab: how the tests and the benchmark of the sliders use a notebook."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
VARIABLE = "ONE_NEURON_BROWSER"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = f"no Chromium or Chrome on the PATH: install one (apt install chromium), or set {VARIABLE} to its path"
# A browser in a container has no sandbox of its own; and one under test asks nobody for updates.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]


def executable():
    """The path of Chromium or Chrome, or None; what the environment variable names is taken as it is."""
    return os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextlib.contextmanager
def chromium():
    """A browser without a window."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=executable(), args=SWITCHES)


@contextlib.contextmanager
def jupyterlab(folder, home, notebook_apps=("LabApp", "JupyterNotebookApp")):
    """JupyterLab (and Notebook 7) on a folder, set up as this project sets it up; gives its address and its token."""
    settings = home / "settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"windowingMode": "none"}')  # every cell is on the page, wherever it is scrolled to
    places = {"JUPYTER_RUNTIME_DIR": home, "JUPYTER_CONFIG_DIR": home, "IPYTHONDIR": home,
              "JUPYTERLAB_SETTINGS_DIR": home / "settings", "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces"}
    command = [sys.executable, "-m", "jupyterlab", "--config", "docs/lab_config.py", "--no-browser", "--port=0", "--allow-root",
               f"--ServerApp.root_dir={folder}", *(f"--{app}.expose_app_in_browser=True" for app in notebook_apps)]
    with open(home / "log", "w") as log, subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {name: str(place) for name, place in places.items()}, stderr=log
    ) as server:
        try:
            for _ in range(600):
                address = urlsplit(next((line.strip() for line in open(home / "log") if line.lstrip().startswith("http://127")), ""))
                with contextlib.suppress(OSError, TypeError):  # the address is printed a moment before the server listens
                    socket.create_connection((address.hostname, address.port)).close()
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{address.port}", parse_qs(address.query)["token"][0]
        finally:
            server.terminate()


def notebook(*sources):
    """The text of a notebook with these code cells."""
    cells = [{"cell_type": "code", "id": f"cell-{i}", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
             for i, source in enumerate(sources)]
    metadata = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


class Notebook:
    """A notebook that is open in a browser."""

    def __init__(self, browser, url, token, name, front_end="JupyterLab"):
        self.opened_again = lambda: Notebook(browser, url, token, name, front_end)
        self.page = browser.new_context(viewport={"width": 1200, "height": 1000}).new_page()
        self.page.set_default_timeout(15_000)
        self.complaints, self.elsewhere = [], []
        home = (url, url.replace("http", "ws"), "data:", "blob:")
        self.page.on("request", lambda request: request.url.startswith(home) or self.elsewhere.append(request.url))
        # A workspace of its own, or JupyterLab opens the other notebooks behind it.
        place = {"JupyterLab": f"lab/workspaces/{Path(name).stem}/tree", "Notebook 7": "notebooks"}[front_end]
        self.page.goto(f"{url}/{place}/{name}?token={token}")
        self.page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context?.isReady")
        self.tell("await app.restored; await open.context.sessionContext.ready; await open.context.sessionContext.session?.kernel.info")
        # From here on, for Notebook 7 complains of itself while it starts, and later of a font of its own.
        self.page.on("console", lambda message: message.type == "error" and "/static/notebook/" not in message.location["url"]
                     and self.complaints.append(f"{message.text} {message.location['url']}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def tell(self, script, argument=None):
        """Have JupyterLab's own objects do something: `app` is the application, `open` the notebook's widget."""
        return self.page.evaluate(f"async (argument) => {{ const app = window.jupyterapp, open = app.shell.currentWidget; {script} }}", argument)

    def run_all(self):
        self.tell("await app.commands.execute('notebook:run-all-cells')")
        self.page.locator(".live-figure svg[role=img]").first.wait_for()

    def run(self, cell):
        """Run one cell, and give back what it printed."""
        self.tell("open.content.activeCellIndex = argument; await app.commands.execute('notebook:run-cell')", cell)
        return self.tell("return open.content.widgets[argument].model.outputs.toJSON().map(o => [].concat(o.text ?? []).join('')).join('')", cell)

    def figures(self):
        return self.page.locator(".live-figure")


class Figure:
    """A live figure on a page, read as a learner sees it."""

    def __init__(self, box):
        self.box = box
        self.handles = box.locator(".noUi-handle")

    def press(self, slider, *keys):
        handle = self.handles.nth(slider)
        for key in keys:
            handle.press(key)
        self.box.evaluate("() => new Promise(requestAnimationFrame)")  # the picture is drawn at the next frame

    @property
    def words(self):
        return self.box.locator("p").first.text_content()

    def path(self, track):
        """The points of the path that a track moves, in the SVG's coordinates."""
        d = self.box.locator(f"svg [id^={track}-] > path").get_attribute("d")
        return [tuple(map(float, point.split())) for point in d.replace("M", "L").split("L") if point.strip()]
