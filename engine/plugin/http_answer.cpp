#include "plugin/http_answer.hpp"

#include "message/json.hpp"
#include "message/json_repair.hpp"
#include "plugin/clean_text.hpp"

#include <fmt/format.h>

namespace ledgerline::plugin {

namespace {

using message::Value;

// An error page helps nobody beyond this; a multipart answer carries data and is kept up to the limit of every document.
constexpr std::size_t page_size_max = 64 * 1024;
constexpr std::size_t data_size_max = std::size_t{8} * 1024 * 1024;
constexpr message::JsonLimits json_limits{.bytes_max = std::size_t{32} * 1024 * 1024};
constexpr std::size_t headers_max = 200;
constexpr std::size_t header_size_max = 16 * 1024;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Names in lower case. A repeated name is one list, by commas; cookies may hold commas themselves and get a line each.
Value header_document(const base::Headers& headers) {
    Value document = Value::object();
    std::size_t count = 0;
    for (const auto& [given, value] : headers) {
        if (++count > headers_max) break;
        const auto name = clean_text(lower(given), header_size_max);
        const auto text = clean_text(value, header_size_max);
        if (const auto* earlier = document[name].as_text())
            document.set(name, clean_text(*earlier + (name == "set-cookie" ? "\n" : ", ") + text, 4 * header_size_max));
        else
            document.set(name, text);
    }
    return document;
}

bool looks_like_json(const std::string& type, const std::string& body) {
    if (type.find("json") != std::string::npos) return true;
    if (type.find("html") != std::string::npos || type.find("multipart") != std::string::npos) return false;
    const auto start = body.find_first_not_of(" \t\r\n");
    return start != std::string::npos && (body[start] == '{' || body[start] == '[');
}

struct Cut {
    std::string text;
    std::string note; // "" = whole
};

Cut cut(const std::string& body, std::size_t size_max) {
    Cut result;
    result.text = clean_text(body, size_max);
    if (body.size() > size_max) result.note = fmt::format("the answer has {} bytes, the first {} were kept", body.size(), size_max);
    return result;
}

void put_text(Value& document, const std::string& body, std::size_t size_max, std::string error) {
    auto kept = cut(body, size_max);
    document.set("text", std::move(kept.text));
    if (!kept.note.empty()) error += (error.empty() ? "" : "; ") + kept.note;
    if (!error.empty()) document.set("error", std::move(error));
}

// False: it is no JSON for another reason.
bool put_repaired(Value& document, const std::string& body) {
    const auto repaired = message::repaired_json(body);
    if (!repaired) return false;
    try {
        document.set("json", message::parse_json(repaired->text, json_limits));
    } catch (const message::JsonError&) {
        return false;
    }
    document.set("error", fmt::format("{} {} in the answer {} no valid text and {} replaced by U+FFFD and {} number", repaired->characters,
                                      repaired->characters == 1 ? "character" : "characters", repaired->characters == 1 ? "is" : "are", repaired->characters == 1 ? "was" : "were",
                                      repaired->characters == 1 ? "its" : "their"));
    return true;
}

void put_body(Value& document, const base::HttpResponse& response, const std::string& body) {
    const auto type = lower(base::header(response.headers, "content-type"));
    if (body.empty()) {
        document.set("text", "");
    } else if (looks_like_json(type, body)) {
        try {
            document.set("json", message::parse_json(body, json_limits));
        } catch (const message::JsonError& error) {
            if (put_repaired(document, body)) return;
            put_text(document, body, page_size_max, fmt::format("the answer should be JSON, but it is {}", error.what()));
        }
    } else {
        put_text(document, body, type.find("multipart") != std::string::npos ? data_size_max : page_size_max, {});
    }
}

std::string_view outcome_of(base::Reach reach) {
    switch (reach) {
    case base::Reach::answered: return "answered";
    case base::Reach::not_sent: return "not-sent";
    case base::Reach::no_answer: return "no-answer";
    }
    return "no-answer";
}

Value empty_answer(std::string_view outcome, int status) {
    return Value::object({{"outcome", outcome}, {"status", status}, {"headers", Value::object()}});
}

} // namespace

Value answer_document(const base::Exchange& exchange, const config::Secrets& secrets) {
    Value document = empty_answer(outcome_of(exchange.reach), exchange.reach == base::Reach::answered ? exchange.response.status : 0);
    if (exchange.reach != base::Reach::answered) {
        document.set("error", clean_text(secrets.redact(exchange.error), page_size_max));
        return document;
    }
    document.set("headers", header_document(exchange.response.headers));
    // A refusal likes to quote what it refused. A good answer is data: a short secret such as a user name may stand in it rightly.
    if (exchange.response.status >= 400) put_body(document, exchange.response, secrets.redact(exchange.response.body));
    else put_body(document, exchange.response, exchange.response.body);
    return document;
}

Value not_sent(std::string error) {
    Value document = empty_answer("not-sent", 0);
    document.set("error", std::move(error));
    return document;
}

} // namespace ledgerline::plugin
