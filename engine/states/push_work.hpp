// What is particular to one kind of state that is pushed: stock, catalogue. The stage does the rest.
#pragma once

#include "base/clock.hpp"
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

// How far the comparison of everything has come that is made once a day: the day and the deployment, when it is done. "" = from the beginning.
inline std::string compared_note(const std::string& route) { return "push.compared." + route; }

class PushWork {
public:
    virtual ~PushWork() = default;
    // Type of the documents: "availability".
    virtual const char* type() const = 0;
    // All that it is about is due: once a day, and after a change of the deployment. The SKUs behind `after`, about `limit` of them; returns
    // where to go on, "" at the end. Each part is a commit of its own.
    virtual std::string mark_all(store::UnitOfWork& unit, const std::string& after, std::size_t limit) = 0;
    // Why nothing can be sent at all just now, in plain words; "" = nothing speaks against it. Its exception is the work's own business.
    virtual std::string obstacle(store::UnitOfWork&) { return ""; }
    // A step of the stage: what is due is compared in several commits, and then sent. `all`: nothing that is due was left out, and all was sent.
    virtual void begin_step(base::Millis /*now*/) {}
    virtual void end_step(base::Millis /*now*/, std::size_t /*sent*/, bool /*all*/) {}
    // What is to be sent for these SKUs, in this order; notes that it is about to be sent. What needs nothing now it ends in the queue (done, postpone).
    // Inside a commit, which may run twice.
    virtual std::vector<PushPart> prepare(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) = 0;
    // It did not leave after all: what was noted is taken back. It stays due. Inside a commit.
    virtual void not_sent(store::UnitOfWork&, const PushPart&) {}
    // The answer to a part, as DELIVER's results have it: {"verdict": "delivered"|"rejected"|"retry"|"unknown", "receipt", "code", "message", ...}.
    // "unknown" where no usable answer came. Returns when it is to be looked at again although it was delivered; 0 = never. Inside a commit.
    virtual base::Millis answered(store::UnitOfWork& unit, const PushPart& part, const message::Value& result) = 0;
    // All parts of one request were answered: for what is told once for all of them. Inside the same commit.
    virtual void all_answered(store::UnitOfWork&, const std::vector<PushPart>&, const std::vector<message::Value>&) {}
};

} // namespace ledgerline::states
