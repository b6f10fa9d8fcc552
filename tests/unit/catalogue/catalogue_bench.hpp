// Items, listings and policies that are filled in, and a store in memory: what the tests of this room have in common.
#pragma once

#include "catalogue/catalogue_policy.hpp"
#include "catalogue/catalogue_push.hpp"
#include "catalogue/listing_intake.hpp"
#include "commerce/item_master.hpp"
#include "message/schema.hpp"
#include "unit/store/sample.hpp"

#include <catch2/catch.hpp>

namespace ledgerline::catalogue::bench {

using message::Value;
using store::UnitOfWork;

inline Value with(Value document, const std::vector<std::pair<std::string, Value>>& members) {
    for (const auto& [name, value] : members) document.set(name, value);
    return document;
}

inline Value price(const std::string& amount, const std::string& list = "1", const std::string& currency = "EUR") {
    return Value::object({{"list", list}, {"price", amount}, {"currency", currency}});
}

inline Value special(const std::string& amount, const std::string& from, const std::string& to, const std::string& card_code = "") {
    return Value::object({{"list", card_code.empty() ? "1" : ""}, {"card_code", card_code}, {"price", amount}, {"currency", "EUR"}, {"from", from}, {"to", to}});
}

// 24.90 in price list 1, 350 g.
inline Value item(const std::string& code, const std::vector<std::pair<std::string, Value>>& members = {}) {
    return with(Value::object({{"code", code}, {"name", "Mug"}, {"barcode", "4006381333931"}, {"active", true}, {"inactive_reason", ""}, {"sales_item", true}, {"stocked", true},
                               {"managed_by", "none"}, {"tree", "none"}, {"sales_unit", ""}, {"units_per_sale", "1"}, {"tax_code", "A1"}, {"prices", Value::array({price("24.9")})}, {"weight", "350"}}),
                members);
}

// What the item above wants with the policy below.
inline Value listing(const std::string& sku, const std::vector<std::pair<std::string, Value>>& members = {}) {
    return with(Value::object({{"sku", sku}, {"product_id", "77"}, {"variant_id", "v-" + sku}, {"base", true}, {"tracking", "variant"}, {"name", "Mug"}, {"price", "24.90"}, {"sale_price", ""},
                               {"weight", "0.35"}, {"barcode", "4006381333931"}, {"visible", true}, {"purchasable", true}, {"tax_class", "3"}, {"modified_at", "2026-11-23T08:00:00Z"}}),
                members);
}

inline Value rows(const std::vector<std::vector<std::pair<std::string, Value>>>& all) {
    Value out = Value::array();
    int line = 2;
    for (const auto& row : all) out.push(with(Value::object({{"@line", line++}}), row));
    return out;
}

inline Value settings(const std::vector<std::pair<std::string, Value>>& members = {}) {
    return with(Value::object({{"owns", Value::array({"name", "price", "weight", "barcode", "visible", "tax_class"})}, {"price_list", "1"}, {"currency", "EUR"}, {"weight_factor", "0.001"},
                               {"tax_classes", rows({{{"tax_code", "A1"}, {"class", "3"}}, {{"tax_code", "A2"}, {"class", ""}}})}}),
                members);
}

inline CataloguePolicy policy(const std::vector<std::pair<std::string, Value>>& members = {}) {
    std::vector<std::string> problems;
    CataloguePolicy out = CataloguePolicy::from(settings(members), problems);
    for (const std::string& problem : problems) FAIL_CHECK(problem);
    return out;
}

inline plugin::Emitted emitted(const Value& listing) { return {"listing", listing["variant_id"].text_or(""), "", listing, message::schema_problem("listing", listing)}; }

// One route that pushes the catalogue of one store.
struct World {
    explicit World(const std::vector<std::pair<std::string, Value>>& members = {}) :
        intake(exceptions, "listings", "shop"), push({"catalogue", "shop/catalogue", "shop", "shop/catalogue"}, policy(members), exceptions) {
        memory.store.commit([](UnitOfWork& unit) { unit.push_queue().set_pushers({{"catalogue", "catalogue", 0, ""}, {"stock", "stock", 0, ""}}); });
    }

    // As the poller does: the cursor moves in the same commit.
    ListingIntake::Taken read(const std::vector<Value>& listings, std::int64_t full_pass = 1, bool is_full = false, bool complete = true,
                              const std::vector<plugin::Finding>& findings = {}) {
        std::vector<plugin::Emitted> all;
        for (const Value& one : listings) all.push_back(emitted(one));
        const Value cursor = Value::object({{"full_pass", Value(full_pass)}, {"is_full", is_full}});
        ListingIntake::Taken taken;
        memory.store.commit([&](UnitOfWork& unit) {
            taken = intake.take(unit, all, findings, cursor, complete);
            store::CursorTable::Cursor now;
            now.source = "shop/catalogue";
            now.value = cursor;
            now.polled_at = unit.now();
            if (const auto before = unit.cursors().find(now.source)) now.completed_at = before->completed_at;
            if (complete) now.completed_at = unit.now();
            unit.cursors().put(now);
        });
        return taken;
    }

    void have(const Value& canonical_item) {
        memory.store.commit([&](UnitOfWork& unit) {
            commerce::ItemMaster().apply(unit, canonical_item);
            unit.push_queue().touch("catalogue", canonical_item["code"].text_or(""), unit.now(), "item");
        });
    }

    // The same, and nothing but what the item master marks is due.
    void change(const Value& canonical_item) {
        memory.store.commit([&](UnitOfWork& unit) { commerce::ItemMaster().apply(unit, canonical_item); });
    }

    // What is sent now for whatever is due, in their order.
    std::vector<states::PushPart> due() {
        std::vector<states::PushPart> parts;
        memory.store.commit([&](UnitOfWork& unit) { parts = push.prepare(unit, unit.push_queue().due("catalogue", unit.now(), 10'000)); });
        return parts;
    }

    // As the stage does.
    void answer(const states::PushPart& part, const Value& result) {
        memory.store.commit([&](UnitOfWork& unit) {
            push.answered(unit, part, result);
            push.all_answered(unit, {part}, {result});
            if (result["verdict"].text_or("") == "delivered") unit.push_queue().done(part.due);
            else unit.push_queue().postpone(part.due, unit.now() + 30'000);
        });
    }
    static Value delivered(const std::string& id = "", const std::string& number = "") {
        return Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", id}, {"number", number}})}});
    }
    static Value rejected(const std::string& message) { return Value::object({{"verdict", "rejected"}, {"code", "LISTING_REFUSED"}, {"message", message}}); }
    // Prepares and lets the store accept; returns how many changes it took.
    std::size_t push_all() {
        const auto parts = due();
        for (const auto& part : parts) answer(part, delivered());
        return parts.size();
    }

    std::vector<store::ExceptionRow> open(const std::string& code) {
        std::vector<store::ExceptionRow> rows;
        store::ExceptionTable::Filter filter;
        filter.code = code;
        memory.store.read([&](UnitOfWork& unit) { rows = unit.exceptions().list(filter); });
        return rows;
    }
    std::optional<store::PushDueRow> queued(const std::string& route, const std::string& sku) {
        std::optional<store::PushDueRow> row;
        memory.store.read([&](UnitOfWork& unit) { row = unit.push_queue().find(route, sku); });
        return row;
    }
    void clear_queue() {
        memory.store.commit([](UnitOfWork& unit) {
            for (const char* route : {"catalogue", "stock"})
                for (const auto& row : unit.push_queue().due(route, unit.now(), 10'000)) unit.push_queue().done(row);
        });
    }

    ledgerline::sample::Memory memory;
    exceptions::Exceptions exceptions{config::OwnerSettings{}};
    ListingIntake intake;
    CataloguePush push;
};

} // namespace ledgerline::catalogue::bench
