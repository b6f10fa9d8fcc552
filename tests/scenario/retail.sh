#!/usr/bin/env bash
# The sandbox is loaded with a folder of orders, the engine runs until idle, the company ships and invoices most of them, and the engine brings over what
# was refunded. Every order and refund is compared with the store and the whole with the folder's expected.json. The folder is what the converter of the
# online-retail data writes. Several folders are the same store at later times: each is loaded and run after the one before it, and may refund its orders.
#
#   tests/scenario/retail.sh DIR...              one run of each
#   tests/scenario/retail.sh DIR... --kill 5     the engine is killed (-9) at five random moments of the orders and five of the refunds, and started again
#
# Uses the build in $BUILD_DIR, else makes one in build/release. Prints the figures last; exit 1 on any difference.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folders=() kills=0 seed=$$
while [ $# -gt 0 ]; do
    case $1 in
        --kill) kills=$2; shift 2 ;;
        --seed) seed=$2; shift 2 ;;
        -*) echo "retail.sh: unknown option $1" >&2; exit 2 ;;
        *) folders+=("$(realpath "$1")"); shift ;;
    esac
done
[ ${#folders[@]} -gt 0 ] || { echo "usage: tests/scenario/retail.sh DIR... [--kill N] [--seed N]" >&2; exit 2; }
for folder in "${folders[@]}"; do
    [ -f "$folder/orders.ndjson" ] || { echo "retail.sh: $folder has no orders.ndjson (it is not a folder of the converter)" >&2; exit 2; }
done

if [ -z "${BUILD_DIR:-}" ]; then
    "$root/tools/install-packages.sh"
    BUILD_DIR=$root/build/release
    mkdir -p "$root/build"
    "$root/tools/build.sh" "$BUILD_DIR" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DLEDGERLINE_TESTS=OFF >/dev/null
fi
ledgerline=$BUILD_DIR/bin/ledgerline

# shellcheck source=tests/scenario/sandbox.sh
. "$root/tests/scenario/sandbox.sh"
echo '{"b1": {"company": {"negative_stock_blocked": false}}}' >"$work/setup.json" # the data knows no deliveries to the shop
start_sandbox sandbox-token sandbox --setup "$work/setup.json" --load "${folders[0]}"
cp -r "$root/examples/deployments/retail" "$work/deployment"
deployment=(--deployment "$work/deployment")
"$ledgerline" prepare erp "${deployment[@]}" >"$work/prepare.log" || { cat "$work/prepare.log" >&2; exit 1; }
RANDOM=$seed
# The engine runs, and is killed somewhere in the work: early, late, in the middle of anything.
run_and_kill() {
    local kill pause
    for ((kill = 1; kill <= kills; ++kill)); do
        "$ledgerline" run --once "${deployment[@]}" >"$work/run.log" 2>&1 &
        engine_pid=$!
        pause=$(python3 -c "import sys; print(0.3 + int(sys.argv[1]) % 1000 * ${RETAIL_KILL_SPAN:-8} / 1000)" "$RANDOM")
        sleep "$pause"
        if kill -9 "$engine_pid" 2>/dev/null; then echo "killed the engine after $pause s"; else echo "the engine was done after $pause s"; fi
        wait "$engine_pid" 2>/dev/null || true
        engine_pid=""
    done
}
run_engine() {
    "$ledgerline" run --once "${deployment[@]}" || { code=$?; tail -n 20 "$work/sandbox.log" >&2; echo "retail.sh: the engine ended with $code" >&2; exit 1; }
}
compare() { # FOLDER OTHER-FOLDERS...
    python3 "$root/tests/scenario/retail_compare.py" "$work" "$@"
    python3 "$root/tests/scenario/retail_refunds.py" "$work" "$(port control_url)" "$@"
}

shipped=0
for folder in "${folders[@]}"; do
    if [ "$folder" != "${folders[0]}" ]; then
        curl -sS --fail -X POST "$(port control_url)/load" -H 'Content-Type: application/json' -d "{\"folder\": \"$folder\"}"; echo
    fi
    # At first only orders: what was refunded before is only found later.
    sed '/^  # Money that went back/,$d' "$root/examples/deployments/retail/ledgerline.yaml" >"$work/deployment/ledgerline.yaml"
    run_and_kill
    run_engine

    python3 "$root/tests/scenario/retail_ship.py" "$(port control_url)" --after "$shipped" --last-out "$work/shipped"
    shipped=$(cat "$work/shipped")
    cp "$root/examples/deployments/retail/ledgerline.yaml" "$work/deployment"
    run_and_kill
    run_engine
done
if [ "$kills" -gt 0 ]; then run_engine; fi # once more: nothing is credited twice

"$ledgerline" verify-history "${deployment[@]}"
"$ledgerline" exceptions list --json "${deployment[@]}" >"$work/exceptions.json" || true
"$ledgerline" exceptions list --groups --json "${deployment[@]}" >"$work/groups.json" || true
curl -sS --fail "$(port control_url)/b1/orders" -o "$work/documents.json"
for folder in "${folders[@]}"; do
    [ ${#folders[@]} -eq 1 ] || echo "-- $(basename "$folder")"
    compare "$folder" "${folders[@]}"
done
