// A store of several orders whose answers a test replaces, and the source of orders over it. Scripted; the clock is the test's.
#pragma once

#include "room.hpp"

namespace bigcommerce_room {

// A store of several orders that are alike, over the answers of the sample order.
struct ManyOrders final : plugin::HttpService {
    ManyOrders() : sample(sample_order()) {}
    Value exchange(const Value& request) override {
        const std::string path = request["path"].text_or("");
        asked.push_back(path);
        if (before) {
            Value answer = before(request);
            if (!answer.is_null()) return answer;
        }
        const Value& query = request["query"];
        if (path == "/v2/orders") {
            if (query["page"].text_or("1") != "1") return no_content();
            Value rows = Value::array();
            const std::int64_t above = std::stoll(query["min_id"].text_or("0"));
            for (const Value& row : orders)
                if (row["id"].int_or(0) >= above) rows.push(row);
            return rows.size() == 0 ? no_content() : answered(200, rows, headers);
        }
        const std::string prefix = "/v2/orders/";
        if (path.rfind(prefix, 0) == 0 && path.find('/', prefix.size()) == std::string::npos)
            for (const Value& row : orders)
                if (row["id"].text_or("") == path.substr(prefix.size())) return answered(200, row, headers);
        if (query["page"].text_or("1") != "1") return no_content();
        const auto part = sample.parts.find(path.substr(path.rfind('/') + 1));
        return part == sample.parts.end() ? no_content() : answered(200, part->second, headers);
    }
    void add(int id) {
        Value row = sample.order;
        row.set("id", id);
        orders.push_back(row);
    }

    Answers sample;
    std::vector<Value> orders;
    std::function<Value(const Value&)> before;
    Value headers = Value::object();
    std::vector<std::string> asked;
};

struct TroubledWorld {
    explicit TroubledWorld(int orders = 3) : reader(store, clock) {
        for (int id = 1; id <= orders; ++id) store.add(id);
    }
    // To the end, and the last second once more, as the source does it.
    bool settle() { return reader.read_all() && reader.read_all(); }

    ManyOrders store;
    SetClock clock;
    Reader reader;
};

inline bool is_about(const Value& request, const std::string& part) { return request["path"].text_or("").find(part) != std::string::npos; }
inline Value page_of_html() { return answered_text(503, "<html><body>503 Service Temporarily Unavailable</body></html>"); }
inline std::map<std::string, int> once(int orders) {
    std::map<std::string, int> out;
    for (int id = 1; id <= orders; ++id) out[std::to_string(id)] = 1;
    return out;
}

} // namespace bigcommerce_room
