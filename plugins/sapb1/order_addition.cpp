// The third part of the orders sink: lines that are added to a document of an earlier part. The document is looked at first, so
// that nothing is added twice, nor to what people have closed.
#include "orders_sink.hpp"

#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

DeliveryResult no_lines_taken(const Standing& standing, std::string_view number) {
    return rejected("ERP_REJECTED",
                    format("Document {} {} in SAP Business One, so the lines that waited cannot be added to it. Book them there by hand and resolve this", number,
                           standing.document ? "is " + standing.closed : std::string("does not exist any more")),
                    facts().add("document", number));
}

} // namespace

void OrdersSink::make_addition_ready(Batch& batch, const Delivery& delivery, ReadyOrders& ready) {
    Call& call = batch.call();
    const Order order = delivery.order();
    const AdditionBooking addition = order.booking().addition();
    if (!is_number(addition.document_id())) addition["document_id"].fail(shown(addition.document_id()) + " is no key of a document in SAP Business One");
    Ready one{delivery.index(), std::string(delivery.idempotency_key()), call.scratch("documents").append(), {}, std::string(addition.document_id()), {}, Step::add_lines};
    if (column_length(one.key) > key_length_max) order.node().fail(shown(one.key) + " is too long for a key");
    one.facts = write_addition(order, document_settings_, one.document);

    company_.refresh(call, session_);
    if (!agrees(batch, delivery, order)) return;

    // The lines of a long document are more than an answer may hold; there the total alone would tell of one that stands already.
    const Standing standing = standing_of(call, session_, one.document_id, order.lines().size() <= answered_lines_max ? WithLines::yes : WithLines::no);
    const auto stands = [&](const OrderLine& line) { return std::find(standing.lines.begin(), standing.lines.end(), line.id()) != standing.lines.end(); };
    for (const OrderLine line : order.lines()) {
        if (!is_booked(line) || line.booking().posted() || !stands(line)) continue;
        if (standing.document && key_is_taken(call, session_, one.key)) {
            batch.set(one.index, delivered(*standing.document));
            return;
        }
        batch.set(one.index, rejected("ORDER_DUPLICATE_SUSPECT",
                                      format("Line {} ({}) stands on document {} already, but not by this delivery: nothing was added. Check the document and resolve this", line.id(),
                                             line.sku(), addition.document_number()),
                                      facts().add("document", addition.document_number())));
        return;
    }
    if (standing.document && standing.key != addition.document_key()) {
        batch.set(one.index, rejected("ORDER_DUPLICATE_SUSPECT",
                                      format("Document {} in SAP Business One does not carry the key {}, so it may be another order's: nothing was added", addition.document_number(),
                                             addition.document_key()),
                                      facts().add("document", addition.document_number())));
        return;
    }
    if (!standing.document || !standing.closed.empty()) {
        batch.set(one.index, no_lines_taken(standing, addition.document_number()));
        return;
    }
    ready.push_back(std::move(one));
}

DeliveryResult OrdersSink::answer_to_refused_addition(Call& call, const Ready& order, const Judgement& judgement, const Fault& fault) {
    try {
        const Standing standing = standing_of(call, session_, order.document_id);
        if (judgement.meaning == Meaning::exists && standing.document && key_is_taken(call, session_, order.key)) return delivered(*standing.document);
        // People closed it between the look and the change.
        if (!standing.document || !standing.closed.empty()) return no_lines_taken(standing, standing.document ? standing.document->number : order.document_id);
    } catch (const Unavailable& problem) {
        return unknown("ERP_UNAVAILABLE", "Lines were to be added to document entry {}, which could not be looked up afterwards: {}", order.document_id, problem.what());
    }
    Facts found = facts();
    if (!judgement.subject.empty()) found.subject(judgement.subject);
    if (!judgement.waits_for.empty()) found.waits_for(judgement.waits_for);
    return rejected(judgement.code == "ORDER_DUPLICATE_SUSPECT" ? "ERP_REJECTED" : judgement.code, judgement.message,
                    found.add("sap_code", fault.code).add("sap_text", fault.text).add("http_status", fault.status));
}

// The row of the key came with the lines, or with the change, in one transaction: it says all.
ProbeResult OrdersSink::look_up_addition(Call& call, std::string_view key, std::string_view document_id) {
    if (!is_number(document_id)) return unknown("ORDER_UNCONFIRMED", "{} is no key of a document in SAP Business One", document_id);
    if (!key_is_taken(call, session_, key)) return absent();
    const Standing standing = standing_of(call, session_, document_id);
    if (standing.document) return found(*standing.document);
    return unknown("ORDER_UNCONFIRMED", "What has the key {} was done to document entry {}, which does not exist any more", key, document_id);
}

} // namespace sapb1
