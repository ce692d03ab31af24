#!/bin/sh
# lock.sh: write the exact versions that pyproject.toml leads to.
set -eu
compile() {
    .venv/bin/uv pip compile -q pyproject.toml --no-header --no-annotate --universal --python-version 3.11 "$@"
}
compile -o requirements.lock
compile --extra dev -c requirements.lock -o requirements-dev.lock
compile --extra dev --extra bench -c requirements-dev.lock -o requirements-bench.lock
