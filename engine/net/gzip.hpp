// Unpacks gzip, whole or not at all.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace ledgerline::net {

struct GzipError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Throws GzipError: damaged, cut, or larger than `bytes_max` when unpacked.
std::string gunzip(std::string_view packed, std::size_t bytes_max);

} // namespace ledgerline::net
