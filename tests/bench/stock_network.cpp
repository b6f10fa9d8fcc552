#include "stock_network.hpp"

#include "base/url.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace ledgerline::bench {

using message::Value;

namespace {

constexpr std::size_t no_item = static_cast<std::size_t>(-1);

base::HttpResponse json_answer(int status, std::string body) { return {status, {{"Content-Type", "application/json"}}, std::move(body)}; }

std::string value_in(const std::string& query, const std::string& name) {
    const auto all = base::parse_query(query);
    if (!all) return "";
    const auto found = std::find_if(all->begin(), all->end(), [&](const auto& one) { return one.first == name; });
    return found == all->end() ? "" : found->second;
}

// Of "ItemCode gt 'X'" or "'X'".
std::string quoted_in(const std::string& text) {
    const std::size_t first = text.find('\''), last = text.rfind('\'');
    return first == std::string::npos || last <= first ? "" : text.substr(first + 1, last - first - 1);
}

std::size_t page_size_of(const base::HttpRequest& request) {
    const std::string preference = base::header(request.headers, "Prefer");
    const std::size_t at = preference.find("odata.maxpagesize=");
    return at == std::string::npos ? 20 : static_cast<std::size_t>(std::stoull(preference.substr(at + 18)));
}

std::size_t item_of_id(std::int64_t id, std::int64_t first, std::size_t items) { return id >= first && id < first + static_cast<std::int64_t>(items) ? static_cast<std::size_t>(id - first) : no_item; }

} // namespace

Value Stall::listing(std::size_t item) {
    return Value::object({{"sku", Snapshot::code(item)}, {"product_id", std::to_string(product_id(item))}, {"variant_id", std::to_string(variant_id(item))}, {"base", true},
                          {"tracking", "product"}, {"name", "Item " + Snapshot::code(item)}, {"price", "9.99"}, {"sale_price", ""}, {"weight", "0.5"}, {"barcode", ""}, {"visible", true},
                          {"purchasable", true}, {"tax_class", "0"}, {"modified_at", ""}});
}

StockNetwork::StockNetwork(const Snapshot& snapshot) : snapshot_(snapshot), shown_(snapshot.items() * Snapshot::warehouses, -1) {}

base::Exchange StockNetwork::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    const TimeSpent begin = TimeSpent::so_far();
    base::Exchange out{base::Reach::answered, answer(endpoint, request), ""};
    own_time_ = own_time_ + (TimeSpent::so_far() - begin);
    return out;
}

base::HttpResponse StockNetwork::answer(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    const std::size_t mark = request.target.find('?');
    const std::string path = request.target.substr(0, mark), query = mark == std::string::npos ? "" : request.target.substr(mark + 1);
    return endpoint.host == "shop.test" ? store(path, query, request) : company(path, query, request);
}

base::HttpResponse StockNetwork::company(const std::string& path, const std::string& query, const base::HttpRequest& request) {
    if (path.ends_with("/Login")) {
        count("other");
        base::HttpResponse answer = json_answer(200, R"({"SessionId":"bench","Version":"1000290","SessionTimeout":30})");
        answer.headers.emplace_back("Set-Cookie", "B1SESSION=bench; HttpOnly; path=/");
        return answer;
    }
    const std::string filter = value_in(query, "$filter");
    if (path.ends_with("/Items") && filter.find(" eq ") != std::string::npos) { // whether capitals count: they do
        count("other");
        return json_answer(200, R"({"value":[]})");
    }
    if (query.find("ItemWarehouseInfoCollection") == std::string::npos && !path.ends_with("/List")) { // the item master, which is known already, and what else is asked of a company
        count("other");
        return json_answer(200, R"({"value":[]})");
    }
    if (path.ends_with("/Items")) {
        count("pages");
        return json_answer(200, snapshot_.items_page(quoted_in(filter), page_size_of(request)).body);
    }
    if (path.ends_with("/List")) {
        count("pages");
        return json_answer(200, snapshot_.query_page(quoted_in(value_in(query, "after")), page_size_of(request)).body);
    }
    throw std::logic_error("the company was asked for " + request.method + " " + request.target);
}

base::HttpResponse StockNetwork::store(const std::string& path, const std::string& query, const base::HttpRequest& request) {
    if (path.ends_with("/v3/inventory/adjustments/absolute")) return adjust(request.body);
    if (path.ends_with("/v3/inventory/items")) {
        count("read back");
        return items(query);
    }
    count("other");
    if (path.ends_with("/v3/settings/inventory"))
        return json_answer(200, R"({"data":{"update_stock_behavior":"order_placed","edit_order_stock_adjustment":false,"refund_order_stock_adjustment":false},"meta":{}})");
    if (path.ends_with("/v3/inventory/locations")) {
        std::string rows;
        for (std::size_t n = 0; n < Snapshot::warehouses; ++n) rows += fmt::format(R"({}{{"id":{},"code":"{}","enabled":true}})", n == 0 ? "" : ",", n + 1, Stall::location(n));
        return json_answer(200, fmt::format(R"({{"data":[{}],"meta":{{"pagination":{{"total":3,"count":3,"per_page":50,"current_page":1,"total_pages":1}}}}}})", rows));
    }
    if (path.ends_with("/v3/catalog/products")) return products(query);
    throw std::logic_error("the store was asked for " + request.method + " " + request.target);
}

base::HttpResponse StockNetwork::adjust(const std::string& body) {
    count("adjustments");
    const Value document = message::parse_json(body);
    const auto& lines = *document["items"].as_array();
    most_at_once_ = std::max(most_at_once_, lines.size());
    if (lines.size() > 2'000) return json_answer(422, R"({"status":422,"title":"too many items","type":"","errors":{}})");
    for (const Value& line : lines) {
        const std::size_t item = line.find("product_id") ? item_of_id(line["product_id"].int_or(0), Stall::product_id(0), snapshot_.items())
                                                         : item_of_id(line["variant_id"].int_or(0), Stall::variant_id(0), snapshot_.items());
        const std::int64_t location = line["location_id"].int_or(0);
        if (item == no_item || location < 1 || location > static_cast<std::int64_t>(Snapshot::warehouses)) throw std::logic_error("an adjustment of what the store does not have: " + message::write_json(line));
        shown_[item * Snapshot::warehouses + static_cast<std::size_t>(location - 1)] = static_cast<std::int32_t>(line["quantity"].int_or(-1));
        ++numbers_;
    }
    return json_answer(200, fmt::format(R"({{"transaction_id":"{}"}})", ++transactions_));
}

base::HttpResponse StockNetwork::items(const std::string& query) const {
    std::string rows;
    const auto add = [&](std::size_t item) {
        if (item == no_item) return;
        rows += fmt::format(R"({}{{"identity":{{"sku":"{}","sku_id":0,"variant_id":{},"product_id":{}}},"locations":[)", rows.empty() ? "" : ",", Snapshot::code(item), Stall::variant_id(item),
                            Stall::product_id(item));
        for (std::size_t n = 0; n < Snapshot::warehouses; ++n)
            rows += fmt::format(R"({}{{"location_id":{},"location_code":"{}","location_enabled":true,"total_inventory_onhand":{}}})", n == 0 ? "" : ",", n + 1, Stall::location(n),
                                std::max(shown_[item * Snapshot::warehouses + n], 0));
        rows += "]}";
    };
    for (const auto& [name, first] : {std::pair{"product_id:in", Stall::product_id(0)}, std::pair{"variant_id:in", Stall::variant_id(0)}}) {
        const std::string ids = value_in(query, name);
        for (std::size_t at = 0; at < ids.size();) {
            const std::size_t end = std::min(ids.find(',', at), ids.size());
            add(item_of_id(std::stoll(ids.substr(at, end - at)), first, snapshot_.items()));
            at = end + 1;
        }
    }
    return json_answer(200, fmt::format(R"({{"data":[{}],"meta":{{"pagination":{{"total":1,"count":1,"per_page":1000,"current_page":1,"total_pages":1}}}}}})", rows));
}

// What the store has, in the order of its ids.
base::HttpResponse StockNetwork::products(const std::string& query) const {
    const std::string from = value_in(query, "id:min"), limit = value_in(query, "limit");
    const std::int64_t first = from.empty() ? 0 : std::max<std::int64_t>(std::stoll(from) - Stall::product_id(0), 0);
    const std::size_t end = std::min(static_cast<std::size_t>(first) + (limit.empty() ? 50 : static_cast<std::size_t>(std::stoull(limit))), snapshot_.items());
    std::string rows;
    for (std::size_t item = static_cast<std::size_t>(first); item < end; ++item)
        rows += fmt::format(R"({}{{"id":{},"name":"Item {}","sku":"{}","price":9.99,"sale_price":0,"weight":0.5,"upc":"","gtin":"","tax_class_id":0,"inventory_tracking":"product","is_visible":true,)"
                            R"("availability":"available","date_modified":"2026-02-01T00:00:00Z","base_variant_id":{}}})",
                            rows.empty() ? "" : ",", Stall::product_id(item), Snapshot::code(item), Snapshot::code(item), Stall::variant_id(item));
    return json_answer(200, fmt::format(R"({{"data":[{}],"meta":{{"pagination":{{"total":{},"count":{},"per_page":250,"current_page":1,"total_pages":1}}}}}})", rows, snapshot_.items(), end - std::min(end, static_cast<std::size_t>(first))));
}

std::int64_t StockNetwork::requests(const std::string& kind) const {
    const auto found = requests_.find(kind);
    return found == requests_.end() ? 0 : found->second;
}

void StockNetwork::forget() {
    requests_.clear();
    numbers_ = 0;
    most_at_once_ = 0;
    own_time_ = {};
}

std::int64_t StockNetwork::wrong() const {
    std::int64_t out = 0;
    for (std::size_t item = 0; item < snapshot_.items(); ++item)
        for (std::size_t n = 0; n < Snapshot::warehouses; ++n)
            if (shown_[item * Snapshot::warehouses + n] != snapshot_.sellable(item, n)) ++out;
    return out;
}

} // namespace ledgerline::bench
