#!/usr/bin/env bash
# Installs what is missing, builds, runs every test. Two builds: clang++ with address and undefined-behaviour sanitizers first,
# then g++ as it is shipped; the summary of the second is the last thing printed.
#
#   tests/run.sh            everything
#   tests/run.sh --fast     the shipped build only
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
jobs=$(nproc)

tools/install-packages.sh --tests
export NINJA_STATUS='[%f/%t %es] '

run() { ctest --test-dir "$1" --no-tests=error --output-on-failure --timeout 600 -j "$jobs" "${@:2}"; }

if [ "${1:-}" != "--fast" ]; then
    echo "== clang++ with sanitizers"
    mkdir -p build
    tools/build.sh build/sanitized -DLEDGERLINE_TESTS=ON -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
        -DLEDGERLINE_SANITIZE=address,undefined | tail -n 3
    ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 run build/sanitized -LE unsanitized | tail -n 25
fi

echo "== g++ as shipped"
mkdir -p build
tools/build.sh build/release -DLEDGERLINE_TESTS=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O2 -g1" | tail -n 3
run build/release
