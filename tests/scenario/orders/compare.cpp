#include "compare.hpp"

#include "message/json.hpp"

#include <ledgerline/decimal.hpp>

#include <fmt/format.h>

namespace ledgerline::scenario {

using message::Value;

namespace {

bool is_same(const Value& expected, const Value& found) {
    if (expected == found) return true;
    const auto a = Decimal::try_parse(expected.text_or("?")), b = Decimal::try_parse(found.text_or("?"));
    return a && b && *a == *b;
}

} // namespace

std::vector<std::string> differences(const std::string& place, const Value& expected, const Value& found) {
    std::vector<std::string> out;
    const auto take = [&](std::vector<std::string> more) { out.insert(out.end(), more.begin(), more.end()); };
    if (const auto* members = expected.as_object()) {
        for (const auto& [name, value] : *members) take(differences(place + "/" + name, value, found[name]));
    } else if (const auto* elements = expected.as_array()) {
        if (elements->size() != found.size()) out.push_back(fmt::format("{}: expected {} elements, found {}", place, elements->size(), found.size()));
        for (std::size_t i = 0; i < elements->size() && i < found.size() && found.as_array(); ++i)
            take(differences(fmt::format("{}/{}", place, i), (*elements)[i], (*found.as_array())[i]));
    } else if (!is_same(expected, found)) {
        out.push_back(fmt::format("{}: expected {}, found {}", place, message::write_json(expected), message::write_json(found)));
    }
    return out;
}

} // namespace ledgerline::scenario
