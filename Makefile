# Standfirst's commands. `make run` and `make test` do all their own set-up; a second start skips what is done.
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON_IN_VENV := .venv/bin/python
export PYTHONUNBUFFERED := 1

.PHONY: golden install run test torture torture-short lint bench browser browser-short screenshots openapi routes lock

install: .venv/installed-runtime

.venv/installed-runtime: requirements/runtime.txt requirements/install.sh
	@requirements/install.sh runtime

.venv/installed-dev: requirements/dev.txt requirements/install.sh
	@requirements/install.sh dev

# Server and worker on HOST and PORT, with a database and the sample newsroom in var/.
run: .venv/installed-runtime
	@exec $(PYTHON_IN_VENV) manage.py run --host "$(HOST)" --port "$(PORT)"

# Every test on SQLite, then on PostgreSQL. ARGS are pytest's: make test ARGS="tests/test_health.py -x"
test: .venv/installed-dev
	@.ci/exiftool
	@$(PYTHON_IN_VENV) -m tests $(ARGS)

# The tests that keep at it for minutes, on both databases.
torture: .venv/installed-dev
	@.ci/exiftool
	@$(PYTHON_IN_VENV) -m tests -m torture $(ARGS)

# One of them, on both databases, for those who have a minute: the log of changes loses and repeats nothing.
torture-short: .venv/installed-dev
	@$(PYTHON_IN_VENV) -m tests -m torture tests/cms/changes/test_numbering_races.py

lint: .venv/installed-dev
	@.ci/lint

# What answers cost beside a plain DRF project, with 10,000 articles; the tables go into docs/performance.md.
# N=500: with so many articles, tables on the terminal alone. ARGS=--quick: does it run?
bench: .venv/installed-dev
	@$(PYTHON_IN_VENV) -m bench $(if $(N),--articles $(N) --growth "",$(if $(ARGS),,--write)) $(ARGS)

# What only a real Chromium can show; it is installed when it is missing and you are root.
browser: .venv/installed-dev
	@.ci/chromium
	@$(PYTHON_IN_VENV) -m pytest -m browser $(ARGS)

# Readers' pages, the login, the API's page, and an editor's way from a draft to the site.
browser-short: .venv/installed-dev
	@.ci/chromium
	@$(PYTHON_IN_VENV) -m pytest -m browser tests/browser/test_reader.py tests/browser/test_login.py \
	    tests/browser/test_api_docs.py \
	    tests/browser/test_admin.py::test_an_article_is_written_with_a_picture_and_a_source_and_published

# Pictures of the reader and the admin in var/screenshots, on phones and desks, light and dark.
screenshots: .venv/installed-dev
	@.ci/chromium
	@SCREENSHOTS=var/screenshots $(PYTHON_IN_VENV) -m pytest -m browser -k screenshots $(ARGS)

# docs/openapi.json, as the tests compare it: with the settings of a fresh installation.
openapi: .venv/installed-dev
	@DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON_IN_VENV) manage.py spectacular --validate --fail-on-warn \
	    --format openapi-json --file docs/openapi.json

# docs/routes.md: who may call what.
routes: .venv/installed-dev
	@$(PYTHON_IN_VENV) -m tests.routes.page > docs/routes.md

# Resolves requirements/*.in anew; the locks name no registry.
lock: .venv/installed-dev
	@for name in runtime s3 c2pa dev; do \
	    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	        requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

# Writes the golden documents anew; read the difference before it is committed.
golden: .venv/installed-dev
	@RENEW_GOLDEN=1 $(PYTHON_IN_VENV) -m pytest -q tests/articles/test_golden.py
