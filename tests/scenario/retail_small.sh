#!/usr/bin/env bash
# retail.sh on a small folder of our own, with the engine killed (-9) at three random moments of the orders and three of the refunds: nothing lost, nothing doubled.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BUILD_DIR:?set BUILD_DIR to a build}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$here/small_folder.py" "$folder"
RETAIL_KILL_SPAN=1 "$here/retail.sh" "$folder" --kill 3
