// A person at a desk of the company: what users do in the SAP client. It makes the documents that the client would make
// and posts them in the same way as the Service Layer; what it may not do it is refused with the same texts.
#pragma once

#include "b1/company.hpp"
#include "b1/resources.hpp"

#include "message/value.hpp"

namespace ledgerline::sandbox::b1 {

class Desk {
public:
    Desk(State& state, Resources& resources) : state_(state), resources_(resources) {}

    // All throw Refusal, or std::invalid_argument for a request that makes no sense. `what` is an object or null:
    // {"lines": [{"line": 0, "quantity": "1"}], "members": {...}}; without lines everything that is open, without a quantity
    // all of the line. "members" are further members of the new document: DocDate, TrackingNumber, U_..., in its lines too.
    Made deliver(std::int64_t order, const message::Value& what);
    Made invoice(const std::string& base_set, std::int64_t base, const message::Value& what);
    // A payment of what is open of an Invoice, a DownPayment or (outgoing) a CreditNote, or of "amount", by transfer to "account". "members"
    // are further members of the payment.
    Made pay(const std::string& entity_set, std::int64_t entry, const message::Value& what);
    // A document or a payment as the Service Layer takes it.
    Made make(const std::string& entity_set, const message::Value& document);
    void change(const std::string& entity_set, std::int64_t entry, const message::Value& changes);
    // The cancellation document where there is one, else the document itself.
    Made cancel(const std::string& entity_set, std::int64_t entry);
    void close(const std::string& entity_set, std::int64_t entry);
    Made approve_draft(std::int64_t draft);
    void refuse_draft(std::int64_t draft);

private:
    Made copy(const DocumentKind& from, std::int64_t base, const DocumentKind& to, const message::Value& what);
    Table::Row document(const DocumentKind& kind, std::int64_t entry) const;

    State& state_;
    Resources& resources_;
};

} // namespace ledgerline::sandbox::b1
