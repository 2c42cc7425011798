#!/bin/sh
# Bring what `netcalc page -o FILE.html --pyodide FOLDER` needs into a folder: Pyodide and pydantic-core's wheel for it.
set -eu
folder=${1:-pyodide}
npm install --prefix "$folder" pyodide
core=$(python -c "from importlib.metadata import version; print(version('pydantic_core'))")
pip download --no-deps --only-binary=:all: --platform pyemscripten_2026_0_wasm32 --python-version 3.14 \
  --implementation cp --abi cp314 --dest "$folder" "pydantic-core==$core"
