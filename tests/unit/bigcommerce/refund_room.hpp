// A store with orders and their refunds from written answers, and the source of refunds over it. The clock is the test's.
#pragma once

#include "room.hpp"

#include <algorithm>
#include <set>

namespace bigcommerce_room {

inline Value refund_settings() {
    return Value::object({{"overlap", 7'200'000}, {"from", ""}, {"channel", ""}, {"settles", "by-transaction"}, {"settle_within", std::int64_t{30} * 86'400'000}, {"replay_window", 300'000}});
}

// "2026-03-01T10:00:00+00:00", as v3 writes it.
inline std::string v3_date(base::Millis at) { return base::iso_time(at).substr(0, 19) + "+00:00"; }

struct RefundStore final : plugin::HttpService {
    static constexpr const char* list = "/v3/orders/payment_actions/refunds";

    Value exchange(const Value& request) override {
        const std::string path = request["path"].text_or("");
        asked.push_back(path);
        queries.push_back(request["query"]);
        if (before) {
            Value answer = before(request);
            if (!answer.is_null()) return answer;
        }
        if (path == list) return listed(request["query"]);
        if (path.rfind("/v2/orders/", 0) == 0) {
            const auto order = orders.find(path.substr(11));
            return order == orders.end() ? answered(404, json(R"([{"status":404,"message":"The requested resource was not found."}])")) : answered(200, order->second, headers);
        }
        const std::string id = path.substr(11, path.rfind('/') - 11);
        const auto rows = transactions.find(id);
        if (rows == transactions.end()) return no_content();
        return answered(200, Value::object({{"data", request["query"]["page"].text_or("1") == "1" ? rows->second : Value::array()}, {"meta", Value::object()}}), headers);
    }

    Value listed(const Value& query) const {
        std::vector<Value> chosen;
        const auto names = [&](const char* filter, const std::string& id) {
            const std::string wanted = "," + query[filter].text_or("") + ",";
            return wanted == ",," || wanted.find("," + id + ",") != std::string::npos;
        };
        const std::string from = query["created:min"].text_or("").substr(0, 19);
        for (const auto& [id, row] : refunds) {
            if (hidden.count(id) > 0) continue;
            if (!ignores_filters && (!names("id:in", std::to_string(id)) || !names("order_id:in", row["order_id"].text_or("")))) continue;
            if (!ignores_filters && !from.empty() && row["created"].text_or("").substr(0, 19) < from) continue;
            chosen.push_back(row);
        }
        const std::size_t limit = std::min<std::size_t>(page_cap, static_cast<std::size_t>(std::stoll(query["limit"].text_or("50"))));
        std::size_t page = static_cast<std::size_t>(std::stoll(query["page"].text_or("1")));
        if (repeats_last_page) page = std::min(page, std::max<std::size_t>(1, (chosen.size() + limit - 1) / limit));
        Value rows = Value::array();
        for (std::size_t at = (page - 1) * limit; at < std::min(chosen.size(), page * limit); ++at) rows.push(chosen[at]);
        return answered(200, Value::object({{"data", std::move(rows)}, {"meta", meta}}), headers);
    }

    // The order 1047 unless another is said; 5.00 over braintree, named by its transaction.
    Value& add(std::int64_t id, base::Millis created, const std::string& order = "1047") {
        if (orders.count(order) == 0) orders[order] = json(R"({"id":)" + order + R"(,"default_currency_code":"GBP","currency_code":"EUR","channel_id":1})");
        Value row = json(R"({"user_id":0,"reason":"","total_amount":5.00,"total_tax":0.83,"uses_merchant_override_values":false,
            "items":[{"item_type":"ORDER","item_id":)" + order + R"(,"reason":"","requested_amount":5.00}],
            "payments":[{"id":)" + std::to_string(id + 8) + R"(,"provider_id":"braintree","amount":5.00,"offline":false,"is_declined":false,"declined_message":"","transaction_id":"t)" + std::to_string(id) + R"("}]})");
        row.set("id", id);
        row.set("order_id", json(order));
        row.set("created", created == 0 ? "" : v3_date(created));
        return refunds[id] = row;
    }
    // One whose money has not moved yet.
    Value& add_pending(std::int64_t id, base::Millis created, const std::string& order = "1047") {
        Value& row = add(id, created, order);
        payment(id).erase("transaction_id");
        return row;
    }
    Value& payment(std::int64_t id) { return (*refunds.at(id).member("payments").as_array())[0]; }
    void settle(std::int64_t id) { payment(id).set("transaction_id", "t" + std::to_string(id)); }
    std::size_t times_asked(const std::string& path) const { return static_cast<std::size_t>(std::count(asked.begin(), asked.end(), path)); }

    std::map<std::int64_t, Value> refunds;
    std::set<std::int64_t> hidden; // not in the lists yet
    std::map<std::string, Value> orders, transactions;
    std::size_t page_cap = 250;
    bool repeats_last_page = false, ignores_filters = false;
    Value meta = Value::object();
    Value headers = Value::object();
    std::function<Value(const Value&)> before;
    std::vector<std::string> asked;
    std::vector<Value> queries;
};

struct RefundWorld {
    explicit RefundWorld(const Value& fields = refund_settings()) : settings(fields) { restart(); }
    // As after a crash: nothing that the source kept is left, and the cursor is the stored one.
    void restart() {
        auto fresh = std::make_unique<Reader>(store, clock, settings, connection(), "refunds");
        if (reader) {
            fresh->cursor = reader->cursor;
            fresh->emitted = reader->emitted;
        }
        reader = std::move(fresh);
    }
    void wait(std::int64_t seconds) { clock.at += seconds * 1'000; }
    // The newest good reading of it; null if there is none.
    Value newest(const std::string& id) const {
        Value out;
        for (const auto& one : reader->emitted)
            if (one.source_key == id && one.refusal.empty()) out = one.body;
        return out;
    }
    std::string state(const std::string& id) const { return newest(id)["settlement"].text_or(""); }

    Value settings;
    SetClock clock;
    RefundStore store;
    std::unique_ptr<Reader> reader;
};

} // namespace bigcommerce_room
