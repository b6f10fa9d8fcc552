#!/usr/bin/env bash
# Orders by webhook, as whole processes: the engine polls once an hour, and an order is posted within seconds because the store calls. Calls
# that are forged, replayed, too large or for nobody change nothing. An order whose callbacks are lost comes by polling.
#
#   BUILD_DIR=build/release tests/scenario/hooks.sh
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${BUILD_DIR:?set BUILD_DIR to a build}"
# shellcheck source=tests/scenario/sandbox.sh
. "$root/tests/scenario/sandbox.sh"
ledgerline=$BUILD_DIR/bin/ledgerline

export SHOP_CLIENT_SECRET=a-client-secret-of-the-test SHOP_CALLBACK_SECRET=a-callback-secret-of-the-test
python3 - "$root/examples/sandbox/data/quickstart/setup.json" "$work/setup.json" <<'PY'
import json, os, sys
setup = json.load(open(sys.argv[1]))
setup.setdefault("store", {}).update(hooks_to_loopback=True, client_secret=os.environ["SHOP_CLIENT_SECRET"])
json.dump(setup, open(sys.argv[2], "w"))
PY
start_sandbox quickstart-token quickstart --setup "$work/setup.json" --orders "$root/examples/sandbox/data/quickstart/orders.json"
control=$(port control_url)
listen=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
hook=http://127.0.0.1:$listen/hooks/shop

cp -r "$root/examples/deployments/quickstart" "$work/deployment"
yaml=$work/deployment/ledgerline.yaml
sed -i -e "s|^log: info$|log: info\nlisten: 127.0.0.1:$listen|" \
    -e 's|^    token: .*|&\n    client_secret: "${env:SHOP_CLIENT_SECRET}"\n    callback_secret: "${env:SHOP_CALLBACK_SECRET}"|' \
    -e "s|^    every: 5s$|    every: 1h\n    source: {callback_url: \"$hook\"}|" "$yaml"
deployment=(--deployment "$work/deployment")
"$ledgerline" check "${deployment[@]}" >/dev/null
"$ledgerline" prepare erp "${deployment[@]}" >/dev/null
"$ledgerline" run --once "${deployment[@]}" 2>"$work/engine.log" || { cat "$work/engine.log" >&2; exit 1; } # what was there before

fail() { tail -n 30 "$work/engine.log" >&2; echo "$1" >&2; exit 1; }
start_engine() { "$ledgerline" run "${deployment[@]}" >>"$work/engine.log" 2>&1 & engine_pid=$!; }
stop_engine() { kill "$engine_pid"; wait "$engine_pid" || fail "the engine ended with an error"; engine_pid=""; }
# Waits until a command succeeds.
wait_for() {
    local what=$1; shift
    for _ in $(seq 1 300); do "$@" && return 0; kill -0 "$engine_pid" 2>/dev/null || fail "the engine ended"; sleep 0.2; done
    fail "$what"
}
count() { curl -sS --fail --max-time 30 "$control/$1" | python3 -c "import json, sys; print($2)"; }
documents() { count b1/orders 'len(json.load(sys.stdin)["orders"])'; }
active_hooks() { count hooks 'sum(h["is_active"] for h in json.load(sys.stdin)["hooks"])'; }
has_hooks() { [ "$(active_hooks)" -eq 10 ]; }
# The order of a store id has a document.
is_posted() { [ "$(count b1/orders "sum(o['U_LL_Key'] == 'order:shop:$1' for o in json.load(sys.stdin)['orders'])")" -eq 1 ]; }
place() {
    curl -sS --fail --max-time 30 -X POST "$control/orders" -d '{"billing_address":{"first_name":"Ada","last_name":"Hill","street_1":"1 High St","city":"London","zip":"E1 6AN",
        "country":"United Kingdom","country_iso2":"GB","email":"ada@example.com"},"products":[{"sku":"MUG-BLU","name":"Blue mug","price":"12.50","quantity":2}],
        "payment":{"state":"captured"},"status_id":11}' | python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])'
}
# call NAME=VALUE...: a callback as the store would send it, except for what is said; prints the status.
call() {
    python3 - "$hook" "$@" <<'PY'
import base64, hashlib, hmac, os, sys, time, urllib.error, urllib.request
hook, said = sys.argv[1], dict(one.split("=", 1) for one in sys.argv[2:])
body = said.get("body", '{"producer":"stores/quickstart","scope":"store/order/updated","data":{"type":"order","id":1001}}').encode() + b" " * int(said.get("more", 0))
at = str(int(time.time()) - int(said.get("age", 0)))
mac = hmac.new(said.get("key", os.environ["SHOP_CLIENT_SECRET"]).encode(), b"msg_1." + at.encode() + b"." + body, hashlib.sha256).digest()
headers = {"webhook-id": "msg_1", "webhook-timestamp": at, "webhook-signature": "v1," + base64.b64encode(mac).decode(), "Content-Type": "application/json",
           "X-Ledgerline-Secret": said.get("secret", os.environ["SHOP_CALLBACK_SECRET"])}
try:
    print(urllib.request.urlopen(urllib.request.Request(said.get("url", hook), body, headers, method="POST"), timeout=30).status)
except urllib.error.HTTPError as error:
    print(error.code)
PY
}
expect() { [ "$2" = "$3" ] || fail "$1 was answered $2 instead of $3"; }

start_engine
wait_for "the webhooks were not made" has_hooks
[ "$(curl -sS --max-time 30 "http://127.0.0.1:$listen/livez")" = alive ] || fail "it does not say that it is alive"
first=$(place)
wait_for "order $first did not come by its webhook" is_posted "$first"

sleep 1
before=$(documents) requests=$(count summary 'json.load(sys.stdin)["store"]["requests"]')
expect "a forged signature" "$(call key=somebody-elses-secret)" 401
expect "a wrong header" "$(call secret=guessed-secret)" 401
expect "a replayed call" "$(call age=3600)" 401
expect "a call for nobody" "$(call url="${hook%shop}other")" 404
expect "a call for a connection that takes none" "$(call url="${hook%shop}erp")" 404
expect "a call that is too large" "$(call more=1048577)" 413
curl -sS --fail --max-time 30 -X POST "$control/hook-faults" -d '{"kind":"doubled","callbacks":10}' -o /dev/null
sleep 1
[ "$(count summary 'json.load(sys.stdin)["store"]["requests"]')" = "$requests" ] || fail "a call that was refused made the engine ask the store"
second=$(place)
wait_for "order $second did not come by its doubled webhook" is_posted "$second"
expect "a genuine call" "$(call)" 200
expect "the same call again" "$(call)" 200
curl -sS --fail --max-time 30 -X DELETE "$control/hook-faults" -o /dev/null

# Nobody tells of the next one, and the interval of the polls is an hour.
curl -sS --fail --max-time 30 -X POST "$control/hook-faults" -d '{"kind":"lost","callbacks":1000}' -o /dev/null
third=$(place)
sleep 2
is_posted "$third" && fail "order $third came although its webhooks were lost: the test proves nothing"
stop_engine
sed -i 's|^    every: 1h$|    every: 1s|' "$yaml"
start_engine
wait_for "order $third did not come by polling" is_posted "$third"
fourth=$(place)
wait_for "order $fourth did not come by polling" is_posted "$fourth"
stop_engine

[ "$(documents)" -eq $((before + 3)) ] || fail "$(documents) documents instead of $((before + 3))"
"$ledgerline" verify-history "${deployment[@]}" >/dev/null
grep -q -e "$SHOP_CLIENT_SECRET" -e "$SHOP_CALLBACK_SECRET" "$work/engine.log" "$work/deployment/data/ledgerline.db"* && fail "a secret stands in the log or in the store"
echo "2 orders by webhook, 2 by polling, 6 calls refused, nothing doubled"
