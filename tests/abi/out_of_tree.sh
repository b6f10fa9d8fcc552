#!/bin/sh
# out_of_tree.sh BUILD EXAMPLES SCRATCH CMAKE CXX: what an integrator does, with nothing of this tree but the installed SDK.
set -eu
build=$1 examples=$2 scratch=$3 cmake=$4 cxx=$5
rm -rf "$scratch"
mkdir -p "$scratch"
"$cmake" --install "$build" --component sdk --prefix "$scratch/prefix" > "$scratch/install.log"
for example in "$examples"/*/; do
    name=$(basename "$example")
    # A copy, so that nothing beside it can be found by a relative path.
    cp -R "$example" "$scratch/$name"
    "$cmake" -S "$scratch/$name" -B "$scratch/$name/build" -DCMAKE_PREFIX_PATH="$scratch/prefix" -DCMAKE_CXX_COMPILER="$cxx" > "$scratch/$name.log"
    "$cmake" --build "$scratch/$name/build" >> "$scratch/$name.log"
    exported=$(nm -D --defined-only "$scratch/$name/build/acme-$name.so" | awk '{ print $3 }')
    if [ "$exported" != ledgerline_plugin_v1 ]; then
        echo "acme-$name.so exports more than its entry: $exported"
        exit 1
    fi
    echo "acme-$name.so: built, exports $exported"
done
