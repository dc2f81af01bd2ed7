# Only Python 3.11 or newer and make are needed; `uv` is used where it is present.
#   make PYTHON=python3.12 …   another Python         make UV= …            pip although uv is present
#   make fuzz REGATLAS_FUZZ_SECONDS=600 FUZZ_ARGS=pdf   longer, and one target only
#   make test PYTEST_ARGS=-x   other pytest options   make demo DEMO_OUT=…  another folder for the pages
#   make app APP_PORT=8080     another port for the web app
PYTHON ?= python3
UV ?= $(shell command -v uv 2>/dev/null)
PYTEST_ARGS ?= -n auto --dist worksteal
SAMPLES := src/regatlas/data/samples
DEMO_OUT ?= demo-out
APP_PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.regatlas-ready

# Tests that `make test` runs are the same every time; plain `pytest` lets Hypothesis explore.
HYPOTHESIS_PROFILE ?= ci
export HYPOTHESIS_PROFILE

.DEFAULT_GOAL := help
.PHONY: help setup demo app test check docs compiled install fuzz bench evaluate lock clean

help: ## say what can be made | 列出可用的命令
	@awk -F ':.*## | [|] ' '/^[a-z]+:.*## / { printf "  make %-8s  %-40s  %s\n", $$1, $$2, $$3 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## install into .venv what the lock names | 按锁定文件安装到 .venv

# The stamp is older than the lock or pyproject.toml exactly when something has to be installed. A .venv whose Python
# has gone, or was replaced by a newer one, is set up again too.
$(STAMP): requirements.lock pyproject.toml tools/setup.sh $(BIN)/python
	@sh tools/setup.sh "$(VENV)" "$(PYTHON)" "$(UV)"
	@touch $@

$(BIN)/python: ;

demo: $(STAMP) ## record of the sample, dossier of China | 生成样例记录和中国概况
	@$(BIN)/regatlas map $(SAMPLES)/sample-measures.zh.md --lang zh --out $(DEMO_OUT) >/dev/null
	@$(BIN)/regatlas map $(SAMPLES)/sample-measures.en.md --out $(DEMO_OUT)
	@$(BIN)/regatlas dossier CN --html $(DEMO_OUT)/dossier-CN.en.html 2>/dev/null
	@$(BIN)/regatlas dossier CN --lang zh --html $(DEMO_OUT)/dossier-CN.zh.html 2>/dev/null
	@echo "Open these pages in a browser: | 请用浏览器打开："
	@echo "  records   | 样例记录  $(DEMO_OUT)/sample-measures.en.html, $(DEMO_OUT)/sample-measures.zh.html"
	@echo "  dossiers  | 中国概况  $(DEMO_OUT)/dossier-CN.en.html, $(DEMO_OUT)/dossier-CN.zh.html"
	@echo "Open the web app, full of samples | 启动含示例数据的网页应用：make app   (or | 或者 $(BIN)/regatlas demo)"
	@echo "Try your own file | 分析自己的文件：$(BIN)/regatlas map FILE"

app: $(STAMP) ## web app with samples, on port 8000 | 启动含示例的网页应用
	@$(BIN)/regatlas demo --db sqlite:///regatlas-demo.sqlite --port $(APP_PORT)

test: $(STAMP) ## run the tests | 运行测试
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(STAMP) ## style, types, imports, documents | 检查风格、类型、导入方向与文档
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.check_docs
	$(BIN)/python -m tools.house
	@$(MAKE) --no-print-directory docs

# MkDocs reads the code for the pages that repeat it; what it warns of (a broken link, a page left out) is an error.
docs: $(STAMP) ## documentation as a site in site/ | 生成文档网站到 site/
	@$(BIN)/python -m tools.docs_site
	@echo "documentation: site/index.html, site/zh/index.html"

# The wheel goes to dist/; what is under build/compiled is the same, for PYTHONPATH.
compiled: $(STAMP) ## wheel with compiled structure | 生成编译结构分析的安装包
	@sh tools/compiled.sh "$(CURDIR)/$(BIN)/python"
	@echo "wheel: dist/; the same, unpacked: build/compiled | 安装包在 dist/，解开后在 build/compiled"

# For servers; `make -B setup` puts the sources back in its place.
install: compiled ## compiled wheel in place of the sources | 以编译安装包取代源码
	@if [ -n "$(UV)" ]; then \
	  "$(UV)" pip install --quiet --no-config --python $(BIN)/python --no-deps --reinstall dist/regatlas-*.whl; \
	else $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --force-reinstall dist/regatlas-*.whl; fi
	@echo "$(VENV) runs the compiled wheel, not src/ | $(VENV) 现在运行编译安装包，不再使用 src/"

fuzz: $(STAMP) ## search for files that break a reader | 模糊测试
	@$(BIN)/python -m tests.fuzz.run $(FUZZ_ARGS)

# Of what servers run: compiled, where there is a C compiler.
bench: $(STAMP) ## run the benchmarks | 运行性能测试
	@if command -v cc >/dev/null; then $(MAKE) --no-print-directory compiled; fi
	@set -e; export PYTHONPATH="$(CURDIR)/build/compiled"; for script in benchmarks/bench_*.py; do \
	  if [ -e "$$script" ]; then echo "== $$script"; $(BIN)/python "$$script"; else echo "There is no benchmark yet."; fi; \
	done

evaluate: $(STAMP) ## measure quality, hold it to its floors | 评估质量并核对底线
	@$(BIN)/python benchmarks/evaluate.py

lock: $(STAMP) ## resolve requirements.lock anew (network) | 重新生成锁定文件（需要网络）
	$(BIN)/python -m tools.lock

clean: ## remove what make made | 删除生成的文件
	rm -rf $(VENV) $(DEMO_OUT) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
