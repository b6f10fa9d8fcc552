// A request as the store reads it: prefix taken apart, path in pieces, query decoded once.
#pragma once

#include "base/http.hpp"
#include "message/value.hpp"

#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledgerline::sandbox::store {

// A request that the store refuses; becomes the error body of the API version that was asked.
struct Refused : std::runtime_error {
    Refused(int http_status, const std::string& text, message::Value what_is_wrong = {}) : std::runtime_error(text), status(http_status), errors(std::move(what_is_wrong)) {}
    int status;
    message::Value errors; // v3: by member; null = whatever is usual
};

struct Call {
    std::string method;
    std::string store_hash;
    int version = 0;                 // 2 or 3; 0 = the path is not below /stores/{hash}/v2 or /v3
    std::vector<std::string> path;   // below the version: {"orders", "1001", "products"}
    std::vector<std::pair<std::string, std::string>> query;
    const base::Headers* headers = nullptr; // borrowed from the request
    std::string_view body;                  // borrowed from the request

    std::optional<std::string> parameter(std::string_view name) const;
};

// Borrows from `request`. A malformed escape is kept as it is, as web servers do.
Call read_call(const base::HttpRequest& request);

std::string percent_decoded(std::string_view text, bool plus_is_blank);

// "The field 'x' is not supported by this resource." for any other parameter: v2 refuses what it doesn't know.
void refuse_unknown_parameters(const Call& call, std::initializer_list<std::string_view> known);
// 405 unless the method is one of these.
void require_method(const Call& call, std::initializer_list<std::string_view> allowed);

std::optional<std::int64_t> whole_number(std::string_view text);
// A parameter that must be a whole number.
std::optional<std::int64_t> number_parameter(const Call& call, std::string_view name);

} // namespace ledgerline::sandbox::store
