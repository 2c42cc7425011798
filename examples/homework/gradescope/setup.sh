#!/usr/bin/env bash
# Gradescope runs this once, when the image is built: Ubuntu 22.04 by default, whose own Python is 3.10 and whose
# archive (universe) has 3.11; on a newer image its own Python does.
# The zip has at its root: setup.sh, run_autograder, homework.yaml, and netcalc (a wheel, or nothing if it is published).
set -euo pipefail
root=${AUTOGRADER_ROOT:-/autograder}
python=${PYTHON:-python3}
new_enough() { "$1" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
if [ "$root" = /autograder ] && ! new_enough "$python"; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    if apt-get install -y python3.11 python3.11-venv; then
        python=python3.11
    else
        apt-get install -y python3-venv
    fi
fi
new_enough "$python" || { echo "netcalc needs Python 3.11 or newer, with venv: $python is not" >&2; exit 1; }
"$python" -m venv "$root/venv"
wheel=$(find "$root/source" -maxdepth 1 -name 'netcalc*.whl' | head -n 1)
"$root/venv/bin/pip" install "${wheel:-netcalc-nn}"
