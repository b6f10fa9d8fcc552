// The fourth part of the credit memos sink: the money to the shopper. Each payment of the refund becomes an outgoing payment that settles what is
// open of the memos, in a change set with the row of its key; what no memo holds goes out on account.
#include "credit_memos_sink.hpp"

#include "amount.hpp"
#include "document_cells.hpp"
#include "keyed_posting.hpp"
#include "order_document.hpp"
#include "payment_document.hpp"
#include "posted.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

struct PaidOut {
    std::string number, key;
    bool cancelled = false, settles = false; // settles: documents; else it stands on account
    Decimal applied;                         // in its currency
};

std::vector<PaidOut> paid_out(Call& call, Session& session, const std::string& key) {
    const Response answer = session.read_list(call, Request::get("/VendorPayments")
                                                   .query("$filter", "startswith(" + std::string(key_field) + "," + literal(key + "+p") + ")")
                                                   .query("$select", "DocEntry,DocNum,Cancelled,PaymentInvoices," + std::string(key_field))
                                                   .query("$orderby", "DocEntry")
                                                   .header("Prefer", "odata.maxpagesize=200"));
    std::vector<PaidOut> out;
    for (const Node row : answer.json()["value"].elements()) {
        PaidOut one{text_of(row["DocNum"]), text_of(row[key_field]), is_yes(row["Cancelled"]), false, {}};
        for (const Node paid : row["PaymentInvoices"].elements_or_none()) {
            const Decimal foreign = amount_or_zero(paid["AppliedFC"]);
            one.applied += foreign.is_zero() ? amount_or_zero(paid["SumApplied"]) : foreign;
            one.settles = true;
        }
        out.push_back(std::move(one));
    }
    answer.discard();
    return out;
}

} // namespace

// "Credit memo 66000001", or the order that was amended instead.
std::string CreditMemosSink::booked_as(const Stands& stands) {
    return format("{} {}", stands.memos.empty() ? "Sales order" : "Credit memo", stands.receipt->number);
}

// Never a refusal: the engine would take it that nothing stands, and let the same units be credited again.
DeliveryResult CreditMemosSink::unpaid(const std::string& booked_as, Reason reason) {
    return retry(reason.code, "The refund is booked ({} stands), and its payment to the shopper is not complete: {}. It is tried again by itself", booked_as, reason.message).because(std::move(reason.facts));
}

std::variant<std::vector<CreditMemosSink::Payout>, Reason> CreditMemosSink::payouts_of(const Refund& refund, const std::string& key) const {
    std::vector<Payout> payouts;
    if (payouts_.is_empty()) return payouts;
    std::int64_t number = 0;
    for (const RefundPayment payment : refund.payments()) {
        ++number;
        if (payment.state() != "settled" || payment.amount().is_zero()) continue;
        // The bank has taken that money already, so a row for everything does not speak of it.
        const bool is_taken = refund.kind() == "chargeback";
        const PayoutRule* rule = payouts_.find(payment.provider_id(), refund.currency(), is_taken);
        if (!rule && is_taken) continue;
        if (!rule)
            return Reason{"PAYMENT_METHOD_UNMAPPED",
                          format("{} {} of refund {} went back through {}, which no row of the table of payouts fits: add one (policy none, if nothing is to be booked)", payment.amount().text(2), refund.currency(),
                                 refund.id(), payment.provider_id()),
                          facts().subject(format("payout:{}", payment.provider_id())).add("gateway", payment.provider_id()).add("amount", payment.amount()), {}};
        if (rule->pays) payouts.push_back({key + "+p" + std::to_string(number), std::string(payment.transaction_id()), payment.amount(), rule});
    }
    return payouts;
}

std::variant<std::vector<CreditMemosSink::Payout>, Reason> CreditMemosSink::missing_payouts(Call& call, std::vector<Payout> payouts, const std::string& key) {
    if (payouts.empty()) return payouts;
    const std::vector<PaidOut> stands = paid_out(call, session_, key);
    const auto standing = [&](const std::string& one) { return std::find_if(stands.begin(), stands.end(), [&](const PaidOut& other) { return other.key == one && !other.cancelled; }); };
    std::vector<Payout> missing;
    for (const Payout& payout : payouts) {
        for (const PaidOut& one : stands)
            if (one.cancelled && (one.key == payout.key || one.key == payout.key + "r"))
                return Reason{"ORDER_DUPLICATE_SUSPECT",
                              format("Outgoing payment {} with the key {} was cancelled in SAP Business One. Empty its field {} (and that of the document that reverses it). If the money is to be booked again, delete "
                                     "the row {} in {} too; if another payment stands for it, write the key into that one",
                                     one.number, one.key, key_field, one.key, key_entity),
                              facts().subject("key:" + one.key).add("key", one.key).add("payment", one.number), {}};
        const auto first = standing(payout.key);
        if (first == stands.end()) {
            missing.push_back(payout);
            continue;
        }
        // It settled what was open of the memos; the rest has a payment of its own.
        if (!first->settles || first->applied >= payout.amount || standing(payout.key + "r") != stands.end()) continue;
        Payout rest = payout;
        rest.key += "r";
        rest.amount = (payout.amount - first->applied).normalized();
        missing.push_back(std::move(rest));
    }
    return missing;
}

CreditMemosSink::Answer CreditMemosSink::pay_out(const Case& the, Stands& stands, const std::vector<Payout>& payouts) {
    Call& call = the.delivery.call();
    // Until nothing is missing: a rest on account follows the payment that settles, and a key that is taken is looked up once.
    for (int look = 0; look < 3; ++look) {
        auto missing = missing_payouts(call, payouts, the.key);
        if (auto* why = std::get_if<Reason>(&missing)) return unpaid(booked_as(stands), std::move(*why));
        if (std::get<std::vector<Payout>>(missing).empty()) return std::nullopt;
        for (const Payout& payout : std::get<std::vector<Payout>>(missing)) {
            // What is open of them now: the payment before has settled a part.
            if (!stands.memos.empty()) stands.memos = look_up(call, the.refund, the.key).memos;
            if (Answer answer = post_payout(the, stands, payout, call.scratch("documents").append())) return answer;
        }
    }
    return unpaid(booked_as(stands), {"ERP_REJECTED", format("SAP Business One says that it has the payments already, and does not show them: look for their keys ({}+p1 and on) in {}, and delete the rows that no payment carries", the.key, key_entity), {}, {}});
}

CreditMemosSink::Answer CreditMemosSink::post_payout(const Case& the, const Stands& stands, const Payout& payout, const Node& to) {
    Call& call = the.delivery.call();
    const std::vector<ChainDocument>& memos = stands.memos;
    const RefundBooking booking = the.refund.booking();
    std::string card_code(booking.card_code()), branch(booking.branch());
    std::optional<Decimal> rate;
    if (!memos.empty()) {
        card_code = memos.front().card_code;
        branch = memos.front().branch;
        rate = memos.front().rate;
    } else if (the.refund.original().exists() && the.refund.original().document().exists()) {
        for (const ChainDocument& order : orders_named(call, session_, the.refund.original().document().id(), the.refund.original().document().number())) {
            card_code = order.card_code;
            branch = order.branch;
            rate = order.rate;
        }
    }
    to.set_json("{}");
    to["DocType"].set("rCustomer");
    to["CardCode"].set(card_code);
    for (const char* date : {"DocDate", "TaxDate", "TransferDate"}) to[date].set(booking.document_date());
    to["DocCurrency"].set(the.currency);
    if (rate) put_number(to["DocRate"], rate, to);
    if (!branch.empty()) put_whole(to["BPLID"], branch, booking["branch"]);
    to["TransferAccount"].set(payout.rule->account);
    put_text(to["TransferReference"], fitted_line(payout.reference, transfer_reference_max), transfer_reference_max);
    // A number that does not fit would be another one.
    if (column_length(the.order_number) <= counter_reference_max) put_text(to["CounterReference"], the.order_number, counter_reference_max);
    put_text(to["Remarks"], format("Refund {} of order {}", the.refund.id(), the.order_number), 254);
    put_text(to["JournalRemarks"], format("Refund {}", the.refund.id()), 50);
    put_code(to[key_field], payout.key, key_length_max, to);
    Decimal left = payout.amount;
    const bool is_rest = payout.key.back() == 'r';
    for (const ChainDocument& memo : memos) {
        const Decimal part = std::min((memo.total - memo.paid).normalized(), left);
        if (is_rest || memo.closed || part <= Decimal()) continue;
        const Node row = to["PaymentInvoices"].append();
        put_whole(row["DocEntry"], memo.id, to);
        row["InvoiceType"].set("it_CredItnote");
        put_number(row[rate ? "AppliedFC" : "SumApplied"], part, to);
        left -= part;
    }
    put_number(to["TransferSum"], left == payout.amount ? payout.amount : payout.amount - left, to);

    const std::string what = format("The outgoing payment of {} {} for refund {}", payout.amount.text(2), the.currency, the.refund.id());
    const KeyedAnswer answer = post_with_key(call, session_, {payout.key, "VendorPayments", to, false});
    if (answer.what == Posting::done) return std::nullopt;
    if (answer.what == Posting::unknown) return unknown("ERP_UNAVAILABLE", "{} was sent and no usable answer came: {}", what, answer.why);
    DocumentFacts document;
    document.currency = the.currency;
    document.document_date = std::string(booking.document_date());
    document.card_code = card_code;
    document.branch = branch;
    const Judgement judgement = judge(answer.fault, document);
    if (judgement.meaning == Meaning::exists) return std::nullopt; // looked up by the caller
    if (judgement.meaning == Meaning::retry) return retry(judgement.code, "{}", judgement.message);
    if (judgement.meaning == Meaning::unknown) return unknown(judgement.code, "{} was sent and no usable answer came: {}", what, answer.fault.quoted());
    if (judgement.meaning == Meaning::blocked) throw configuration_problem(answer.fault, "an outgoing payment");
    return unpaid(booked_as(stands), {judgement.code, format("{} was refused. {}. Check the account in the table of payouts, and that no approval procedure applies to the integration's user", what, judgement.message),
                                      facts().add("key", payout.key).add("sap_code", answer.fault.code).add("sap_text", answer.fault.text), {}});
}

} // namespace sapb1
