// The command line of ledgerline-sandbox.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace ledgerline::sandbox::server {

struct Options {
    int shop_port = 0; // 0 = a free one
    int b1_port = 0;
    int control_port = 0;
    std::filesystem::path ports_out;
    std::filesystem::path cert_out;
    std::filesystem::path load;
    std::filesystem::path setup;
    std::filesystem::path orders;
    std::uint64_t seed = 1;
    std::optional<std::int64_t> quota; // over the set-up file's
    std::optional<std::int64_t> b1_load; // postings of people in a minute; nothing = no load model
    bool help = false;
};

// Throws std::invalid_argument in plain words: unknown option, value missing or out of range.
Options read_options(int count, const char* const* words);
std::string usage();

} // namespace ledgerline::sandbox::server
