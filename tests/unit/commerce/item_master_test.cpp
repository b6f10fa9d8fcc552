// Protects: an item is known by its exact code, a near miss is shown and never used, waiting orders go on when their item
// appears, and no look-up answers with what was before a commit that has returned. By a store in memory and, where threads
// matter, by one on disk.
#include "commerce/item_master.hpp"
#include "unit/store/sample.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace ledgerline;
using commerce::ItemLookup;
using commerce::ItemMaster;
using message::Value;
using store::UnitOfWork;

namespace {

Value item(const std::string& code, bool active = true, const std::string& updated_at = "2026-11-23T08:00:00") {
    return Value::object({{"code", code}, {"name", "Thing"}, {"active", active}, {"updated_at", updated_at}});
}

bool apply(store::Store& store, const Value& canonical_item) {
    bool changed = false;
    store.commit([&](UnitOfWork& unit) { changed = ItemMaster().apply(unit, canonical_item); });
    return changed;
}

store::Id hold_for(store::Store& store, const std::string& key, const std::string& waits_for) {
    store::Id id = 0;
    store.commit([&](UnitOfWork& unit) {
        id = unit.messages().add(sample::order(key), Value());
        REQUIRE(unit.messages().move(id, 0, store::message_state::held));
        unit.exceptions().open(sample::exception(id), {sample::finding("sku", waits_for)});
    });
    return id;
}

std::string state_of(store::Store& store, store::Id id) {
    std::string state;
    store.read([&](UnitOfWork& unit) { state = unit.messages().find(id)->state; });
    return state;
}

} // namespace

TEST_CASE("commerce.folded: case and separators go, everything else stays") {
    CHECK(commerce::folded("85123A") == "85123a");
    CHECK(commerce::folded(" 85-12_3.a/ ") == "85123a");
    CHECK(commerce::folded("8512\t3\nA") == "85123a");
    CHECK(commerce::folded("\xC3\x84RGER") == "\xC3\x84rger"); // only ASCII letters change
    CHECK(commerce::folded("A+B") == "a+b");
    CHECK(commerce::folded("-/-").empty());
}

TEST_CASE("commerce.items: new and changed items count, unchanged ones don't") {
    sample::Memory memory;
    CHECK(apply(memory.store, item("85123A")));
    CHECK_FALSE(apply(memory.store, item("85123A")));
    CHECK(apply(memory.store, item("85123A", false)));
    CHECK(apply(memory.store, item("85123A", true)));
}

TEST_CASE("commerce.items: a new time stamp alone is no change") {
    sample::Memory memory;
    apply(memory.store, item("85123A"));
    CHECK_FALSE(apply(memory.store, item("85123A", true, "2026-11-24T09:00:00")));
}

TEST_CASE("commerce.items: an item without a code is refused") {
    sample::Memory memory;
    CHECK_THROWS_AS(apply(memory.store, item("")), std::invalid_argument);
    CHECK_THROWS_AS(apply(memory.store, Value("85123A")), std::invalid_argument);
}

TEST_CASE("commerce.items: orders that wait for an item or its near form go on when it comes") {
    sample::Memory memory;
    const auto exact = hold_for(memory.store, "1", "item:85123A");
    const auto near = hold_for(memory.store, "2", "item-near:85123a");
    const auto other = hold_for(memory.store, "3", "item:85123a");
    apply(memory.store, item("85123A"));
    CHECK(state_of(memory.store, exact) == "ready");
    CHECK(state_of(memory.store, near) == "ready");
    CHECK(state_of(memory.store, other) == "held");
}

TEST_CASE("commerce.items: an item that came between decision and hold is noticed") {
    sample::Memory memory;
    const ItemMaster items;
    apply(memory.store, item("OLD"));
    std::int64_t mark = 0;
    memory.store.read([&](UnitOfWork& unit) { mark = items.mark(unit); });
    const auto came = [&](const std::string& waits_for) {
        bool result = false;
        memory.store.read([&](UnitOfWork& unit) { result = items.came_since(unit, mark, waits_for); });
        return result;
    };
    CHECK_FALSE(came("item:OLD"));
    CHECK_FALSE(came("item:85123A"));
    apply(memory.store, item("85123A"));
    CHECK(came("item:85123A"));
    CHECK(came("item-near:85123a"));
    CHECK_FALSE(came("item:85123a"));
    CHECK_FALSE(came("item:OLD"));
    CHECK_FALSE(came("customer:85123A"));
    apply(memory.store, item("OLD")); // unchanged
    CHECK_FALSE(came("item:OLD"));
    apply(memory.store, item("OLD", false));
    CHECK(came("item:OLD"));
    memory.store.read([&](UnitOfWork& unit) { mark = items.mark(unit); });
    CHECK_FALSE(came("item:OLD")); // decided anew with what is known now
}

TEST_CASE("commerce.items: an unchanged item releases nothing") {
    sample::Memory memory;
    apply(memory.store, item("85123A", false));
    const auto waiting = hold_for(memory.store, "1", "item:85123A");
    apply(memory.store, item("85123A", false));
    CHECK(state_of(memory.store, waiting) == "held");
    apply(memory.store, item("85123A", true));
    CHECK(state_of(memory.store, waiting) == "ready");
}

TEST_CASE("commerce.lookup: items by exact bytes, near ones by the folded form") {
    sample::Memory memory;
    for (const char* code : {"85123A", "85123-A", "22423"}) apply(memory.store, item(code));
    const ItemLookup lookup(memory.store);
    for (int round = 0; round < 2; ++round) { // from the store, then from memory
        CHECK(lookup.find("items", "85123A") == item("85123A"));
        CHECK_FALSE(lookup.find("items", "85123a"));
        CHECK(lookup.find("items-near", "85123 a") ==
              Value::object({{"codes", Value::array({Value("85123-A"), Value("85123A")})}}));
        CHECK_FALSE(lookup.find("items-near", "nothing"));
        CHECK_FALSE(lookup.find("items-near", "--"));
        CHECK_FALSE(lookup.find("customers", "85123A"));
    }
}

TEST_CASE("commerce.lookup: at most five near codes") {
    sample::Memory memory;
    for (const char* code : {"a1", "A1", "a-1", "A-1", "a_1", "A_1", "a.1"}) apply(memory.store, item(code));
    CHECK(ItemLookup(memory.store).near("A1")->find("codes")->size() == 5);
}

TEST_CASE("commerce.lookup: an applied item is seen at once, also where it was absent before") {
    sample::Memory memory;
    ItemLookup lookup(memory.store);
    CHECK_FALSE(lookup.item("85123A"));
    CHECK_FALSE(lookup.near("85123a"));
    {
        const ItemLookup::Change change(lookup, {"85123A"});
        apply(memory.store, item("85123A"));
        CHECK(lookup.item("85123A")); // before the change has ended too
    }
    CHECK(lookup.item("85123A"));
    CHECK(lookup.near("85123a"));
    {
        const ItemLookup::Change change(lookup, {"85123A"});
        apply(memory.store, item("85123A", false));
    }
    CHECK(lookup.item("85123A") == item("85123A", false));
}

TEST_CASE("commerce.lookup: memory is bounded and answers stay right") {
    sample::Memory memory;
    for (int number = 0; number < 60; ++number) apply(memory.store, item("code" + std::to_string(number)));
    const ItemLookup lookup(memory.store, 8);
    for (int round = 0; round < 3; ++round)
        for (int number = 0; number < 60; ++number) {
            const std::string code = "code" + std::to_string(number);
            CHECK(lookup.item(code) == item(code));
        }
}

TEST_CASE("commerce.lookup: while items change, no thread meets an answer from before a finished commit") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    store::Store store(folder.store(), clock, store::Store::Mode::committer_thread);
    ItemLookup lookup(store);
    std::atomic<int> committed{0};
    std::atomic<bool> done{false};
    std::atomic<int> stale{0};
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 2; ++reader)
        readers.emplace_back([&] {
            while (!done) {
                const int at_least = committed;
                const auto found = lookup.item("A");
                const std::int64_t seen = found ? (*found)["step"].int_or(0) : 0;
                if (seen < at_least) ++stale;
            }
        });
    for (int step = 1; step <= 100; ++step) {
        const ItemLookup::Change change(lookup, {"A"});
        Value changed = item("A");
        changed.set("step", step);
        apply(store, changed);
        committed = step;
    }
    done = true;
    for (std::thread& reader : readers) reader.join();
    CHECK(stale == 0);
}
