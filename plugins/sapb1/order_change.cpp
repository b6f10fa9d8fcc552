// The fourth part of the orders sink: a later revision of an order that has a document. The document is looked at first: what
// people have changed there is never overwritten, and what was delivered stays.
#include "orders_sink.hpp"

#include "change_document.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr const char* changed = "ORDER_CHANGED_AFTER_POST";
constexpr const char* cancelled = "ORDER_CANCELLED_AFTER_POST";

DeliveryResult stays(const char* code, std::string_view number, const std::string& why) {
    return rejected(code, format("Document {} was left as it is: {}", number, why), facts().add("document", number));
}

// What the refunds of an order have made of it.
struct GivenBack {
    bool is_all = false;            // no money of it is left
    bool is_why_it_differs = false; // it has lost to the penny what they took off it
    Decimal by_memos;               // given back beside it
};

GivenBack given_back(const Previous& previous, const StandingOrder& standing) {
    GivenBack back;
    const auto credited = Decimal::try_parse(previous.credited), booked = Decimal::try_parse(previous.amount);
    if (!credited || !booked || !standing.document || !standing.document->amount) return back;
    const Decimal lost = *booked - *standing.document->amount;
    back.is_all = *credited == *booked;
    back.is_why_it_differs = *credited == lost;
    back.by_memos = *credited - lost;
    return back;
}

} // namespace

Node OrdersSink::booked_document(Call& call, const Previous& previous, const std::string& card_code) {
    const Node document = call.scratch("booked").append();
    const Order order = previous.order();
    write_order(order, card_code, previous.key, document_settings_, document);
    // Lines of earlier parts stand on it as well; only what they are is known.
    for (const OrderLine line : order.lines()) {
        if (!is_booked(line) || !line.booking().posted()) continue;
        const Node to = document["DocumentLines"].append();
        to["ItemCode"].set(line.booking().item_code());
        to["Quantity"].set_number(line.booking().quantity().value_or(Decimal()));
        to[line_field].set(line.id());
    }
    return document;
}

void OrdersSink::make_change_ready(Batch& batch, const Delivery& delivery, const Previous& previous, ReadyOrders& ready) {
    Call& call = batch.call();
    const Order order = delivery.order();
    const bool is_over = is_cancelled(order);
    const char* code = is_over ? cancelled : changed;
    const auto answer = [&](const std::string& why) { batch.set(delivery.index(), stays(code, previous.number, why)); };

    if (!is_number(previous.id)) return answer(format("{} is no key of a document in SAP Business One", shown(previous.id)));
    if (previous.body.is_missing()) return answer("the engine has not booked it, so it does not know what should stand there");
    if (previous.order().lines().size() > answered_lines_max) return answer("it has more lines than can be compared in one answer");
    const StandingOrder standing = standing_order(call, session_, previous.id);
    if (!standing.document) return answer("it does not exist any more");
    // Of an earlier try nobody knows yet what became of it.
    if (delivery.attempt() > 1 && key_is_taken(call, session_, delivery.idempotency_key())) {
        batch.set(delivery.index(), delivered(*standing.document));
        return;
    }
    if (standing.key != previous.key) return answer(format("it does not carry the key {}, so it may be another order's", previous.key));

    Ready one{delivery.index(), std::string(delivery.idempotency_key()), call.scratch("documents").append(), {}, std::string(previous.id), {}};
    one.etag = standing.etag;
    one.facts.card_code = standing.card_code;
    if (standing.is_cancelled && is_over) { // by people, and that is what the store wants
        batch.set(delivery.index(), delivered(*standing.document));
        return;
    }
    if (standing.is_cancelled) return answer("it is cancelled in SAP Business One");
    const GivenBack back = given_back(previous, standing);
    if (standing.is_closed && is_over && back.is_all) { // its refunds have closed it, or follow its invoices
        batch.set(delivery.index(), delivered(*standing.document));
        return;
    }
    if (standing.is_closed) return answer(standing.is_begun() ? "it is closed in SAP Business One: all of it was delivered or invoiced, or people closed it" : "it is closed in SAP Business One");
    if (is_over && !standing.is_begun() && back.by_memos > Decimal())
        return answer(format("credit memos give back {} of it, though nothing of it has left: cancelled too, the same money would leave the books twice. Cancel those memos in SAP Business One (and the order), or deliver "
                             "and invoice it", back.by_memos.text(2)));
    const Node booked = booked_document(call, previous, standing.card_code);
    if (is_over && back.is_why_it_differs) return make_cancellation_ready(batch, delivery, previous, standing, std::move(one), ready);
    if (const std::string edited = edited_by_hand(previous, booked, standing); !edited.empty()) return answer("people changed it in SAP Business One (" + edited + ")");
    if (is_over) {
        make_cancellation_ready(batch, delivery, previous, standing, std::move(one), ready);
        return;
    }

    if (const std::string difference = fixed_difference(previous.order(), order); !difference.empty()) return answer(difference);
    const Node now = call.scratch("changed").append();
    one.facts = write_order(order, standing.card_code, previous.key, document_settings_, now);
    company_.refresh(call, session_);
    if (!agrees(batch, delivery, order)) return;
    const Change change = write_change(booked, now, standing, one.document);
    if (!change.problem.empty()) return answer(change.problem);
    if (change.is_empty) { // what changed in the store does not stand on documents
        batch.set(delivery.index(), delivered(*standing.document));
        return;
    }
    one.step = Step::change;
    one.replaces = change.replaces;
    ready.push_back(std::move(one));
}

void OrdersSink::make_cancellation_ready(Batch& batch, const Delivery& delivery, const Previous& previous, const StandingOrder& standing, Ready order, ReadyOrders& ready) {
    if (standing.is_begun() && !closes_what_is_begun_) {
        std::string taken;
        for (const StandingLine& line : standing.lines)
            if (!line.taken.is_zero()) taken += format("{}{} of {} {}", taken.empty() ? "" : ", ", line.taken.text(), line.quantity.text(), line.item_code);
        batch.set(delivery.index(), stays(cancelled, previous.number, format("a part of it was delivered ({}). Close what is open if nothing more is to leave, and plan the return", taken)));
        return;
    }
    order.step = standing.is_begun() ? Step::close : Step::cancel;
    ready.push_back(std::move(order));
}

DeliveryResult OrdersSink::answer_to_refused_change(Call& call, const Ready& order, const Judgement& judgement, const Fault& fault) {
    if (order.step == Step::adopt && judgement.meaning == Meaning::exists) return answer_to_taken_key(call, order, judgement, fault);
    try {
        const Standing standing = standing_of(call, session_, order.document_id);
        if (judgement.meaning == Meaning::exists && standing.document && key_is_taken(call, session_, order.key)) return delivered(*standing.document);
    } catch (const Unavailable& problem) {
        return unknown("ERP_UNAVAILABLE", "Document entry {} was to be changed, and could not be looked up afterwards: {}", order.document_id, problem.what());
    }
    const bool is_over = order.step == Step::cancel || order.step == Step::close;
    // What a person must put right first keeps its own name: an item, a tax code, a period.
    const bool is_general = judgement.code == "ERP_REJECTED" || judgement.code == "ORDER_DUPLICATE_SUSPECT";
    const std::string code = is_over ? cancelled : order.step == Step::adopt ? "ORDER_DUPLICATE_SUSPECT" : is_general ? changed : judgement.code;
    Facts found = facts();
    if (!judgement.subject.empty()) found.subject(judgement.subject);
    if (!judgement.waits_for.empty()) found.waits_for(judgement.waits_for);
    return rejected(code, format("Document entry {} was left as it is. {}", order.document_id, judgement.message),
                    found.add("sap_code", fault.code).add("sap_text", fault.text).add("http_status", fault.status));
}

} // namespace sapb1
