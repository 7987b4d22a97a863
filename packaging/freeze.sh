#!/usr/bin/env bash
# Writes constraints.txt anew from .venv: the exact versions that were tested together.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
{
    echo "# The exact versions that are tested together; made from .venv by \`make constraints\`."
    echo "# torch carries no local version here, so that any build of it (CPU, CUDA) may serve."
    .venv/bin/python -m pip --disable-pip-version-check freeze --exclude-editable |
        grep -v -e '^-e' -e ' @ ' | sed -E 's/^(torch==[0-9.]+)\+.*/\1/'
} >constraints.txt.new
mv constraints.txt.new constraints.txt
