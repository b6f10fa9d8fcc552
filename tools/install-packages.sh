#!/usr/bin/env bash
# Installs what is missing to build, run and test on Debian 12. Asks nothing; needs root or sudo only if something is missing.
set -euo pipefail

packages=(
    g++ cmake ninja-build pkg-config ca-certificates git python3 openssl curl
    libpoco-dev rapidjson-dev libboost-dev libboost-filesystem-dev libfmt-dev libyaml-cpp-dev libcli11-dev libssl-dev libsqlite3-dev zlib1g-dev
)
# The tests build a second time with clang++ and its sanitizers, and compare with official files by tools that run on Node.js.
if [ "${1:-}" = "--tests" ]; then
    packages+=(catch2 clang libclang-rt-14-dev)
    command -v node >/dev/null && command -v npm >/dev/null || packages+=(nodejs npm)
fi

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "installing: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "these packages are missing and there is no sudo; install them as root: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
