// Returns of one booked order in the pipeline, entered by people and booked in the ERP.
#pragma once

#include "pipe_bench.hpp"

#include "commerce/custody.hpp"
#include "commerce/refund_original.hpp"
#include "revisions/goods_back.hpp"

namespace ledgerline::test {

inline Value sold(const std::string& id, const std::string& sku, int units, const std::string& item, const std::string& quantity, const std::string& parent = "", bool omitted = false) {
    Value line = order("1")["lines"].as_array()->at(0);
    line.set("id", id);
    line.set("sku", sku);
    line.set("kind", "physical");
    line.set("parent_id", parent);
    line.set("quantity", Value(units));
    Value booking = Value::object({{"item_code", item}, {"quantity", quantity}, {"unit_price", "10"}, {"amount", "40.00"}, {"tax_code", "A1"}, {"tax_rate", "20"}, {"warehouse", "01"}});
    if (omitted) booking.set("omitted", true);
    line.set("booking", std::move(booking));
    return line;
}

// Four mugs; two sets of a bundle that is booked by its parts (1 pan and 2 lids each); one line that shares its SKU with another.
inline Value booked_order() {
    Value body = order("1");
    body.set("lines", Value::array({sold("31", "MUG", 4, "MUG-1", "4"), sold("40", "SET", 2, "", "0", "", true), sold("41", "PAN", 2, "PAN-1", "2", "40"), sold("42", "LID", 4, "LID-1", "4", "40"),
                                    sold("51", "TWIN", 1, "TWIN-1", "1"), sold("52", "TWIN", 1, "TWIN-1", "1")}));
    body.set("booking", Value::object({{"price_mode", "gross"}, {"customer", Value::object({{"policy", "fixed"}, {"card_code", "C1"}})}, {"expected_total", "48.50"}, {"expected_tax", "8.08"}}));
    return body;
}

inline Value line(const std::string& line_id, const std::string& sku, const std::string& quantity, bool sellable = true) {
    return Value::object({{"id", "1"}, {"line_id", line_id}, {"sku", sku}, {"item_code", ""}, {"quantity", quantity}, {"sellable", sellable}, {"warehouse", ""}, {"reason", ""}});
}

inline Value returned(const std::string& id, Value lines, bool posted = false, const std::string& order_id = "1") {
    return Value::object({{"id", id}, {"number", id}, {"origin", posted ? "erp" : "console"}, {"order_id", order_id}, {"store", "shop"}, {"refund_id", ""}, {"received_on", "2026-02-01"}, {"confirmed_at", "2026-02-01T10:00:00Z"},
                          {"confirmed_by", "ada"}, {"stock_posted", posted}, {"lines", std::move(lines)}, {"note", ""}});
}

struct ReturnBench : PipeBench {
    ReturnBench() {
        entered = pipeline("returns", "return", "erp/returns", {"for-returns"}, {});
        booked = pipeline("erp-returns", "return", "returned-goods", {}, {});
        plugin.script("returns/for-returns", [this](const Hand& hand) {
            Value lines = hand.json("/body/lines");
            for (Value& line : *lines.as_array())
                for (Value& row : *line.member("booking").as_array()) {
                    row.set("warehouse", goes_to);
                    row.set("posts", !goes_to.empty());
                }
            hand.write("/body/lines", lines);
            return LL_PASS;
        });
    }
    store::MessageRow enter(const std::string& id, Value lines) { return add(returned(id, std::move(lines)), "return", "returns", "returns"); }
    store::MessageRow book(const Value& body) { return add(body, "return", "erp-returns", "erp/returns"); }
    void post_order() {
        const auto row = add(booked_order());
        REQUIRE(orders->step());
        post(row);
        store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, unit.messages().find(row.id).value()); });
    }
    // A refund of line 31 was booked that expects its goods.
    store::Id expect(const std::string& id, const std::string& quantity) {
        const auto row = add(Value::object({{"id", id}, {"order_id", "1"}}), "refund", "refunds", "shop/refunds");
        store.commit([&](store::UnitOfWork& unit) {
            const Value goods = Value::object({{"line_id", "31"}, {"item_code", "MUG-1"}, {"quantity", quantity}}), of = Value::object({{"line_id", "31"}, {"kind", "physical"}});
            commerce::goods_expected(unit, row, Value::object({{"order_id", "1"}, {"original", Value::object({{"source", "shop/orders"}, {"lines", Value::array({of})}})},
                                                                 {"booking", Value::object({{"custody", "expected"}, {"return_due", "2026-01-01"}, {"lines", Value::array({goods})}})}}), Value());
        });
        return row.id;
    }
    std::string missing(const std::string& refund) const {
        std::string text;
        store.read([&](store::UnitOfWork& unit) { text = commerce::goods_missing(unit, "shop/refunds", refund); });
        return text;
    }
    void deliver(const store::MessageRow& row) {
        post(row);
        came_back(row);
    }
    // Who entered it takes it back.
    store::MessageRow withdraw(const std::string& id, Value lines) {
        Value body = returned(id, std::move(lines));
        body.set("cancelled", true);
        body.set("withdrawn", Value::object({{"at", "2026-02-02T10:00:00Z"}, {"by", "grace"}, {"why", "counted wrongly"}}));
        return add(body, "return", "returns", "returns");
    }
    std::string title(store::Id id) const {
        std::string text;
        store.read([&](store::UnitOfWork& unit) { text = unit.exceptions().open_of_message(id).value().title; });
        return text;
    }
    // A person says that the document of the message's exception was reversed.
    void reversed(store::Id id) {
        store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, unit.exceptions().open_of_message(id).value().id, {"reversed", "", "", true}, "ada"); });
    }
    void came_back(const store::MessageRow& row) {
        store.commit([&](store::UnitOfWork& unit) { revisions::goods_came_back(unit, exceptions, row, unit.outbox().body(unit.outbox().of_message(row.id)->id)); });
    }
    // "31:1" of what counts for the order, in the unit of its lines.
    Words counted() const {
        Words out;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.returned().of_order("shop/orders", "1")) out.push_back(row.return_key + " " + row.line_id + ":" + row.units + " " + row.state);
        });
        return out;
    }
    Value sent(const std::string& id) const {
        Value body;
        store.read([&](store::UnitOfWork& unit) { body = unit.outbox().body(unit.outbox().by_key("return:returns:" + id).value().id); });
        return body;
    }

    std::string goes_to = "01";
    std::unique_ptr<pipeline::Pipeline> entered, booked;
};

} // namespace ledgerline::test
