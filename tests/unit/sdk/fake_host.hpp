// A host that keeps to the contract (abi.h) and remembers what a component did. One object per call; the tables behind
// `host()` are shared, as the contract's paths are.
#pragma once

#include "fake_tree.hpp"

#include "ledgerline/abi.h"
#include "ledgerline/call.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace fake {

struct Explained {
    std::string code, message, where, facts; // where: pattern and indices, "/lines/*/sku 2"; facts: JSON
};
struct Emitted {
    std::string type, key, time, body;
};

class Host {
public:
    explicit Host(std::string_view json = "{}") : document(parse(json)) {}
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    static const ll_host* table();
    ll_call* handle() { return reinterpret_cast<ll_call*>(this); }
    ledgerline::Node root() { return ledgerline::Node(table(), handle()); }

    Tree document;
    std::vector<std::string> writable;                             // patterns; empty = everywhere
    std::map<std::string, Tree> rows;                              // lookup: "table/key"
    std::function<Tree(const Tree& request)> answer;               // http; none = LL_REFUSED
    std::function<std::string(const Tree& body)> schema_problem;   // emit; "" = fits
    bool is_stopping = false;
    bool is_finished = false; // every function refuses
    std::int64_t now = 1'700'000'000'000;

    std::vector<Explained> explained;
    std::vector<Emitted> emitted;
    std::vector<std::string> logged;
    std::vector<Tree> requests;
    std::string why; // of the last refusal
    std::deque<std::string> arena; // text that the component was given
};

} // namespace fake
