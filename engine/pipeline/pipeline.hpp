// The pipeline of one route: claims ready messages, runs the rules, and commits what came of it for the whole batch: outbox
// row or exception, history, and the message's own state. A crash before the commit runs the same rules again.
//
// One thread at a time for one route.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "commerce/item_master.hpp"
#include "exceptions/exceptions.hpp"
#include "pipeline/posted_document.hpp"
#include "pipeline/rule_chain.hpp"
#include "store/store.hpp"

#include <atomic>
#include <string>
#include <vector>

namespace ledgerline::pipeline {

// A route whose messages must be there before others can be judged.
struct Need {
    std::string route, source; // "items", "erp/items"
};

// What becomes of what the rules pass.
enum class Keeps {
    nothing, // it goes to a sink
    items,   // the engine's own item master
    returns  // goods that the ERP has booked already: they are only counted
};

struct PipelineSettings {
    std::string route;
    std::string type;                     // of the messages that come in by it
    std::string sink;                     // "erp/orders"; what the engine keeps itself: "item-master", "returned-goods"
    Keeps keeps = Keeps::nothing;
    bool applies_changes = false;         // later revisions of what the sink has are sent to it; else a person decides
    std::vector<Need> needs;              // must have been read to their end once, and applied
    std::size_t batch = 64;
};

class Pipeline {
public:
    Pipeline(PipelineSettings settings, RuleChain chain, store::Store& store, const commerce::ItemMaster& items,
             commerce::ItemLookup& lookup, const exceptions::Exceptions& exceptions, base::Log& log);

    // True if there was work.
    bool step();
    // What it waits for before it may begin ("erp/items"), "" if nothing.
    std::string waits_for() const;
    const std::string& route() const { return settings_.route; }

private:
    struct Decided;
    Decided decide(store::MessageRow row);
    // The chain has passed it, with quarantined lines or onto a document that exists: what can be posted of it now?
    void decide_part(Decided& decided) const;
    // The chain has passed it: is it within what was sold?
    static void decide_refund(Decided& decided);
    // `mark`: how far the item master was when the batch was claimed.
    // The code of its exception if it is held now, else "". Takes a copy, since a commit may run twice.
    std::string settle(store::UnitOfWork& unit, Decided decided, std::int64_t mark);
    // In the history, with its reasons.
    static void record(store::UnitOfWork& unit, const store::MessageRow& row, Decided decided);
    // A later revision of what the sink has: what is to be sent of it, or why a person must decide. False: the rules are to judge it.
    bool decide_change(Decided& decided, Posted& posted, const message::Value& body) const;
    void route_to_sink(store::UnitOfWork& unit, Decided& decided);
    // Nothing: there can be no more.
    std::optional<std::string> idempotency_key(store::UnitOfWork& unit, const Decided& decided) const;

    PipelineSettings settings_;
    RuleChain chain_;
    store::Store& store_;
    const commerce::ItemMaster& items_;
    commerce::ItemLookup& lookup_;
    const exceptions::Exceptions& exceptions_;
    base::Log& log_;
    mutable std::atomic<bool> needs_met_{false};
};

} // namespace ledgerline::pipeline
