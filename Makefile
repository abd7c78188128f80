# What one does with duibiao, on Linux and macOS. `make` alone lists it. The README has the same steps without make.
#
# An installation is made once for each content of the locks and pyproject.toml, and once more if the folder is moved:
# its stamp is a file in .venv whose name says so. Nothing outside this folder is changed, but for `make test` as root on
# Debian, which installs a browser and Chinese fonts for the browser tests.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

HOST ?= 127.0.0.1
PORT ?= 8501
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

VENV := .venv
PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-compile
KEY := $(shell { pwd; cat requirements.lock requirements-run.lock pyproject.toml; } | cksum | tr -c '0-9\n' -)
FOR_RUN := $(VENV)/.ready-to-run-$(KEY)
FOR_TEST := $(VENV)/.ready-to-test-$(KEY)
LOCK := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" $(UPGRADE)

.PHONY: help run test wheelhouse install-offline lock docs doctor browser

help:  ## this list
	@grep -E '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed 's/:.*  ## /\t/' | awk -F '\t' '{ printf "  make %-16s %s\n", $$1, $$2 }'

run: $(FOR_RUN)  ## install what is needed, load the sample and open the dashboard on http://127.0.0.1:8501 (HOST=, PORT=)
	@$(VENV)/bin/duibiao load data/sample
	@exec $(VENV)/bin/duibiao serve --host $(HOST) --port $(PORT)

test: $(FOR_TEST) browser  ## install what is needed and run every test (ARGS= for pytest)
	@$(PY) -m pytest -n 2 --dist worksteal -rs $(ARGS)

browser: $(FOR_TEST)
	@$(PY) tests/browser/prepare.py

doctor: $(FOR_RUN)  ## say what on this computer may keep the dashboard from working
	@$(VENV)/bin/duibiao doctor

docs: $(FOR_RUN)  ## make data/README.md and the blank ledgers in data/templates again
	@$(VENV)/bin/duibiao docs
	@$(VENV)/bin/duibiao templates

wheelhouse: | $(PY)  ## gather all that a machine without a network needs, for this platform, in wheelhouse/
	@rm -rf wheelhouse
	@$(PY) -m pip download --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements-run.lock -d wheelhouse
	@echo "wheelhouse/ 已备好：连同本文件夹拷到目标电脑，运行 make install-offline。Copy it along with this folder and run 'make install-offline'."

install-offline:  ## install from wheelhouse/ without a network
	@$(MAKE) --no-print-directory $(FOR_RUN) FROM="--no-index --find-links wheelhouse"
	@echo "安装完成，运行 make run。Installed; now 'make run'."

lock: | $(PY)  ## make the locks again after a change of pyproject.toml (UPGRADE=--upgrade for the newest releases)
	@$(INSTALL) 'uv>=0.13'
	@$(LOCK) --group dev -o requirements.lock > /dev/null
	@$(LOCK) --group build --constraint requirements.lock -o requirements-run.lock > /dev/null

$(PY):
	@test -n "$(PYTHON)" || { \
		echo "需要 Python 3.11 或更新的版本（make run PYTHON=路径）。Python 3.11 or later is needed (make run PYTHON=path)." >&2; \
		exit 1; }
	@echo "正在建立 $(VENV) …… making $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { \
		echo "无法建立虚拟环境；Debian/Ubuntu 请先运行 apt-get install python3-venv。Cannot make it; on Debian install python3-venv." >&2; \
		exit 1; }

# The project itself: an editable install, which builds nothing and asks no network. Then bytecode, on every core, which pip
# would make on one; a file in somebody's package that is no Python of this version is no matter.
PROJECT := $(INSTALL) --no-index --no-deps --no-build-isolation --editable . \
	&& { $(PY) -m compileall -qq -j 0 $(VENV)/lib dashboard duibiao etl queries || true; }

$(FOR_RUN): | $(PY)
	@echo "正在安装（只在首次或依赖变化时）…… installing (the first time, and when the locks change)"
	@$(INSTALL) $(FROM) --require-hashes -r requirements-run.lock
	@$(PROJECT)
	@touch $@

$(FOR_TEST): | $(PY)
	@echo "正在安装（含测试工具）…… installing, with what the tests need"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(PROJECT)
	@touch $(FOR_RUN) $@
