#!/usr/bin/env bash
# Gradescope runs this once, when the image is built (Ubuntu 22.04 by default, whose own Python is 3.10).
# The zip has at its root: setup.sh, run_autograder, homework.yaml, and netcalc (a wheel, or nothing if it is published).
set -euo pipefail
root=${AUTOGRADER_ROOT:-/autograder}
python=${PYTHON:-python3.11}
if [ "$root" = /autograder ] && ! command -v "$python" >/dev/null; then
    apt-get update
    apt-get install -y python3.11 python3.11-venv
fi
"$python" -m venv "$root/venv"
wheel=$(find "$root/source" -maxdepth 1 -name 'netcalc*.whl' | head -n 1)
"$root/venv/bin/pip" install "${wheel:-netcalc-nn}"
