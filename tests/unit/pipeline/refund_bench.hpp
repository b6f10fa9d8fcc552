// Refunds of one booked order in the pipeline: order 1 with four units of line 31 at 10.00 and shipping of 8.50.
#pragma once

#include "pipe_bench.hpp"

#include "commerce/credited.hpp"
#include "commerce/refund_original.hpp"
#include "revisions/revision.hpp"

namespace ledgerline::test {

inline Value booked_order(const std::string& id) {
    Value body = order(id);
    Value line = body["lines"].as_array()->at(0);
    line.set("id", "31");
    line.set("quantity", Value(4));
    line.set("booking", Value::object({{"item_code", "MUG"}, {"quantity", "4"}, {"unit_price", "10"}, {"amount", "40.00"}, {"tax_code", "A1"}, {"tax_rate", "20"}, {"warehouse", "01"}}));
    body.set("lines", Value::array({line}));
    body.set("booking", Value::object({{"price_mode", "gross"},
                                       {"customer", Value::object({{"policy", "fixed"}, {"card_code", "C1"}})},
                                       {"freight", Value::array({Value::object({{"code", "1"}, {"amount", "8.50"}, {"tax_code", "A1"}, {"tax_rate", "20"}, {"label", "Shipping"}, {"place", "shipping"}})})},
                                       {"expected_total", "48.50"},
                                       {"expected_tax", "8.08"}}));
    return body;
}

inline Value refund(const std::string& id, const std::string& order_id, const std::string& total, const std::string& settlement = "settled") {
    return Value::object({{"id", id}, {"order_id", order_id}, {"created_at", ""}, {"created_by", ""}, {"reason", ""}, {"currency", "GBP"}, {"decimals", Value(2)}, {"total_inc_tax", total}, {"total_tax", "0.00"},
                          {"amounts_set_by_hand", false}, {"items", Value::array()}, {"payments", Value::array()}, {"settlement", settlement}});
}

// Credits so many units of line 31 at 10.00.
inline Script credits(const std::string& quantity, const std::string& amount, const std::string& total, const std::string& tax = "0") {
    return [=](const Hand& hand) {
        hand.write("/body/booking", Value::object({{"price_mode", "gross"},
                                                   {"lines", Value::array({Value::object({{"line_id", "31"}, {"item_code", "MUG"}, {"quantity", quantity}, {"unit_price", "10"}, {"amount", amount}, {"tax_code", "A1"},
                                                                                          {"tax_rate", "20"}, {"warehouse", "01"}, {"returns_goods", false}})})},
                                                   {"expected_total", total},
                                                   {"expected_tax", tax}}));
        return LL_PASS;
    };
}

struct RefundBench : PipeBench {
    RefundBench() {
        refunds = pipeline("refunds", "refund", "erp/credit-memos", {"for-refunds"}, {});
        plugin.script("refunds/for-refunds", credits("1", "10.00", "10.00"));
    }
    store::MessageRow add_refund(const std::string& id, const std::string& total = "10.00", const std::string& settlement = "settled", const std::string& order_id = "1") {
        return add(refund(id, order_id, total, settlement), "refund", "refunds", "shop/refunds");
    }
    store::MessageRow post_order() {
        const auto row = add(booked_order("1"));
        REQUIRE(orders->step());
        post(row);
        wake(row.id);
        return row;
    }
    void wake(store::Id order) {
        store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, unit.messages().find(order).value()); });
    }
    Value sent(const std::string& key) const {
        Value body;
        store.read([&](store::UnitOfWork& unit) { body = unit.outbox().body(unit.outbox().by_key(key).value().id); });
        return body;
    }
    std::size_t credit_rows(const std::string& refund) const {
        std::size_t rows = 0;
        store.read([&](store::UnitOfWork& unit) { rows = unit.credits().of_refund("shop/refunds", refund).size(); });
        return rows;
    }

    // "12 31:1 with_memo": whose, line and units, state.
    Words returned_rows() const {
        Words out;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.returned().of_order("shop/orders", "1")) out.push_back(row.return_key + " " + row.line_id + ":" + row.units + " " + row.state);
        });
        return out;
    }

    // As the receiver takes it in, of order 1.
    store::MessageRow arrives(const Value& body, const std::string& type, const std::string& route, const std::string& source) {
        store::MessageRow row;
        row.route = route;
        row.source = source;
        row.type = type;
        row.source_key = body["id"].text_or("");
        row.group_key = type + ":" + source + ":" + row.source_key;
        row.correlation = "order-1";
        row.state = state::ready;
        store.commit([&](store::UnitOfWork& unit) { row = revisions::take_in(unit, row, body).value(); });
        return row;
    }

    // Another revision of a refund comes.
    void take_in(const Value& body) {
        store.commit([&](store::UnitOfWork& unit) {
            store::MessageRow row = unit.messages().newest("shop/refunds", "refund", body["id"].text_or("")).value();
            row.id = 0;
            row.version = 0;
            row.state = state::ready;
            REQUIRE(revisions::take_in(unit, row, body));
        });
    }

    std::unique_ptr<pipeline::Pipeline> refunds;
};

} // namespace ledgerline::test
