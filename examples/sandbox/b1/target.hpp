// The target of a request: which root, which segments with which keys, which query options. Lenient as real servers:
// doubled slashes, percent-encoded quotes, absolute-form targets, a trailing "&".
#pragma once

#include "b1/version.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct KeyValue {
    std::string name;  // "" where the key stands alone: Orders(22)
    std::string text;  // without quotes
    bool quoted = false;
};

struct Segment {
    std::string name;
    std::vector<KeyValue> key; // empty: none
};

struct Target {
    std::string path;                // decoded, one slash at a time
    std::optional<Version> version;  // nothing outside /b1s/v1 and /b1s/v2
    std::vector<Segment> segments;   // below the root
    std::string raw_query;           // as it came
    std::vector<std::pair<std::string, std::string>> query; // decoded

    // The option's value; nothing if absent.
    std::optional<std::string> option(std::string_view name) const;
};

// Throws Refusal where a key is malformed.
Target read_target(std::string_view target);
// The target of a batch part: an absolute path, an absolute URL, or relative to the root of `version`.
Target read_part_target(std::string_view target, Version version);

} // namespace ledgerline::sandbox::b1
