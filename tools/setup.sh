#!/bin/sh
# setup.sh VENV PYTHON [UV]: make the virtual environment VENV hold what requirements.lock names, and Regatlas itself.
# Called by the Makefile. What is installed already is left alone, and then no network is needed.
set -eu
venv=$1 python=$2 uv=${3:-}

stop() {
  printf '%s\n' "$@" >&2
  exit 2
}

check_python() {
  command -v "$python" >/dev/null 2>&1 || stop \
    "Regatlas needs Python 3.11 or newer, and '$python' was not found; install it, or name one: make PYTHON=/path/to/python3.12 setup" \
    "需要 Python 3.11 或更高版本，但找不到 '$python'；请先安装，或指定解释器：make PYTHON=/path/to/python3.12 setup"
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop \
    "Regatlas needs Python 3.11 or newer, and '$python' is $("$python" -V 2>&1); name a newer one: make PYTHON=/path/to/python3.12 setup" \
    "需要 Python 3.11 或更高版本，而 '$python' 是 $("$python" -V 2>&1)；请指定较新的解释器：make PYTHON=/path/to/python3.12 setup"
}

check_venv_module() {
  "$python" -c 'import ensurepip, venv' 2>/dev/null || stop \
    "'$python' cannot make virtual environments; on Debian or Ubuntu install them with: apt-get install python3-venv" \
    "'$python' 无法创建虚拟环境；在 Debian 或 Ubuntu 上请安装：apt-get install python3-venv"
}

with_uv() {
  "$venv/bin/python" -c '' 2>/dev/null || "$uv" venv --quiet --no-config --clear --python "$python" "$venv"
  "$uv" pip install --quiet --no-config --python "$venv/bin/python" --no-deps --require-hashes -r requirements.lock
  "$uv" pip install --quiet --no-config --python "$venv/bin/python" --no-deps --no-build-isolation --editable .
}

with_pip() {
  if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    check_venv_module
    "$python" -m venv --clear "$venv"
  fi
  pip="$venv/bin/python -m pip --disable-pip-version-check --quiet"
  $pip install --no-deps --require-hashes -r requirements.lock
  $pip install --no-deps --no-build-isolation --editable .
}

check_python
echo "Setting up $venv (the first time takes about a minute) · 正在准备 $venv（首次约需一分钟）" >&2
if [ -n "$uv" ]; then installer=with_uv; else installer=with_pip; fi
# Not "$installer || stop": inside such a list `set -e` would be off.
trap 'test $? -eq 0 || stop \
  "Setting up stopped: the reason stands above; without network the packages of requirements.lock must be installed already" \
  "安装未完成，原因见上；没有网络时，requirements.lock 中的软件包须已安装"' EXIT
$installer
