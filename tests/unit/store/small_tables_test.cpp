// Protects: cursors, cross references, items, history and notes keep what they are given. By a store in memory.
#include "sample.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::store;

TEST_CASE("store.cursors: a cursor is replaced and comes back") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        CHECK_FALSE(unit.cursors().find("shop/orders"));
        unit.cursors().put({"shop/orders", message::Value::object({{"id", 7}}), 100, 0});
        unit.cursors().put({"shop/orders", message::Value::object({{"id", 8}}), 200, 150});
        unit.cursors().put({"erp/items", message::Value(), 1, 1});
        const auto cursor = unit.cursors().find("shop/orders");
        REQUIRE(cursor);
        CHECK(cursor->value["id"].int_or(0) == 8);
        CHECK(cursor->polled_at == 200);
        CHECK(cursor->completed_at == 150);
        REQUIRE(unit.cursors().all().size() == 2);
        CHECK(unit.cursors().all()[0].source == "erp/items");
    });
}

TEST_CASE("store.cross references: found from both sides, one for a key") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        CrossReferenceRow row{"shop/orders", "order", "1047", "erp/orders", "order:shop:1047", "88", "500012", "24.90", "GBP", "r1", 3, 10};
        unit.cross_references().put(row);
        row.remote_number = "500013";
        unit.cross_references().put(row);
        CHECK(unit.cross_references().count() == 1);
        for (const auto& found : {unit.cross_references().by_key("order:shop:1047"), unit.cross_references().of_source("shop/orders", "order", "1047")}) {
            REQUIRE(found);
            CHECK(found->remote_id == "88");
            CHECK(found->remote_number == "500013");
            CHECK(found->amount == "24.90");
            CHECK(found->currency == "GBP");
            CHECK(found->revision == "r1");
            CHECK(found->message_id == 3);
            CHECK(found->at == 10);
            CHECK(found->sink == "erp/orders");
        }
        CHECK(unit.cross_references().of_remote("88").size() == 1);
        CHECK(unit.cross_references().of_remote("500013").size() == 1);
        CHECK(unit.cross_references().of_remote("500012").empty());
        CHECK(unit.cross_references().of_remote("").empty());
        CHECK_FALSE(unit.cross_references().of_source("shop/orders", "refund", "1047"));
    });
}

TEST_CASE("store.items: codes are bytes, near ones share the folded form") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        for (const char* code : {"85123A", "85123a", "85123-A", "99"}) unit.items().put({code, code == std::string("99") ? "99" : "85123a", "r", message::Value(code), 5});
        CHECK(unit.items().find("85123a")->body == message::Value("85123a"));
        CHECK(unit.items().find("85123A")->body == message::Value("85123A"));
        CHECK_FALSE(unit.items().find("85123"));
        CHECK(unit.items().near("85123a", 5) == std::vector<std::string>{"85123-A", "85123A", "85123a"});
        CHECK(unit.items().near("85123a", 2).size() == 2);
        unit.items().put({"99", "99", "r2", message::Value("new"), 6});
        CHECK(unit.items().count() == 4);
        CHECK(unit.items().find("99")->revision == "r2");
        CHECK(unit.items().find("99")->updated_at == 6);
        CHECK(unit.items().last_change() == 5);
        CHECK(unit.items().changed_after(4, "99"));
        CHECK_FALSE(unit.items().changed_after(5, "99"));
        CHECK(unit.items().near_changed_after(2, "85123a"));
        CHECK_FALSE(unit.items().near_changed_after(3, "85123a"));
    });
}

TEST_CASE("store.history: is read in order, in pages, until the visitor has enough") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        CHECK_FALSE(unit.history().last());
        for (Id seq = 1; seq <= 1'203; ++seq) unit.history().append({seq, 10 + seq, seq % 3, "c", "what", "who", "{}", "h"});
        CHECK(unit.history().count() == 1'203);
        CHECK(unit.history().last()->seq == 1'203);
        Id expected = 1;
        unit.history().each([&](const HistoryRow& row) {
            CHECK(row.seq == expected++);
            return true;
        });
        CHECK(expected == 1'204);
        int seen = 0;
        unit.history().each([&](const HistoryRow&) { return ++seen < 7; });
        CHECK(seen == 7);
        CHECK(unit.history().of_message(2).size() == 401);
    });
}

TEST_CASE("store.notes: an absent note is empty, a second put replaces") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        CHECK(unit.notes().get("epoch").empty());
        unit.notes().put("epoch", "1");
        unit.notes().put("epoch", "2");
        CHECK(unit.notes().get("epoch") == "2");
    });
}
