#!/bin/sh
# compiled.sh PYTHON: a wheel of Regatlas whose inner loops are compiled, in dist/, and the same unpacked in build/compiled,
# to be tried with PYTHONPATH=build/compiled. Called by the Makefile; needs a C compiler and the headers of Python.
# With REGATLAS_COMPILE=quick the C compiler does not optimise, and takes a third of the time: for tests, not for use.
set -eu
python=$1
tree=build/compiled-tree out=build/compiled

stop() {
  printf '%s\n' "$@" >&2
  exit 2
}

command -v cc >/dev/null 2>&1 || stop \
  "Compiling needs a C compiler; on Debian or Ubuntu install one with: apt-get install gcc python3-dev" \
  "编译需要 C 编译器；在 Debian 或 Ubuntu 上请安装：apt-get install gcc python3-dev"

# In a copy: what is compiled beside the sources would be imported in their place, also when they have changed.
rm -rf "$tree" "$out" build/compiled-wheel
mkdir -p "$tree" dist
cp -R pyproject.toml README.md LICENSE NOTICE src "$tree"
if [ "${REGATLAS_COMPILE:-}" = quick ]; then
  sed -i.bak 's/^options = { opt_level = "3"/options = { opt_level = "0"/' "$tree/pyproject.toml"
fi
find "$tree" -name '__pycache__' -prune -exec rm -rf {} +
(cd "$tree" && HATCH_BUILD_HOOK_ENABLE_MYPYC=true "$python" -m hatchling build -t wheel -d ../compiled-wheel) >build/compiled.log 2>&1 ||
  stop "Compiling failed; build/compiled.log says why." "编译失败，原因见 build/compiled.log。"
"$python" -m zipfile -e build/compiled-wheel/regatlas-*.whl "$out"
PYTHONPATH=$out "$python" -c 'import sys, regatlas.structure.outline as it; sys.exit(it.__file__.endswith(".py"))' ||
  stop "The wheel has nothing compiled; build/compiled.log says why." "安装包中没有编译的模块，原因见 build/compiled.log。"
rm -f dist/regatlas-*.whl
mv build/compiled-wheel/regatlas-*.whl dist/
rm -rf "$tree" build/compiled-wheel
