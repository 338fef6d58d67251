# Xianqing 县情: facts out of Chinese government bulletins.
# `make` or `make help` lists the targets. Wanted: Python 3.11 or newer with pip, and make.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Files or folders of bulletins, the database, reading processes, the port of the website.
SRC ?= corpus/documents
DB ?= db/xianqing.db
JOBS ?= 1
SEGMENTER ?= jieba
HOST ?= 127.0.0.1
PORT ?= 8001
# make diff: the version of the rules to compare with, any name that git knows.
SINCE ?= HEAD
# The Python that .venv is made with; found by itself unless it is given.
PYTHON ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
RUN_TIME := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.installed-dev
CODE := pipeline extractors db tests

.PHONY: help ingest serve test check lexicon style types score diff bench fetch-pkuseg clean

help: ## this list
	@echo '县情 Xianqing'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  make ingest SRC=~/bulletins JOBS=2     your own bulletins, two processes'
	@echo '  make serve PORT=8080                   the website on another port'

ingest: $(RUN_TIME) ## 读入公报 read the bulletins in SRC into DB
	@$(BIN)/xianqing ingest $(SRC) --db '$(DB)' --jobs $(JOBS) --segmenter $(SEGMENTER)

serve: $(RUN_TIME) ## 打开网站 browse DB at http://HOST:PORT
	@$(BIN)/xianqing serve --db '$(DB)' --host $(HOST) --port $(PORT)

test: $(DEVELOPMENT) ## 测试 run the tests
	@$(BIN)/python -m pytest

check: lexicon style types test ## 全部检查 data files, style, types and tests

lexicon: $(DEVELOPMENT)
	@$(BIN)/python tests/lexicon_entries.py

style: $(DEVELOPMENT)
	@$(BIN)/ruff check --quiet $(CODE)
	@$(BIN)/ruff format --check --quiet $(CODE) || { echo 'to format: $(BIN)/ruff format $(CODE)'; exit 1; }

types: $(DEVELOPMENT)
	@$(BIN)/mypy --no-error-summary pipeline extractors db

score: $(DEVELOPMENT) ## 评分 score against the gold in ../shared
	@$(BIN)/python tests/scoring.py && $(BIN)/python tests/accuracy.py

# The older rules read in a checkout of their own; python looks there first for what it imports.
diff: $(DEVELOPMENT) ## 比较规则 what the rules read otherwise than those of SINCE, in SRC
	@old=$$(mktemp -d) && trap 'git worktree remove --force "$$old/tree" 2>/dev/null; rm -rf "$$old"' EXIT && \
	git worktree add --quiet --detach "$$old/tree" '$(SINCE)' && \
	source=$$(realpath $(SRC)) && python=$$(realpath -s $(BIN)/python) && \
	run='from pipeline.cli import main; main(prog_name="xianqing")' && \
	(cd "$$old/tree" && "$$python" -c "$$run" extract --jobs $(JOBS) $$source >"$$old/before.jsonl") && \
	$(BIN)/xianqing extract --jobs $(JOBS) $$source >"$$old/after.jsonl" && \
	$(BIN)/xianqing diff "$$old/before.jsonl" "$$old/after.jsonl"

bench: $(DEVELOPMENT) ## 测速 speed and memory
	@$(BIN)/python tests/bench.py

fetch-pkuseg: $(RUN_TIME) ## 下载模型 fetch the model of the segmenter pkuseg
	@$(BIN)/xianqing fetch-pkuseg

clean: ## 清理 remove .venv and caches, not the database
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

# A stamp is younger than what it was installed from; nothing is installed again until then.
$(RUN_TIME): pyproject.toml requirements.lock | $(BIN)/python
	@echo '安装 installing (once, about a minute) …'
	@$(PIP) install --constraint requirements.lock --editable .
	@touch $@

$(DEVELOPMENT): pyproject.toml requirements.lock | $(BIN)/python
	@echo '安装 installing what development needs (once, about a minute) …'
	@$(PIP) install --constraint requirements.lock --editable '.[dev]'
	@touch $@ $(RUN_TIME)

# Debian packs venv's pip apart: where it is missing, the pip outside puts one in.
$(BIN)/python:
	@found=; for each in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found="$$each"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo '错误 Error: Python 3.11 or newer is needed; found: ' "$$(python3 --version 2>&1)" >&2; \
	  echo '  where it has another name: make ingest PYTHON=/path/to/python3.11' >&2; \
	  exit 1; \
	fi; \
	"$$found" -m venv $(VENV) 2>/dev/null || { \
	  rm -rf $(VENV); "$$found" -m venv --without-pip $(VENV) && \
	  "$$found" -m pip --quiet --quiet --python $(BIN)/python install pip; \
	} || { rm -rf $(VENV); \
	  echo '错误 Error: no virtual environment could be made; on Debian: apt-get install python3-venv' >&2; \
	  exit 1; }
