// What a sales document must bring, and what it is given when it brings less: partner, dates, currency, tax, warehouse.
#pragma once

#include "b1/items.hpp"
#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

// What differs between kinds of documents. The tables are for the brackets in error texts: "[RDR1.ItemCode][line: 2]".
struct DocumentTables {
    std::string header = "ORDR";
    std::string lines = "RDR1";
    bool due_date_required = true; // orders: the delivery date; others are due on their posting date
    bool takes_bases = false;      // lines may name a base line
};

class DocumentChecks {
public:
    DocumentChecks(State& state, const Items& items, DocumentTables tables) : state_(state), items_(items), tables_(std::move(tables)) {}

    // Fills in defaults and refuses what the company does not accept. Totals come afterwards.
    void complete(Record& document) const;

private:
    void partner(Record& document) const;
    void dates(Record& document) const;
    void currency(Record& document, const Record& partner) const;
    void addresses(Record& document, const Record& partner) const;
    void lines(Record& document, const Record& partner) const;
    void line(Record& line, std::size_t number, const Record& document, const Record& partner) const;
    void line_item(Record& line, std::size_t number, const Record& document, const Record& partner) const;
    void line_price(Record& line, const Record& document, const Record& item, const Record& partner) const;
    void freight(Record& document, const Record& partner) const;
    std::string tax_group(const std::string& sent, const std::string& of_item, const Record& partner, const std::string& where) const;
    std::string where(const char* field, std::size_t line_number) const; // " [RDR1.ItemCode][line: 2]"
    std::string where(const char* field) const;

    State& state_;
    const Items& items_;
    DocumentTables tables_;
};

// The rate of a tax group on a day; 0 before its first.
Decimal tax_rate(const Record& vat_group, const std::string& date);
// The price property that decides a line: the first of UnitPrice, Price, GrossPrice, PriceAfterVAT, LineTotal that it
// brings; "" if it brings none.
std::string entered_price(const Record& line);

// Refuses a date in a locked period or outside of the range that is open.
void check_posting_date(const State& state, const std::string& date);

} // namespace ledgerline::sandbox::b1
