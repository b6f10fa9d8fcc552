#include "stock.hpp"

#include "ledgerline/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::simulation {
namespace {

using message::Value;
namespace state = store::message_state;

std::int64_t whole(const Value& value) { return std::stoll(Decimal::parse_number(value.text_or("0")).normalized().text()); }

// What shoppers wait for that no document of the company has, by SKU.
std::map<std::string, std::int64_t> ordered_without_document(const World& world, store::UnitOfWork& unit) {
    std::set<std::string> with_document;
    world.company().each_order([&](const Value& document) { with_document.insert(document["U_LL_Key"].text_or("")); });
    std::map<std::string, std::int64_t> out;
    const Value rows = world.shop().order_rows();
    for (const Value& row : *rows.as_array()) {
        const std::string id = row["id"].text_or("");
        const std::int64_t status = row["status_id"].int_or(0);
        if (status == 0 || status == 5 || status == 6 || status == 4 || with_document.count("order:shop:" + id) > 0) continue;
        // Somebody has settled it by hand: it is in the numbers, or never will be.
        const auto revisions = unit.messages().revisions("shop/orders", "order", id);
        if (std::any_of(revisions.begin(), revisions.end(), [](const auto& one) { return one.state == state::settled || one.state == state::dropped; })) continue;
        const Value order = world.shop().order(row["id"].int_or(0));
        if (const auto* lines = order["products"].as_array())
            for (const Value& line : *lines) out[line["sku"].text_or("")] += line["quantity"].int_or(0);
    }
    return out;
}

} // namespace

std::vector<std::string> violations_of_stock(const World& world, store::UnitOfWork& unit, StockSeen& seen) {
    std::vector<std::string> found;
    const auto waiting = ordered_without_document(world, unit);
    const Value products = world.shop().products();
    for (const Value& product : *products.as_array()) {
        const std::string sku = product["sku"].text_or("");
        const Value item = world.company().find("Items", sku);
        if (item.is_null()) continue;
        const Value& level = (*item["ItemWarehouseInfoCollection"].as_array()).front();
        const std::int64_t available = whole(level["InStock"]) - whole(level["Committed"]);
        const auto ordered = waiting.find(sku);
        const std::int64_t most = std::max<std::int64_t>(available - (ordered == waiting.end() ? 0 : ordered->second), 0), shown = world.shop().stock(sku, "1").on_hand;
        if (available < 0) ++seen.below_zero;
        const auto sent = unit.pushed_stock().find("stock", sku, "1");
        const std::string last = sent ? fmt::format(" (sent {} at {}, answered at {}, {} sold since, doubt \"{}\")", sent->quantity, base::iso_time(sent->sent_at), base::iso_time(sent->answered_at), sent->sold_since, sent->doubt) : " (never sent)";
        if (shown > most)
            found.push_back(fmt::format("I14: the store shows {} of {}, the company has {} available and {} are ordered without a document", shown, sku, available, ordered == waiting.end() ? 0 : ordered->second) + last);
        if (!unit.demand().of_sku(sku).empty()) ++seen.waiting;
        else if (shown == most) ++seen.exact;
        else found.push_back(fmt::format("I14: the store shows {} of {} where {} should stand, and nothing of it waits", shown, sku, most) + last);
    }
    for (const auto& due : unit.push_queue().due("stock", unit.now(), 10)) found.push_back(fmt::format("I15: {} is due since {} although everything is quiet", due.sku, due.why));
    for (const auto& fate : world.shop().adjustments()) ++(fate.lost ? seen.lost : seen.pushed);
    for (const char* which : {"open", "closed"}) {
        store::ExceptionTable::Filter filter;
        filter.state = which;
        filter.code = "STOCK_DRIFT";
        seen.drifts += unit.exceptions().list(filter).size();
    }
    return found;
}

} // namespace ledgerline::simulation
