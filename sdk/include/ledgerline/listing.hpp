// LIST: summaries of what a system holds for a period, for reconciliation. Sources and sinks may offer it.
#ifndef LEDGERLINE_LISTING_HPP
#define LEDGERLINE_LISTING_HPP

#include "ledgerline/call.hpp"

namespace ledgerline {

class List {
public:
    explicit List(Call& call) : call_(&call) {}

    Call& call() const { return *call_; }
    // Type of message to list, and the period: ISO 8601 UTC, from inclusive, to exclusive.
    std::string_view type() const { return call_->root()["type"].text(); }
    std::string_view from() const { return call_->root()["from"].text(); }
    std::string_view to() const { return call_->root()["to"].text(); }
    // Where the last call of this listing stopped; missing in the first one. Write to it what the next one needs.
    Node cursor() const { return call_->root()["cursor"]; }
    // True: there is more, call again.
    void set_more(bool more) const { call_->root()["more"].set(more); }
    // A new, empty object to make a summary in.
    Node new_body() const { return call_->scratch("bodies").append(); }
    bool emit(std::string_view key, std::string_view time, const Node& summary) { return call_->emit(type(), key, time, summary); }

private:
    Call* call_;
};

} // namespace ledgerline

#endif
