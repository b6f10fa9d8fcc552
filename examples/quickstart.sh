#!/usr/bin/env bash
# From nothing to moving orders: installs what is missing, builds, starts a simulated store and a simulated SAP Business One
# company, and lets Ledgerline carry the orders across.
#
#   examples/quickstart.sh          stays up and prints where to look; end it with Ctrl-C
#   examples/quickstart.sh --once   does the same, shows the result, and ends
#
# Everything it makes stands below build/. Uses the build in $BUILD_DIR if that is set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
once=""
case "${1:-}" in
    --once) once=yes ;;
    "") ;;
    *) echo "usage: examples/quickstart.sh [--once]" >&2; exit 2 ;;
esac

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

if [ -z "${BUILD_DIR:-}" ]; then
    tools/install-packages.sh
    BUILD_DIR=$root/build/release
    mkdir -p build
    [ -x "$BUILD_DIR/bin/ledgerline" ] || say "Building (some minutes, once)"
    tools/build.sh "$BUILD_DIR" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O2 -g1" -DLEDGERLINE_TESTS=OFF | tail -n 1
fi
ledgerline=$BUILD_DIR/bin/ledgerline

work=$root/build/quickstart
rm -rf "$work"
mkdir -p "$work"
sandbox_pid="" engine_pid=""
clean_up() {
    for pid in $engine_pid $sandbox_pid; do
        kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    done
    true
}
trap clean_up EXIT
trap 'exit 130' INT TERM

say "Starting the store \"Harbour & Hearth\" and its SAP Business One company (both simulated)"
data=examples/sandbox/data/quickstart
"$BUILD_DIR/bin/ledgerline-sandbox" --setup $data/setup.json --orders $data/orders.json --shop-port 0 --b1-port 0 --control-port 0 \
    --ports-out "$work/ports.json" --cert-out "$work/erp.pem" >"$work/sandbox.log" 2>&1 &
sandbox_pid=$!
for _ in $(seq 1 150); do
    [ -f "$work/ports.json" ] && break
    kill -0 "$sandbox_pid" 2>/dev/null || { cat "$work/sandbox.log" >&2; exit 1; }
    sleep 0.2
done
port() { python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$work/ports.json" "$1"; }
control=$(port control_url)

cp -r examples/deployments/full "$work/deployment"
cat >"$work/environment" <<TXT
export LEDGERLINE_SHOP_URL='$(port shop_url)' LEDGERLINE_SHOP_TOKEN=quickstart-token
export LEDGERLINE_ERP_URL='$(port b1_url)' LEDGERLINE_ERP_PASSWORD=quickstart LEDGERLINE_ERP_CA_FILE='$work/erp.pem'
TXT
# shellcheck disable=SC1091
. "$work/environment"
deployment=(--deployment "$work/deployment")

say "ledgerline check: is the deployment in order?"
"$ledgerline" check "${deployment[@]}"
say "ledgerline prepare erp: what the integration needs in SAP, once"
"$ledgerline" prepare erp "${deployment[@]}"

say "ledgerline push --dry-run: what the engine would change in the store's catalogue and stock"
"$ledgerline" push --dry-run "${deployment[@]}" >"$work/push.txt" 2>>"$work/engine.log" || true
head -n 12 "$work/push.txt"

show_stock() { # what the store may sell of some articles
    python3 - "$control" "$@" <<'PY'
import json, sys, urllib.request
for sku in sys.argv[2:]:
    stock = json.load(urllib.request.urlopen("%s/stock/%s" % (sys.argv[1], sku)))
    print("  %-14s %s" % (sku, ", ".join("%s at location %s" % (at["on_hand"], at["location_id"]) for at in stock["locations"])))
PY
}
show_store() { # of all orders, or of those that are named
    python3 - "$control" "$@" <<'PY'
import json, sys, urllib.request
get = lambda path: json.load(urllib.request.urlopen(sys.argv[1] + path))
for row in get("/orders")["orders"]:
    order = get("/orders/%d" % row["id"])
    if not order["order"]["external_order_id"] or (sys.argv[2:] and str(row["id"]) not in sys.argv[2:]): continue
    sent = "".join("; shipment of %d pieces, tracking %s" % (sum(item["quantity"] for item in one["items"]), one["tracking_number"]) for one in order["shipments"])
    print("  order %d  %-20s  %s%s" % (row["id"], order["order"]["status"], order["order"]["external_order_id"], sent))
PY
}
show_payments() {
    say "What was paid, booked in SAP"
    python3 - "$control" <<'PY'
import decimal, itertools, json, sys, urllib.error, urllib.request
booked = []
for entry in itertools.count(1):
    try: booked.append(json.load(urllib.request.urlopen("%s/b1/documents/IncomingPayments/%d" % (sys.argv[1], entry)), parse_float=decimal.Decimal))
    except urllib.error.HTTPError: break
print("  %d payments, %.2f GBP in all" % (len(booked), sum(one["TransferSum"] for one in booked)))
for account in sorted({one["TransferAccount"] for one in booked}):
    print("  account %s  %9.2f GBP" % (account, sum(one["TransferSum"] for one in booked if one["TransferAccount"] == account)))
PY
}
deliver() { # all of the sales order of one of the store's orders
    local entry
    entry=$(curl -sS --fail "$control/b1/orders" | python3 -c 'import json,sys; print(next(o["DocEntry"] for o in json.load(sys.stdin)["orders"] if o["NumAtCard"] == sys.argv[1]))' "WEB-$1")
    curl -sS --fail -X POST "$control/b1/documents/Orders/$entry/deliver" -H 'Content-Type: application/json' -d '{"members": {"TrackingNumber": "RM123456785GB"}}' >/dev/null
}
refund_candle() { # order 1043 is invoiced and one of its candles paid back
    curl -sS --fail -X POST "$control/b1/documents/DeliveryNotes/1/invoice" -H 'Content-Type: application/json' -d '{}' >/dev/null
    local line
    line=$(curl -sS --fail "$control/orders/1043" | python3 -c 'import json,sys; print(next(p["id"] for p in json.load(sys.stdin)["products"] if p["sku"] == "CANDLE-FIG"))')
    curl -sS --fail -X POST "$control/orders/1043/refund" -H 'Content-Type: application/json' \
        -d "{\"items\": [{\"item_type\": \"PRODUCT\", \"item_id\": $line, \"quantity\": 1}], \"reason\": \"Arrived broken\"}" >/dev/null
    sleep 2 # the payment settles a moment later
}
show() {
    say "What SAP has now"
    curl -sS --fail "$control/b1/orders" | python3 -c '
import json, sys
for order in json.load(sys.stdin)["orders"]:
    print("  document %s  %-8s  %9.2f %s  for %s" % (order["DocNum"], order["NumAtCard"], float(order["DocTotal"]), order["DocCurrency"], order["CardCode"]))'
    say "What the store has now: SAP's numbers"
    show_store
    show_payments
    say "What waits for a person (ledgerline exceptions list)"
    "$ledgerline" exceptions list "${deployment[@]}" || true
}

if [ -n "$once" ]; then
    say "ledgerline run --once: the orders move"
    "$ledgerline" run --once "${deployment[@]}" 2>"$work/engine.log" || { cat "$work/engine.log" >&2; exit 1; }
    show
    say "What the store may sell now: SAP's warehouses 01 and 02, less orders and buffers"
    sleep 2 # the store applies what it has accepted a moment later
    show_stock MUG-BLU BLANKET-WOOL TOWEL-LIN
    say "Why that number? (ledgerline stock explain BLANKET-WOOL)"
    "$ledgerline" stock explain BLANKET-WOOL "${deployment[@]}"
    say "The story of a posted order (ledgerline order trace 1043)"
    "$ledgerline" order trace 1043 "${deployment[@]}"
    say "The story of a held order (ledgerline order trace 1047)"
    "$ledgerline" order trace 1047 "${deployment[@]}"
    say "Merchandising adds the missing lamp to SAP, and nobody has to do anything else"
    curl -sS --fail -X POST "$control/b1/items" -H 'Content-Type: application/json' -d '{"ItemCode": "LAMP-COPPER", "ItemName": "Table lamp, copper",
        "SalesItem": "tYES", "InventoryItem": "tYES", "Valid": "tYES", "Frozen": "tNO", "SalesVATGroup": "S1", "DefaultWarehouse": "01",
        "ItemWarehouseInfoCollection": [{"ItemCode": "LAMP-COPPER", "WarehouseCode": "01", "InStock": 4}]}' >/dev/null
    say "The warehouse delivers order 1043 in SAP, and the store has the shipment with the number of its parcel"
    deliver 1043
    "$ledgerline" run --once "${deployment[@]}" 2>>"$work/engine.log" || { cat "$work/engine.log" >&2; exit 1; }
    show_store 1043
    say "One of its candles arrived broken: it is refunded in the store, and comes back"
    refund_candle
    "$ledgerline" run --once "${deployment[@]}" 2>>"$work/engine.log" || { cat "$work/engine.log" >&2; exit 1; }
    "$ledgerline" return record --order 1043 --id RMA-1 --sku CANDLE-FIG --quantity 1 --unsellable --reason "arrived broken" "${deployment[@]}"
    "$ledgerline" run --once "${deployment[@]}" 2>>"$work/engine.log" || { cat "$work/engine.log" >&2; exit 1; }
    "$ledgerline" refund trace 1043 "${deployment[@]}"
    say "And the order that waited for its lamp (ledgerline order trace 1047)"
    "$ledgerline" order trace 1047 "${deployment[@]}" | sed -n 1,5p
    say "The whole (ledgerline status)"
    "$ledgerline" status "${deployment[@]}" || true
    "$ledgerline" verify-history "${deployment[@]}"
    exit 0
fi

say "ledgerline run: the orders move"
"$ledgerline" run "${deployment[@]}" >"$work/engine.log" 2>&1 &
engine_pid=$!
sleep 8
kill -0 "$engine_pid" 2>/dev/null || { cat "$work/engine.log" >&2; exit 1; }
show
cat <<TXT

Both systems and the engine go on running. In another terminal:

  . build/quickstart/environment && alias ledgerline='$ledgerline --deployment $work/deployment'
  ledgerline status                      flows, queues, waiting money
  ledgerline order trace 1047            why an order waits, and what to do
  ledgerline stock explain MUG-BLU       why the store shows this number
  ledgerline exceptions list --groups    what to fix once for many
  curl -s $control/summary               both simulated systems (docs/sandbox.md has the rest)
  tail -f build/quickstart/engine.log    the engine's log

Deliver document: curl -s -X POST $control/b1/documents/Orders/3/deliver -d '{"members": {"TrackingNumber": "RM123456785GB"}}'
Place an order:   curl -s -X POST $control/orders -d @examples/sandbox/data/quickstart/orders.json
End with Ctrl-C.
TXT
wait "$engine_pid"
