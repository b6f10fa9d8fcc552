#include "store/loader.hpp"

#include "message/json.hpp"
#include "store/product_reading.hpp"
#include "store/raw_json.hpp"
#include "store/request.hpp"

#include <fstream>
#include <functional>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

enum class Presence { required, optional };

void each_line(const std::filesystem::path& file, Presence presence, const std::function<void(const std::string&)>& take) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        if (presence == Presence::optional && !std::filesystem::exists(file)) return;
        throw std::invalid_argument(file.string() + ": cannot be read");
    }
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty()) continue;
        try {
            take(line);
        } catch (const std::exception& error) {
            throw std::invalid_argument(file.string() + ":" + std::to_string(number) + ": " + error.what());
        }
    }
    if (in.bad()) throw std::invalid_argument(file.string() + ": reading failed");
}

struct PartOfOrder {
    std::int64_t order_id;
    std::string list;
    std::int64_t rows;
};

// {"order_id": N, "<name>": [...]}.
PartOfOrder part_of_order(const std::string& line, std::string_view name) {
    const auto id = whole_number(member_text(line, "order_id").value_or(""));
    const auto list = member_text(line, name);
    if (!id || !list) throw std::invalid_argument("expected an object with order_id and " + std::string(name));
    return {*id, std::string(*list), static_cast<std::int64_t>(elements(*list).size())};
}

// Told by its SKUs: another folder numbers its products anew. One whose number is taken gets the next free one.
bool is_there(const Catalogue& catalogue, Product& product) {
    for (const auto& variant : product.variants)
        if (catalogue.variant_with(variant->sku)) return true;
    if (catalogue.product(product.id)) product.id = 0;
    for (const auto& variant : product.variants)
        if (catalogue.variant(variant->id)) variant->id = 0;
    return false;
}

} // namespace

LoadCounts load_folder(const std::filesystem::path& folder, State& state) {
    // Collected first and taken over at the end, so that a broken file leaves the store as it was.
    LoadCounts counts;
    std::map<std::int64_t, OrderRecord> loaded;
    std::map<std::int64_t, Refund> refunds;
    std::map<std::int64_t, std::pair<Value, base::Millis>> customers; // billing address and time of the first order
    std::vector<NewProduct> products;
    each_line(folder / "orders.ndjson", Presence::required, [&](const std::string& line) {
        const Value order = message::parse_json(line, own_text);
        OrderRecord record;
        read_keys(record, order);
        record.order = message::write_json(order);
        record.products = "[]";
        record.taxes = "[]";
        customers.try_emplace(record.customer_id, order["billing_address"], record.created);
        const std::int64_t id = record.id;
        if (state.book.find(id)) return;
        if (!loaded.emplace(id, std::move(record)).second) throw std::invalid_argument("order " + std::to_string(id) + " is there twice");
    });
    // Nothing for an order that the store had before.
    const auto find = [&](std::int64_t id) -> OrderRecord* {
        if (const auto at = loaded.find(id); at != loaded.end()) return &at->second;
        if (state.book.find(id)) return nullptr;
        throw std::invalid_argument("order " + std::to_string(id) + " is not in orders.ndjson");
    };
    each_line(folder / "order_products.ndjson", Presence::required, [&](const std::string& line) {
        PartOfOrder part = part_of_order(line, "products");
        OrderRecord* order = find(part.order_id);
        if (!order) return;
        counts.lines += part.rows;
        order->products = std::move(part.list);
    });
    each_line(folder / "order_taxes.ndjson", Presence::required, [&](const std::string& line) {
        PartOfOrder part = part_of_order(line, "taxes");
        if (OrderRecord* order = find(part.order_id)) order->taxes = std::move(part.list);
    });
    each_line(folder / "refunds.ndjson", Presence::optional, [&](const std::string& line) {
        Refund record = refund_from(message::parse_json(line, own_text));
        const std::int64_t id = record.id;
        if (state.refunds.has(id)) return;
        if (!refunds.emplace(id, std::move(record)).second) throw std::invalid_argument("refund " + std::to_string(id) + " is there twice");
        ++counts.refunds;
    });
    each_line(folder / "products.ndjson", Presence::optional, [&](const std::string& line) {
        NewProduct product = product_of(message::parse_json(line, own_text));
        if (is_there(state.catalogue, *product.product)) return;
        products.push_back(std::move(product));
        ++counts.products;
    });
    for (const auto& [id, customer] : customers) state.know_customer(id, customer.first, customer.second);
    for (NewProduct& product : products) add_product(state, std::move(product));
    for (auto& [id, refund] : refunds) state.refunds.adopt(std::move(refund));
    for (auto& [id, record] : loaded) {
        state.book.adopt(std::move(record));
        ++counts.orders;
    }
    return counts;
}

} // namespace ledgerline::sandbox::store
