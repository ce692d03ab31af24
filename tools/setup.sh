#!/bin/sh
# setup.sh LOCK: make .venv with the packages that LOCK names, unless it has them already.
set -eu
umask 022
lock=$1
stamp=.venv/.$lock
if [ -f "$stamp" ] && [ ! "$lock" -nt "$stamp" ] && [ ! pyproject.toml -nt "$stamp" ]; then
    exit 0
fi

find_python() {
    for candidate in python3.11 python3.12 python3.13 python3; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    echo "Citizen Spring needs Python 3.11 or newer with venv: on Debian, apt-get install python3 python3-venv." >&2
    exit 1
}

if ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python)
    rm -rf .venv
    echo "Setting up …"
    "$python" -m venv .venv
fi
# uv takes seconds where pip takes minutes; without it, pip does the same.
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install -q --disable-pip-version-check uv 2>/dev/null || true
if [ ! -x .venv/bin/uv ] ||
    ! { .venv/bin/uv pip install -q --python .venv/bin/python --no-deps -r "$lock" &&
        .venv/bin/uv pip install -q --python .venv/bin/python --no-deps -e .; } 2>.venv/uv.log; then
    if ! { .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps -r "$lock" &&
        .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps -e .; }; then
        echo "The packages of $lock could not be installed: is the network there?" >&2
        exit 1
    fi
fi
.venv/bin/python -m citizenspring.common.catalogues compile
touch "$stamp"
