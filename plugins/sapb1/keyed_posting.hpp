// One document and the row of its key in one change set: SAP commits both or none, so a second try of the same key is refused as
// a whole. For documents of every kind.
#pragma once

#include "fault.hpp"
#include "multipart.hpp"
#include "session.hpp"

#include <ledgerline/node.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

// The first part of each change set: the row of its key. `root`: path of Service Layer. `name`: what was done, if the document alone would
// not tell it; "" = the key.
InnerRequest key_row(std::string_view root, const std::string& key, const std::string& name = {});
// The request that carries change sets.
ledgerline::Request batch_of(const BatchRequest& body);

struct KeyedDocument {
    std::string key;              // at most 50 characters
    std::string entity;           // "IncomingPayments"
    ledgerline::Node body;        // carries the key too
    bool without_answer = false;  // the document would be too large an answer
};

enum class Posting {
    done,    // made
    refused, // not made: `fault` says why
    unknown  // it may have been made: `why`
};
struct KeyedAnswer {
    Posting what = Posting::unknown;
    std::string id, number; // of the document; "" where the answer does not say
    Fault fault;
    std::string why;
};

// What became of one change set.
struct ChangesAnswer {
    Posting what = Posting::unknown;
    std::vector<ledgerline::Node> documents; // those that the answers show, in the order of the parts
    Fault fault;
    std::string why;
};

// Both throw Unavailable if it certainly did not reach SAP.
ChangesAnswer post_change_set(ledgerline::Call& call, Session& session, const ChangeSet& changes);
KeyedAnswer post_with_key(ledgerline::Call& call, Session& session, const KeyedDocument& document);

} // namespace sapb1
