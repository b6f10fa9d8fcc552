#include "commerce/stock_policy.hpp"

#include "base/clock.hpp"
#include "config/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::commerce {
namespace {

using config::Field;
using message::Value;

Field field(std::string name, std::string type, std::string help, Value otherwise = Value()) {
    Field out;
    out.name = std::move(name);
    out.type = std::move(type);
    out.help = std::move(help);
    out.otherwise = std::move(otherwise);
    return out;
}

Field table(std::string name, std::vector<std::string> columns, std::string help, bool required = false) {
    Field out = field(name, "map_file", std::move(help));
    out.columns = std::move(columns);
    out.required = required;
    out.example = name + ".csv";
    return out;
}

std::vector<Field> make_fields() {
    Field ordered = field("ordered", "choice", "Whether what the ERP expects from its suppliers may be sold already", Value("exclude"));
    ordered.choices = {"exclude", "include"};
    return {table("warehouses", {"warehouse", "location"}, "Each warehouse of the ERP to one location of the store, by its code or id; without a location it is not for the store", true),
            table("buffers", {"[sku]", "[location]", "buffer", "[from]", "[to]"}, "What is kept back; the most special row that is valid today counts"),
            table("aliases", {"sku", "item", "[from]", "[to]"}, "SKUs that stand for an item of another code, from a day to a day; the table of sku-match"),
            table("bundles", {"sku", "item", "quantity"}, "SKUs that consist of items, one row for each item"),
            ordered,
            field("fast_sold", "integer", "A SKU of which so many were ordered within fast_within keeps back fast_buffer; 0 = none does", Value(0)),
            field("fast_within", "duration", "Time in which a fast seller's orders are counted, up to 31d", Value("7d")),
            field("fast_buffer", "integer", "What is kept back of a fast seller, where no row of buffers says more", Value(0)),
            field("near_zero", "integer", "A number at or below this is pushed at once", Value(0)),
            field("every", "duration", "Other changes are collected for so long", Value("1m")),
            field("levels_max_age", "duration", "Nothing is pushed when the ERP's stock was read longer ago", Value("2h")),
            field("orders_max_age", "duration", "Nothing is pushed when the store's orders were read longer ago", Value("15m")),
            field("settle", "duration", "How long the store may take to apply what it has accepted, and its clock may differ", Value("60s")),
            field("sample", "integer", "So many of what was pushed are read back each time", Value(20))};
}

bool is_day(std::string_view text) {
    const auto at = text.size() == 10 ? base::parse_time(std::string(text) + "T00:00:00Z") : std::nullopt;
    return at && base::iso_time(*at).substr(0, 10) == text;
}

// Beside what is counted, the counts are kept for so long.
constexpr store::Millis fast_within_max = store::Millis{31} * 86'400'000;

} // namespace

const std::vector<Field>& stock_policy_fields() {
    static const std::vector<Field> fields = make_fields();
    return fields;
}

// Takes the tables over, row by row, and tells what is wrong with them.
class StockPolicy::Reader {
public:
    Reader(StockPolicy& policy, const Value& values, std::vector<std::string>& problems) : policy_(policy), values_(values), problems_(problems) {}

    void read() {
        each("warehouses", [&](const Value& row) { read_warehouse(row); });
        each("buffers", [&](const Value& row) { read_buffer(row); });
        each("aliases", [&](const Value& row) { read_alias(row); });
        each("bundles", [&](const Value& row) { read_bundle(row); });
        read_numbers();
    }

private:
    template <class Function>
    void each(const char* table, Function&& function) {
        table_ = table;
        number_ = 0;
        const auto* rows = values_[table].as_array();
        if (!rows) return;
        for (const Value& row : *rows) {
            ++number_;
            const std::int64_t line = row["@line"].int_or(0);
            place_ = line > 0 ? fmt::format("{}, line {}", table_, line) : fmt::format("{}, row {}", table_, number_);
            function(row);
        }
    }

    void refuse(const std::string& what) { problems_.push_back(fmt::format("{}: {}", place_, what)); }
    static std::string cell(const Value& row, const char* column) { return row[column].text_or(""); }

    void read_warehouse(const Value& row) {
        const std::string warehouse = cell(row, "warehouse"), location = cell(row, "location");
        if (warehouse.empty()) return refuse("warehouse is empty; write the ERP's code of the warehouse");
        if (location.find('|') != std::string::npos) return refuse(fmt::format("location \"{}\" has a | in it, which no location has", location));
        if (!policy_.location_of_.emplace(warehouse, location).second) return refuse(fmt::format("warehouse \"{}\" has a row already; a warehouse belongs to one location", warehouse));
        if (!location.empty() && std::find(policy_.locations_.begin(), policy_.locations_.end(), location) == policy_.locations_.end()) policy_.locations_.push_back(location);
    }

    // False: a problem was told.
    bool read_days(const Value& row, Dated& dated) {
        for (auto [column, day] : {std::pair("from", &dated.from), std::pair("to", &dated.to)}) {
            *day = cell(row, column);
            if (day->empty() || is_day(*day)) continue;
            refuse(fmt::format("{} \"{}\" is not a day (write 2026-01-31)", column, *day));
            return false;
        }
        if (dated.from.empty() || dated.to.empty() || dated.from <= dated.to) return true;
        refuse(fmt::format("to {} is before from {}", dated.to, dated.from));
        return false;
    }

    void read_buffer(const Value& row) {
        Dated dated;
        const std::string sku = cell(row, "sku"), text = cell(row, "buffer");
        dated.location = cell(row, "location");
        const auto buffer = config::parse_integer(text);
        if (!buffer || *buffer < 0) return refuse(fmt::format("buffer \"{}\" is not a whole number of 0 or more", text));
        dated.buffer = *buffer;
        if (!dated.location.empty() && std::find(policy_.locations_.begin(), policy_.locations_.end(), dated.location) == policy_.locations_.end())
            return refuse(fmt::format("location \"{}\" is no location that a warehouse belongs to", dated.location));
        if (!read_days(row, dated)) return;
        std::vector<Dated>& known = policy_.buffers_[sku];
        for (const Dated& other : known)
            if (other.location == dated.location && other.has_day() == dated.has_day() && other.overlaps(dated))
                return refuse("another row for the same SKU and location is valid on the same day: end one before the other begins");
        known.push_back(std::move(dated));
    }

    void read_alias(const Value& row) {
        Dated dated;
        const std::string sku = cell(row, "sku");
        dated.item = cell(row, "item");
        if (sku.empty()) return refuse("sku is empty; write the SKU as the store has it");
        if (dated.item.empty()) return refuse("item is empty; write the ERP's item code");
        if (!read_days(row, dated)) return;
        std::vector<Dated>& known = policy_.aliases_[sku];
        for (const Dated& other : known)
            if (other.overlaps(dated)) return refuse(fmt::format("\"{}\" has another row that is valid on the same day: end one before the other begins", sku));
        if (dated.item != sku) policy_.skus_with_[dated.item].insert(sku);
        known.push_back(std::move(dated));
    }

    void read_bundle(const Value& row) {
        const std::string sku = cell(row, "sku"), item = cell(row, "item"), text = cell(row, "quantity");
        const auto quantity = Decimal::try_parse(text);
        if (sku.empty()) return refuse("sku is empty; write the SKU of the bundle as the store has it");
        if (item.empty()) return refuse("item is empty; write the ERP's item code of a part");
        if (!quantity || quantity->is_zero() || quantity->is_negative()) return refuse(fmt::format("quantity \"{}\" is not a number above 0", text));
        if (policy_.aliases_.count(sku) > 0) return refuse(fmt::format("\"{}\" stands for one item by the aliases; it cannot be a bundle too", sku));
        std::vector<Part>& parts = policy_.bundles_[sku];
        for (const Part& other : parts)
            if (other.item_code == item) return refuse(fmt::format("item \"{}\" is a part of \"{}\" already; add its quantities up", item, sku));
        if (item != sku) policy_.skus_with_[item].insert(sku);
        parts.push_back({item, *quantity});
    }

    std::int64_t number(const char* name) {
        const std::int64_t value = values_[name].int_or(0);
        if (value < 0) problems_.push_back(fmt::format("{}: {} is below 0", name, value));
        return value;
    }

    void read_numbers() {
        policy_.ordered_counts = values_["ordered"].text_or("") == "include";
        policy_.fast_sold = number("fast_sold");
        policy_.fast_buffer = number("fast_buffer");
        policy_.near_zero = number("near_zero");
        policy_.sample = number("sample");
        policy_.fast_within_ms = number("fast_within");
        policy_.every_ms = number("every");
        policy_.levels_max_age_ms = number("levels_max_age");
        policy_.orders_max_age_ms = number("orders_max_age");
        policy_.settle_ms = number("settle");
        if (policy_.fast_within_ms > fast_within_max) problems_.push_back("fast_within: orders are counted for 31d at most");
        if (policy_.locations_.empty() && problems_.empty()) problems_.push_back("warehouses: no warehouse belongs to a location, so there would be nothing to sell");
    }

    StockPolicy& policy_;
    const Value& values_;
    std::vector<std::string>& problems_;
    std::string table_, place_;
    std::int64_t number_ = 0;
};

StockPolicy StockPolicy::from(const Value& values, std::vector<std::string>& problems) {
    StockPolicy policy;
    Reader(policy, values, problems).read();
    return policy;
}

std::set<std::string> StockPolicy::warehouses_of(const std::string& location) const {
    std::set<std::string> out;
    for (const auto& [warehouse, to] : location_of_)
        if (to == location) out.insert(warehouse);
    return out;
}

const std::string* StockPolicy::location_of(const std::string& warehouse) const {
    const auto found = location_of_.find(warehouse);
    return found == location_of_.end() ? nullptr : &found->second;
}

std::int64_t StockPolicy::buffer_of(const std::string& sku, const std::string& location, std::string_view day) const {
    const std::string all;
    for (const std::string& of : {sku, all}) {
        const auto rows = buffers_.find(of);
        if (rows == buffers_.end()) continue;
        const Dated* best = nullptr;
        const auto weight = [](const Dated& row) { return (row.location.empty() ? 0 : 2) + (row.has_day() ? 1 : 0); };
        for (const Dated& row : rows->second)
            if ((row.location.empty() || row.location == location) && row.covers(day) && (!best || weight(row) > weight(*best))) best = &row;
        if (best) return best->buffer;
    }
    return 0;
}

std::vector<Part> StockPolicy::parts_of(const std::string& sku, std::string_view day) const {
    if (const auto bundle = bundles_.find(sku); bundle != bundles_.end()) return bundle->second;
    if (const auto alias = aliases_.find(sku); alias != aliases_.end())
        for (const Dated& row : alias->second)
            if (row.covers(day)) return {{row.item, 1}};
    return {{sku, 1}};
}

std::vector<std::string> StockPolicy::skus_with(const std::string& item_code) const {
    const auto found = skus_with_.find(item_code);
    return found == skus_with_.end() ? std::vector<std::string>() : std::vector<std::string>(found->second.begin(), found->second.end());
}

std::vector<std::string> StockPolicy::skus_with_buffer(std::string_view day) const {
    std::vector<std::string> skus;
    for (const auto& [sku, rows] : buffers_)
        if (!sku.empty() && std::any_of(rows.begin(), rows.end(), [&](const Dated& row) { return row.to.empty() || day <= row.to; })) skus.push_back(sku);
    return skus;
}

std::set<std::string> StockPolicy::changed_between(std::string_view day, std::string_view later_day) const {
    std::set<std::string> skus;
    for (const auto* table : {&buffers_, &aliases_})
        for (const auto& [sku, rows] : *table)
            for (const Dated& row : rows)
                if (row.covers(day) != row.covers(later_day)) skus.insert(sku);
    return skus;
}

} // namespace ledgerline::commerce
