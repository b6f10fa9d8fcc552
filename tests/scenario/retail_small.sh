#!/usr/bin/env bash
# retail.sh on a small folder of our own, with the engine killed (-9) at three random moments of the orders and three of the refunds: nothing lost, nothing doubled.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BUILD_DIR:?set BUILD_DIR to a build}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$here/small_folder.py" "$folder/whole"
RETAIL_KILL_SPAN=1 "$here/retail.sh" "$folder/whole" --kill 3

# In two folders: refunds of a later day are of orders that were posted before; alone, of orders that the store no longer shows.
python3 "$here/small_folder.py" "$folder/day1" --orders 60 --seed 2 --later "$folder/day2"
"$here/retail.sh" "$folder/day1" "$folder/day2"
"$here/retail.sh" "$folder/day2"
