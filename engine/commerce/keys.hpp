// Idempotency keys: the one name that a message has in the other system, however often it is sent.
//
//   order:shop:1047            the first time
//   order:shop:1047+2          lines that come later
//   order:shop:1047+c1         a change of what was delivered
//   order-status:shop:1047     a confirmation: by the component that hears of it, since several may
#pragma once

#include "message/value.hpp"
#include "store/rows.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ledgerline::commerce {

inline constexpr std::size_t key_length_max = 50; // characters
inline constexpr std::int64_t changes_max = 999;  // of one thing

// "shop" of "shop/orders".
inline std::string connection_of(const std::string& source) { return source.substr(0, source.find('/')); }

// The connection whose order a refund gives money back of: its own, but for one that was entered.
std::string store_of_refund(const store::MessageRow& refund, const message::Value& body);

// "order", "shop" and "1047" give "order:shop:1047".
std::string first_key(const std::string& type, const std::string& connection, const std::string& source_key);
std::string first_key(const store::MessageRow& message);

// "order:shop:1047" and 1 give "order:shop:1047+c1". Nothing if that is too long for a key, or too many changes.
std::optional<std::string> change_key(const std::string& first_key, std::int64_t change);
// Whether it is a change of what this message's thing has become.
bool is_change_key(const std::string& key, const store::MessageRow& message);

} // namespace ledgerline::commerce
