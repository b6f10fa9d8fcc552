// The fifth part of the orders sink: somebody in the office may have typed the order into SAP before the engine came to it. It shows
// by the customer reference. What carries a key of the engine, or any other text in that field, is no document made by hand.
#include "orders_sink.hpp"

#include "amount.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <map>

namespace sapb1 {

using namespace ledgerline;

namespace {

struct HandMadeLine {
    std::int64_t number = 0;
    std::string item_code;
    Decimal quantity;
};
struct HandMadeOrder {
    Receipt receipt;
    std::string etag, card_code;
    bool is_open = false, lines_known = false;
    std::vector<HandMadeLine> lines;
};

HandMadeOrder read(const Node& row, Receipt receipt, bool with_lines) {
    HandMadeOrder order{std::move(receipt), text_of(row["@odata.etag"]), text_of(row["CardCode"]), false, with_lines, {}};
    if (order.etag.empty()) order.etag = text_of(row["odata.etag"]);
    const std::string status = text_of(row["DocumentStatus"]);
    order.is_open = status == "bost_Open" || status == "O";
    for (const Node line : row["DocumentLines"].elements_or_none())
        if (!is_part_of_set(line)) order.lines.push_back({line["LineNum"].integer_or(-1), text_of(line["ItemCode"]), amount_of(line["Quantity"]).value_or(Decimal())});
    return order;
}

// Which line of the document is which of the order, as the PATCH that says so; nothing if they do not agree in item and quantity.
bool write_pairs(const Node& document, std::vector<HandMadeLine> lines, const Node& to) {
    for (const Node wanted : document["DocumentLines"].elements_or_none()) {
        const std::string item = text_of(wanted["ItemCode"]);
        const Decimal quantity = amount_of(wanted["Quantity"]).value_or(Decimal());
        auto found = lines.begin();
        while (found != lines.end() && (found->item_code != item || found->quantity != quantity)) ++found;
        if (found == lines.end()) return false;
        const Node row = to.append();
        row["LineNum"].set(found->number);
        row[line_field].copy_from(wanted[line_field]);
        lines.erase(found);
    }
    return lines.empty();
}

// By customer reference. `references`: the filter that asks for them.
std::map<std::string, std::vector<HandMadeOrder>> hand_made_orders(Call& call, Session& session, const std::string& references) {
    const auto asked = [&](const std::string& lines) {
        return Request::get("/Orders")
            .query("$filter", "(" + references + ") and CancelStatus eq 'csNo'")
            .query("$select", "DocEntry,DocNum,NumAtCard,CardCode,DocTotal,DocTotalFc,DocCurrency,CancelStatus,DocumentStatus," + std::string(key_field) + lines)
            .query("$orderby", "DocEntry")
            .header("Prefer", "odata.maxpagesize=200"); // people may use one reference again and again
    };
    std::map<std::string, std::vector<HandMadeOrder>> found;
    const auto note = [&](const Response& answer, bool with_lines) {
        Session::require_list(answer, asked(""));
        for (const Node row : answer.json()["value"].elements()) {
            auto receipt = receipt_of(row);
            if (receipt && text_of(row[key_field]).empty() && !is_cancelled(row)) found[text_of(row["NumAtCard"])].push_back(read(row, std::move(*receipt), with_lines));
        }
        answer.discard();
    };
    const Response answer = session.send(call, asked(",DocumentLines"));
    if (!is_too_large(answer)) {
        note(answer, true);
        return found;
    }
    answer.discard();
    note(session.send(call, asked("")), false); // more lines than an answer may hold: a person compares them
    return found;
}

} // namespace

OrdersSink::ReadyOrders OrdersSink::without_hand_made(Batch& batch, ReadyOrders orders) {
    Call& call = batch.call();
    std::string references;
    for (const Ready& order : orders)
        if (order.step == Step::post && !order.document["NumAtCard"].is_missing())
            references += (references.empty() ? "" : " or ") + std::string("NumAtCard eq ") + literal(text_of(order.document["NumAtCard"]));
    if (hand_made_ == HandMade::ignore || references.empty()) return orders;

    const auto found = hand_made_orders(call, session_, references);

    ReadyOrders free;
    for (Ready& order : orders) {
        const std::string reference = order.step == Step::post ? text_of(order.document["NumAtCard"]) : std::string();
        const auto same = reference.empty() ? found.end() : found.find(reference);
        if (same == found.end()) {
            free.push_back(std::move(order));
            continue;
        }
        const HandMadeOrder& hit = same->second.front();
        const Node adoption = call.scratch("documents").append();
        adoption[key_field].set(order.key);
        const bool lines_agree = write_pairs(order.document, hit.lines, adoption["DocumentLines"]);
        const bool total_agrees = order.expected_total && hit.receipt.amount && *order.expected_total == *hit.receipt.amount && hit.receipt.currency == order.facts.currency;
        // A customer's own order number may be this order's: then everything else may agree as well.
        const bool customer_agrees = hit.card_code == order.facts.card_code;
        if (hand_made_ == HandMade::adopt && same->second.size() == 1 && hit.is_open && lines_agree && total_agrees && customer_agrees) {
            order.document = adoption;
            order.document_id = hit.receipt.id;
            order.etag = hit.etag;
            order.step = Step::adopt;
            free.push_back(std::move(order));
            continue;
        }
        const std::string total = total_agrees ? "the total agrees as well"
                                               : format("its total is {} {}, the order's {} {}", hit.receipt.amount ? hit.receipt.amount->text(2) : std::string("not known"), hit.receipt.currency,
                                                        order.expected_total ? order.expected_total->text(2) : std::string("not known"), order.facts.currency);
        batch.set(order.index,
                  rejected("ORDER_DUPLICATE_SUSPECT",
                           format("Document {} was made by hand for the customer reference {}{}: its lines {}, {}{}{}. Nothing was posted. If it is this order, resolve this with its number "
                                  "(--document); if it is another order, correct its customer reference or write any text into its field {}, then retry",
                                  hit.receipt.number, reference, same->second.size() > 1 ? format(", and {} more", same->second.size() - 1) : std::string(), lines_agree ? "agree" : hit.lines_known ? "differ" : "are too many to be compared", total,
                                  customer_agrees ? std::string() : format("; it is booked to {}, the order to {}", hit.card_code, order.facts.card_code),
                                  hand_made_ == HandMade::adopt && !hit.is_open ? "; it is closed, so it was not adopted" : "", key_field),
                           facts().subject("document:" + hit.receipt.number).add("document", hit.receipt.number).add("lines_agree", lines_agree).add("total_agrees", total_agrees).add("customer_agrees", customer_agrees)));
    }
    return free;
}

} // namespace sapb1
