#include "recording.hpp"

#include "message/json.hpp"

#include <algorithm>
#include <array>

namespace ledgerline::scenario {

using message::Value;

namespace {

constexpr const char* masked = "(secret)";

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    return text;
}

bool is_secret(const std::string& name) {
    static constexpr std::array<std::string_view, 9> names{"x-auth-token", "x-auth-client", "authorization", "cookie", "set-cookie", "sessionid", "password", "token", "secret"};
    return std::find(names.begin(), names.end(), lower(name)) != names.end();
}

// True if something was replaced. The headers that a callback is to bring are a secret as well.
bool mask(Value& value) {
    bool any = false;
    if (auto* members = value.as_object())
        for (auto& [name, member] : *members) {
            if (is_secret(name) && member.is_text()) {
                member = masked;
                any = true;
            } else if (name == "headers" && member.is_object()) {
                for (auto& header : *member.as_object()) header.second = masked;
                any = true;
            } else {
                any = mask(member) || any;
            }
        }
    if (auto* items = value.as_array())
        for (Value& item : *items) any = mask(item) || any;
    return any;
}

std::string without_secrets(const std::string& body) {
    if (body.empty() || (body.front() != '{' && body.front() != '[')) return body;
    try {
        Value tree = message::parse_json(body);
        return mask(tree) ? message::write_json(tree) : body;
    } catch (const message::JsonError&) {
        return body;
    }
}

Value headers_of(const base::Headers& headers) {
    Value out = Value::object();
    for (const auto& [name, text] : headers) out.set(lower(name), is_secret(name) ? masked : text);
    return out;
}

} // namespace

base::Exchange Recording::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    base::Exchange exchange = wire_.send(endpoint, request);
    Value line = Value::object({{"during", during_},
                                {"request", Value::object({{"method", request.method}, {"target", request.target}, {"headers", headers_of(request.headers)}, {"body", without_secrets(request.body)}})},
                                {"answer", nullptr}});
    if (exchange.reach == base::Reach::answered)
        line.set("answer", Value::object({{"status", exchange.response.status}, {"headers", headers_of(exchange.response.headers)}, {"body", without_secrets(exchange.response.body)}}));
    const std::lock_guard lock(one_line_at_a_time_);
    out_ << message::write_json(line) << '\n';
    return exchange;
}

} // namespace ledgerline::scenario
