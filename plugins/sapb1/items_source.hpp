// The item master of the company, by polling: all items once, then what was changed, and all of them again now and then, because
// not every change leaves a stamp.
#pragma once

#include "change_pages.hpp"
#include "item_document.hpp"
#include "session.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <string>

namespace sapb1 {

class ItemsSource : public ledgerline::Source {
public:
    explicit ItemsSource(const ledgerline::Config& config);

    ledgerline::Verdict poll(ledgerline::Poll& poll) override;

private:
    ledgerline::Verdict read_page(ledgerline::Poll& poll);

    ItemSettings item_settings_;
    ChangedRows rows_;
    std::int64_t full_every_ms_, offset_seconds_;
    Session session_;
};

} // namespace sapb1
