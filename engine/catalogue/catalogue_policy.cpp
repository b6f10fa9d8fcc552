#include "catalogue/catalogue_policy.hpp"

#include "catalogue/days.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::catalogue {

using config::Field;
using message::Value;

namespace {

Field field(std::string name, std::string type, std::string help, std::string example = "", Value otherwise = nullptr) {
    Field out;
    out.name = std::move(name);
    out.type = std::move(type);
    out.help = std::move(help);
    out.example = std::move(example);
    out.otherwise = std::move(otherwise);
    return out;
}

Field one_of(Field out, std::vector<std::string> choices) {
    out.choices = std::move(choices);
    return out;
}

Field table(std::string name, std::string help, std::string example, std::vector<std::string> columns) {
    Field out = field(std::move(name), "map_file", std::move(help), std::move(example));
    out.columns = std::move(columns);
    return out;
}

std::string row_problem(std::string_view table, const Value& row, const std::string& what) { return fmt::format("{}, line {}: {}", table, row["@line"].int_or(0), what); }

Decimal factor_of(const Value& values, const char* name, std::vector<std::string>& problems) {
    const auto factor = Decimal::try_parse(values[name].text_or("1"));
    if (factor && !factor->is_zero() && !factor->is_negative()) return *factor;
    problems.push_back(fmt::format("{}: \"{}\" is no factor; it must be greater than 0", name, values[name].text_or("")));
    return Decimal(1);
}

int decimals_of(const Value& values, const char* name, int otherwise, std::vector<std::string>& problems) {
    const std::int64_t decimals = values[name].int_or(otherwise);
    if (decimals >= 0 && decimals <= 6) return static_cast<int>(decimals);
    problems.push_back(fmt::format("{}: {} is too many; 0 to 6 digits after the point", name, decimals));
    return otherwise;
}

std::optional<Round> rounding_of(const std::string& name) {
    static const std::map<std::string, Round> known{{"half_up", Round::half_up}, {"half_even", Round::half_even}, {"down", Round::down}, {"up", Round::up}};
    const auto found = known.find(name);
    return found == known.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

const std::vector<Field>& catalogue_policy_fields() {
    static const std::vector<Field> fields = {
        one_of(field("owns", "list", "What the ERP decides in the store; everything else stays as merchandising has it there", "[price, visible]", Value::array()),
               {"name", "price", "weight", "barcode", "visible", "tax_class"}),
        field("price_list", "text", "Number of the ERP's price list that prices are taken from", "1"),
        field("currency", "text", "The store's currency; a price in another is never sent", "EUR"),
        field("special_prices", "boolean", "Prices that hold for a time take the place of the list's", "true", Value(false)),
        field("card_code", "text", "Prices of this business partner go before all others", "C-WEB"),
        field("price_factor", "decimal", "Prices of the list times this are the store's: 1.19 where the list is without tax and the store's prices are with 19 %", "1.19", "1"),
        field("decimals", "integer", "Digits after the point of prices", "2", Value(2)),
        one_of(field("rounding", "choice", "What becomes of a price with more digits; none: it is not sent, and merchandising is told", "half_up", "none"), {"none", "half_up", "half_even", "down", "up"}),
        field("weight_factor", "decimal", "The ERP's weight times this is the store's: 0.001 from grams to kilograms", "0.001", "1"),
        field("weight_decimals", "integer", "Digits after the point of weights; more are rounded half up", "4", Value(4)),
        field("clear_barcodes", "boolean", "An item without a barcode takes that of the store away", "false", Value(false)),
        table("tax_classes", "The store's tax class of each tax code; an empty class leaves that of the store", "tax_classes.csv", {"tax_code", "class"}),
        table("aliases", "SKUs that stand for items of another code, as in sku-match", "aliases.csv", {"sku", "item", "[from]", "[to]"}),
        one_of(field("create", "choice", "Which items without a product in the store get one: those whose SKU is in create_skus, or all sales items that are active", "listed", "never"), {"never", "listed", "all"}),
        table("create_skus", "The SKUs that may be created", "create.csv", {"sku"}),
    };
    return fields;
}

CataloguePolicy CataloguePolicy::from(const Value& values, std::vector<std::string>& problems) {
    CataloguePolicy policy;
    if (const auto* owned = values["owns"].as_array())
        for (const Value& name : *owned) policy.owns_.insert(name.text_or(""));
    policy.price_list = values["price_list"].text_or("");
    policy.currency = values["currency"].text_or("");
    policy.card_code = values["card_code"].text_or("");
    policy.special_prices = values["special_prices"].bool_or(false);
    policy.clear_barcodes = values["clear_barcodes"].bool_or(false);
    policy.price_factor = factor_of(values, "price_factor", problems);
    policy.weight_factor = factor_of(values, "weight_factor", problems);
    policy.decimals = decimals_of(values, "decimals", 2, problems);
    policy.weight_decimals = decimals_of(values, "weight_decimals", 4, problems);
    policy.rounding = rounding_of(values["rounding"].text_or("none"));
    const std::string create = values["create"].text_or("never");
    policy.create = create == "all" ? Create::all : create == "listed" ? Create::listed : Create::never;

    if (policy.owns("price") || policy.create != Create::never) {
        if (policy.price_list.empty()) problems.push_back("price_list: is missing; without it no price is known");
        if (policy.currency.empty()) problems.push_back("currency: is missing; a price in another currency must be told apart");
    }
    if (const auto* rows = values["tax_classes"].as_array())
        for (const Value& row : *rows)
            if (!policy.tax_classes_.emplace(row["tax_code"].text_or(""), row["class"].text_or("")).second)
                problems.push_back(row_problem("tax_classes", row, fmt::format("the tax code \"{}\" has a row before this one", row["tax_code"].text_or(""))));
    if (policy.owns("tax_class") && !values["tax_classes"].is_array()) problems.push_back("tax_classes: is missing; without it no tax code has a class");
    policy.read_aliases(values["aliases"], problems);
    if (const auto* rows = values["create_skus"].as_array())
        for (const Value& row : *rows) policy.created_.insert(row["sku"].text_or(""));
    if (policy.create == Create::listed && !values["create_skus"].is_array()) problems.push_back("create_skus: is missing; it says what create: listed may create");
    return policy;
}

void CataloguePolicy::read_aliases(const Value& rows, std::vector<std::string>& problems) {
    if (!rows.is_array()) return;
    for (const Value& row : *rows.as_array()) {
        const std::string sku = row["sku"].text_or("");
        const Alias alias{row["item"].text_or(""), row["from"].text_or(""), row["to"].text_or(""), row["@line"].int_or(0)};
        const auto refuse = [&](const std::string& what) { problems.push_back(row_problem("aliases", row, what)); };
        if (sku.empty()) refuse("sku is empty; write the SKU as the store has it");
        if (alias.item.empty()) refuse("item is empty; write the ERP's item code");
        for (const std::string& day : {alias.from, alias.to})
            if (!day.empty() && !is_day(day)) refuse(fmt::format("\"{}\" is not a day (write 2026-01-31)", day));
        if (!alias.from.empty() && !alias.to.empty() && alias.to < alias.from) refuse(fmt::format("{} is before {}", alias.to, alias.from));
        for (const Alias& other : aliases_[sku]) {
            const bool apart = (!alias.to.empty() && !other.from.empty() && alias.to < other.from) || (!other.to.empty() && !alias.from.empty() && other.to < alias.from);
            if (!apart) refuse(fmt::format("\"{}\" has another row that is valid on the same day (line {}): end one before the other begins", sku, other.line));
        }
        aliases_[sku].push_back(alias);
        if (alias.item != sku) skus_with_[alias.item].insert(sku);
    }
}

std::string CataloguePolicy::item_of(const std::string& sku, std::string_view day) const {
    const auto found = aliases_.find(sku);
    if (found != aliases_.end())
        for (const Alias& alias : found->second)
            if (covers(alias.from, alias.to, day)) return alias.item;
    return sku;
}

const std::set<std::string>& CataloguePolicy::skus_with(const std::string& item_code) const {
    static const std::set<std::string> none;
    const auto found = skus_with_.find(item_code);
    return found == skus_with_.end() ? none : found->second;
}

std::string CataloguePolicy::next_alias_day(const std::string& sku, std::string_view day) const {
    std::string next;
    if (const auto found = aliases_.find(sku); found != aliases_.end())
        for (const Alias& alias : found->second) next = earlier_day(next, next_edge(alias.from, alias.to, day));
    return next;
}

const std::string* CataloguePolicy::tax_class_of(const std::string& tax_code) const {
    const auto found = tax_classes_.find(tax_code);
    return found == tax_classes_.end() ? nullptr : &found->second;
}

} // namespace ledgerline::catalogue
