// A store that takes what is pushed to it, from scripted answers: its locations, and whatever a test says of its writes.
#pragma once

#include "sink_room.hpp"

#include <algorithm>
#include <set>

namespace bigcommerce_room {

inline Value refusal(int status, const std::string& title) { return answered(status, Value::object({{"status", status}, {"title", title}, {"errors", Value::object()}})); }
inline Value no_answer() { return Value::object({{"outcome", "no-answer"}, {"status", 0}, {"headers", Value::object()}, {"error", "the connection was closed"}}); }

struct PushedStore final : plugin::HttpService {
    Value exchange(const Value& request) override {
        asked.push_back(request);
        if (before) {
            Value answer = before(request);
            if (!answer.is_null()) return answer;
        }
        const std::string path = request["path"].text_or("");
        if (path == "/v3/inventory/locations")
            return answered(200, json(R"({"data":[{"id":1,"code":"BC-LOCATION-1","enabled":true},{"id":2,"code":"ATX","enabled":true},{"id":3,"code":"OLD","enabled":false}]})"));
        if (path == "/v3/inventory/adjustments/absolute") return answered(200, Value::object({{"transaction_id", "tx-" + std::to_string(writes().size())}}));
        return refusal(404, "not found");
    }
    std::vector<Value> writes() const {
        std::vector<Value> out;
        for (const Value& one : asked)
            if (one["method"] != Value("GET")) out.push_back(one);
        return out;
    }
    // What of a written list was sent, such as the items of an adjustment.
    static std::size_t size_of(const Value& write) { return write["json"].as_array() ? write["json"].size() : write["json"]["items"].size(); }
    std::size_t reads_of(const std::string& path) const {
        return static_cast<std::size_t>(std::count_if(asked.begin(), asked.end(), [&](const Value& one) { return one["method"] == Value("GET") && one["path"] == Value(path); }));
    }

    std::function<Value(const Value&)> before; // null: as ever
    std::vector<Value> asked;
};

struct PushWorld {
    PushWorld(const std::string& name, const Value& fields) : sink(name, store, clock, fields, connection()) {}
    // The answer of each delivery; of the call where it answers as a whole.
    std::vector<Value> deliver(const std::vector<Value>& deliveries) { return results(LL_DELIVER, deliveries); }
    std::vector<Value> probe(const std::vector<Value>& deliveries) { return results(LL_PROBE, deliveries); }
    std::vector<Value> results(ll_operation operation, const std::vector<Value>& deliveries) {
        last = sink.handle_all(operation, deliveries);
        if (last.verdict != LL_PASS) return {result_of(last)};
        return *last.document["results"].as_array();
    }

    PushedStore store;
    SetClock clock;
    SinkOf sink;
    plugin::Outcome last;
};

inline std::string verdict(const Value& result) { return result["verdict"].text_or("none"); }
inline std::string code(const Value& result) { return result["code"].text_or(""); }
// "delivered 3, rejected 1"
inline std::map<std::string, int> counted(const std::vector<Value>& results) {
    std::map<std::string, int> out;
    for (const Value& one : results) ++out[verdict(one)];
    return out;
}

} // namespace bigcommerce_room
