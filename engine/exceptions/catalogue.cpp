#include "exceptions/catalogue.hpp"

#include "exceptions/kinds.hpp"

#include <algorithm>

namespace ledgerline::exceptions {

const std::vector<Kind>& catalogue() {
    static const std::vector<Kind> all = [] {
        std::vector<Kind> kinds;
        for (const auto team : {kinds_of_merchandising(), kinds_of_finance(), kinds_of_cx(), kinds_of_operations(), kinds_of_it()})
            kinds.insert(kinds.end(), team.begin(), team.end());
        return kinds;
    }();
    return all;
}

namespace {

constexpr Kind unknown = {"UNKNOWN",
                          "it",
                          severity::medium,
                          verdict::after_fix,
                          "A plugin reported a problem under a code that this engine does not know.",
                          "Read the message of the plugin. Ask the plugin's author what it means and who should own it, name that "
                          "team in owners.yaml, correct the cause and retry."};

const Kind* find(std::string_view code) {
    const auto& all = catalogue();
    const auto found = std::find_if(all.begin(), all.end(), [code](const Kind& kind) { return kind.code == code; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

const Kind& kind_of(std::string_view code) {
    const Kind* kind = find(code);
    return kind == nullptr ? unknown : *kind;
}

bool known(std::string_view code) { return find(code) != nullptr; }

} // namespace ledgerline::exceptions
