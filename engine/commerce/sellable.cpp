#include "commerce/sellable.hpp"

#include "base/clock.hpp"
#include "commerce/demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::commerce {
namespace {

using message::Value;

constexpr int depth_max = 10; // of bills of materials within one another

std::string day_of(store::Millis at) { return base::iso_time(at).substr(0, 10); }

// An item and how much of it one unit of something takes, in its sales units.
using Need = std::map<std::string, Decimal>;

struct Unresolved {
    std::string code, why;
};

bool consists_of_parts(const Value& item) { return item["tree"].text_or("none") == "sales" || (!item["stocked"].bool_or(true) && item["components"].size() > 0); }

// Takes SKUs apart, as far as the item master knows.
class Bill {
public:
    Bill(StockFacts& facts, const StockPolicy& policy) : facts_(facts), policy_(policy) {}

    // False: `why` says what it lacks.
    bool resolve(const std::string& sku, std::string_view day, Need& need, Unresolved& why) {
        for (const Part& part : policy_.parts_of(sku, day))
            if (!add(part.item_code, part.quantity, 0, need, policy_.is_bundle(sku) ? "KIT_UNRESOLVED" : "SKU_NOT_FOUND", why)) return false;
        return true;
    }

private:
    bool add(const std::string& code, const Decimal& quantity, int depth, Need& need, const char* if_absent, Unresolved& why) {
        const Value* found = facts_.item(code);
        if (!found) {
            why = {if_absent, fmt::format("item {} is not in the item master", code)};
            return false;
        }
        if (!consists_of_parts(*found)) {
            if (!(*found)["stocked"].bool_or(true)) {
                why = {"STOCK_UNTRUSTED", fmt::format("item {} has no stock in the ERP, so nobody can say how many there are", code)};
                return false;
            }
            need[code] += quantity;
            return true;
        }
        if (depth == depth_max) {
            why = {"KIT_UNRESOLVED", fmt::format("the bill of materials of {} is more than {} deep, or contains itself", code, depth_max)};
            return false;
        }
        const auto* parts = (*found)["components"].as_array();
        if (!parts || parts->empty()) {
            why = {"KIT_UNRESOLVED", fmt::format("item {} is sold as a set, and its bill of materials has no parts", code)};
            return false;
        }
        for (const Value& part : *parts) {
            const auto each = Decimal::try_parse(part["quantity"].text_or(""));
            if (!each || each->is_zero() || each->is_negative()) {
                why = {"KIT_UNRESOLVED", fmt::format("the bill of materials of {} does not say how many of {}", code, part["code"].text_or(""))};
                return false;
            }
            if (!add(part["code"].text_or(""), quantity * *each, depth + 1, need, "KIT_UNRESOLVED", why)) return false;
        }
        return true;
    }

    StockFacts& facts_;
    const StockPolicy& policy_;
};

void add_wholes(StockFacts& facts, const std::string& item_code, std::set<std::string>& items, int depth) {
    if (!items.insert(item_code).second || depth == depth_max) return;
    for (const std::string& whole : facts.wholes_of(item_code)) add_wholes(facts, whole, items, depth + 1);
}

std::set<std::string> skus_of(StockFacts& facts, const StockPolicy& policy, const std::string& item_code) {
    std::set<std::string> items;
    add_wholes(facts, item_code, items, 0);
    std::set<std::string> skus = items;
    for (const std::string& item : items)
        for (std::string& sku : policy.skus_with(item)) skus.insert(std::move(sku));
    return skus;
}

// What is ordered of an item by whatever SKU, in its sales units, where the levels were read at that time.
Decimal demand_for(StockFacts& facts, const StockPolicy& policy, Bill& bill, const std::string& item_code, store::Millis read_at, std::vector<DemandTerm>& terms) {
    Decimal sum;
    for (const std::string& sku : skus_of(facts, policy, item_code)) {
        for (const store::DemandRow& row : facts.demand_of(sku)) {
            const std::int64_t open = open_of(row, read_at);
            if (open == 0) continue;
            // By the tables of the day on which it was ordered; where they say nothing of use, it is ordered all the same.
            Need need;
            Unresolved ignored;
            const bool is_known = bill.resolve(sku, day_of(row.placed_at == 0 ? row.captured_at : row.placed_at), need, ignored);
            const auto part = need.find(item_code);
            if (part == need.end() && is_known) continue;
            sum += Decimal(open) * (part == need.end() ? Decimal(1) : part->second);
            const auto known = std::find_if(terms.begin(), terms.end(), [&](const DemandTerm& one) { return one.source == row.source && one.order_key == row.order_key && one.sku == row.sku; });
            if (known == terms.end()) terms.push_back({row.source, row.order_key, row.sku, open, row.captured_at, row.booked_at});
            else known->open = std::max(known->open, open);
        }
    }
    return sum;
}

Decimal available_of(const Level& level, bool ordered_counts) {
    Decimal available = level.in_stock - level.committed;
    if (ordered_counts) available += level.ordered;
    // Nothing can be taken from it; what is promised of it is missing elsewhere.
    return level.locked && !available.is_negative() ? Decimal() : available;
}

std::int64_t floor_of(const Decimal& value, const Decimal& by) { return value.divided(by, 0, Round::floor).units(); }

struct Buffer {
    std::int64_t quantity = 0;
    std::string why;
};

class FastSeller {
public:
    FastSeller(store::UnitOfWork& unit, const StockPolicy& policy, const std::string& sku) : policy_(policy) {
        if (policy.fast_sold > 0 && policy.fast_buffer > 0) sold_ = unit.demand().ordered_since(sku, unit.now() - policy.fast_within_ms);
    }
    Buffer buffer(const std::string& sku, const std::string& location, std::string_view day) const {
        const std::int64_t by_table = policy_.buffer_of(sku, location, day);
        if (policy_.fast_sold > 0 && sold_ >= policy_.fast_sold && policy_.fast_buffer > by_table)
            return {policy_.fast_buffer, fmt::format("fast seller: {} ordered in {}", sold_, span_text(policy_.fast_within_ms))};
        return {by_table, by_table > 0 ? "the table of buffers" : ""};
    }

private:
    static std::string span_text(store::Millis span) {
        constexpr store::Millis hour = 3'600'000, day = 24 * hour;
        if (span % day == 0) return fmt::format("{} day{}", span / day, span == day ? "" : "s");
        return fmt::format("{} hour{}", span / hour, span / hour == 1 ? "" : "s");
    }

    const StockPolicy& policy_;
    std::int64_t sold_ = 0;
};

Decimal units_per_sale(const Value& item) {
    const auto units = Decimal::try_parse(item["units_per_sale"].text_or("1"));
    return units && !units->is_zero() && !units->is_negative() ? *units : Decimal(1);
}

void add_unmapped(const StockPolicy& policy, const std::vector<Level>& levels, std::vector<std::string>& unmapped) {
    for (const Level& level : levels)
        if (!policy.location_of(level.warehouse) && !level.in_stock.is_zero() && std::find(unmapped.begin(), unmapped.end(), level.warehouse) == unmapped.end())
            unmapped.push_back(level.warehouse);
}

// Of one item, at every location: all that does not depend on where.
struct PartStock {
    PartTerm term;
    std::vector<Level> levels;
};

PartTerm at_location(const PartStock& stock, const StockPolicy& policy, const std::string& location) {
    PartTerm term = stock.term;
    for (const Level& level : stock.levels) {
        const std::string* of = policy.location_of(level.warehouse);
        if (!of || *of != location) continue;
        term.available += available_of(level, policy.ordered_counts);
        term.levels.push_back(level);
    }
    term.enough_for = floor_of(term.available - term.demand, term.per_sku * term.units_per_sale);
    return term;
}

} // namespace

Terms terms_of(store::UnitOfWork& unit, const StockPolicy& policy, const std::string& sku) {
    StockFacts facts(unit);
    return terms_of(facts, policy, sku);
}

Terms terms_of(StockFacts& facts, const StockPolicy& policy, const std::string& sku) {
    Terms terms;
    terms.sku = sku;
    Bill bill(facts, policy);
    Need need;
    Unresolved why;
    const std::string today = day_of(facts.unit().now());
    if (!bill.resolve(sku, today, need, why)) {
        terms.untrusted_code = why.code;
        terms.untrusted_why = why.why;
    }
    std::vector<PartStock> parts;
    for (const auto& [code, quantity] : need) {
        const Value* item = facts.item(code);
        PartStock stock;
        stock.term.item_code = code;
        stock.term.per_sku = quantity;
        stock.term.units_per_sale = units_per_sale(*item);
        if (const auto& row = facts.level(code)) {
            stock.levels = levels_of(row->levels);
            stock.term.read_at = row->read_at;
        }
        stock.term.demand = demand_for(facts, policy, bill, code, stock.term.read_at, terms.demand) * stock.term.units_per_sale;
        add_unmapped(policy, stock.levels, terms.unmapped);
        if (!(*item)["active"].bool_or(true)) terms.not_for_sale = fmt::format("item {} cannot be ordered in the ERP: {}", code, (*item)["inactive_reason"].text_or("it is inactive"));
        parts.push_back(std::move(stock));
    }
    const FastSeller fast(facts.unit(), policy, sku);
    for (const std::string& location : policy.locations()) {
        LocationTerms at;
        at.location = location;
        const Buffer buffer = fast.buffer(sku, location, today);
        at.buffer = buffer.quantity;
        at.buffer_why = buffer.why;
        for (const PartStock& stock : parts) at.parts.push_back(at_location(stock, policy, location));
        if (!at.parts.empty()) {
            const auto scarcest = std::min_element(at.parts.begin(), at.parts.end(), [](const PartTerm& one, const PartTerm& other) { return one.enough_for < other.enough_for; });
            at.before_floor = scarcest->enough_for - at.buffer;
        }
        at.quantity = terms.not_for_sale.empty() && terms.untrusted_code.empty() ? std::max<std::int64_t>(at.before_floor, 0) : 0;
        terms.locations.push_back(std::move(at));
    }
    return terms;
}

std::vector<std::string> skus_of_item(store::UnitOfWork& unit, const StockPolicy& policy, const std::string& item_code) {
    StockFacts facts(unit);
    return skus_of_item(facts, policy, item_code);
}

std::vector<std::string> skus_of_item(StockFacts& facts, const StockPolicy& policy, const std::string& item_code) {
    const std::set<std::string> skus = skus_of(facts, policy, item_code);
    return {skus.begin(), skus.end()};
}

std::vector<std::string> skus_of_sku(store::UnitOfWork& unit, const StockPolicy& policy, const std::string& sku) {
    StockFacts facts(unit);
    Bill bill(facts, policy);
    Need need;
    Unresolved ignored;
    bill.resolve(sku, day_of(unit.now()), need, ignored);
    // Also what it is in itself, and its own items: where one cannot be taken apart, what it is in cannot be trusted any more.
    std::set<std::string> skus = skus_of(facts, policy, sku);
    for (const Part& part : policy.parts_of(sku, day_of(unit.now()))) skus.merge(skus_of(facts, policy, part.item_code));
    for (const auto& [code, quantity] : need) skus.merge(skus_of(facts, policy, code));
    return {skus.begin(), skus.end()};
}

void spread(store::UnitOfWork& unit, const StockPolicy& policy, const std::vector<store::PushDueRow>& due) {
    for (const store::PushDueRow& row : due) {
        if (!row.spreads) continue;
        unit.push_queue().has_spread(row); // or two that are in one another would keep each other due for ever
        for (const std::string& sku : skus_of_sku(unit, policy, row.sku))
            if (sku != row.sku) unit.push_queue().touch_for(row.route, sku, row.due_at, row.why);
    }
}

std::vector<std::string> skus_changed_by_time(store::UnitOfWork& unit, const StockPolicy& policy, store::Millis since) {
    std::set<std::string> skus = policy.changed_between(day_of(since), day_of(unit.now()));
    if (policy.fast_sold > 0)
        for (std::string& sku : unit.demand().ordered_between(since - policy.fast_within_ms, unit.now() - policy.fast_within_ms)) skus.insert(std::move(sku));
    return {skus.begin(), skus.end()};
}

std::optional<Push> push_of(std::int64_t wanted, const std::optional<store::PushedStockRow>& sent, bool store_takes_off, std::size_t locations) {
    if (!sent) return Push{wanted, "never sent"};
    if (!sent->doubt.empty()) return Push{wanted, "in doubt: " + sent->doubt};
    if (sent->answered_at == 0) return Push{wanted, "it was to be sent, and there was no answer"};
    const std::int64_t taken = store_takes_off ? sent->sold_since : 0;
    if (taken > 0 && locations > 1) return Push{wanted, fmt::format("{} were ordered since, nobody knows from which location", taken)};
    if (taken > sent->quantity) return Push{wanted, fmt::format("{} were ordered of {}", taken, sent->quantity)}; // below zero stores differ
    const std::int64_t shown = sent->quantity - taken;
    if (shown == wanted) return std::nullopt;
    return Push{wanted, fmt::format("{} instead of {}", wanted, shown)};
}

} // namespace ledgerline::commerce
