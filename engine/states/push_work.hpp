// What is particular to one kind of state that is pushed: stock, catalogue. The stage does the rest.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::states {

// One thing to be sent; a SKU may have several.
struct PushPart {
    store::PushDueRow due;
    std::string key;         // source key of the document: "MUG-1|1"
    std::string group;       // parts of different groups never share a request: the location
    message::Value body;     // the canonical document
};

class PushWork {
public:
    virtual ~PushWork() = default;
    // Type of the documents: "availability".
    virtual const char* type() const = 0;
    // All that it is about is due: once a day, and after a change of the deployment.
    virtual void mark_all(store::UnitOfWork& unit) = 0;
    // Why nothing can be sent at all just now, in plain words; "" = nothing speaks against it. Its exception is the work's own business.
    virtual std::string obstacle(store::UnitOfWork&) { return ""; }
    // What is to be sent for these SKUs, in this order; notes that it is about to be sent. What needs nothing now it ends in the queue (done, postpone).
    // Inside a commit, which may run twice.
    virtual std::vector<PushPart> prepare(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) = 0;
    // The answer to a part, as DELIVER's results have it: {"verdict": "delivered"|"rejected"|"retry"|"unknown", "receipt", "code", "message", ...}.
    // "unknown" where no usable answer came. Returns when it is to be looked at again although it was delivered; 0 = never. Inside a commit.
    virtual base::Millis answered(store::UnitOfWork& unit, const PushPart& part, const message::Value& result) = 0;
    // All parts of one request were answered: for what is told once for all of them. Inside the same commit.
    virtual void all_answered(store::UnitOfWork&, const std::vector<PushPart>&, const std::vector<message::Value>&) {}
};

} // namespace ledgerline::states
