// Bills of materials: master data here, and their parts on the lines of documents.
#pragma once

#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

class ProductTrees {
public:
    explicit ProductTrees(State& state) : state_(state) {}

    // The item becomes one of this kind of tree.
    Table::Row post(Record tree);
    void patch(const Table::Row& before, const Record& changes, bool replaces_collections);
    void remove(const Table::Row& tree);
    // Bulk loading; the item says what kind of tree it is.
    void load(Record tree);

private:
    void check(Record& tree) const;
    void tell_item(const std::string& code, const std::string& kind);

    State& state_;
};

// Puts the parts of sales sets and templates behind their lines, once. Lines of other bills of materials stay alone. What public
// sources say: the line of a sales set has no stock, its parts do. Which lines carry the price is a setting of the company; that parts
// come in by themselves, at list price for templates, is our choice.
void add_parts(Rows& lines, const State& state);

} // namespace ledgerline::sandbox::b1
