#include "states/level_intake.hpp"

#include "base/clock.hpp"
#include "commerce/demand.hpp"
#include "commerce/levels.hpp"
#include "commerce/sellable.hpp"
#include "states/known_warehouses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace ledgerline::states {

namespace {

using message::Value;

constexpr const char* began_note = "stock.pass.began"; // of the reading that is under way

// The rows of one page, by the names of its columns. Members stand at the same position in most rows, so each is looked for there first.
class Column {
public:
    explicit Column(std::string name) : name_(std::move(name)) {}
    const Value* in(const Value& row) {
        const auto* members = row.as_object();
        if (!members || name_.empty()) return nullptr;
        if (at_ < members->size() && (*members)[at_].first == name_) return &(*members)[at_].second;
        for (at_ = 0; at_ < members->size(); ++at_)
            if ((*members)[at_].first == name_) return &(*members)[at_].second;
        return nullptr;
    }
    const std::string& name() const { return name_; }

private:
    std::string name_;
    std::size_t at_ = 0;
};

// Text, number and integer alike; null is zero. A figure that is not there is none: taken for zero, a commitment would be sold, or an item taken off sale.
// `room` holds the text of an integer.
std::string_view amount_in(const Value* value, std::string& room) {
    if (!value) throw std::invalid_argument("a figure is missing");
    if (value->is_null()) return "0";
    if (const std::string* text = value->as_text()) return *text;
    if (const message::Number* number = value->as_number()) return number->literal;
    if (const std::int64_t* integer = value->as_int()) {
        room = std::to_string(*integer);
        return room;
    }
    throw std::invalid_argument("it is no amount");
}

class PageReader {
public:
    // `seen`: takes up the warehouses of all levels.
    PageReader(const Value& columns, std::set<std::string>& seen) :
        seen_(seen),
        item_(columns["item_code"].text_or("")), levels_(columns["levels"].text_or("")), warehouse_(columns["warehouse"].text_or("")), in_stock_(columns["in_stock"].text_or("")),
        committed_(columns["committed"].text_or("")), ordered_(columns["ordered"].text_or("")), locked_(columns["locked"].text_or("")) {
        if (const auto* values = columns["locked_values"].as_array())
            for (const Value& value : *values) locked_values_.push_back(value.text_or(""));
    }

    const std::string& code_of(const Value& row) {
        const Value* code = item_.in(row);
        const std::string* text = code ? code->as_text() : nullptr;
        if (!text || text->empty()) throw BadPage(fmt::format("a row of the stock has no item code ({})", item_.name()));
        return *text;
    }
    bool has_lists() const { return !levels_.name().empty(); }
    void add(std::string& text, const Value& row, const std::string& code) {
        if (!has_lists()) return add_level(text, row, code);
        const Value* list = levels_.in(row);
        if (!list || list->is_null()) return;
        const auto* levels = list->as_array();
        if (!levels) throw BadPage(fmt::format("the stock of item {} is no list ({})", code, levels_.name()));
        for (const Value& level : *levels) add_level(text, level, code);
    }

private:
    void add_level(std::string& text, const Value& level, const std::string& code) {
        const Value* warehouse = warehouse_.in(level);
        const std::string* name = warehouse ? warehouse->as_text() : nullptr;
        if (!name) throw BadPage(fmt::format("a stock level of item {} has no warehouse ({})", code, warehouse_.name()));
        if (*name != last_seen_) {
            last_seen_ = *name;
            seen_.insert(*name);
        }
        try {
            std::string rooms[3];
            commerce::add_level(text, *name, amount_in(in_stock_.in(level), rooms[0]), amount_in(committed_.in(level), rooms[1]), amount_in(ordered_.in(level), rooms[2]), is_locked(level));
        } catch (const std::invalid_argument& problem) {
            throw BadPage(fmt::format("the stock of item {} in warehouse {} cannot be read: {}", code, *name, problem.what()));
        }
    }
    bool is_locked(const Value& level) {
        const Value* locked = locked_.in(level);
        const std::string* text = locked ? locked->as_text() : nullptr;
        return text && std::find(locked_values_.begin(), locked_values_.end(), *text) != locked_values_.end();
    }

    std::set<std::string>& seen_;
    std::string last_seen_;
    Column item_, levels_, warehouse_, in_stock_, committed_, ordered_, locked_;
    std::vector<std::string> locked_values_;
};

} // namespace

void forget_contained(store::Store& store) {
    bool any = false;
    store.read([&](store::UnitOfWork& unit) {
        const base::Millis read = commerce::complete_reading(unit);
        any = read != 0 && !unit.demand().booked_until(read - 1, 1).empty();
    });
    while (any) store.commit([&](store::UnitOfWork& unit) { any = commerce::forget_contained(unit, commerce::complete_reading(unit)); });
}

LevelIntake::LevelIntake(const store::Store& store, std::vector<const commerce::StockPolicy*> policies) : store_(store), policies_(std::move(policies)) {}

void LevelIntake::load() {
    if (is_loaded_) return;
    store_.read([&](store::UnitOfWork& unit) {
        known_.clear();
        for (store::LevelRow& row : unit.levels().range("", "")) known_.emplace_hint(known_.end(), std::move(row.item_code), std::move(row.levels));
    });
    is_loaded_ = true;
}

LevelIntake::Changes LevelIntake::compare(const Value& page) {
    load();
    const std::string after = page["after"].text_or(""), until = page["until"].text_or("");
    const auto as_of = base::parse_time(page["as_of"].text_or(""));
    if (!as_of) throw BadPage("the stock does not say when it was read");
    Changes changes;
    changes.as_of = *as_of;
    changes.is_first = after.empty();
    changes.is_last = until.empty();

    PageReader reader(page["columns"], changes.warehouses);
    auto known = after.empty() ? known_.begin() : known_.upper_bound(after);
    const auto end = until.empty() ? known_.end() : known_.upper_bound(until);
    static const Value::Array none;
    const Value::Array* rows = page["rows"].as_array();
    if (!rows) rows = &none;
    std::string text, last = after;
    for (auto row = rows->begin(); row != rows->end();) {
        const std::string code = reader.code_of(*row);
        if ((code <= last && !(last.empty() && after.empty())) || (!until.empty() && code > until))
            throw BadPage(fmt::format("item {} is outside of the range that its page is for (behind {}{})", code, last.empty() ? "the beginning" : last, until.empty() ? "" : ", up to " + until));
        last = code;
        text.clear();
        do {
            reader.add(text, *row, code);
            ++row;
        } while (!reader.has_lists() && row != rows->end() && reader.code_of(*row) == code);
        for (; known != end && known->first < code; ++known) changes.gone.push_back(known->first);
        const bool is_known = known != end && known->first == code;
        if (!is_known || known->second != text) changes.put.push_back({code, text, changes.as_of});
        if (is_known) ++known;
    }
    for (; known != end; ++known) changes.gone.push_back(known->first);
    std::erase_if(changes.warehouses, [&](const std::string& one) { return warehouses_.count(one) > 0; });
    return changes;
}

std::size_t LevelIntake::apply(store::UnitOfWork& unit, const Changes& changes) const {
    std::vector<std::string> codes = changes.gone;
    for (const std::string& code : changes.gone) unit.levels().erase(code);
    for (const store::LevelRow& row : changes.put) {
        unit.levels().put(row);
        codes.push_back(row.item_code);
    }
    std::set<std::string> skus;
    commerce::StockFacts facts(unit);
    if (!codes.empty()) facts.read_wholes_ahead(codes);
    for (const std::string& code : codes)
        for (const commerce::StockPolicy* policy : policies_)
            for (std::string& sku : commerce::skus_of_item(facts, *policy, code)) skus.insert(std::move(sku));
    for (const std::string& sku : skus) unit.push_queue().touch(store::push_kind::stock, sku, unit.now(), "stock level");
    if (!changes.warehouses.empty()) learn_warehouses(unit, changes.warehouses);
    if (changes.is_first) unit.notes().put(began_note, std::to_string(changes.as_of));
    if (changes.is_last) {
        const std::string began = changes.is_first ? std::to_string(changes.as_of) : unit.notes().get(began_note);
        if (!began.empty()) commerce::forget_contained(unit, std::stoll(began));
    }
    return changes.put.size() + changes.gone.size();
}

void LevelIntake::applied(const Changes& changes) {
    for (const store::LevelRow& row : changes.put) known_[row.item_code] = row.levels;
    for (const std::string& code : changes.gone) known_.erase(code);
    warehouses_.insert(changes.warehouses.begin(), changes.warehouses.end());
}

} // namespace ledgerline::states
