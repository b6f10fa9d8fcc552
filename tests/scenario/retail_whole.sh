#!/usr/bin/env bash
# retail.sh on the whole of the real data, where it stands beside the checkout; skipped (77) where it does not.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BUILD_DIR:?set BUILD_DIR to a build}"
data=${RETAIL_DATA:-$here/../../../shared/data/online-retail}
if [ ! -f "$data/retail_to_bigcommerce.py" ]; then
    echo "skipped: the online-retail data is not at $data (set RETAIL_DATA to its folder)"
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$data/retail_to_bigcommerce.py" "$data"/*.csv.gz --out "$folder" >/dev/null
"$here/retail.sh" "$folder"
