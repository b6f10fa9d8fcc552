#include "fault.hpp"

#include "text.hpp"

#include <ledgerline/format.hpp>

namespace sapb1 {

using ledgerline::Node;

namespace {

constexpr std::size_t text_length_max = 500;

std::string text_or_nothing(const Node& node) {
    switch (node.kind()) {
    case LL_TEXT:
    case LL_INT:
    case LL_NUMBER: return std::string(node.text());
    default: return {};
    }
}

std::optional<std::int64_t> number_at(std::string_view text, std::size_t at) {
    const bool negative = at < text.size() && text[at] == '-';
    if (negative) ++at;
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && digits < 12; ++at, ++digits) value = value * 10 + (text[at] - '0');
    if (digits == 0) return std::nullopt;
    return negative ? -value : value;
}

} // namespace

bool Fault::is(std::int64_t number) const { return code == std::to_string(number) || odbc_code(text) == number; }

std::string Fault::quoted() const {
    if (text.empty() && code.empty()) return ledgerline::format("HTTP status {} without a text", status);
    return ledgerline::format("\"{}\" ({})", text, code.empty() ? "HTTP status " + std::to_string(status) : "code " + code);
}

std::optional<std::int64_t> odbc_code(std::string_view text) {
    const std::size_t at = text.rfind("(ODBC ");
    return at == std::string_view::npos ? std::nullopt : number_at(text, at + 6);
}

std::optional<NamedPlace> place_in(std::string_view text) {
    for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
        const std::size_t close = text.find(']', open);
        if (close == std::string_view::npos) return std::nullopt;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const std::size_t dot = name.find('.');
        if (dot == std::string_view::npos || name.find(' ') != std::string_view::npos) continue;
        NamedPlace place{std::string(name.substr(0, dot)), std::string(name.substr(dot + 1)), 0};
        const std::size_t line = text.find("[line: ", close);
        if (line != std::string_view::npos) place.line = number_at(text, line + 7).value_or(0);
        return place;
    }
    return std::nullopt;
}

Fault fault_of(int status, const Node& body) {
    Fault fault;
    fault.status = status;
    const Node error = body["error"];
    if (!error.is_object()) return fault;
    fault.code = text_or_nothing(error["code"]);
    const Node message = error["message"];
    fault.text = fitted_line(message.is_object() ? text_or_nothing(message["value"]) : text_or_nothing(message), text_length_max);
    return fault;
}

bool is_from_sap(const ledgerline::Response& answer) { return answer.has_json() && answer.json().is_object() && answer.json()["error"].is_object(); }

Fault fault_of(const ledgerline::Response& answer) {
    if (answer.has_json() && answer.json().is_object()) return fault_of(answer.status(), answer.json());
    return {answer.status(), {}, readable(answer.text(), text_length_max)};
}

} // namespace sapb1
