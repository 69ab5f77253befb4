# make lab    opens the lessons in JupyterLab
# make test   runs every test and every lesson
# Everything is installed in .venv, nothing outside this folder. The other targets are in CONTRIBUTING.md.

PYTHON ?= python3
UV = .venv/bin/python -m uv
# Containers often forbid Python to keep compiled files; every kernel would then start seconds later.
export PYTHONDONTWRITEBYTECODE =
LESSONS ?= $(shell git ls-files 'notebooks/*.ipynb')

.PHONY: lab test refresh html slides check-slides handout bench bench-sliders lock test-oldest test-python

lab: .venv/ready
	.venv/bin/python -m jupyterlab --config docs/lab_config.py $(if $(filter 0,$(shell id -u)),--allow-root)

test: .venv/ready-to-test
	.venv/bin/python -m pytest

# Runs the lessons and stores their outputs in place: all that git tracks, or LESSONS="notebooks/03_loss.ipynb".
# Draws the picture of the README as well.
refresh: .venv/ready
	.venv/bin/python -m nbconvert --config docs/refresh_config.py --to notebook --execute --inplace $(LESSONS)
	.venv/bin/python docs/picture.py

# Runs the lessons and writes them to build/html as pages whose figures move without a kernel or a network. Needs npm.
html: .venv/ready
	.venv/bin/python docs/export_html.py html $(LESSONS)

# The same as slides for a class, in build/slides.
DECKS = $(filter-out %/glossary.ipynb,$(LESSONS))
slides: .venv/ready
	.venv/bin/python docs/export_html.py slides $(DECKS)

# Opens the slides in a browser, and names those on which something is cut off, covered or too small to read.
check-slides: .venv/ready-to-test slides
	.venv/bin/python tests/slides.py $(patsubst notebooks/%.ipynb,build/slides/%.html,$(DECKS))

# Copies the lessons: to build/handout/learners without hints and solutions, to build/handout/teacher with them.
handout: .venv/ready
	.venv/bin/python -m nbconvert --config docs/handout_config.py --to notebook --output-dir build/handout/learners $(LESSONS)
	mkdir -p build/handout/teacher
	cp $(LESSONS) build/handout/teacher

# How fast the lessons' code is beside scikit-learn and torch, how it grows, and what a learner waits for: benchmarks/RESULTS.md.
bench: .venv-bench/ready
	PYTHONPATH=tests .venv-bench/bin/python benchmarks/run.py

# How fast the picture follows a key on a slider, beside ipywidgets.interact.
bench-sliders: .venv/ready-to-test
	PYTHONPATH=tests .venv/bin/python benchmarks/sliders.py

# Pins the newest versions that pyproject.toml admits, with their hashes.
COMPILE = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
    --group lock pyproject.toml
lock: .venv/ready
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra test -c requirements.txt -o tests/requirements.txt

# The oldest versions that pyproject.toml admits.
test-oldest: .venv/ready
	$(UV) venv --clear --python .venv/bin/python .venv-oldest
	$(UV) pip install --python .venv-oldest --resolution lowest-direct -e '.[test]'
	.venv-oldest/bin/python -m pytest

# The pinned versions under another Python: make test-python PYTHON=python3.13
test-python: .venv/ready
	$(UV) venv --clear --python $(PYTHON) .venv-python
	$(UV) pip install --python .venv-python --require-hashes -r tests/requirements.txt
	$(UV) pip install --python .venv-python --no-deps -e .
	.venv-python/bin/python -m pytest

# The set-up. The file at the end says that it was finished; without it the next make starts anew.
TOO_OLD = "One Neuron needs Python 3.11 or newer, and $(PYTHON) is %d.%d. Name a newer one: make lab PYTHON=python3.13"
.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(v < (3, 11) and $(TOO_OLD) % v)'
	$(PYTHON) -m venv --clear .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(UV) pip install --python .venv --require-hashes -r requirements.txt
	$(UV) pip install --python .venv --no-deps -e .
	touch $@

.venv/ready-to-test: .venv/ready tests/requirements.txt
	$(UV) pip install --python .venv --require-hashes -r tests/requirements.txt
	touch $@

# With the peers of the benchmarks, which nobody else needs. pip gets them, since its own settings can name a small build of torch.
.venv-bench/ready: .venv/ready
	$(PYTHON) -m venv --clear .venv-bench
	$(UV) pip install --python .venv-bench --require-hashes -r requirements.txt
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	touch $@

# A .venv still points to the folder that it was made in. In a moved or copied folder, make a new one.
MADE_FOR = $(shell test -x .venv/bin/python && .venv/bin/python -I -c 'import lessons_lib; print(*lessons_lib.__path__)' 2>&1)
ifneq ($(MADE_FOR),$(CURDIR)/lessons_lib)
.PHONY: .venv/ready
endif
