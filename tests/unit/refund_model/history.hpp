// One random history of an order and its refunds: the same seed is the same history.
#pragma once

#include "unit/refund_model/engine.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace ledgerline::refund_model {

struct Seen {
    std::map<std::string, std::uint64_t> happened, ended; // kinds of happenings; what became of refunds and returns
    Minor tax_beyond = 0;  // the most by which rounded tax of parts passed the tax of the whole
    std::uint64_t histories_with_tax_beyond = 0;
    void add(const Seen& other);
};

struct Told {
    std::string wrong, words;
    std::size_t steps = 0;
    bool is_broken() const { return !wrong.empty(); }
};

enum class With { books, company }; // which ERP stands at the other end

// `left_out`: happenings, by number, that do not happen.
Told run_history(Plugins& plugins, With with, std::uint64_t seed, Seen& seen, const std::set<std::size_t>& left_out = {});
// The fewest happenings with which it still breaks a promise.
Told shrunk(Plugins& plugins, With with, std::uint64_t seed);

} // namespace ledgerline::refund_model
