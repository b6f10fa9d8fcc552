#!/usr/bin/env bash
# Compares what the connectors and the sandbox say with the official descriptions of both systems, and drives the sandbox with
# foreign clients. Prints the report and writes it to conformance/report.txt in the build folder. docs/conformance.md explains it.
#
#   tests/conformance/run.sh      uses the build in $BUILD_DIR, else that in build/release
#
# Exit 0: nothing but known deviations; 1: something else; 77: skipped, because the official files (../shared/specs, or
# $LEDGERLINE_SPECS), Node.js or its packages are not there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD_DIR=${BUILD_DIR:-$root/build/release}
specs=${LEDGERLINE_SPECS:-$root/../shared/specs}

skip() { echo "SKIPPED: $*; nothing was compared"; exit 77; }
[ -d "$specs/bigcommerce/reference" ] && [ -d "$specs/sapb1" ] || skip "the official files are not there ($specs)"
command -v node >/dev/null && command -v npm >/dev/null || skip "node and npm are not installed (tools/install-packages.sh --tests installs them)"
for program in ledgerline ledgerline-sandbox; do
    [ -x "$BUILD_DIR/bin/$program" ] || { echo "run.sh: $BUILD_DIR/bin/$program is not built" >&2; exit 2; }
done

# shellcheck source=tests/scenario/sandbox.sh
. "$root/tests/scenario/sandbox.sh"

# Nothing is installed into the source tree: the tools run from a copy.
place=$BUILD_DIR/conformance
mkdir -p "$place"
rm -f "$place"/*.mjs "$place"/*.jsonl "$place"/*.json "$place/report.txt"
cp "$root"/tests/conformance/*.mjs "$root"/tests/conformance/*.json "$root/tests/conformance/.npmrc" "$place"
if ! cmp -s "$place/package-lock.json" "$place/node_modules/.installed"; then
    if ! (cd "$place" && timeout 100 npm ci --fetch-retries=1 --fetch-timeout=30000 >npm.log 2>&1); then
        grep -Eq 'ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|E40[134]|E5[0-9][0-9]|network' "$place/npm.log" || ! grep -Eq 'npm (error|ERR!)' "$place/npm.log" || { cat "$place/npm.log" >&2; exit 1; }
        skip "the packages of tests/conformance cannot be fetched (see $place/npm.log)"
    fi
    cp "$place/package-lock.json" "$place/node_modules/.installed"
fi

"$BUILD_DIR/tests/scenario/orders/order_scenarios" --record "$place/scenarios.jsonl" "$root"/tests/scenario/orders/*.json >"$place/scenarios.log" ||
    echo "note: some order scenarios fail; what they say is compared all the same ($place/scenarios.log)"

# The small shop of the quickstart; its callbacks may come to this computer, where the sandbox has callbacks.
data=$root/examples/sandbox/data/quickstart
python3 - "$data/setup.json" "$root/docs/sandbox.md" >"$work/setup.json" <<'PYTHON'
import json, sys
setup = json.load(open(sys.argv[1]))
if "hooks_to_loopback" in open(sys.argv[2]).read():
    setup["store"].update(hooks_to_loopback=True, client_secret="conformance-secret")
print(json.dumps(setup))
PYTHON
start_sandbox quickstart-token quickstart --setup "$work/setup.json" --orders "$data/orders.json"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
    -keyout "$work/proxy.key" -out "$work/proxy.pem" 2>/dev/null
cp -r "$root/examples/deployments/quickstart" "$work/deployment"
CONFORMANCE_COMPANY=SBO_QUICKSTART CONFORMANCE_USER=ledgerline CONFORMANCE_CLIENT_SECRET=conformance-secret \
    timeout 200 node "$place/drive.mjs" "$work/ports.json" "$work" "$BUILD_DIR/bin/ledgerline" "$work/deployment"
cp "$work"/network.jsonl "$work"/clients.jsonl "$work"/clients.json "$work"/callbacks.json "$work/clients.log" "$place"

node "$place/compare.mjs" "$specs" "$place"
