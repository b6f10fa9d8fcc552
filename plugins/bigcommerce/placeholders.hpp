// Texts of the deployment with {placeholders}.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace bigcommerce {

// The first placeholder that is none of these, with its braces; "" if all are known.
std::string unknown_placeholder(std::string_view pattern, std::initializer_list<std::string_view> known);
std::string filled(std::string_view pattern, std::initializer_list<std::pair<std::string_view, std::string_view>> values);

} // namespace bigcommerce
