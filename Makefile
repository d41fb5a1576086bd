# `make demo` and `make test` need only Python 3.11 or newer and a C++ compiler; they set up .venv first.

PYTHON ?= python3
BIN := .venv/bin
TESTS := QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --maxprocesses 4

.PHONY: setup demo run test lint format bench corpora endurance screenshots translations lock clean

setup: .venv/.ready

.venv/.ready: pyproject.toml constraints.txt .ci/system-packages
	@sh .ci/system-packages $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing semsearch and its dependencies into .venv (takes a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --constraint constraints.txt 'torch==2.13.0'
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --constraint constraints.txt --editable '.[torch,dev]'
	@$(BIN)/python -m compileall -q semsearch ui
	@touch $@

demo: setup
	@$(BIN)/semsearch demo

run: setup
	@$(BIN)/semsearch-gui

test: setup
	$(TESTS) --dist loadfile --no-loadscope-reorder

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python -m benchmarks.run

corpora: setup
	$(TESTS) --dist worksteal -m corpora tests/corpora

# Longer versions of the crash and history tests in tests/integration and tests/properties; these with new examples each time.
endurance: setup
	$(TESTS) -m "not corpora" --hypothesis-profile exploring tests/endurance tests/properties

screenshots: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python docs/make_screenshots.py

# Run after changing strings of the window: collects them, keeps translations, and compiles. New ones are "unfinished".
TS := resources/translations
COLLECT := $(BIN)/pyside6-lupdate $$(find ui -name '*.py' | sort) -silent -locations none -no-obsolete
translations: setup
	$(COLLECT) -source-language en -target-language ru -ts $(TS)/semsearch_ru.ts
	$(COLLECT) -source-language en -target-language en -pluralonly -ts $(TS)/semsearch_en.ts
	$(BIN)/pyside6-lrelease -silent $(TS)/semsearch_ru.ts -qm $(TS)/semsearch_ru.qm
	$(BIN)/pyside6-lrelease -silent $(TS)/semsearch_en.ts -qm $(TS)/semsearch_en.qm

# Writes the versions installed in .venv into constraints.txt. Run after an install without constraints.
lock:
	@{ sed -n '/^#/p' constraints.txt; $(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//'; } > constraints.new
	@mv constraints.new constraints.txt

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .bench
