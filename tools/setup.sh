#!/usr/bin/env bash
# Make .venv and install what is pinned, checked against the hashes.
#   tools/setup.sh STAMP [REQUIREMENTS]
# Writes STAMP last: an install that was interrupted is done again. PYTHON chooses the interpreter of a new .venv.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=$1
requirements=${2:-requirements.txt}
python=.venv/bin/python

fail() {
  printf 'Zone Atlas could not be set up: %s\n' "$1" >&2
  exit 1
}

new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  local candidate
  if [ -n "${PYTHON:-}" ]; then
    new_enough "$PYTHON" || fail "PYTHON=$PYTHON is not a working Python 3.11 or newer"
    printf '%s\n' "$PYTHON"
    return
  fi
  # A name may be a shim that answers for no version: it counts only once it has run.
  for candidate in python3.11 python3.12 python3.13 python3.14 python3 python; do
    if new_enough "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  fail "no Python 3.11 or newer found. Install one, or name it: make run PYTHON=/path/to/python3"
}

uv_found() {
  command -v uv >/dev/null 2>&1
}

make_environment() {
  local base
  base=$(find_python)
  printf 'Making .venv with %s\n' "$("$base" --version)" >&2
  if uv_found; then
    uv venv --quiet --clear --python "$("$base" -c 'import sys; print(sys.executable)')" .venv
  elif ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
    fail "this Python has no venv module. On Debian or Ubuntu: apt-get install python3-venv"
  else
    "$base" -m venv --clear .venv
  fi
}

install() {
  if uv_found; then
    uv pip install --quiet --python "$python" "$@"
  else
    "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip >/dev/null
    "$python" -m pip --disable-pip-version-check install --quiet "$@"
  fi
}

new_enough "$python" || make_environment

printf 'Installing %s with %s\n' "$requirements" "$(uv_found && echo uv || echo 'pip (uv is faster)')" >&2
install --require-hashes -r "$requirements" ||
  fail "$requirements could not be installed; the reason stands above. The package index must be reachable"
if [ "$requirements" = requirements.txt ]; then
  # setuptools is pinned among the requirements: nothing more is downloaded.
  install --no-deps --no-build-isolation --editable .
fi

# The first start compiles everything otherwise, which takes longer than a reader waits. What does not compile
# (a dependency's own test data) is nothing that is imported.
"$python" -m compileall -q -q -j 0 .venv/lib src pages app.py || true

rm -f "${stamp%-*}"-*
touch "$stamp"
