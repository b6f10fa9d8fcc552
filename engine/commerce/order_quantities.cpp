#include "commerce/order_quantities.hpp"

#include "commerce/order_phase.hpp"

namespace ledgerline::commerce {
namespace {

using message::Value;

bool has_stock(const Value& line) {
    const std::string kind = line["kind"].text_or("");
    return kind != "digital" && kind != "gift_certificate";
}

Quantities sum(const Value& body, bool quarantined_too) {
    Quantities out;
    const auto* lines = body["lines"].as_array();
    if (!lines) return out;
    for (const Value& line : *lines) {
        if (!has_stock(line) || (!quarantined_too && line["booking"]["quarantined"].bool_or(false))) continue;
        const std::string sku = line["sku"].text_or("");
        if (const std::int64_t quantity = line["quantity"].int_or(0); !sku.empty() && quantity > 0) out[sku] += quantity;
    }
    return out;
}

} // namespace

Quantities quantities_of(const Value& body) { return sum(body, true); }

Quantities counted(const Value& body) {
    if (is_cancelled(body) || body["status"]["phase"].text_or("") == "incomplete") return {};
    return sum(body, true);
}

Quantities booked_on(const Value& body) { return is_cancelled(body) ? Quantities() : sum(body, false); }

} // namespace ledgerline::commerce
