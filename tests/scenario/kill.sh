#!/usr/bin/env bash
# The small shop of the quickstart, as whole processes: orders keep coming, and the engine is killed (-9) again and again at random
# moments. Then it may finish. Every order of the store must have one document with its own total, or one open exception, and the
# history must verify.
#
#   BUILD_DIR=build/release tests/scenario/kill.sh [--rounds N] [--seed N]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${BUILD_DIR:?set BUILD_DIR to a build}"
rounds=6 seed=$$
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift 2 ;;
        --seed) seed=$2; shift 2 ;;
        *) echo "kill.sh: unknown option $1" >&2; exit 2 ;;
    esac
done
# shellcheck source=tests/scenario/sandbox.sh
. "$root/tests/scenario/sandbox.sh"
ledgerline=$BUILD_DIR/bin/ledgerline
echo "kill.sh --rounds $rounds --seed $seed"

start_quickstart_sandbox
control=$(port control_url)
cp -r "$root/examples/deployments/quickstart" "$work/deployment"
# A lost answer is looked up soon, so that the test does not wait for it.
sed -i 's/^    lanes: 2$/    lanes: 2\n    probe_after: 1s/' "$work/deployment/ledgerline.yaml"
deployment=(--deployment "$work/deployment")
"$ledgerline" prepare erp "${deployment[@]}" >/dev/null

RANDOM=$seed
killed=0
for ((round = 1; round <= rounds; ++round)); do
    "$ledgerline" run "${deployment[@]}" >"$work/engine.log" 2>&1 &
    engine_pid=$!
    sleep "$(printf '0.%03d' $((RANDOM % 1000)))"
    curl -sS --fail --max-time 30 -X POST "$control/orders" -d @"$root/examples/sandbox/data/quickstart/orders.json" -o /dev/null
    sleep "$((RANDOM % 2)).$(printf '%03d' $((RANDOM % 1000)))"
    kill -9 "$engine_pid" 2>/dev/null && killed=$((killed + 1))
    wait "$engine_pid" 2>/dev/null || true
    engine_pid=""
done
[ "$killed" -eq "$rounds" ] || { cat "$work/engine.log" >&2; echo "the engine ended by itself before it was killed" >&2; exit 1; }

timeout 240 "$ledgerline" run --once "${deployment[@]}" 2>"$work/engine.log" || { cat "$work/engine.log" >&2; echo "the engine did not finish" >&2; exit 1; }
"$ledgerline" verify-history "${deployment[@]}"

"$ledgerline" exceptions list --json "${deployment[@]}" >"$work/exceptions.json" || true
"$ledgerline" status --json "${deployment[@]}" >"$work/status.json" || true
curl -sS --fail --max-time 30 "$control/orders" -o "$work/orders.json"
curl -sS --fail --max-time 30 "$control/b1/orders" -o "$work/documents.json"
python3 - "$work" "$killed" <<'PY'
import collections
import json
import sys
from decimal import Decimal as D

work, killed = sys.argv[1], sys.argv[2]
read = lambda name: json.load(open(f"{work}/{name}.json"), parse_float=D)
orders, documents, exceptions, status = read("orders")["orders"], read("documents")["orders"], read("exceptions"), read("status")
by_key = collections.Counter(d["U_LL_Key"] for d in documents)
total_of = {d["U_LL_Key"]: D(str(d["DocTotal"])) for d in documents}
held = collections.Counter(e["source_key"] for e in exceptions if e["type"] == "order")
problems, posted = [], 0
for order in orders:
    key, name, incomplete = f"order:shop:{order['id']}", f"order {order['id']}", order["status_id"] == 0
    count, open_ones = by_key.pop(key, 0), held.pop(str(order["id"]), 0)
    if incomplete:
        if count + open_ones: problems.append(f"{name} is not placed yet, and has {count} documents and {open_ones} exceptions")
    elif count + open_ones != 1:
        problems.append(f"{name} has {count} documents and {open_ones} open exceptions")
    elif count:
        posted += 1
        if total_of[key] != D(str(order["total_inc_tax"])): problems.append(f"{name} comes to {order['total_inc_tax']}, its document to {total_of[key]}")
problems += [f"a document with the key {key} belongs to no order" for key in by_key] + [f"an exception is about {key}, which is no order" for key in held]
problems += [f"{row['rows']} deliveries are still {row['state']}" for row in status["outbox"] if row["state"] in ("ready", "in_flight", "unconfirmed")]
for problem in problems: print(problem, file=sys.stderr)
assert posted > 10, f"only {posted} orders were posted: this proves nothing"
print(f"{len(orders)} orders, {posted} posted once, {len(exceptions)} held, {killed} kills, {len(problems)} problems")
sys.exit(1 if problems else 0)
PY
