#include "pipeline/refund_step.hpp"

#include "commerce/credited.hpp"
#include "commerce/returned.hpp"

#include <fmt/format.h>

namespace ledgerline::pipeline {

using message::Value;

namespace {

exceptions::Found found(const store::MessageRow& refund, const char* code, std::string message, const char* where) {
    return {code, std::move(message), where, refund.type + ":" + refund.source_key, "", "engine", Value::object()};
}

} // namespace

std::optional<exceptions::Found> join_order(const store::MessageRow& refund, Value& body, const commerce::Original& original) {
    body.erase("original"); // what a source says of it is no booking
    switch (original.state) {
    case commerce::Original::State::unknown: return std::nullopt; // what is done then, the rules say
    case commerce::Original::State::known: body.set("original", original.body); return std::nullopt;
    case commerce::Original::State::waiting: break;
    }
    if (body["withdrawn"].is_object()) return std::nullopt; // nothing will be booked of it
    exceptions::Found waits = found(refund, "REFUND_WAITS_FOR_ORDER", original.why + "; its refund is booked after it", "/order_id");
    waits.subject = commerce::order_cause(original.order);
    waits.waits_for = waits.subject;
    waits.facts.set("order", original.order.id);
    waits.facts.set("amount", body["total_inc_tax"]);
    return waits;
}

std::optional<exceptions::Found> beyond_the_order(const store::MessageRow& refund, const Value& body, const commerce::Original& original) {
    if (const std::string difference = commerce::total_difference(body); !difference.empty())
        return found(refund, "TOTAL_MISMATCH", fmt::format("Refund {} of order {}: {}. Nothing was sent", refund.source_key, body["order_id"].text_or(""), difference), "/total_inc_tax");
    if (const std::string excess = commerce::excess(body, original.roundings); !excess.empty()) {
        exceptions::Found out = found(refund, "REFUND_EXCEEDS_ORDER",
                                      fmt::format("With refund {} more would be given back of order {} than was sold: {}", refund.source_key, body["original"]["number"].text_or(""), excess), "/items");
        out.facts.set("other_refunds", body["original"]["refunds"]);
        return out;
    }
    return std::nullopt;
}

std::optional<exceptions::Found> beyond_the_goods(const store::MessageRow& refund, const Value& body, const commerce::Original& original) {
    const std::string goods = commerce::back_already(body, original.returned);
    if (goods.empty()) return std::nullopt;
    return found(refund, "RETURN_MISMATCH",
                 fmt::format("The credit memo of refund {} of order {} would put into stock {}. Nothing was sent. If they are back once only, book the memo by hand without moving stock and resolve this with its number "
                             "(--document). Where goods are entered as returns, the field goods of refund-booking should be expected",
                             refund.source_key, body["original"]["number"].text_or(""), goods),
                 "/booking/lines");
}

void wait_for_order(const commerce::Original& original, std::vector<exceptions::Found>& found) {
    for (exceptions::Found& one : found) {
        if (one.code != "REFUND_WAITS_FOR_ORDER" && one.code != "REFUND_NO_ORDER" && one.code != "RETURN_NO_ORDER") continue;
        one.waits_for = commerce::order_cause(original.order);
        if (one.code == "REFUND_WAITS_FOR_ORDER") one.subject = one.waits_for;
    }
}

} // namespace ledgerline::pipeline
