"""A real browser in front of a real JupyterLab: how the tests and the benchmark of the sliders open a notebook and use it."""

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
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# A browser in a container has no sandbox, and one that is tested has no business with anybody else.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]
NEEDED = f"no Chromium or Chrome on the PATH: apt install chromium, or set {VARIABLE} to the path of one"


def executable():
    """The path of Chromium or Chrome, or None; a path in the environment variable is taken as it is."""
    return os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)


def notebook(*sources):
    """A notebook with these code cells, as text."""
    cells = [{"cell_type": "code", "id": f"cell-{i}", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
             for i, source in enumerate(sources)]
    metadata = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


@contextlib.contextmanager
def jupyterlab(folder, home):
    """Start JupyterLab on a folder, with the settings of this project; gives its address and token, and ends it."""
    settings = home / "settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"windowingMode": "none"}')  # every cell is on the page, wherever the page is scrolled to
    own = {"JUPYTER_RUNTIME_DIR": home, "JUPYTER_CONFIG_DIR": home, "IPYTHONDIR": home,
           "JUPYTERLAB_SETTINGS_DIR": home / "settings", "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces"}
    command = [sys.executable, "-m", "jupyterlab", "--config", str(ROOT / "docs/lab_config.py"), "--no-browser", "--port=0",
               "--allow-root", f"--ServerApp.root_dir={folder}"]
    with open(home / "log", "w+") as log, subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {name: str(path) for name, path in own.items()}, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            address = urlsplit(next(line.strip() for line in server.stderr if line.lstrip().startswith("http://")))
            for _ in range(300):  # the address is printed a moment before the server listens
                with contextlib.suppress(ConnectionRefusedError):
                    socket.create_connection(("127.0.0.1", address.port)).close()
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{address.port}", parse_qs(address.query)["token"][0]
        finally:
            server.terminate()
