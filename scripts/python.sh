#!/bin/sh
# Prints a Python >= 3.11 that can make virtual environments; as root on Debian it installs the missing part.
set -eu

good() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

found=
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if good "$name"; then
        found=$name
        break
    fi
done
if [ -z "$found" ]; then
    echo "Panggung needs Python 3.11 or newer. Install it, or name one: make PYTHON=/path/to/python3" >&2
    exit 1
fi

if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$found" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "$found cannot make virtual environments here. On Debian or Ubuntu: sudo apt-get install $package" >&2
        exit 1
    fi
    echo "installing $package …" >&2
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" >/dev/null
fi
command -v "$found"
