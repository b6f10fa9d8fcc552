// What a person decides about an exception: judge it anew, it was settled elsewhere, it was not after all, somebody else has it.
// Inside a unit of work, with the person's name in the history. What would not be safe is refused, with the reason.
#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace ledgerline::decisions {

struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The exceptions of the number; Refused if there is none, or if it is not open.
store::ExceptionRow find(store::UnitOfWork& unit, store::Id id);
store::ExceptionRow find_open(store::UnitOfWork& unit, store::Id id);

// The message goes through the rules again, or is sent again at once if it is only sent now and then. What may have been booked
// is never among them.
void retry(store::UnitOfWork& unit, const store::ExceptionRow& exception, const std::string& who);

struct Settlement {
    std::string note;      // how; not empty
    std::string document;  // number of the document that stands for it in the ERP, "" if none does
    std::string sink;      // where that is: "erp/orders"
    bool document_cancelled = false; // the credit memo of a refund, or the goods receipt of a return, was cancelled in the ERP: nothing stands for it any more
};
// What is true after it.
struct Resolution {
    enum class Rest {
        flow,           // it was about a flow, not about a message
        not_sent,       // the message is not sent
        not_sent_again, // it may have been booked, which is neither looked up nor tried again
        over,           // the message had come to its end before: nothing of it was left to be sent
    };
    Rest rest = Rest::flow;
    std::string document;   // that stands for the message in the ERP, "" if none does
    std::string cancelled_document; // that stood for it and counts no more
    std::string not_posted; // "1 line (12.50 GBP)": of an order that is on its document in part
};
// A person has settled it elsewhere: this message is not sent, nor are later revisions of the same thing without another decision.
Resolution resolve(store::UnitOfWork& unit, store::Id id, const Settlement& settlement, const std::string& who);

// Takes a resolution back: the newest revision of the message is judged as if nobody had settled it.
void reopen(store::UnitOfWork& unit, store::Id id, const std::string& note, const std::string& who);

void assign(store::UnitOfWork& unit, store::Id id, const std::string& to, const std::string& who);

// The idempotency key that the message has, or would have: "order:shop:1047".
std::string key_of(const store::MessageRow& message);

} // namespace ledgerline::decisions
