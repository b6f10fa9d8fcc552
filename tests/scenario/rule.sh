#!/usr/bin/env bash
# What an integrator does: a rule of twenty lines, compiled against nothing but the installed SDK, is put into a deployment's
# plugins folder and decides about orders in a run.
#
#   BUILD_DIR=build/release tests/scenario/rule.sh
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${BUILD_DIR:?set BUILD_DIR to a build}"
# shellcheck source=tests/scenario/sandbox.sh
. "$root/tests/scenario/sandbox.sh"
ledgerline=$BUILD_DIR/bin/ledgerline

cmake --install "$BUILD_DIR" --component sdk --prefix "$work/sdk" >/dev/null
cp -r "$root/examples/rules/approval-limit" "$work/rule"
cmake -S "$work/rule" -B "$work/rule/build" -DCMAKE_PREFIX_PATH="$work/sdk" ${CXX:+-DCMAKE_CXX_COMPILER="$CXX"} >/dev/null
cmake --build "$work/rule/build" >/dev/null

start_quickstart_sandbox
cp -r "$root/examples/deployments/quickstart" "$work/deployment"
mkdir -p "$work/deployment/plugins"
cp "$work/rule/build/acme-approval-limit.so" "$work/deployment/plugins/"
sed -i 's/^      - total-check:/      - approval-limit: {limit: "60.00"}\n      - total-check:/' "$work/deployment/ledgerline.yaml"
deployment=(--deployment "$work/deployment")

"$ledgerline" check "${deployment[@]}"
"$ledgerline" prepare erp "${deployment[@]}" >/dev/null
"$ledgerline" run --once "${deployment[@]}" 2>"$work/engine.log" || { cat "$work/engine.log" >&2; exit 1; }

"$ledgerline" exceptions list --code APPROVAL_LIMIT --json "${deployment[@]}" >"$work/held.json" || true
curl -sS --fail "$(port control_url)/b1/orders" -o "$work/documents.json"
python3 - "$work/held.json" "$work/documents.json" <<'PY'
import json
import sys
from decimal import Decimal as D
held, documents = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]), parse_float=D)["orders"]
above = [d for d in documents if D(d["DocTotal"]) > 60]
below = [h for h in held if D(h["amount"]) <= 60]
assert held, "no order is held by the rule"
assert documents, "nothing was posted"
assert not above, f"posted although above the limit: {[d['NumAtCard'] for d in above]}"
assert not below, f"held although below the limit: {[h['number'] for h in below]}"
print(f"{len(held)} orders above 60.00 are held by the rule, {len(documents)} below it are posted")
PY
