// Copying from a base document: what a line takes over from the line that it names, and what becomes of that line.
#pragma once

#include "b1/document_kinds.hpp"

namespace ledgerline::sandbox::b1 {

class BaseLines {
public:
    BaseLines(State& state, const DocumentKind& target) : state_(state), target_(target) {}

    // Before anything is computed: lines with BaseType, BaseEntry and BaseLine take over item, open quantity, price and what
    // else they do not bring; the header takes over partner's addresses, currency, discount. Refuses closed and foreign bases.
    void inherit(Record& document) const;
    // The base documents' open quantities sink, and their lines and they themselves close at 0.
    void draw(const Record& document) const;
    // The document is cancelled: its bases have open again what it took.
    void give_back(const Record& document) const;

private:
    void inherit_line(Record& line, std::size_t number, Record& document) const;
    void inherit_header(Record& document, const Record& base, const DocumentKind& kind) const;
    void inherit_freight(Record& document) const;
    template <class Change>
    void change_bases(const Record& document, Change change, const char* freight_status) const;
    std::string where(const char* field, std::size_t number) const;

    State& state_;
    const DocumentKind& target_;
};

// Whether documents of the kind take quantities away from a base of the other kind. A down payment on an order does not.
bool takes_quantities(const DocumentKind& target, std::int64_t base_type);

} // namespace ledgerline::sandbox::b1
