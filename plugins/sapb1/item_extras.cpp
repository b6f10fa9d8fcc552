#include "item_extras.hpp"

#include "change_pages.hpp"
#include "local_time.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/decimal.hpp>
#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr const char* tree_properties = "TreeCode,TreeType,Quantity,ProductTreeLines";
constexpr const char* price_properties = "ItemCode,CardCode,Price,Currency,PriceListNum,Valid,ValidFrom,ValidTo,SpecialPriceDataAreas";
constexpr std::int64_t pause_ms = 60'000;
constexpr std::size_t codes_in_a_filter = 20; // an address has its limits
constexpr int quantity_digits = 12;           // of a part of one of the whole, where the bill makes several

std::string joined(const std::string& one, const std::string& other) { return one.empty() || other.empty() ? one + other : one + " and " + other; }

std::optional<Decimal> number_of(const Node& node) {
    const std::string text = text_of(node);
    try {
        return text.empty() ? std::nullopt : std::optional(Decimal::parse_number(text).normalized());
    } catch (const DecimalError&) {
        return std::nullopt;
    }
}

// Behind this row, in the order of the rows.
std::string behind(ExtraKind kind, const Node& row) {
    if (kind == ExtraKind::trees) return "TreeCode gt " + literal(text_of(row["TreeCode"]));
    const std::string item = literal(text_of(row["ItemCode"]));
    return "(ItemCode gt " + item + " or (ItemCode eq " + item + " and CardCode gt " + literal(text_of(row["CardCode"])) + "))";
}

Unavailable in_circles(ExtraKind kind) {
    return {"ERP_UNAVAILABLE", format("SAP Business One gave the same {} again after it was asked for those that follow them", kind == ExtraKind::trees ? "bills of materials" : "special prices"),
            pause_ms};
}

} // namespace

ItemExtras::ItemExtras(const Config& config) : components_(config.boolean("components")) {
    for (std::string partner : config.list("special_prices")) {
        if (partner == "all") all_prices_ = true;
        else partners_.push_back(std::move(partner));
    }
}

// A bill comes with all its lines and all that SAP knows of each: some hundred of them may be too large an answer.
Response ItemExtras::page(Call& call, Session& session, ExtraKind kind, const std::string& filter) {
    const bool trees = kind == ExtraKind::trees;
    Request request = Request::get(trees ? "/ProductTrees" : "/SpecialPrices")
                          .query("$select", trees ? tree_properties : price_properties)
                          .query("$orderby", trees ? "TreeCode" : "ItemCode,CardCode");
    if (!filter.empty()) request.query("$filter", filter);
    auto page = session.read_page(call, request, rows_in_a_page_);
    if (!page) throw Unavailable("ERP_UNAVAILABLE", format("A single row of {} is too large an answer ({})", request.path(), filter), pause_ms);
    return *page;
}

std::string ItemExtras::partner_filter() const {
    if (all_prices_) return {};
    std::string out;
    for (const std::string& partner : partners_) out += (out.empty() ? "" : " or ") + ("CardCode eq " + literal(partner));
    return "(" + out + ")";
}

void ItemExtras::forget() {
    trees_.clear();
    prices_.clear();
}

void ItemExtras::read(Call& call, Session& session, const std::function<std::string(const char*)>& filter_on) {
    for (const ExtraKind kind : {ExtraKind::trees, ExtraKind::prices}) {
        if (!wants(kind)) continue;
        const bool trees = kind == ExtraKind::trees;
        read_all(call, session, kind, joined(filter_on(trees ? "TreeCode" : "ItemCode"), trees ? std::string() : partner_filter()));
    }
}

void ItemExtras::read_all(Call& call, Session& session, ExtraKind kind, const std::string& filter) {
    std::string rest;
    for (bool more = true; more;) {
        const Response answer = page(call, session, kind, joined(filter, rest));
        const Node rows = answer.json()["value"];
        for (const Node row : rows.elements()) kind == ExtraKind::trees ? take_tree(row) : take_price(row);
        more = rows.count() > 0 && goes_on(answer.json(), rows_in_a_page_);
        if (more) {
            std::string next = behind(kind, rows[rows.count() - 1]);
            if (next == rest) throw in_circles(kind);
            rest = std::move(next);
        }
        answer.discard();
    }
}

void ItemExtras::read_range(Call& call, Session& session, std::string_view after, std::string_view until) {
    forget();
    read(call, session, [&](const char* key) {
        const std::string to = std::string(key) + " le " + literal(until);
        return after.empty() ? to : std::string(key) + " gt " + literal(after) + " and " + to;
    });
    learn();
}

void ItemExtras::read_codes(Call& call, Session& session, const std::vector<std::string>& codes) {
    forget();
    for (std::size_t from = 0; from < codes.size(); from += codes_in_a_filter)
        read(call, session, [&](const char* key) {
            std::string out;
            for (std::size_t at = from; at < std::min(from + codes_in_a_filter, codes.size()); ++at) out += (out.empty() ? "" : " or ") + (std::string(key) + " eq " + literal(codes[at]));
            return "(" + out + ")";
        });
    learn();
}

void ItemExtras::take_tree(const Node& row) {
    std::vector<Part>& parts = trees_[text_of(row["TreeCode"])];
    parts.clear();
    const Decimal wholes = number_of(row["Quantity"]).value_or(Decimal(1));
    for (const Node line : row["ProductTreeLines"].elements_or_none()) {
        const std::string type = text_of(line["ItemType"]);
        if (!type.empty() && type != "pit_Item" && type != "4") continue; // a text or a resource
        const std::string code = text_of(line["ItemCode"]);
        if (code.empty()) continue;
        const auto quantity = number_of(line["Quantity"]);
        if (quantity && *quantity <= Decimal(0)) continue; // what comes out beside the whole
        // What is no number is written as it stands, so that the engine refuses this one item and names the place.
        std::string for_one = quantity ? quantity->text() : text_of(line["Quantity"]);
        if (quantity && wholes > Decimal(0) && wholes != Decimal(1)) for_one = quantity->divided(wholes, quantity_digits, Round::half_up).normalized().text();
        parts.push_back({code, for_one, text_of(line["Warehouse"])});
    }
}

void ItemExtras::take_price(const Node& row) {
    std::vector<Price>& prices = prices_[text_of(row["ItemCode"])];
    const std::string partner = text_of(row["CardCode"]);
    const bool of_list = partner.size() > 1 && partner[0] == '*';
    const auto add = [&](const Node& amount, const Node& currency, const Node& from, const Node& to) {
        const auto price = number_of(amount);
        // Nobody sells for nothing by mistake: rows that only carry periods or quantities have no price of their own.
        if (!price || *price <= Decimal(0)) return;
        prices.push_back({of_list ? partner.substr(1) : std::string(), of_list ? std::string() : partner, price->text(), text_of(currency), date_of(text_of(from)), date_of(text_of(to))});
    };
    const Node valid = row["Valid"];
    const Node areas = row["SpecialPriceDataAreas"];
    const bool is_frame = of_list && areas.count_or_none() > 0; // of a price list only its periods are special
    if (!is_frame && (valid.is_missing() || is_yes(valid))) add(row["Price"], row["Currency"], row["ValidFrom"], row["ValidTo"]);
    for (const Node area : areas.elements_or_none()) add(area["SpecialPrice"], area["PriceCurrency"], area["DateFrom"], area["Dateto"]);
}

void ItemExtras::write(std::string_view code, std::string_view tree, const Node& to) const {
    const std::string key(code);
    if (components_ && (tree == "sales" || tree == "template" || tree == "assembly")) {
        // A bill that is not there is not one of nothing: the member is left out.
        if (const auto found = trees_.find(key); found != trees_.end()) {
            to["components"].set_json("[]");
            for (const Part& part : found->second) {
                const Node component = to["components"].append();
                component["code"].set(part.code);
                component["quantity"].set(part.quantity);
                component["warehouse"].set(part.warehouse);
            }
        }
    }
    if (!wants(ExtraKind::prices)) return;
    to["special_prices"].set_json("[]");
    const auto found = prices_.find(key);
    if (found == prices_.end()) return;
    for (const Price& price : found->second) {
        const Node special = to["special_prices"].append();
        special["list"].set(price.list);
        special["card_code"].set(price.card_code);
        special["price"].set(price.price);
        special["currency"].set(price.currency);
        special["from"].set(price.from);
        special["to"].set(price.to);
    }
}

std::size_t ItemExtras::tree_hash(const std::string& code) const {
    std::string all;
    if (const auto found = trees_.find(code); found != trees_.end())
        for (const Part& part : found->second) all += part.code + '\n' + part.quantity + '\n' + part.warehouse + '\n';
    return std::hash<std::string>{}(all);
}

std::size_t ItemExtras::price_hash(const std::string& code) const {
    std::string all;
    if (const auto found = prices_.find(code); found != prices_.end())
        for (const Price& price : found->second) all += price.list + '\n' + price.card_code + '\n' + price.price + '\n' + price.currency + '\n' + price.from + '\n' + price.to + '\n';
    return std::hash<std::string>{}(all);
}

void ItemExtras::learn() {
    for (const auto& [code, parts] : trees_) known_trees_[code] = tree_hash(code);
    for (const auto& [code, prices] : prices_) known_prices_[code] = price_hash(code);
}

ItemExtras::Look ItemExtras::look(Call& call, Session& session, ExtraKind kind, std::string_view after) {
    const bool trees = kind == ExtraKind::trees;
    const std::string key = trees ? "TreeCode" : "ItemCode";
    forget();
    const std::string filter = joined(after.empty() ? std::string() : key + " gt " + literal(after), trees ? std::string() : partner_filter());
    const Response answer = page(call, session, kind, filter);
    Look out;
    for (const Node row : answer.json()["value"].elements()) {
        trees ? take_tree(row) : take_price(row);
        out.last_key = text_of(row[key]);
    }
    out.more = !out.last_key.empty() && goes_on(answer.json(), rows_in_a_page_);
    answer.discard();
    if (out.more && out.last_key == after) throw in_circles(kind);
    // The prices of the last item may go on behind the end of the page.
    if (out.more && !trees) {
        auto others = std::move(prices_);
        others.erase(out.last_key);
        prices_.clear();
        read_all(call, session, kind, joined("ItemCode eq " + literal(out.last_key), partner_filter()));
        prices_.merge(others);
    }
    Known& known = trees ? known_trees_ : known_prices_;
    const auto compare = [&](const std::string& code, std::size_t hash) {
        met_.insert(code);
        const auto before = known.find(code);
        if (before == known.end() || before->second != hash) out.changed.push_back(code);
    };
    if (trees) for (const auto& [code, parts] : trees_) compare(code, tree_hash(code));
    else for (const auto& [code, prices] : prices_) compare(code, price_hash(code));
    return out;
}

std::vector<std::string> ItemExtras::gone(ExtraKind kind) {
    Known& known = kind == ExtraKind::trees ? known_trees_ : known_prices_;
    std::vector<std::string> out;
    for (const auto& [code, hash] : known)
        if (met_.count(code) == 0) out.push_back(code);
    for (const std::string& code : out) known.erase(code);
    std::sort(out.begin(), out.end());
    return out;
}

void ItemExtras::unlearn(const std::vector<std::string>& codes) {
    for (const std::string& code : codes) {
        known_trees_.erase(code);
        known_prices_.erase(code);
    }
}

} // namespace sapb1
