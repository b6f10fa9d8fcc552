// Protects: two engines never run on one store. By a second lock in the same process (flock tells open files apart, not
// processes).
#include "sample.hpp"
#include "store/engine_lock.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

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

TEST_CASE("store.lock: a link to the store, or to its folder, is the same store") {
    namespace fs = std::filesystem;
    for (const bool exists : {true, false}) { // a store is made after its lock was taken
        const sample::Folder folder;
        const fs::path data = folder.path() / "data", link = folder.path() / "link.db", chain = folder.path() / "chain.db", elsewhere = folder.path() / "elsewhere";
        fs::create_directory(data);
        if (exists) std::ofstream(data / "store.db") << "";
        fs::create_symlink("data/store.db", link);
        fs::create_symlink(link, chain);
        fs::create_directory_symlink(data, elsewhere);
        for (const fs::path& first : {data / "store.db", link, chain, elsewhere / "store.db"}) {
            const store::EngineLock lock(store::Location{first.string()});
            for (const fs::path& second : {data / "store.db", link, chain, elsewhere / "store.db", data / ".." / "data" / "store.db"}) {
                INFO(first << " and " << second);
                CHECK_THROWS_WITH(store::EngineLock(store::Location{second.string()}), Contains("another engine"));
            }
        }
        CHECK(fs::exists(data / "store.db.lock"));
        CHECK_FALSE(fs::exists(folder.path() / "link.db.lock"));
    }
}

TEST_CASE("store.lock: stores in memory need none") {
    const store::EngineLock first(store::Location{":memory:"});
    CHECK_NOTHROW(store::EngineLock(store::Location{":memory:"}));
}

TEST_CASE("store.lock: a folder that is missing is named") {
    CHECK_THROWS_WITH(store::EngineLock(store::Location{"/nowhere/at/all.db"}), Contains("/nowhere/at/all.db.lock"));
}
