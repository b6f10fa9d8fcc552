# Sourced by the scenario scripts: starts the sandbox on free ports, ends what was started, copies a deployment.
# Needs BUILD_DIR and root; gives work (a scratch folder) and the functions below.

work=$(mktemp -d)
sandbox_pid="" engine_pid=""

clean_up() {
    [ -n "$engine_pid" ] && kill -9 "$engine_pid" 2>/dev/null
    [ -n "$sandbox_pid" ] && kill "$sandbox_pid" 2>/dev/null && wait "$sandbox_pid" 2>/dev/null
    rm -rf "$work"
}
trap clean_up EXIT

# A member of what the sandbox says about itself: shop_url, b1_url, control_url ...
port() { python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$work/ports.json" "$1"; }

# start_sandbox TOKEN PASSWORD OPTIONS...: waits until it answers, and points the environment of a deployment at it.
start_sandbox() {
    export LEDGERLINE_SHOP_TOKEN=$1 LEDGERLINE_ERP_PASSWORD=$2 LEDGERLINE_ERP_CA_FILE=$work/erp.pem LEDGERLINE_SHOP_URL LEDGERLINE_ERP_URL
    shift 2
    "$BUILD_DIR/bin/ledgerline-sandbox" "$@" --shop-port 0 --b1-port 0 --control-port 0 --ports-out "$work/ports.json" --cert-out "$work/erp.pem" \
        >"$work/sandbox.log" 2>&1 &
    sandbox_pid=$!
    for _ in $(seq 1 600); do
        [ -f "$work/ports.json" ] && break
        kill -0 "$sandbox_pid" 2>/dev/null || { cat "$work/sandbox.log" >&2; echo "the sandbox did not start" >&2; exit 1; }
        sleep 0.2
    done
    LEDGERLINE_SHOP_URL=$(port shop_url)
    LEDGERLINE_ERP_URL=$(port b1_url)
}

# The small shop of the quickstart.
start_quickstart_sandbox() {
    local data=$root/examples/sandbox/data/quickstart
    start_sandbox quickstart-token quickstart --setup "$data/setup.json" --orders "$data/orders.json"
}
