#include "unit/stock_model/truth.hpp"

namespace ledgerline::stock_model {
namespace {

std::int64_t of(const Quantities& quantities, const std::string& sku) {
    const auto found = quantities.find(sku);
    return found == quantities.end() ? 0 : found->second;
}

} // namespace

// The shop's numbers follow what it has taken off for the order.
void Shop::take(ShopOrder& order, const Quantities& wanted) {
    for (const std::string& sku : skus()) shown[{sku, order.location}] += of(order.taken, sku) - of(wanted, sku);
    order.taken = wanted;
}

void Shop::place(const std::string& key, Quantities lines, Millis now, std::size_t location, bool is_placed) {
    ShopOrder& order = orders[key];
    order.key = key;
    order.lines = std::move(lines);
    order.placed_at = order.changed_at = now;
    order.version = 1;
    order.location = location;
    order.phase = is_placed ? "open" : "incomplete";
    if (is_placed && setup_.takes_off_when_placed) take(order, order.lines);
}

void Shop::finish_checkout(ShopOrder& order) {
    order.phase = "open";
    ++order.version;
    if (setup_.takes_off_when_placed) take(order, order.lines);
}

void Shop::edit(ShopOrder& order, const std::string& sku, std::int64_t quantity) {
    if (quantity == 0) order.lines.erase(sku);
    else order.lines[sku] = quantity;
    ++order.version;
    if (setup_.edits_adjust && !order.taken.empty()) take(order, order.lines);
}

void Shop::set_phase(ShopOrder& order, const std::string& phase) {
    order.phase = phase;
    ++order.version;
    if (phase == "fulfilled" && !setup_.takes_off_when_placed) take(order, order.lines);
    if ((phase == "cancelled" || phase == "refunded") && setup_.returns_on_cancel) take(order, {});
    if (phase == "open" && setup_.takes_off_when_placed) take(order, order.lines);
}

void Shop::apply_due(Millis now, base::Random& random) {
    while (true) {
        std::vector<std::size_t> due;
        for (std::size_t i = 0; i < pending_.size(); ++i)
            if (pending_[i].apply_at <= now) due.push_back(i);
        if (due.empty()) return;
        const auto at = pending_.begin() + static_cast<std::ptrdiff_t>(due[random.below(due.size())]);
        shown[{at->sku, at->location}] = at->quantity;
        pending_.erase(at);
    }
}

std::int64_t Company::in_stock(const std::string& item, std::size_t warehouse) const {
    const auto found = stock.find({item, warehouse});
    return found == stock.end() ? 0 : found->second;
}

std::int64_t Company::committed(const std::string& item, std::size_t warehouse) const {
    std::int64_t sum = 0;
    for (const auto& [key, document] : documents)
        if (!document.delivered && document.warehouse == warehouse)
            for (const auto& [sku, quantity] : document.lines) sum += quantity * units_of(item, sku);
    return sum;
}

bool Company::deliver(const std::string& key) {
    Document& document = documents.at(key);
    if (document.delivered) return false;
    for (const char* item : {"A", "B"})
        for (const auto& [sku, quantity] : document.lines) stock[{item, document.warehouse}] -= quantity * units_of(item, sku);
    document.delivered = true;
    return true;
}

} // namespace ledgerline::stock_model
