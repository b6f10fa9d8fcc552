// Protects promise 5, a refund becomes one credit memo: random orders with random histories of refunds - in part, whole, of amounts, charges and tax, read
// again, out of order, pending, declined, edited by hand in the ERP, with goods that come back or do not. In each, after every step:
//
//   memos never credit more than was booked: per line, charge, tax code and in all, nor more tax, but for rounding where the policy lets it pass; each refund has one, of exactly its money, and only if that went back;
//   stock moves only for goods that somebody has seen, once, or with memos where the deployment says so;
//
// and when nothing happens any more: every refund and return has ended, or is held for a reason that is true of it; what could be posted was.
//
// By production's own pipelines, rules and dispatchers, over tables that are lists. The ERP is a small exact model of what it books, or with --company a
// whole simulated company behind the connector of SAP Business One. The checks have an account of their own, in whole minor units.
//
// A failure prints its seed and the fewest happenings with which it still fails: refund_model --from SEED --sequences 1.
#include "unit/refund_model/history.hpp"

#include <fmt/format.h>

#include <cstring>

namespace ledgerline::refund_model {
namespace {

// What never happened was never put to the test.
const std::vector<const char*>& must_happen() {
    static const std::vector<const char*> all = {
        "orders read", "orders judged", "orders sent", "items come", "refunds read", "refunds read again", "refunds judged", "refunds sent", "payments settled", "payments declined", "people in the ERP", "memos by hand",
        "answers lost", "requests lost", "returns entered", "returns refused", "returns in the ERP", "returns cancelled", "retried", "settled", "settled with a document", "taken back",
        "refund: partly", "refund: all that is left", "refund: partly and a charge", "refund: a charge", "refund: too much of a charge", "refund: amount", "refund: tax alone", "refund: more units than are left",
        "refund: set by hand", "refund: less a deduction", "refund: rounded otherwise", "refund: nothing", "refund: a line that was never sold", "refund: a part of a bundle alone"};
    return all;
}
const std::vector<const char*>& must_end() {
    static const std::vector<const char*> all = {"refund delivered", "refund dropped", "refund settled", "refund held REFUND_PENDING", "refund held REFUND_DECLINED", "refund held REFUND_WAITS_FOR_ORDER", "refund held REFUND_NO_ORDER",
                                                 "refund held REFUND_AMOUNT_ONLY", "refund held REFUND_EXCEEDS_ORDER", "refund held REFUND_EXCEEDS_ORDER for its tax", "refund held TOTAL_MISMATCH", "refund held REFUND_NO_INVOICE",
                                                 "refund held REFUND_MANUAL_IN_ERP", "refund held REFUND_CHANGED_AFTER_POST", "return delivered", "return applied", "return held RETURN_MISMATCH"};
    return all;
}

// The company of the model adds no lines later, and its warehouse is always named.
const std::vector<const char*>& must_end_in_company() {
    static const std::vector<const char*> all = {"refund delivered", "refund dropped", "refund settled", "refund held REFUND_EXCEEDS_ORDER", "refund held TOTAL_MISMATCH", "refund held REFUND_NO_INVOICE",
                                                 "refund held REFUND_MANUAL_IN_ERP", "return delivered"};
    return all;
}

void print(const std::map<std::string, std::uint64_t>& counts) {
    for (const auto& [kind, count] : counts) fmt::print("  {:>9} {}\n", count, kind);
}

int run(With with, std::uint64_t from, std::uint64_t sequences, std::uint64_t failures_max) {
    Plugins plugins;
    Seen seen;
    std::uint64_t failed = 0;
    for (std::uint64_t seed = from; seed < from + sequences && failed < failures_max; ++seed) {
        if (!run_history(plugins, with, seed, seen).is_broken()) continue;
        ++failed;
        const Told least = shrunk(plugins, with, seed);
        fmt::print("seed {} broke a promise: {}\n  {}\n", seed, least.wrong, least.words);
    }
    fmt::print("{} sequences, {} broke a promise. What happened:\n", sequences, failed);
    print(seen.happened);
    fmt::print("what became of refunds and returns:\n");
    print(seen.ended);
    fmt::print("tax of parts passed the tax of the whole by rounding in {} sequences, by {} minor units at most\n", seen.histories_with_tax_beyond, seen.tax_beyond);
    if (sequences < 1'000) return failed == 0 ? 0 : 1;
    bool is_vacuous = false;
    const auto require = [&](const std::map<std::string, std::uint64_t>& counts, const std::vector<const char*>& kinds) {
        for (const char* kind : kinds)
            if (counts.count(kind) == 0) {
                fmt::print("never: {}. Without it nothing is proved of it\n", kind);
                is_vacuous = true;
            }
    };
    if (with == With::books) require(seen.happened, must_happen());
    require(seen.ended, with == With::books ? must_end() : must_end_in_company());
    return failed == 0 && !is_vacuous ? 0 : 1;
}

} // namespace
} // namespace ledgerline::refund_model

int main(int argc, char** argv) {
    using ledgerline::refund_model::With;
    With with = With::books;
    std::uint64_t from = 0, sequences = 1'000, failures = 3;
    for (int i = 1; i < argc; ++i) {
        const auto value = [&] { return i + 1 < argc ? std::stoull(argv[++i]) : 0ULL; };
        if (std::strcmp(argv[i], "--from") == 0) from = value();
        else if (std::strcmp(argv[i], "--sequences") == 0) sequences = value();
        else if (std::strcmp(argv[i], "--failures") == 0) failures = value();
        else if (std::strcmp(argv[i], "--company") == 0) with = With::company;
        else {
            fmt::print(stderr, "usage: refund_model [--from SEED] [--sequences N] [--failures N] [--company]\n");
            return 2;
        }
    }
    try {
        return ledgerline::refund_model::run(with, from, sequences, failures);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "refund_model: {}\n", problem.what());
        return 1;
    }
}
