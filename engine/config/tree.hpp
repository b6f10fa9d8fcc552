// A file of the configuration as a tree, with the place of everything in it. Plain data.
#pragma once

#include "config/fields.hpp"
#include "config/place.hpp"
#include "message/value.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::config {

struct Tree {
    message::Value value;
    std::map<std::string, Place> places; // of every value, by JSON Pointer; "" = the whole
    std::map<std::string, Place> names;  // of the name of every member
};

// "routes.orders": what a member is called in messages.
std::string field_of(const std::string& parent, const std::string& name);
// The pointer of a member: "/" and the name with ~ and / escaped.
std::string pointer_of(std::string_view parent, std::string_view name);
std::string pointer_of(std::string_view parent, std::size_t index);

// The places at and below a pointer, by the rest of their pointer.
std::map<std::string, Place> places_below(const std::map<std::string, Place>& places, const std::string& pointer);

// One value of a tree: what it is, where it stands, and what it is called. Borrows the tree.
struct Entry {
    const Tree* tree;
    const message::Value* value;
    std::string pointer; // from the top of the tree
    std::string field;   // for people: "routes.orders.rules[2]"

    static Entry top(const Tree& tree) { return {&tree, &tree.value, "", ""}; }
    Place place() const;      // of the value
    Place name_place() const; // of its name; of the value where it has none
    Entry member(const std::string& name) const; // which must be there
    Entry element(std::size_t index) const;      // which must be there
    std::vector<Entry> children() const;         // of an object or an array; else none
    std::string name() const;                    // the last part of the field, unescaped: a member's own name

    void problem(std::vector<Problem>& problems, std::string what) const { problems.push_back({place(), field, std::move(what)}); }
    void problem_of_name(std::vector<Problem>& problems, std::string what) const { problems.push_back({name_place(), field, std::move(what)}); }
};

// Laid over `base` member by member: an object changes the members that it names, null removes one, everything else
// replaces what was there. Places follow.
void lay_over(Tree& base, const Tree& overlay);

} // namespace ledgerline::config
