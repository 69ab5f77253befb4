"""The set-up: what is installed, what the Makefile does, and what the pages about it promise."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = ["README.md", "CONTRIBUTING.md"]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def bounds(requirements):
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, requirements)}


def pins(lock):
    """Package -> the versions pinned for it. A lock is comments and pins, each with its hashes indented below it."""
    found = {}
    text = re.sub(r"^ *#.*\n", "", read(lock), flags=re.M)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        pin, *hashes = (line.strip(" \\") for line in entry.split("\n"))
        assert hashes and all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", h) for h in hashes), f"{lock}: hashes of {pin}"
        name, version = re.fullmatch(r"([a-z0-9-]+)==([^ ;]+)(?: ; .*)?", pin).groups()
        found.setdefault(name, set()).add(version)
    return found


LEARNER = bounds(PROJECT["dependencies"])
TESTER = LEARNER | bounds(PROJECT["optional-dependencies"]["test"])


def test_conda_gets_the_same_packages_and_bounds():
    conda_names = {"matplotlib-base": "matplotlib", "dask-core": "dask"}
    *conda, pip = yaml.safe_load(read("environment.yml"))["dependencies"]
    wanted = {conda_names.get(name, name): bound for name, bound in bounds(conda).items()}
    assert str(wanted.pop("python")) == PROJECT["requires-python"]
    assert str(wanted.pop("pip")) == ""
    assert wanted == LEARNER
    assert pip == {"pip": ["-e ."]}


@pytest.mark.parametrize("lock, wanted", [("requirements.txt", LEARNER), ("tests/requirements.txt", TESTER)])
def test_lock_holds_every_package_within_its_bounds(lock, wanted):
    pinned = pins(lock)
    for name, bound in wanted.items():
        assert pinned.get(name), f"{name} is not in {lock}: run make lock"
        assert all(bound.contains(v) for v in pinned[name]), f"{lock} pins {name} {pinned[name]}, wanted {bound}"


def test_both_locks_pin_the_same_versions():
    learner, tester = pins("requirements.txt"), pins("tests/requirements.txt")
    assert {name: tester.get(name) for name in learner} == learner


@pytest.mark.parametrize("lock", ["requirements.txt", "tests/requirements.txt"])
def test_lock_names_no_server(lock):
    assert not re.search(r"://|^-(?!-hash)|index-url|find-links", read(lock), flags=re.M)


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize("uid, allowed", [(0, True), (1000, False)])
def test_only_root_is_allowed_root(tmp_path, uid, allowed):
    fake = tmp_path / "id"
    fake.write_text(f"#!/bin/sh\necho {uid}\n")
    fake.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    plan = subprocess.run(["make", "-n", "lab"], cwd=ROOT, env=os.environ | {"PATH": path}, capture_output=True, text=True)
    assert "-m jupyterlab --config docs/lab_config.py" in plan.stdout, plan.stderr
    assert ("--allow-root" in plan.stdout) == allowed
    assert "token" not in plan.stdout and "password" not in plan.stdout


@pytest.fixture
def jupyterlab(tmp_path):
    """The address that JupyterLab prints when it is started in this folder, without a browser."""
    runtime = {"JUPYTER_RUNTIME_DIR": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path), "IPYTHONDIR": str(tmp_path)}
    command = [sys.executable, "-m", "jupyterlab", "--config", "docs/lab_config.py", "--no-browser", "--port=0", "--allow-root"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | runtime, stderr=subprocess.PIPE, text=True) as server:
        try:
            address = next(line.strip() for line in server.stderr if line.lstrip().startswith("http://"))
            for _ in range(300):  # the address is printed a moment before the server listens
                with contextlib.suppress(ConnectionRefusedError):
                    socket.create_connection(("127.0.0.1", urlsplit(address).port)).close()
                    break
                time.sleep(0.1)
            yield address
        finally:
            server.terminate()


def test_jupyterlab_starts_on_the_first_lesson_with_a_token_on_this_machine_alone(jupyterlab):
    address = urlsplit(jupyterlab)
    assert address.hostname in ("127.0.0.1", "localhost")
    assert address.path == "/lab/tree/notebooks/00_start_here.ipynb"
    lesson = f"http://{address.netloc}/api/contents/notebooks/00_start_here.ipynb?content=0"
    assert urlopen(f"{lesson}&{address.query}").status == 200
    with pytest.raises(HTTPError, match="403"):
        urlopen(lesson)
    notification = f"http://{address.netloc}/lab/api/settings/@jupyterlab/apputils-extension:notification?{address.query}"
    defaults = json.load(urlopen(notification))["schema"]["properties"]
    assert defaults["fetchNews"]["default"] == "false" and defaults["checkForUpdates"]["default"] is False


def notebook(*cells):
    metadata = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def code(name, source, outputs=(), **metadata):
    return {"cell_type": "code", "id": name, "execution_count": None, "source": source, "metadata": metadata, "outputs": list(outputs)}


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_shows_a_lesson_as_text(tmp_path):
    textconv = re.search(r'git config diff\.lesson\.textconv "(.*)"', read("CONTRIBUTING.md")).group(1)
    textconv = textconv.replace(".venv/bin/python", f"'{sys.executable}'")
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}

    def git(*args):
        done = subprocess.run(["git", *args], cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return done.stdout

    data = {"text/html": '<img src="data:AAAA">', "image/png": "AAAA", "text/plain": "a falling loss"}
    picture = {"output_type": "display_data", "metadata": {}, "data": data}
    printed = {"output_type": "stream", "name": "stdout", "text": "0.6931\n"}
    (tmp_path / "lesson.ipynb").write_text(notebook(code("a", "print(loss)", [printed, picture])))
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    git("init")
    git("config", "diff.lesson.textconv", textconv)
    git("add", ".")
    added = [line.strip("+ ") for line in git("diff", "--cached", "lesson.ipynb").splitlines() if line[:1] == "+"][1:]
    assert [line for line in added if line] == ["```", "print(loss)", "```", "0.6931", "a falling loss"]


def test_refresh_stores_the_same_bytes_each_time(tmp_path):
    cells = [
        {"cell_type": "markdown", "id": "title", "source": "# Why?", "metadata": {"jp-MarkdownHeadingCollapsed": True}},
        code("loud", "import sys, time, warnings\n\ndef f():\n    warnings.warn('take care')", collapsed=True),
        code("warn", "f()"),
        code("pieces", "for i in range(3):\n    print(i, flush=True)\n    print(i, file=sys.stderr, flush=True)"),
        code("bar", "from tqdm import tqdm\nfor _ in tqdm(range(9), leave=False):\n    time.sleep(0.02)"),
        code("time", "print(time.time())", tags=["nbval-ignore-output"], slideshow={"slide_type": "subslide"}, jupyter={"source_hidden": True}, editable=True),
    ]
    lessons = [tmp_path / "a.ipynb", tmp_path / "b.ipynb"]
    for lesson in lessons:
        lesson.write_text(notebook(*cells))
    command = [sys.executable, "-m", "nbconvert", "--config", str(ROOT / "docs/refresh_config.py"), "--to", "notebook"]
    done = subprocess.run([*command, "--execute", "--inplace", *map(str, lessons)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, second = (lesson.read_bytes() for lesson in lessons)
    assert first == second

    stored = json.loads(first)
    assert list(stored["metadata"]) == ["kernelspec"]
    assert [cell["id"] for cell in stored["cells"]] == [cell["id"] for cell in cells]
    kept = {"tags": ["nbval-ignore-output"], "slideshow": {"slide_type": "subslide"}, "jupyter": {"source_hidden": True}}
    assert [cell["metadata"] for cell in stored["cells"]] == [{}, {}, {}, {}, {}, kept]
    assert [cell["execution_count"] for cell in stored["cells"][1:]] == [1, 2, 3, 4, 5]
    texts = [["".join(output["text"]) for output in cell["outputs"]] for cell in stored["cells"][1:]]
    warning = "<this cell>:4: UserWarning: take care\n  warnings.warn('take care')\n"
    assert texts == [[], [warning], ["0\n1\n2\n", "0\n1\n2\n"], ["\r"], []]


def test_citation():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert citation["authors"] == PROJECT["authors"]
    assert citation.keys() >= {"cff-version", "message", "title"}


@pytest.mark.parametrize("page", PAGES)
def test_commands_on_a_page_exist(page):
    targets = re.search(r"^\.PHONY: (.*)", read("Makefile"), flags=re.M).group(1).split()
    named = re.findall(r"(?:^|`)make ([a-z-]+)", read(page), flags=re.M)
    assert named and set(named) <= set(targets)


@pytest.mark.parametrize("page", PAGES)
def test_links_on_a_page_lead_to_a_file(page):
    for link in re.findall(r"\]\(([^)#]+)", read(page)):
        assert "://" in link or (ROOT / link).exists(), f"{page} links to {link}"
