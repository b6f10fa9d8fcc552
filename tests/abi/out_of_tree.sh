#!/bin/sh
# out_of_tree.sh SOURCE BUILD SCRATCH CMAKE CXX: what an integrator does, with nothing of this tree but the installed SDK.
set -eu
source=$1 build=$2 scratch=$3 cmake=$4 cxx=$5
rm -rf "$scratch"
mkdir -p "$scratch"

# The SDK alone, on a machine that has none of the engine's libraries: every one of them counts as not there.
absent=$(sed -n 's/^find_package(\([A-Za-z0-9_-]*\).*/-DCMAKE_DISABLE_FIND_PACKAGE_\1=TRUE/p' "$source/CMakeLists.txt")
[ "$(echo "$absent" | wc -w)" -ge 5 ] # it did find them
# shellcheck disable=SC2086 # one option each
"$cmake" -S "$source" -B "$scratch/sdk" -DLEDGERLINE_SDK_ONLY=ON --no-warn-unused-cli $absent -DCMAKE_CXX_COMPILER="$cxx" > "$scratch/sdk.log"
"$cmake" --install "$scratch/sdk" --component sdk --prefix "$scratch/prefix" > "$scratch/install.log"

# It is the same SDK that the whole tree installs.
"$cmake" --install "$build" --component sdk --prefix "$scratch/whole" >> "$scratch/install.log"
diff -r "$scratch/whole" "$scratch/prefix"

for example in "$source"/examples/rules/*/; do
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
