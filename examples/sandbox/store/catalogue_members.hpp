// The members of a product and of a variant in the catalogue: what a new one has, and what each takes.
#pragma once

#include "message/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::sandbox::store {

struct CatalogueMember {
    enum class Kind {
        text,      // at most `max` characters
        amount,    // a number from 0 on
        integer,   // from `min` to `max`
        flag,
        word,      // one of `words`
        list,
        object,
        read_only, // sent by clients that send back what they read, and ignored
    };
    std::string_view name;
    Kind kind = Kind::text;
    std::string_view usual = "\"\""; // JSON of a new one
    std::int64_t max = 65'535;
    bool nullable = false;
    std::string_view words = {}; // "|none|product|variant|"
    std::int64_t min = 0;
};

// In the order in which the API writes them.
const std::vector<CatalogueMember>& product_members();
const std::vector<CatalogueMember>& variant_members();
// nullptr for one that the API does not know.
const CatalogueMember* find_member(const std::vector<CatalogueMember>& members, std::string_view name);
// Why the value does not fit, in the manner of the API's texts; nothing if it does.
std::optional<std::string> misfit(const CatalogueMember& member, const message::Value& value);

} // namespace ledgerline::sandbox::store
