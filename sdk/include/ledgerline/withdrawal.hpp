// What was entered - a refund, a return - and taken back (member withdrawn of both documents).
#ifndef LEDGERLINE_WITHDRAWAL_HPP
#define LEDGERLINE_WITHDRAWAL_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// Who took back what was entered, and why.
class Withdrawal : public View {
public:
    using View::View;

    // ISO 8601 UTC.
    std::string_view at() const { return node_["at"].text(); }

    // Who says so.
    std::string_view by() const { return node_["by"].text(); }

    // The reason.
    std::string_view why() const { return node_["why"].text(); }
};

} // namespace ledgerline

#endif
