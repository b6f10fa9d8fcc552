// Scripted exchanges of the payments sink: what SAP shows of an order's money, and what it answers to a posting.
#pragma once

#include "room.hpp"

namespace sapb1_room::paying {

inline Value sales_order(const std::string& total_foreign = "0.0") {
    return Value::object({{"DocEntry", 812}, {"DocNum", 26000812}, {"NumAtCard", "1047"}, {"CardCode", "C20007"}, {"DocCurrency", total_foreign == "0.0" ? "GBP" : "EUR"}, {"DocTotal", Value::number("54.8")},
                          {"DocTotalFc", Value::number(total_foreign)}, {"Cancelled", "tNO"}, {"CancelStatus", "csNo"}, {"BPL_IDAssignedToInvoice", nullptr}, {"U_LL_Key", "order:shop:1047"}});
}
inline Value payment(int entry, const std::string& key, const std::string& sum, const std::string& reference = "", const std::string& cancelled = "tNO") {
    return Value::object({{"DocEntry", entry}, {"DocNum", entry + 700}, {"Cancelled", cancelled}, {"CashSum", Value::number("0.0")}, {"TransferSum", Value::number(sum)}, {"PaymentCreditCards", Value::array()},
                          {"TransferReference", reference}, {"CounterReference", nullptr}, {"U_LL_Key", key.empty() ? Value() : Value(key)}});
}
inline Value money(int entry, const std::string& key, const std::string& total, const std::string& paid = "0.0", const std::string& status = "bost_Open") {
    return Value::object({{"DocEntry", entry}, {"DocNum", entry + 900}, {"NumAtCard", "1047"}, {"DocTotal", Value::number(total)}, {"DocTotalFc", Value::number("0.0")}, {"PaidToDate", Value::number(paid)},
                          {"PaidToDateFC", Value::number("0.0")}, {"DocumentStatus", status}, {"Cancelled", "tNO"}, {"CancelStatus", "csNo"}, {"U_LL_Key", key}});
}
inline Value one_set(const std::string& inner) { return answered_text(200, "--b_G\r\n" + inner + "--b_G--\r\n", "multipart/mixed;boundary=b_G"); }
inline Value done(int entry) {
    return one_set("Content-Type: multipart/mixed; boundary=h\r\n\r\n--h\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 201 Created\r\n\r\n{\"Code\":\"k\"}\n\r\n--h\r\nContent-Type: application/http\r\n\r\n"
                   "HTTP/1.1 201 Created\r\n\r\n{\"DocEntry\":" + std::to_string(entry) + ",\"DocNum\":" + std::to_string(entry + 700) + "}\n\r\n--h--\r\n");
}
inline Value refused(const std::string& code, const std::string& words) {
    return one_set("Content-Type: application/http\r\n\r\nHTTP/1.1 400 X\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}}\n\r\n");
}
inline const Value none = list_of(Value::array());
inline Value rows(std::vector<Value> some) { return list_of(Value::array(std::move(some))); }

struct Fixture {
    explicit Fixture(const Value& settings = payments_settings()) : sink(room.payments(settings)) { http.answers.push_back(login_answer()); }
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> sink;
    Fixture& then(Value answer) {
        http.answers.push_back(std::move(answer));
        return *this;
    }
    plugin::Outcome deliver(const Value& body) {
        auto outcome = sink->handle(LL_DELIVER, confirming(body));
        for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
        UNSCOPED_INFO(message::write_json(result(outcome)));
        for (std::size_t i = 0; i < http.requests.size(); ++i) UNSCOPED_INFO(http.asked(i));
        return outcome;
    }
    std::string probe(const Value& body) { return verdict(sink->handle(LL_PROBE, confirming(body))); }
    // The document in the change set of the n-th request.
    Value document(std::size_t request) const {
        const std::string text = http.requests.at(request)["text"].text_or("");
        const std::size_t row = text.find("HTTP/1.1"), second = text.find("HTTP/1.1", row + 1), begin = text.find("\r\n\r\n", second) + 4;
        return json(text.substr(begin, text.find("\r\n", begin) - begin));
    }
    std::string filter(std::size_t request) const { return http.requests.at(request)["query"]["$filter"].text_or(""); }
};
inline std::string code(const plugin::Outcome& outcome) { return result(outcome)["code"].text_or(""); }
inline std::string words(const plugin::Outcome& outcome) { return result(outcome)["message"].text_or(""); }
inline const Value whole = Value::array({transaction("55", "54.80")});

} // namespace sapb1_room::paying
