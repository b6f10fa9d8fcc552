// Items: master data here, quantities in Stock; an answer shows both as one.
#pragma once

#include "b1/state.hpp"

#include "message/value.hpp"

namespace ledgerline::sandbox::b1 {

class Items {
public:
    explicit Items(State& state) : state_(state) {}

    // Bulk loading: takes stock, stamps and everything else as it comes. No way back.
    void load(const message::Value& item);

    Table::Row post(Record item);
    void patch(const Table::Row& before, const Record& changes, bool replaces_collections);
    void remove(const Table::Row& item);

    // The item with its quantities filled in.
    Record with_stock(const Record& item) const;
    // Sums that the row does not store.
    std::optional<Cell> computed(const Record& item, const Property& property) const;
    void set_in_stock(const std::string& item_code, const std::string& warehouse, const Decimal& quantity);

    // The warehouse that a line without one takes; "" if there is none.
    std::string default_warehouse(const Record& item) const;
    bool has_warehouse(const Record& item, const std::string& warehouse) const;

private:
    void check(const Record& item) const;

    State& state_;
};

} // namespace ledgerline::sandbox::b1
