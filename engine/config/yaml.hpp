// YAML text to tree: a small, strict part of YAML 1.2, so that a file means what it looks like.
//
// One document; mappings, lists, and scalars. A plain scalar is a boolean if it is `true` or `false`, an integer if it
// is written as one (-12, 0, 350: no zero in front, no plus, inside int64), nothing if it is empty, `~` or `null`;
// every other scalar is text as it stands: yes, no, on, off, 08, 1.10, 2026-03-01. Refused: the same key twice, anchors
// and aliases, tags, several documents, keys that are no scalars, text that is not UTF-8.
#pragma once

#include "config/tree.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::config {

struct YamlLimits {
    std::size_t bytes_max = std::size_t{1} << 20U;
    std::size_t nodes_max = 100'000;
    std::size_t members_max = 10'000; // of one mapping
    std::size_t depth_max = 32;
    std::size_t name_bytes_max = 200;
    std::size_t pointer_bytes_max = std::size_t{16} << 20U; // of all nodes together
};

// `file` is the name for messages. Nothing if there was a problem; at least one was added then.
std::optional<Tree> read_yaml(std::string_view text, const std::string& file, std::vector<Problem>& problems, const YamlLimits& limits = {});

} // namespace ledgerline::config
