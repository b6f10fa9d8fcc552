// A small document tree with its own JSON reader and writer, for the fake host: nothing of the engine, so that the SDK is
// tested against the words of the contract and not against one implementation of it.
#pragma once

#include "ledgerline/abi.h"

#include <string>
#include <string_view>
#include <vector>

namespace fake {

struct Tree {
    ll_kind kind = LL_NULL;
    std::string text;        // of text; literal of a number; "true" or "false"
    std::vector<Tree> parts; // members or elements
    std::string name;        // of a member

    static Tree of_text(std::string_view value) { return {LL_TEXT, std::string(value), {}, {}}; }
    static Tree object() { return {LL_OBJECT, "", {}, {}}; }
    static Tree array() { return {LL_ARRAY, "", {}, {}}; }
    static Tree of_number(std::string_view literal);

    Tree* find(std::string_view member);
    const Tree* find(std::string_view member) const { return const_cast<Tree*>(this)->find(member); }
    Tree& member(std::string_view called); // made if absent
};

Tree parse(std::string_view json); // throws std::runtime_error
std::string write(const Tree& tree);
// write(the subtree at a path of member names and element numbers): at(tree, {"body", "lines", "0"}); "nothing" if absent.
std::string at(const Tree& tree, const std::vector<std::string>& way);

} // namespace fake
