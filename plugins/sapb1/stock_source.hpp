// The company's stock, by polling: one snapshot after the other, because postings leave no stamp on a level. Each page is a message
// with the exact range of item codes that it covers.
#pragma once

#include "held_stock.hpp"
#include "session.hpp"
#include "stock_cursor.hpp"
#include "stock_reading.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sapb1 {

class StockSource : public ledgerline::Source {
public:
    explicit StockSource(const ledgerline::Config& config);

    ledgerline::Verdict poll(ledgerline::Poll& poll) override;
    ledgerline::Verdict prepare(ledgerline::Prepare& prepare) override;

private:
    // The rows of a page that are whole items.
    struct Extent {
        std::uint64_t rows = 0;
        std::string last;          // code of the last of them
        std::string with_a_letter; // a code by which it shows whether capitals count; "" if there is none
        bool ascends = true;       // by bytes, and behind `after`
        bool is_cut = false;       // the last item goes on behind the end of the page, maybe
    };

    ledgerline::Verdict read_page(ledgerline::Poll& poll);
    StockPage whole_page(ledgerline::Call& call, StockCursor& cursor, StockColumns& columns, Extent& extent);
    ledgerline::Verdict tell_page(ledgerline::Poll& poll, StockCursor& cursor, const StockPage& page, const StockColumns& columns, const Extent& extent) const;
    ledgerline::Verdict hold_page(ledgerline::Poll& poll, StockCursor& cursor, const StockPage& page, const StockColumns& columns, const Extent& extent);
    ledgerline::Verdict tell_held(ledgerline::Poll& poll, StockCursor& cursor);
    Extent extent_of(const StockPage& page, const std::string& column, std::string_view after) const;
    CodeOrder find_order(ledgerline::Call& call, const std::string& code);
    ledgerline::Verdict go_on(ledgerline::Poll& poll, const StockCursor& cursor, bool more) const;
    void emit(ledgerline::Poll& poll, const ledgerline::Node& body, std::int64_t as_of_ms, std::string_view after, std::string_view until, const StockColumns& columns) const;

    StockReading reading_;
    HeldStock held_;
    std::optional<std::string> told_from_; // where the page of it began that was told last
    Session session_;
};

} // namespace sapb1
