// One page of the company's stock levels, either as they stand in the items or by a stored query on OITW. Each page is asked for
// by the last item code of the one before it.
#pragma once

#include "session.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

enum class StockWay { items, query };

// Names of the members of SAP's rows, as the canonical document states them.
struct StockColumns {
    std::string item_code, levels, warehouse, in_stock, committed, ordered, locked; // levels "": each row is a level
    void write(const ledgerline::Node& to) const;
};

struct StockPage {
    ledgerline::Response answer;
    std::int64_t as_of_ms = 0; // before the request left
    bool more = false;
    ledgerline::Node rows() const { return answer.json()["value"]; }
};

class StockReading {
public:
    StockReading(StockWay way, std::int64_t page_size) : way_(way), page_size_(page_size) {}

    StockWay way() const { return way_; }
    // At most `size` rows (0 = as many as configured); where they are too large for one answer fewer are asked for, and `size` says how
    // many. Throws Unavailable.
    StockPage page(ledgerline::Call& call, Session& session, std::string_view after, std::int64_t& size) const;
    // What the rows call their members: the case of names differs between databases. Throws Unavailable where one is missing.
    StockColumns columns(const ledgerline::Node& rows) const;
    // A page of one item's levels alone does not say whether that is all of them: the next try asks for more rows. False: it is enough.
    static bool enlarge(std::int64_t& size);

private:
    ledgerline::Request request(std::string_view after, std::int64_t size) const;

    StockWay way_;
    std::int64_t page_size_;
};

} // namespace sapb1
