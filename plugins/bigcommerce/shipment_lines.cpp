#include "shipment_lines.hpp"

#include "order_mapper.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <optional>

namespace bigcommerce {

using ledgerline::Decimal;
using ledgerline::format;
using ledgerline::Shipment;
using ledgerline::ShipmentLine;

namespace {

std::int64_t whole_or_zero(const Node& from) { return is_unset(from) ? 0 : whole_number(from); }

std::string id_in(const Node& from) {
    const std::string_view id = text_in(from);
    return id == "0" ? std::string() : std::string(id);
}

// The quantities of a delivery by the store's line, in the delivery's order: it may have several lines for one, e.g. a warehouse each.
struct Sent {
    std::string line_id;
    Decimal quantity;
};

std::vector<Sent> sent_by_line(const Shipment& delivery, const LineSettings& settings, std::vector<std::string>& problems) {
    std::vector<Sent> out;
    for (const ShipmentLine line : delivery.lines()) {
        const std::string id(line.line_id());
        if (id.empty()) {
            if (!settings.ignores_lines_without_id) problems.push_back(format("line {} (item {}) does not say which line of the order it is", line.id(), line.item_code()));
            continue;
        }
        const auto known = std::find_if(out.begin(), out.end(), [&](const Sent& sent) { return sent.line_id == id; });
        if (known == out.end()) out.push_back({id, line.quantity()});
        else known->quantity += line.quantity();
    }
    return out;
}

// Whole units, as the store counts them.
std::optional<std::int64_t> units_of(const Decimal& quantity) {
    if (!quantity.is_whole() || quantity <= Decimal()) return std::nullopt;
    return quantity.normalized().units();
}

} // namespace

std::vector<StoreLine> read_lines(ShopApi& api, ledgerline::Call& call, std::string_view order_id) {
    std::vector<StoreLine> out;
    api.each(call, "/v2/orders/" + std::string(order_id) + "/products", "", "", [&](const Node& row) {
        StoreLine line;
        line.id = row["id"].text();
        line.sku = text_in(row["sku"]);
        line.address_id = id_in(row["order_address_id"]);
        const std::string_view type = row["type"].text_or("physical");
        line.is_collected = !id_in(row["order_pickup_method_id"]).empty();
        line.is_sent = type == "physical" && !line.is_collected;
        line.quantity = whole_number(row["quantity"]);
        line.shipped = whole_or_zero(row["quantity_shipped"]);
        line.refunded = whole_or_zero(row["quantity_refunded"]);
        out.push_back(std::move(line));
    });
    return out;
}

ShipmentItems match_lines(const Shipment& delivery, const std::vector<StoreLine>& lines, const LineSettings& settings, bool shipped_too) {
    ShipmentItems out;
    for (const auto& [id, quantity] : sent_by_line(delivery, settings, out.problems)) {
        const auto line = std::find_if(lines.begin(), lines.end(), [&id = id](const StoreLine& one) { return one.id == id; });
        if (line == lines.end()) {
            out.problems.push_back(format("the order has no line {}", id));
            continue;
        }
        const std::string name = format("line {} ({})", id, line->sku);
        if (line->address_id.empty()) {
            out.has_collected = out.has_collected || line->is_collected;
            if (!settings.leaves_lines_without_address) out.problems.push_back(format("{} is not sent: it has no address in the store", name));
            continue;
        }
        const auto units = units_of(quantity);
        if (!units) {
            out.problems.push_back(format("{}: {} is no whole quantity", name, quantity));
            continue;
        }
        if (!delivery.consignment_id().empty() && delivery.consignment_id() != line->address_id)
            out.problems.push_back(format("{} goes to address {} in the store, the delivery to {}", name, line->address_id, delivery.consignment_id()));
        if (out.address_id.empty()) out.address_id = line->address_id;
        else if (out.address_id != line->address_id)
            out.problems.push_back(format("{} goes to address {}, other lines to {}: a shipment has one", name, line->address_id, out.address_id));
        const std::int64_t shipped = shipped_too ? line->shipped : 0;
        if (shipped + *units > line->quantity)
            out.problems.push_back(format("{}: {} ordered, {} shipped already, {} in this delivery", name, line->quantity, shipped, *units));
        out.items[id] = *units;
    }
    return out;
}

bool is_complete(const std::vector<StoreLine>& lines, const std::map<std::string, std::int64_t>& items) {
    return std::all_of(lines.begin(), lines.end(), [&](const StoreLine& line) {
        const auto now = items.find(line.id);
        return !line.is_sent || line.shipped + line.refunded + (now == items.end() ? 0 : now->second) >= line.quantity;
    });
}

} // namespace bigcommerce
