#include "store/stock_settings.hpp"

#include <stdexcept>
#include <string_view>

namespace ledgerline::sandbox {

namespace {

using message::Value;

[[noreturn]] void refuse(const std::string& member, const std::string& why) { throw std::invalid_argument("store.stock." + member + ": " + why); }

std::string text(const std::string& member, const Value& value) {
    if (const auto* t = value.as_text()) return *t;
    refuse(member, "must be a text");
}

bool boolean(const std::string& member, const Value& value) {
    if (const auto* b = value.as_bool()) return *b;
    refuse(member, "must be true or false");
}

base::Millis duration(const std::string& member, const Value& value) {
    constexpr base::Millis longest = 86'400'000;
    if (const auto* ms = value.as_int(); ms && *ms >= 0 && *ms <= longest) return *ms;
    refuse(member, "must be 0 to 86400000");
}

// The second word? Only these two are known.
bool second(const std::string& member, const Value& value, std::string_view first_word, std::string_view second_word) {
    const std::string given = text(member, value);
    if (given == first_word || given == second_word) return given == second_word;
    refuse(member, "\"" + given + "\" is none of: " + std::string(first_word) + ", " + std::string(second_word));
}

ShopLocation location(const Value& value, std::size_t position) {
    const std::string place = "locations[" + std::to_string(position) + "]";
    if (!value.is_object()) refuse(place, "must be an object");
    ShopLocation out;
    for (const auto& [name, member] : *value.as_object()) {
        const std::string at = place + "." + name;
        if (name == "id") out.id = member.int_or(-1);
        else if (name == "code") out.code = text(at, member);
        else if (name == "label") out.label = text(at, member);
        else if (name == "enabled") out.enabled = boolean(at, member);
        else refuse(at, "unknown; known are id, code, label, enabled");
    }
    if (out.id < 0) refuse(place + ".id", "must be a whole number from 1 on");
    if (out.code.empty()) refuse(place + ".code", "is missing");
    return out;
}

DuplicateLine duplicate_line(const std::string& member, const Value& value) {
    const std::string given = text(member, value);
    if (given == "last") return DuplicateLine::last;
    if (given == "first") return DuplicateLine::first;
    if (given == "refuse") return DuplicateLine::refuse;
    refuse(member, "\"" + given + "\" is none of: last, first, refuse");
}

} // namespace

StockSettings stock_settings_from(const Value& stock) {
    StockSettings out;
    if (stock.is_null()) return out;
    if (!stock.is_object()) throw std::invalid_argument("store.stock: must be an object");
    for (const auto& [name, value] : *stock.as_object()) {
        if (name == "update_stock_behavior") out.decrement_on_placement = !second(name, value, "order_placed", "order_completed_or_shipped");
        else if (name == "edit_order_stock_adjustment") out.edits_adjust = boolean(name, value);
        else if (name == "refund_order_stock_adjustment") out.returns_on_cancel = boolean(name, value);
        else if (name == "locations") {
            if (!value.is_array()) refuse(name, "must be a list");
            for (const Value& one : *value.as_array()) out.locations.push_back(location(one, out.locations.size()));
        }
        else if (name == "adjustment_delay_ms") out.adjustment_delay_ms = duration(name, value);
        else if (name == "adjustment_jitter_ms") out.adjustment_jitter_ms = duration(name, value);
        else if (name == "bulk_job_ms") out.bulk_job_ms = duration(name, value);
        else if (name == "movements_kept") {
            out.movements_kept = value.int_or(-1);
            if (out.movements_kept < 0) refuse(name, "must be a whole number from 0 on");
        }
        else if (name == "unknown_sku") out.unknown_sku = second(name, value, "refuse", "ignore") ? UnknownSku::ignore : UnknownSku::refuse;
        else if (name == "untracked_refused") out.untracked_refused = boolean(name, value);
        else if (name == "duplicate_line") out.duplicate_line = duplicate_line(name, value);
        else if (name == "sku_case") out.sku_case = second(name, value, "exact", "folded") ? SkuCase::folded : SkuCase::exact;
        else if (name == "titles_name_items") out.titles_name_items = boolean(name, value);
        else if (name == "allocation")
            out.allocation = second(name, value, "default_location", "first_with_enough") ? Allocation::first_with_enough : Allocation::default_location;
        else if (name == "oversell") out.oversell = second(name, value, "allow", "refuse") ? Oversell::refuse : Oversell::allow;
        else if (name == "negative_shown") out.negative_shown = boolean(name, value);
        else if (name == "bulk_overlap") out.bulk_overlap = second(name, value, "harmless", "corrupts") ? BulkOverlap::corrupts : BulkOverlap::harmless;
        else if (name == "catalogue_level")
            out.catalogue_level = second(name, value, "default_location", "all_locations") ? CatalogueLevel::all_locations : CatalogueLevel::default_location;
        else if (name == "base_variant_price") out.base_variant_price = second(name, value, "product", "none") ? BaseVariantPrice::none : BaseVariantPrice::product;
        else if (name == "duplicate_sku_status") {
            out.duplicate_sku_status = static_cast<int>(value.int_or(0));
            if (out.duplicate_sku_status != 409 && out.duplicate_sku_status != 422) refuse(name, "must be 409 or 422");
        }
        else refuse(name, "unknown setting of the store's stock (see docs/sandbox.md)");
    }
    return out;
}

} // namespace ledgerline::sandbox
