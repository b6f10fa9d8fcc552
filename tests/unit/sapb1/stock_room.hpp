// A source of stock over recorded exchanges, polled until its snapshot is complete.
#pragma once

#include "room.hpp"

namespace sapb1_room {

inline Value stock_item(const std::string& code, const std::string& in_stock = "10.0") {
    return Value::object({{"@odata.etag", "W/\"356A\""}, {"ItemCode", code},
                          {"ItemWarehouseInfoCollection", json(R"([{"MinimalStock":0.0,"Locked":"tNO","WarehouseCode":"01","InStock":)" + in_stock + R"(,"Committed":2.0,"Ordered":0.0,"ItemCode":")" + code + "\"}]")}});
}
inline Value stock_level(const std::string& code, const std::string& warehouse, const std::string& in_stock = "10.0") {
    return json(R"({"ItemCode":")" + code + R"(","WhsCode":")" + warehouse + R"(","OnHand":)" + in_stock + R"(,"IsCommited":2.0,"OnOrder":0.0,"Locked":"N"})");
}

struct StockFixture {
    explicit StockFixture(const std::string& read = "items", int page_size = 2) : source(room.stock(read, page_size)) { http.answers.push_back(login_answer()); }

    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> source;
    Value cursor = Value::object();

    plugin::Outcome poll() {
        auto outcome = source->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", 50}}));
        for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
        if (outcome.verdict == LL_PASS) cursor = outcome.document["cursor"];
        return outcome;
    }
    // One page of a snapshot.
    Value told() {
        auto outcome = poll();
        REQUIRE(outcome.verdict == LL_PASS);
        REQUIRE(outcome.emitted.size() == 1);
        CHECK(outcome.emitted[0].refusal == "");
        key = outcome.emitted[0].source_key;
        more = outcome.document["more"].bool_or(false);
        return outcome.emitted[0].body;
    }
    void page(std::vector<Value> rows, bool has_next = false) {
        Value body = Value::object({{"value", Value::array(std::move(rows))}});
        if (has_next) body.set("@odata.nextLink", "x?$skip=2");
        http.answers.push_back(answered(200, std::move(body)));
    }
    // What the database says when it is asked for a code with other capitals.
    void capitals_count() { page({}); }
    void capitals_do_not_count(const std::string& code) { page({Value::object({{"ItemCode", code}})}); }
    std::string filter(std::size_t back = 0) const { return http.requests[http.requests.size() - 1 - back]["query"]["$filter"].text_or(""); }

    std::string key;
    bool more = false;
};

inline std::vector<std::string> codes_of(const Value& page) {
    std::vector<std::string> out;
    for (const Value& row : *page["rows"].as_array()) out.push_back(row[page["columns"]["item_code"].text_or("")].text_or(""));
    return out;
}

} // namespace sapb1_room
