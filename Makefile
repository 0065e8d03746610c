# Two commands matter: `make run` and `make test`. Both need nothing but Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST := $(BIN)/python -m pytest
ALLURE := allure@3.18.0

.PHONY: run test skipped lint unit doors wheel bench isolation mutants reports allure docs clean constraints

run: $(STAMP)  ## run the specification against the bundled reference and write the acceptance report
	$(BIN)/ezconform run

test: lint unit doors wheel  ## everything that must hold before a commit lands
	@$(MAKE) --no-print-directory skipped

# $(call without,COMMAND THAT FAILS,WHAT IS MISSING,WHAT IS SKIPPED)
without = { $(1); } >/dev/null 2>&1 || echo "Skipped, for $(2) is missing: $(3)"
NODE_20 := node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'
CHROMIUM := command -v chromium || command -v chromium-browser || command -v google-chrome

skipped:  ## say what this machine cannot test
	@$(call without,command -v cc,cc,the subject and the skeleton in C)
	@$(call without,$(NODE_20),Node 20 or later,the subject in JavaScript)
	@$(call without,command -v node,node,the skeleton in JavaScript)
	@$(call without,command -v javac,javac,the skeleton in Java)
	@$(call without,command -v npm,npm,what Cucumber's own tools say of our files)
	@$(call without,$(CHROMIUM),chromium,what is looked at in a browser)
	@$(call without,command -v ssh-keygen,ssh-keygen,signatures)

lint: $(STAMP)  ## format, lint, types, import contracts, the Gherkin gate
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/ezconform lint

unit: $(STAMP)  ## tests of the harness and of the reference implementation, with branch coverage
	rm -f .coverage .coverage.*
	$(BIN)/python -m coverage run -m pytest tests -q -n 2 --ignore tests/packaging
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

doors: $(STAMP)  ## the whole of features/ through all three doors
	$(BIN)/ezconform run --report-dir reports/runs/door-ezconform
	$(PYTEST) -q --no-header
	$(BIN)/behave --format null

wheel: $(STAMP)  ## build wheel and sdist, run the suite from the wheel away from the checkout
	$(PYTEST) tests/packaging -q

bench: $(STAMP)  ## measure the budgets beside their yardsticks; writes docs/benchmarks.md
	$(BIN)/python tests/bench/bench.py

isolation: $(STAMP)  ## measure what misbehaving adapters cost; writes docs/isolation.md
	$(BIN)/python tests/harness/isolation_table.py

mutants: $(STAMP)  ## change the reference line by line: the tests notice all but those in tests/mutants.toml
	rm -rf mutants
	$(BIN)/mutmut run
	$(BIN)/python tests/mutation/survivors.py

# $(call report,SUBJECT,ADAPTER,EXIT CODE): runs it and leaves every form of its report in reports/runs/SUBJECT
report = { $(BIN)/ezconform run --adapter "$(2)" --report-dir reports/runs/$(1); [ $$? = $(3) ]; }
# $(call lies,SUBJECT,ADAPTER): what the suite notices when a proxy lies in its place
lies = $(BIN)/ezconform prove --adapter "$(2)" --report-dir reports/runs/$(1)-proof && \
    cp reports/runs/$(1)-proof/proof.md reports/$(1)-proof.md
SUBJECTS := reference trusted_js dcas_c
TRIVIAL := always_grants always_refuses constant echo silent

reports: $(STAMP)  ## make the committed reports anew, those of all subjects, and their comparison
	rm -rf $(addprefix reports/runs/,$(SUBJECTS) $(TRIVIAL) comparison)
	$(BIN)/ezconform prove
	$(call report,reference,reference,0)
	if $(NODE_20); then \
	    $(call report,trusted_js,exec:node adapters/trusted_js/main.mjs,0) && \
	    $(call lies,trusted_js,exec:node adapters/trusted_js/main.mjs); \
	else echo "Node 20 or later is missing: reports/trusted_js.md and its proof stay as they are"; fi
	if command -v cc >/dev/null; then \
	    $(MAKE) --no-print-directory -C adapters/dcas_c && \
	    $(call report,dcas_c,exec:adapters/dcas_c/build/dcas,0) && \
	    $(call lies,dcas_c,exec:adapters/dcas_c/build/dcas); \
	else echo "cc is missing: reports/dcas_c.md and its proof stay as they are"; fi
	$(foreach one,$(TRIVIAL),$(call report,$(one),$(one),1) && )true
	mkdir -p reports/runs/comparison
	cd reports/runs && set -- && for one in $(SUBJECTS) $(TRIVIAL); do [ ! -d $$one ] || set -- "$$@" $$one; done && \
	    ../../$(BIN)/ezconform compare "$$@" -o comparison/comparison.html -o comparison/comparison.md
	for one in $(SUBJECTS); do [ ! -d reports/runs/$$one ] || cp reports/runs/$$one/report.md reports/$$one.md; done

# Of Allure's own reports, allure2 is the one whose analytics tag can be switched off.
ALLURE_RUN := reports/runs/allure
allure: $(STAMP)  ## run through the pytest door and build Allure's own report of it (needs npx)
	rm -rf $(ALLURE_RUN)
	-$(PYTEST) -q --no-header --alluredir $(ALLURE_RUN)/results
	@if npx --yes $(ALLURE) --version >/dev/null 2>&1; then \
	    ALLURE_NO_ANALYTICS=true npx --yes $(ALLURE) allure2 --single-file --report-language en \
	        --report-name ezconform --output $(ALLURE_RUN)/report $(ALLURE_RUN)/results && \
	    echo "Allure's report: $(ALLURE_RUN)/report/index.html"; \
	else echo "npx $(ALLURE) is not to be had: only the results are there, in $(ALLURE_RUN)/results"; fi

# The generator has a virtual environment of its own: nothing that runs or tests ezconform depends on it.
DOCS := build/docs
docs: $(STAMP) build/docs-venv/.installed  ## build the documentation site
	$(BIN)/python docs/site/generate.py $(DOCS)
	cd $(DOCS) && ../docs-venv/bin/zensical build --strict
	@echo "The site: $(DOCS)/site/index.html"

build/docs-venv/.installed: constraints-docs.txt
	$(PYTHON) -m venv --clear build/docs-venv
	build/docs-venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

constraints: $(STAMP)  ## pin names, versions and hashes anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --extra dev --upgrade pyproject.toml -o constraints.txt
	sed -n 's/^docs = \["\(.*\)"\]$$/\1/p' pyproject.toml | uv pip compile --quiet --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade - \
	    -o constraints-docs.txt

clean:  ## forget everything that can be made again
	rm -rf $(VENV) build dist reports/runs .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache \
	    .import_linter_cache .hypothesis .ezconform mutants

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 14) else "ezconform needs Python 3.11 to 3.14: say make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
