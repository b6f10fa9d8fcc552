// Protects: two engines never run on one store. By a second lock in the same process (flock tells open files apart, not
// processes).
#include "sample.hpp"
#include "store/engine_lock.hpp"

#include <catch2/catch.hpp>

#include <unistd.h>

using namespace ledgerline;
using Catch::Matchers::Contains;

TEST_CASE("store.lock: the second engine is refused and told who runs") {
    const sample::Folder folder;
    const store::EngineLock first(folder.store());
    CHECK_THROWS_WITH(store::EngineLock(folder.store()), Contains(std::to_string(::getpid())) && Contains(folder.store().path));
}

TEST_CASE("store.lock: it is free again afterwards") {
    const sample::Folder folder;
    { const store::EngineLock first(folder.store()); }
    CHECK_NOTHROW(store::EngineLock(folder.store()));
}

TEST_CASE("store.lock: stores in memory need none") {
    const store::EngineLock first(store::Location{":memory:"});
    CHECK_NOTHROW(store::EngineLock(store::Location{":memory:"}));
}

TEST_CASE("store.lock: a folder that is missing is named") {
    CHECK_THROWS_WITH(store::EngineLock(store::Location{"/nowhere/at/all.db"}), Contains("/nowhere/at/all.db.lock"));
}
