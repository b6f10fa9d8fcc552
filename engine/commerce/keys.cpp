#include "commerce/keys.hpp"

#include <fmt/format.h>

namespace ledgerline::commerce {

std::string store_of_refund(const store::MessageRow& refund, const message::Value& body) {
    const std::string named = body["store"].text_or("");
    return named.empty() ? connection_of(refund.source) : named;
}

std::string first_key(const std::string& type, const std::string& connection, const std::string& source_key) { return type + ":" + connection + ":" + source_key; }

std::string first_key(const store::MessageRow& message) {
    // "shop/orders>shop/order-status": the component behind the last slash hears of it.
    const bool is_heard_of = message.source.find('>') != std::string::npos;
    return first_key(is_heard_of ? message.source.substr(message.source.rfind('/') + 1) : message.type, connection_of(message.source), message.source_key);
}

std::optional<std::string> change_key(const std::string& first_key, std::int64_t change) {
    std::string key = fmt::format("{}+c{}", first_key, change);
    if (change < 1 || change > changes_max || key.size() > key_length_max) return std::nullopt;
    return key;
}

bool is_change_key(const std::string& key, const store::MessageRow& message) { return key.starts_with(first_key(message) + "+c"); }

} // namespace ledgerline::commerce
