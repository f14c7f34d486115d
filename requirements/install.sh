#!/bin/sh
# Makes .venv and installs a lock into it: requirements/install.sh runtime|dev
# A stamp per lock lets `make` skip this when nothing has changed.
set -eu
lock=$1

usable() { # python — whether it is a Python that this project runs on
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if usable "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

refuse() {
    rm -rf .venv
    echo "$1" >&2
    exit 1
}

make_environment() {
    python=$(find_python)
    if [ -n "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv --clear .venv && return
    fi
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --seed --python "${python:-3.13}" .venv && return
    fi
    if [ -n "$python" ]; then
        refuse "$python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"
    fi
    refuse "Standfirst needs Python 3.11, 3.12 or 3.13 (found: $(python3 --version 2>&1 || echo none)). On Debian and Ubuntu: apt-get install python3 python3-venv"
}

usable .venv/bin/python || make_environment
echo "Installing the locked packages ($lock) into .venv ..."
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check \
    --require-hashes -r "requirements/$lock.txt"
if [ "$lock" = dev ]; then touch .venv/installed-runtime; fi # The development lock holds all of the other.
touch ".venv/installed-$lock"
