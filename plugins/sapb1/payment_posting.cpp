// The second half of the payments sink: what a payment settles, what is sent, and what each answer means.
#include "payments_sink.hpp"

#include "keyed_posting.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

DeliveryResult PaymentsSink::book(const Delivery& delivery, bool again) {
    Call& call = delivery.call();
    auto examined = examine(delivery);
    if (auto* answer = std::get_if<DeliveryResult>(&examined)) return *answer;
    Account& account = std::get<Account>(examined);
    if (account.is_complete()) return delivered(account.receipt());

    bool look_again = !again;
    Targets targets;
    Answer answer = find_targets(call, account, targets);
    for (Due& due : account.due) {
        if (answer || due.booked) continue;
        if (due.rule->policy == PaymentPolicy::down_payment && !targets.down_payment && targets.invoices.empty()) answer = make_down_payment(call, account, targets, look_again);
        if (!answer) answer = book_payment(call, account, due, targets, look_again);
    }
    // A key was taken: whoever took it has made the document, so everything is looked at once more.
    if (answer && look_again != !again) return book(delivery, true);
    return answer ? *answer : delivered(account.receipt());
}

PaymentsSink::Answer PaymentsSink::find_targets(Call& call, const Account& account, Targets& targets) {
    const bool by_down_payment =
        std::any_of(account.due.begin(), account.due.end(), [](const Due& due) { return !due.booked && due.rule->policy == PaymentPolicy::down_payment; });
    if (by_down_payment)
        if (Answer answer = find_down_payment(call, account, targets)) return answer;
    if (targets.down_payment) return std::nullopt;
    const std::vector<MoneyDocument> invoices = invoices_of(call, session_, account.order);
    for (const MoneyDocument& invoice : invoices)
        if (!invoice.closed && !invoice.open.is_zero() && !invoice.open.is_negative()) targets.invoices.push_back(invoice);
    if (invoices.empty() || !targets.invoices.empty()) return std::nullopt;
    return rejected("PAYMENT_MANUAL_IN_ERP",
                    format("Invoice {} of order {} is settled already in SAP Business One, and no payment there carries the key {}. If it was settled with this money, write that key into the field {} of the "
                           "payment; if not, book this payment by hand with that key. Then retry",
                           invoices.front().number, account.order_number,
                           std::find_if(account.due.begin(), account.due.end(), [](const Due& due) { return !due.booked; })->key, key_field),
                    facts().add("invoice", invoices.front().number));
}

PaymentsSink::Answer PaymentsSink::find_down_payment(Call& call, const Account& account, Targets& targets) {
    std::string cancelled, by_hand;
    for (const MoneyDocument& one : down_payments(call, session_, account.down_payment_key, account.order)) {
        const bool ours = one.key == account.down_payment_key;
        if (one.cancelled) cancelled = ours ? one.number : cancelled;
        else if (ours) targets.down_payment = one;
        else if (one.key.empty() || one.key == account.order.key) by_hand = one.number; // else somebody has written what it is for
    }
    if (targets.down_payment) {
        if (targets.down_payment->total == account.order.total) return std::nullopt;
        return rejected("BOOKED_TOTAL_DIFFERS",
                        format("Down payment {} comes to {}, sales order {} to {}: its payment was not booked. Correct the down payment in SAP Business One (or cancel it and book by hand)",
                               targets.down_payment->number, targets.down_payment->total.text(2), account.order.number, account.order.total.text(2)),
                        facts().add("document", targets.down_payment->number).add("expected", account.order.total).add("found", targets.down_payment->total));
    }
    if (!by_hand.empty())
        return rejected("PAYMENT_MANUAL_IN_ERP",
                        format("Down payment {} of order {} was entered by hand in SAP Business One. If the money of the order is to settle it, write {} into its field {} and retry; if it is for something "
                               "else, write a word on it into that field and retry",
                               by_hand,
                               account.order_number, account.down_payment_key, key_field),
                        facts().add("document", by_hand).add("key", account.down_payment_key));
    if (!cancelled.empty())
        return rejected("ORDER_DUPLICATE_SUSPECT",
                        format("Down payment {} with the key {} was cancelled in SAP Business One. If it is to be booked again, empty its field {}, delete the row {} in {}, and retry", cancelled,
                               account.down_payment_key, key_field, account.down_payment_key, key_entity),
                        facts().subject("key:" + account.down_payment_key).add("key", account.down_payment_key).add("document", cancelled));
    return std::nullopt;
}

Decimal PaymentsSink::due_by_down_payment(const Account& account) {
    Decimal sum;
    for (const Due& due : account.due)
        if (due.rule->policy == PaymentPolicy::down_payment) sum += due.tender.amount;
    return sum;
}

PaymentsSink::Answer PaymentsSink::make_down_payment(Call& call, const Account& account, Targets& targets, bool& look_again) {
    const std::string& key = account.down_payment_key;
    const std::string what = format("The down payment of order {}", account.order_number);
    // It would be made of what stands on the document now and never fit again: lines that come later are told by a confirmation of their own.
    if (const Decimal due = due_by_down_payment(account); due > account.order.total)
        return rejected("TENDER_MISMATCH",
                        format("{} {} were paid for order {}, and sales order {} comes to {} only, so no down payment was made. Where lines of the order still wait to be posted, this goes on by itself when they "
                               "are on the document. Otherwise bring the document to the order's total and retry, or book the payment by hand and resolve this",
                               due.text(2), account.currency, account.order_number, account.order.number, account.order.total.text(2)),
                        facts().add("document", account.order.number).add("expected", account.order.total).add("found", due));
    // People changed the document, or the order itself: a down payment cannot be changed afterwards.
    if (account.order.total != account.total)
        return rejected("BOOKED_TOTAL_DIFFERS",
                        format("Sales order {} comes to {}, order {} in the store to {}: its down payment was not made. When the two agree, retry", account.order.number, account.order.total.text(2),
                               account.order_number, account.total.text(2)),
                        facts().add("document", account.order.number).add("expected", account.total).add("found", account.order.total));
    if (const std::string draft = draft_of(call, session_, key); !draft.empty())
        return retry("APPROVAL_PENDING", "{} waits as draft {} for an approval in SAP Business One; its payment is booked when the draft has become a document", what, draft);
    const auto rows = rows_of_order(call, session_, account.order.id);
    if (!rows) return rejected("ERP_REJECTED", "{} cannot be made: the sales order has more lines than can be read. Book it and its payment by hand and resolve this", what);

    KeyedDocument document{key, "DownPayments", call.scratch("documents").append(), rows->lines.size() > answered_lines_max};
    const std::string date = date_of(call, account.due.front().tender);
    write_down_payment(account.order, *rows, key, date, down_payment_type_, document.body);
    const KeyedAnswer answer = post_with_key(call, session_, document);
    if (answer.what == Posting::unknown) return unknown("ERP_UNAVAILABLE", "{} was sent and no usable answer came: {}", what, answer.why);
    if (answer.what == Posting::refused) return refusal(call, account, what, key, date, answer.fault, look_again);
    // As SAP made it: its total decides whether the payment fits.
    if (Answer problem = find_down_payment(call, account, targets)) return problem;
    if (!targets.down_payment) return unknown("ERP_UNAVAILABLE", "SAP Business One says that the down payment of order {} was made, and does not show it", account.order_number);
    return std::nullopt;
}

PaymentsSink::Answer PaymentsSink::settle(const Account& account, const Due& due, Targets& targets, std::vector<Applied>& applied) const {
    Decimal left = due.tender.amount;
    const auto take = [&](MoneyDocument& document, bool is_down_payment) {
        const Decimal part = document.open < left ? document.open : left;
        if (part.is_zero() || part.is_negative()) return;
        document.open -= part;
        left -= part;
        applied.push_back({document.id, is_down_payment, part});
    };
    if (due.rule->policy == PaymentPolicy::down_payment && targets.down_payment) take(*targets.down_payment, true);
    else if (!targets.down_payment)
        for (MoneyDocument& invoice : targets.invoices) take(invoice, false);
    if (left.is_zero() || (applied.empty() && due.rule->policy == PaymentPolicy::on_account)) return std::nullopt;
    const std::string number = targets.down_payment ? "down payment " + targets.down_payment->number : "invoice " + (targets.invoices.empty() ? std::string("?") : targets.invoices.front().number);
    return rejected("TENDER_MISMATCH",
                    format("{} {} of order {} are more than what is open of {} in SAP Business One, by {}. If that was settled with this money, write the key {} into the "
                           "field {} of the payment that did it; else book this payment by hand with that key. Then retry", due.tender.amount.text(2),
                           account.currency, account.order_number, number, left.text(2), due.key, key_field),
                    facts().add("amount", due.tender.amount).add("difference", left));
}

PaymentsSink::Answer PaymentsSink::book_payment(Call& call, const Account& account, Due& due, Targets& targets, bool& look_again) {
    PaymentFacts payment{due.tender, *due.rule, account.order, due.key, date_of(call, due.tender), account.order_number, {}};
    if (Answer problem = settle(account, due, targets, payment.applied)) return problem;
    const std::string what = format("The payment of {} {} for order {} ({} {})", due.tender.amount.text(2), account.currency, account.order_number, due.tender.method, due.tender.part);
    KeyedDocument document{due.key, "IncomingPayments", call.scratch("documents").append(), false};
    write_payment(payment, document.body);
    const KeyedAnswer answer = post_with_key(call, session_, document);
    if (answer.what == Posting::unknown) return unknown("ERP_UNAVAILABLE", "{} was sent and no usable answer came: {}", what, answer.why);
    if (answer.what == Posting::refused) return refusal(call, account, what, due.key, payment.date, answer.fault, look_again);
    if (answer.id.empty()) return unknown("ERP_UNAVAILABLE", "{} was booked, but SAP Business One does not say as which document", what);
    due.booked = MoneyDocument{answer.id, answer.number, due.key, {}, {}, false, false, due.tender.amount, {}};
    return std::nullopt;
}

DeliveryResult PaymentsSink::refusal(Call& call, const Account& account, const std::string& what, const std::string& key, const std::string& date, const Fault& fault, bool& look_again) {
    DocumentFacts document;
    document.currency = account.order.currency;
    document.document_date = date;
    document.card_code = account.order.card_code;
    document.branch = account.order.branch;
    const Judgement judgement = judge(fault, document);
    Facts found = facts();
    if (!judgement.subject.empty()) found.subject(judgement.subject);
    found.add("sap_code", fault.code).add("sap_text", fault.text).add("http_status", fault.status).add("key", key);
    switch (judgement.meaning) {
    case Meaning::retry: return retry(judgement.code, "{}", judgement.message).because(found);
    case Meaning::unknown: return unknown(judgement.code, "{} was sent and no usable answer came: {}", what, fault.quoted());
    case Meaning::blocked: throw configuration_problem(fault, lower(what.substr(0, 1)) + what.substr(1));
    case Meaning::exists:
    case Meaning::unclear:
        if (look_again) {
            look_again = false;
            return rejected("ERP_REJECTED", judgement.message, found); // never told: everything is looked at once more
        }
        // Not among the order's partner's documents; were the key set free, the money would be booked twice.
        if (judgement.meaning == Meaning::exists)
            for (const MoneyDocument& other : key == account.down_payment_key ? down_payments(call, session_, key, {}) : payments(call, session_, key, {}, {}))
                if (other.key == key && !other.cancelled)
                    return rejected("ORDER_DUPLICATE_SUSPECT",
                                    format("{} stands already: document {} carries the key {}, and belongs to another business partner than sales order {} ({}). Nothing was booked. Correct the one or the other, or "
                                           "resolve this",
                                           what, other.number, key, account.order.number, account.order.card_code),
                                    facts().subject("key:" + key).add("key", key).add("document", other.number));
        if (judgement.meaning == Meaning::exists && key_is_taken(call, session_, key))
            return rejected("ORDER_DUPLICATE_SUSPECT",
                            format("The key {} is taken in {}, but no document carries it. If {} is to be booked again, delete that row in SAP Business One and retry", key, key_entity,
                                   lower(what.substr(0, 1)) + what.substr(1)),
                            facts().subject("key:" + key).add("key", key));
        break;
    case Meaning::rejected: break;
    }
    if (judgement.meaning == Meaning::rejected && judgement.code != "ERP_REJECTED") return rejected(judgement.code, what + " was refused. " + judgement.message, found);
    if (contains(lower(fault.text), "base documents has already been closed"))
        return rejected("ERP_REJECTED",
                        format("{} was refused: {}. Its sales order {} is closed: all of it was delivered, or people closed it. Invoice what was delivered in SAP Business One, and the money settles the "
                               "invoice; else book it by hand. Then retry", what, fault.quoted(), account.order.number),
                        found);
    return rejected("ERP_REJECTED",
                    format("{} was refused: {}. Check the accounts and card numbers of the payment map, and that no approval procedure applies to the integration's user; then retry", what, fault.quoted()),
                    found);
}

} // namespace sapb1
