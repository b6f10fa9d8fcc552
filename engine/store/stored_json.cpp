#include "store/stored_json.hpp"

#include "message/json.hpp"
#include "store/connection.hpp"

#include <fmt/format.h>

namespace ledgerline::store {

namespace {

constexpr message::JsonLimits limits{.bytes_max = std::size_t{256} * 1024 * 1024, .depth_max = 200, .values_max = 20'000'000};

} // namespace

std::string to_stored(const message::Value& document) { return message::write_json(document); }

std::string to_list(const std::vector<std::string>& texts) { return to_stored(message::Value::array({texts.begin(), texts.end()})); }

message::Value from_stored(const std::string& text, std::string_view whose) {
    try {
        return message::parse_json(text, limits);
    } catch (const message::JsonError& error) {
        throw StoreError(fmt::format("the document of {} in the store cannot be read: {}", whose, error.what()));
    }
}

std::optional<message::Value> if_readable(const std::string& text) {
    try {
        return message::parse_json(text, limits);
    } catch (const message::JsonError&) {
        return std::nullopt;
    }
}

} // namespace ledgerline::store
