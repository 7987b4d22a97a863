#!/usr/bin/env bash
# Makes .venv ready: Debian's libraries, a Python that fits, exact versions, Palace itself.
#
#   packaging/setup.sh run     what the program needs
#   packaging/setup.sh test    that, and what the tests need besides (Xvfb, xdotool, a font)
#
# The second time it only compares a stamp. Settings, all optional:
#   PYTHON               the interpreter to build .venv with
#   TORCH_INDEX          an index to take PyTorch from, for its CPU build
#   PALACE_SKIP_SYSTEM   non-empty: go on although system libraries seem to be missing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

purpose=${1:-run}
case $purpose in
    run | test) ;;
    *)
        echo "usage: packaging/setup.sh run|test" >&2
        exit 2
        ;;
esac

say() { printf '%s\n' "$*" >&2; }
stop() {
    say "$*"
    exit 1
}

# --- A Python that fits -----------------------------------------------------------------------

python=
seen=
find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
            python=$(command -v "$candidate")
            return
        fi
        seen="$seen $("$candidate" -c 'import platform; print(platform.python_version())' 2>/dev/null || true)"
    done
    stop "Palace needs Python 3.11 to 3.14; found:${seen:- none}. Install one (Debian: apt-get install python3) or name it: make run PYTHON=/path/to/python3.12"
}

# --- System libraries -------------------------------------------------------------------------

libraries=(
    libgl1 libglx-mesa0 libgl1-mesa-dri libegl1 libegl-mesa0
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 fonts-dejavu-core
)
[ "$purpose" = test ] && libraries+=(xvfb xdotool)

installed() {
    # "install ok installed" and nothing less: removed packages keep an entry.
    dpkg-query -W -f='${Package} ${Status}\n' "$@" 2>/dev/null | sed -n 's/ install ok installed$//p'
}

missing_packages() {
    local there name
    there=" $(installed "${libraries[@]}" | tr '\n' ' ') "
    for name in "${libraries[@]}"; do
        [[ $there == *" $name "* ]] || echo "$name"
    done
    if ! ready; then
        # Needed once, to compile hnswlib and to make the environment.
        command -v "${CXX:-g++}" >/dev/null 2>&1 || echo g++
        local version
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        "$python" -c 'import pathlib, sys, sysconfig
sys.exit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists())' || echo "python$version-dev"
        "$python" -c 'import ensurepip, venv' 2>/dev/null || echo "python$version-venv"
    fi
}

system_libraries() {
    local missing
    if [ "$(uname -s)" = Darwin ]; then
        ready || xcode-select -p >/dev/null 2>&1 || stop "Palace compiles one small library: install Apple's command line tools first (xcode-select --install), then run make again."
        return 0
    fi
    if ! command -v dpkg-query >/dev/null 2>&1; then
        ready || command -v "${CXX:-g++}" >/dev/null 2>&1 || stop "Palace compiles one small library: install a C++ compiler and Python's headers, then run make again."
        ready || say "This is not Debian, so its libraries are not checked here; Palace needs what Debian calls: ${libraries[*]}"
        return 0
    fi
    missing=$(missing_packages | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ -n "${PALACE_SKIP_SYSTEM:-}" ]; then
        say "Going on without these Debian packages, as PALACE_SKIP_SYSTEM asks: $missing"
        return 0
    fi
    if [ "$(id -u)" -ne 0 ]; then
        stop "Palace needs these Debian packages; install them and run make again: sudo apt-get install ${missing% } (or try without: PALACE_SKIP_SYSTEM=1 make run)"
    fi
    say "Installing Debian's ${missing% } …"
    local log=/tmp/palace-apt-$$.log
    # shellcheck disable=SC2086  # a list of names
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
        tail -n 5 "$log" >&2
        stop "These Debian packages could not be installed (the whole story: $log): ${missing% }"
    fi
    rm -f "$log"
}

# --- The Python environment -------------------------------------------------------------------

# The stamp holds what .venv was made from; the folder's own path is in it, since a moved
# environment does not work.
wanted=
stamp=.venv/palace-stamp
fingerprint() {
    { cat pyproject.toml constraints.txt packaging/setup.sh && pwd -P; } | cksum | tr ' ' '-'
}
ready() { [ -x .venv/bin/python ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; }

pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }

# A bare torch on x86-64 Linux brings CUDA's libraries along, gigabytes that Palace has no use for.
warn_of_cuda() {
    [ -z "${TORCH_INDEX:-}" ] && [ "$(uname -s)" = Linux ] || return 0
    .venv/bin/python -c 'import torch' 2>/dev/null && return 0
    # Only metadata is fetched for this: does the torch that pip would take ask for NVIDIA's packages?
    pip install --quiet --dry-run --no-deps --only-binary :all: -c constraints.txt --report - torch 2>/dev/null |
        .venv/bin/python -c 'import json, sys
from pip._vendor.packaging.requirements import Requirement
needs = [Requirement(r) for i in json.load(sys.stdin)["install"] for r in i["metadata"].get("requires_dist", [])]
there = [r.name for r in needs if r.marker is None or r.marker.evaluate({"extra": ""})]
sys.exit(not any(n.startswith(("nvidia", "cuda")) for n in there))' 2>/dev/null || return 0
    say ""
    say "Note: here pip finds PyTorch as a build for NVIDIA cards, several gigabytes with all it brings."
    say "Palace needs only the CPU build (about 200 MB). To take that, stop now (Ctrl+C) and run:"
    say "    make run TORCH_INDEX=https://download.pytorch.org/whl/cpu"
    if [ -t 0 ] && [ -t 2 ]; then
        say "Going on with the large build in 20 seconds …"
        sleep 20
    else
        say "Going on with the large build."
    fi
    say ""
}

environment() {
    ready && return 0
    say "Setting up Palace in .venv with $("$python" --version); the first time takes some minutes …"
    if [ -x .venv/bin/python ] && ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        say "The .venv here does not work any more; making it anew."
        rm -rf .venv
    fi
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    rm -f "$stamp"
    if [ -n "${TORCH_INDEX:-}" ]; then
        pip install --quiet --index-url "$TORCH_INDEX" "$(grep '^torch==' constraints.txt)"
    else
        warn_of_cuda
    fi
    # On a terminal pip shows how far its downloads are; in a log it speaks of errors alone.
    local manner=(-qq)
    [ -t 2 ] && manner=()
    pip install "${manner[@]}" --editable '.[dev]' --constraint constraints.txt ||
        stop "The packages could not be installed; the lines above say which one and why. Run make again to try once more."
    .venv/bin/python -m compileall -q palace || true
    printf '%s\n' "$wanted" >"$stamp"
    say "Palace is set up."
}

wanted=$(fingerprint)
# Two makes at once would build one environment twice.
exec 9>.setup.lock
if command -v flock >/dev/null 2>&1; then flock 9; fi
ready || find_python
system_libraries
environment
