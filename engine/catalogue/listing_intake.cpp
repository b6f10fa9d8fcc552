#include "catalogue/listing_intake.hpp"

#include "message/schema.hpp"

#include <fmt/format.h>

namespace ledgerline::catalogue {

using message::Value;

namespace {

// What the stock of a SKU is sent by: a new price is no reason to reckon it again.
bool is_same_thing(const Value& a, const Value& b) {
    for (const char* member : {"sku", "product_id", "variant_id", "tracking"})
        if (a[member] != b[member]) return false;
    return true;
}

void mark(store::UnitOfWork& unit, const std::string& sku, bool stock_too, const std::string& why) {
    if (sku.empty()) return;
    unit.push_queue().touch(store::push_kind::catalogue, sku, unit.now(), why);
    if (stock_too) unit.push_queue().touch(store::push_kind::stock, sku, unit.now(), why);
}

} // namespace

ListingIntake::Taken ListingIntake::take(store::UnitOfWork& unit, const std::vector<plugin::Emitted>& emitted, const std::vector<plugin::Finding>& findings, const Value& cursor, bool complete) const {
    Taken taken;
    const std::int64_t pass = cursor["full_pass"].int_or(0);
    const bool ended = complete && cursor["is_full"].bool_or(false);

    std::set<std::string> moved; // SKUs that more or fewer variants have now
    const std::set<std::string> told = refused_.open(unit);
    for (const plugin::Emitted& one : emitted) {
        if (one.type != "listing") continue;
        if (!one.refusal.empty()) {
            // Not known as it is now, but there: it must not be taken for gone.
            ++taken.refused;
            unit.listings().seen(store_, one.source_key, pass);
            tell_refused(unit, one, findings);
            continue;
        }
        if (told.count(refused_.subject_of(one.source_key)) > 0) refused_.close(unit, one.source_key, "engine: it can be read again");
        if (take_one(unit, one.body, pass, moved)) ++taken.changed;
        else ++taken.unchanged;
    }
    if (ended)
        for (const std::string& sku : unit.listings().forget_unseen(store_, pass)) {
            ++taken.gone;
            moved.insert(sku);
            mark(unit, sku, true, "the store has it no more");
        }
    tell_duplicates(unit, moved, ended);
    return taken;
}

void ListingIntake::tell_refused(store::UnitOfWork& unit, const plugin::Emitted& one, const std::vector<plugin::Finding>& findings) const {
    std::string why = fmt::format("The listing {} as {} read it is incomplete: {}", one.source_key, store_, one.refusal);
    // The source knows more of it than what it lacks now.
    for (const plugin::Finding& finding : findings)
        if (finding.subject == refused_.subject_of(one.source_key)) why = finding.message;
    refused_.tell(unit, one.source_key, why + ". What was known of it before stays",
                  Value::object({{"variant_id", one.source_key}, {"product_id", one.body["product_id"]}}));
}

bool ListingIntake::take_one(store::UnitOfWork& unit, const Value& body, std::int64_t pass, std::set<std::string>& moved) const {
    const std::string variant_id = body["variant_id"].text_or(""), sku = body["sku"].text_or("");
    const auto known = unit.listings().find(store_, variant_id);
    if (known && message::without_state("listing", known->body) == message::without_state("listing", body)) {
        if (known->pass != pass) unit.listings().seen(store_, variant_id, pass);
        return false;
    }
    unit.listings().put({store_, variant_id, sku, body, pass, unit.now()});
    const bool is_other = !known || !is_same_thing(known->body, body);
    if (known && known->sku != sku) {
        moved.insert(known->sku);
        mark(unit, known->sku, true, "the store has another SKU there");
    }
    if (!known || known->sku != sku) moved.insert(sku);
    mark(unit, sku, is_other, known ? "changed in the store" : "new in the store");
    return true;
}

void ListingIntake::tell_duplicates(store::UnitOfWork& unit, const std::set<std::string>& moved, bool look_again) const {
    const auto tell = [&](const std::string& sku, const std::vector<store::ListingRow>& rows) {
        std::string products;
        Value list = Value::array();
        for (const store::ListingRow& row : rows) {
            if (list.size() == 10) break;
            products += (products.empty() ? "" : ", ") + fmt::format("\"{}\" (product {})", row.body["name"].text_or(""), row.body["product_id"].text_or(""));
            list.push(Value::object({{"product_id", row.body["product_id"]}, {"variant_id", row.variant_id}, {"name", row.body["name"]}}));
        }
        duplicates_.tell(unit, sku, fmt::format("The store has the SKU {} {} times: {}. Neither stock nor catalogue of it is sent", sku, rows.size(), products),
                         Value::object({{"sku", sku}, {"listings", std::move(list)}}));
    };
    for (const std::string& sku : moved) {
        if (sku.empty()) continue;
        const auto rows = unit.listings().of_sku(store_, sku);
        if (rows.size() > 1) tell(sku, rows);
        else duplicates_.close(unit, sku, "engine: the store has it once");
    }
    if (moved.empty() && !look_again) return;
    const bool was_cut = duplicates_.is_cut(unit);
    if (!was_cut && moved.empty()) return;
    // Others move up where some are settled.
    if (was_cut && look_again)
        for (const std::string& sku : unit.listings().duplicates(store_, exceptions::BoundedFlow::most)) tell(sku, unit.listings().of_sku(store_, sku));
    duplicates_.tell_rest(unit, unit.listings().count_duplicates(store_), "SKUs that the store has more than once");
}

} // namespace ledgerline::catalogue
