// A store's catalogue from written rows, answered as the store's lists are: filters, order, pages. What a test puts into `before` is
// answered instead.
#pragma once

#include "room.hpp"

#include <algorithm>
#include <set>

namespace bigcommerce_room {

struct CatalogueStore final : plugin::HttpService {
    Value exchange(const Value& request) override {
        asked.push_back(request);
        if (before) {
            Value answer = before(request);
            if (!answer.is_null()) return answer;
        }
        const std::string path = request["path"].text_or("");
        if (path == "/v3/catalog/products") return page(listed_products(request["query"]), request["query"]);
        if (path == "/v3/catalog/variants") return page(listed_variants(request["query"]), request["query"]);
        return answered(404, json(R"({"status":404,"title":"not found"})"));
    }
    // "GET /v3/catalog/variants", without what is asked of it.
    std::size_t times_asked(const std::string& part) const {
        return static_cast<std::size_t>(std::count_if(asked.begin(), asked.end(), [&](const Value& one) { return one["path"].text_or("").find(part) != std::string::npos; }));
    }

    // A product without options.
    Value& add(int id, const std::string& sku, const std::string& modified = "2026-02-28T08:00:00+00:00") {
        products.push_back(json(R"({"id":)" + std::to_string(id) + R"(,"name":"Mug )" + std::to_string(id) + R"(","type":"physical","sku":")" + sku +
            R"(","weight":0.4,"price":12.5,"sale_price":0,"tax_class_id":2,"inventory_tracking":"product","is_visible":true,"availability":"available","upc":"4006381333931","gtin":"",
            "date_modified":")" + modified + R"(","base_variant_id":)" + std::to_string(id * 1000) + "}"));
        return products.back();
    }
    void add_with_options(int id, int count, const std::string& modified = "2026-02-28T08:00:00+00:00") {
        Value& product = add(id, "P" + std::to_string(id), modified);
        product.set("base_variant_id", Value());
        product.set("inventory_tracking", "variant");
        for (int i = 0; i < count; ++i)
            variants.push_back(json(R"({"id":)" + std::to_string(id * 1000 + i) + R"(,"product_id":)" + std::to_string(id) + R"(,"sku":"P)" + std::to_string(id) + "-" + std::to_string(i) +
                R"(","sku_id":1,"price":null,"sale_price":null,"weight":null,"upc":"","gtin":"","purchasing_disabled":false,"option_values":[{"id":1,"option_id":1,"label":"Red"}]})"));
    }
    void touch(std::size_t at, const std::string& modified) { products.at(at).set("date_modified", modified); }

    std::vector<Value> products, variants;
    std::function<Value(const Value&)> before;
    std::vector<Value> asked;
    std::size_t page_max = 250;
    bool ignores_dates = false, ignores_ids = false, says_total = true;

private:
    std::vector<Value> listed_products(const Value& query) const {
        std::vector<Value> out;
        const std::int64_t from = std::stoll(query["id:min"].text_or("0"));
        const std::string since = query["date_modified:min"].text_or("").substr(0, 19);
        for (const Value& row : products) {
            if (!ignores_ids && row["id"].int_or(0) < from) continue;
            if (!ignores_dates && row["date_modified"].text_or("").substr(0, 19) < since) continue;
            out.push_back(row);
        }
        const bool by_date = query["sort"] == Value("date_modified");
        std::sort(out.begin(), out.end(), [&](const Value& a, const Value& b) {
            return by_date ? a["date_modified"].text_or("") < b["date_modified"].text_or("") : a["id"].int_or(0) < b["id"].int_or(0);
        });
        if (query["direction"] == Value("desc")) std::reverse(out.begin(), out.end());
        return out;
    }
    std::vector<Value> listed_variants(const Value& query) const {
        std::set<std::string> ids;
        std::istringstream list(query["product_id:in"].text_or(""));
        for (std::string id; std::getline(list, id, ',');) ids.insert(id);
        std::vector<Value> out;
        for (const Value& row : variants)
            if (ids.empty() || ids.count(row["product_id"].text_or("")) == 1) out.push_back(row);
        return out;
    }
    Value page(const std::vector<Value>& rows, const Value& query) const {
        const std::size_t limit = std::min<std::size_t>(page_max, std::stoul(query["limit"].text_or("50")));
        const std::size_t first = (std::stoul(query["page"].text_or("1")) - 1) * limit;
        Value data = Value::array();
        for (std::size_t i = first; i < rows.size() && i < first + limit; ++i) data.push(rows[i]);
        Value meta = Value::object();
        if (says_total) meta = json(R"({"pagination":{"total":)" + std::to_string(rows.size()) + "}}");
        return answered(200, Value::object({{"data", std::move(data)}, {"meta", std::move(meta)}}));
    }
};

inline Value catalogue_settings() { return Value::object({{"overlap", 300'000}, {"full_every", 86'400'000}}); }

struct CatalogueWorld {
    CatalogueWorld() : reader(store, clock, catalogue_settings(), connection(), "catalogue") {}
    void wait(int seconds) { clock.at += std::int64_t{seconds} * 1'000; }
    // The newest reading of each variant.
    std::map<std::string, Value> listings() const {
        std::map<std::string, Value> out;
        for (const auto& one : reader.emitted) {
            INFO(one.source_key << ": " << one.refusal);
            CHECK(one.refusal.empty());
            out[one.source_key] = one.body;
        }
        return out;
    }

    CatalogueStore store;
    SetClock clock;
    Reader reader;
};

} // namespace bigcommerce_room
