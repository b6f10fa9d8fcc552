// The item master of the company, by polling: all items once, then what was changed, and all of them again now and then, because
// not every change leaves a stamp. Bills of materials and special prices, where they are wanted, are looked through more often.
#pragma once

#include "change_pages.hpp"
#include "extras_cursor.hpp"
#include "item_document.hpp"
#include "item_extras.hpp"
#include "session.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sapb1 {

class ItemsSource : public ledgerline::Source {
public:
    explicit ItemsSource(const ledgerline::Config& config);

    ledgerline::Verdict poll(ledgerline::Poll& poll) override;

private:
    ledgerline::Verdict read_page(ledgerline::Poll& poll);
    void look_at_extras(ledgerline::Poll& poll, ExtrasCursor& extras);
    void emit_items(ledgerline::Poll& poll, const std::vector<std::string>& codes);
    void read_extras_of(ledgerline::Call& call, const ledgerline::Node& rows, const ChangeCursor& cursor);
    void emit(ledgerline::Poll& poll, const ledgerline::Node& row, const std::string& code);

    ItemSettings item_settings_;
    ItemExtras extras_;
    ChangedRows rows_;
    std::int64_t full_every_ms_, extras_every_ms_, offset_seconds_;
    ExtrasCursor looked_from_;               // where the last look began that this process made
    std::vector<std::string> looked_changed_; // and what it gave
    Session session_;
};

} // namespace sapb1
