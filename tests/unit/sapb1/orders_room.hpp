// Orders on their way to a scripted company: the answers are told one by one, and what was asked is looked at.
#pragma once

#include "room.hpp"

namespace sapb1_room::ordering {


// The answer to a batch, part by part.
struct BatchText {
    std::string text;
    BatchText& done(const std::string& number, int entry, const std::string& total = "54.8") {
        const std::string h = "changesetresponse_" + number;
        text += "--b_G\r\nContent-Type: multipart/mixed; boundary=" + h + "\r\n\r\n--" + h +
                "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 201 Created\r\n\r\n{\"Code\":\"" + key_of(number) + "\"}\n\r\n--" + h +
                "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 201 Created\r\n\r\n{\"DocEntry\" : " + std::to_string(entry) +
                ", \"DocNum\" : " + std::to_string(entry + 26000000) + ", \"DocTotal\" : " + total + ", \"DocTotalFc\" : 0.0, \"DocCurrency\" : \"GBP\", \"U_LL_Key\" : \"" + key_of(number) +
                "\"}\n\r\n--" + h + "--\r\n";
        return *this;
    }
    BatchText& refused(const std::string& code, const std::string& words, int status = 400) {
        text += "--b_G\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 " + std::to_string(status) +
                " X\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}}\n\r\n";
        return *this;
    }
    Value end() const { return answered_text(200, text + "--b_G--\r\n", "multipart/mixed;boundary=b_G"); }
    Value cut() const { return answered_text(200, text, "multipart/mixed;boundary=b_G"); }
};

struct Fixture {
    explicit Fixture(const Value& settings = sink_settings()) : sink(room.sink(settings)) { http.answers.push_back(login_answer()); }
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> sink;
    void answers(Value answer) { http.answers.push_back(std::move(answer)); }
    plugin::Outcome deliver(const std::vector<Value>& bodies) { return sink->handle(LL_DELIVER, deliveries(bodies)); }
    // The document of the n-th order of a batch, as it went out.
    Value document(std::size_t request, std::size_t number = 0) const {
        const std::string text = http.requests.at(request)["text"].text_or("");
        std::size_t at = 0;
        for (std::size_t i = 0; i <= number; ++i) at = text.find("/Orders HTTP/1.1", at + 1);
        const std::size_t begin = text.find("\r\n\r\n", at) + 4;
        return json(text.substr(begin, text.find("\r\n", begin) - begin));
    }
};

inline Value row(int entry, const std::string& cancelled = "csNo", const std::string& line = "771") {
    const Value lines = Value::array({Value::object({{"ItemCode", "SKU-1"}, {"Quantity", Value::number("2.0")}, {"U_LL_Line", line}})});
    return Value::object({{"DocumentLines", lines}, {"DocEntry", entry}, {"DocNum", entry + 26000000}, {"DocTotal", Value::number("54.8")}, {"DocTotalFc", Value::number("0.0")}, {"DocCurrency", "GBP"},
                          {"CancelStatus", cancelled}});
}
inline const Value nothing_found = list_of(Value::array());

} // namespace sapb1_room::ordering
