// The third part of the credit memos sink: what is sent, and what each answer means.
#include "credit_memos_sink.hpp"

#include "keyed_posting.hpp"
#include "memo_sources.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <set>

namespace sapb1 {

using namespace ledgerline;
using reckoning::DocumentForecast;

namespace {

constexpr int looks_max = 3; // as it stands; again, because something closed meanwhile; without bases

// A paid invoice, or one that another memo has used up. The field says it in every language.
bool is_base_closed(const Fault& fault) {
    const auto place = place_in(fault.text);
    return contains(lower(fault.text), "base documents has already been closed") || (place && place->field == "BaseEntry");
}

// The cancelled order bears it, and no document is planned.
DocumentForecast forecast_of_booking(const RefundBooking& booking, bool gross, int digits, bool by_line) {
    DocumentForecast forecast(gross, digits, by_line);
    for (const RefundLineBooking line : booking.lines()) forecast.add_line(line.amount(), line.tax_code(), line.tax_rate());
    for (const FreightBooking charge : booking.freight()) {
        if (charge.item_code().empty()) forecast.add_freight(charge.amount(), charge.tax_rate());
        else forecast.add_line(charge.amount(), charge.tax_code(), charge.tax_rate());
    }
    for (const RefundAmountBooking one : booking.amounts()) forecast.add_line(one.amount(), one.tax_code(), one.tax_rate());
    return forecast;
}

// Of all that is to be posted.
struct Planned {
    Decimal total; // of the memos, and of what the order loses where no memo credits it
    Decimal tax;   // of the memos
};
Planned planned(const RefundBooking& booking, const MemoPlan& plan, const std::optional<Decimal>& rate, int digits, bool by_line) {
    if (plan.nothing_to_credit) return {forecast_of_booking(booking, plan.gross, digits, by_line).total(), Decimal()};
    Planned sum;
    for (const MemoDocument& document : documents_of(plan, rate)) {
        const DocumentForecast forecast = forecast_of(document, plan.gross, digits, by_line);
        sum.total += forecast.total();
        sum.tax += forecast.tax_total();
    }
    if (plan.has_cut() && plan.cut_counts) sum.total += forecast_of_cut(plan, digits, by_line).total();
    return sum;
}

// Its own key, or one with a number behind it.
bool is_memo_of(const ChainDocument& memo, std::string_view key) { return std::string_view(memo.key).substr(0, memo.key.find('+')) == key; }

} // namespace

std::variant<CreditMemosSink::Stands, DeliveryResult> CreditMemosSink::book(Case& the) {
    Call& call = the.delivery.call();
    for (int look = 1;; ++look) {
        if (Answer answer = examine(call, the)) return *answer;
        Ready ready;
        Stands stands;
        if (Answer answer = judge_hand_made(the, ready)) return *answer;
        if (ready.changes.empty())
            if (Answer answer = write(call, the, ready, stands)) return *answer;
        if (stands.receipt) return stands; // nothing is to be sent
        ChangesAnswer answer = post_change_set(call, session_, ready.changes);
        if (answer.what == Posting::unknown) return DeliveryResult(unknown("ERP_UNAVAILABLE", "The refund was sent and no usable answer came: {}", answer.why));
        if (answer.what == Posting::done) return read_done(call, the, ready, std::move(answer.documents));
        if (!is_base_closed(answer.fault) || look == looks_max) return refusal(call, the, ready, answer.fault);
        the.standalone_only = look + 1 == looks_max;
    }
}

CreditMemosSink::Answer CreditMemosSink::write(Call& call, Case& the, Ready& ready, Stands& stands) {
    MemoPolicies policies = policies_;
    policies.standalone_only = the.standalone_only;
    const OrderChain* chain = the.chain ? &*the.chain : nullptr;
    MemoPlan plan = plan_memos(the.refund, chain, the.memos, policies);
    if (plan.answer) return plan.answer;
    company_.refresh(call, session_);
    const RefundBooking booking = the.refund.booking();
    std::optional<Decimal> rate = chain ? chain->order.rate : booking.rate();
    if (!chain && rate && company_.rates_are_indirect()) rate = Decimal(1).divided(*rate, 6, Round::half_up);
    if (Answer answer = plan.nothing_to_credit ? std::nullopt : check_company(call, the, plan)) return answer;
    if (Answer answer = check_total(the, plan, rate)) return answer;
    if (plan.nothing_to_credit && !plan.has_items() && plan.amounts.empty() && plan.of_down_payment.empty()) {
        // The order that was cancelled took this money out of the books, once and for all its refunds together.
        stands.receipt = Receipt{chain->order.id, chain->order.number, the.expected, chain->order.currency, never_left(the.refund, {}, true)};
        // An earlier refund may have taken its part off the order before.
        const Decimal sold = std::max(chain->order.total, the.refund.original().booked_total());
        if (the.expected && the.refund.original().credited_total() + *the.expected > sold)
            return rejected("REFUND_EXCEEDS_ORDER", format("Sales order {} was cancelled with {}, and its refunds come to {}. Nothing was booked", chain->order.number, sold.text(2),
                                                           (the.refund.original().credited_total() + *the.expected).text(2)),
                            facts().add("document", chain->order.number));
        return std::nullopt;
    }
    if (Answer answer = find_accounts(call, plan)) return answer;

    MemoHead head{the.key, chain ? chain->order.card_code : std::string(booking.card_code()), the.currency, chain ? chain->order.branch : std::string(booking.branch()), the.reference, std::string(the.refund.id()),
                  the.order_number, rate};
    const std::vector<Node> documents = write_memos(the.refund, plan, chain, head, settings_, call.scratch("documents"), ready.facts);
    ready.facts.card_code = head.card_code;
    ready.facts.currency = the.currency;
    ready.facts.document_date = std::string(booking.document_date());
    ready.facts.series = std::string(booking.series());
    ready.facts.branch = head.branch;
    ready.note.memos = documents.size();
    const std::string root(session_.connection().root());
    ready.changes.emplace_back(); // the row, when it is known what it says
    for (const Node& document : documents) ready.changes.push_back({root + "/CreditNotes", std::string(document.json()), false, "POST"});
    if (plan.has_cut())
        if (Answer answer = add_cut(call, the, plan, ready)) return answer;
    if (ready.changes.size() == 1) return rejected("PLUGIN_FAILED", "The rules booked nothing of this refund: it has neither lines nor charges nor amounts");
    ready.changes.front() = key_row(root, the.key, note_text(the.key, ready.note));
    return std::nullopt;
}

// What an order was reckoned with stays as it was, so this holds the refund alone and not the connection, as it does for orders.
CreditMemosSink::Answer CreditMemosSink::check_company(Call& call, const Case& the, const MemoPlan& plan) {
    const RefundOriginal original = the.refund.original();
    if (const std::string problem = company_.tax_problem(original.exists() ? original.tax_rounding() : std::string_view()); !problem.empty())
        return rejected("CONFIG_DRIFT", problem + ". Nothing was booked. If the order is from before a change of that, book the refund by hand and resolve this with its number", facts().subject("company:tax-rounding"));
    std::string problem = company_.amount_problem(call, session_, the.refund.decimals(), the.currency);
    if (problem.empty()) problem = company_.price_problem(plan);
    if (!problem.empty()) return rejected("CONFIG_DRIFT", problem, facts().subject("company:digits"));
    return std::nullopt;
}

std::optional<bool> CreditMemosSink::rounds_by_line(const Case& the) const {
    if (company_.tax_by_line()) return company_.tax_by_line();
    const RefundOriginal original = the.refund.original();
    if (!original.exists() || original.tax_rounding().empty()) return std::nullopt;
    return original.tax_rounding() == "line";
}

// Before anything is sent. Service Layer has no preview of credit memos, so it is reckoned here, as SAP does: each document by itself, because
// tax that is rounded for whole documents comes to another sum for several of them.
CreditMemosSink::Answer CreditMemosSink::check_total(const Case& the, const MemoPlan& plan, const std::optional<Decimal>& rate) const {
    if (!the.expected) return std::nullopt;
    const int digits = static_cast<int>(the.refund.decimals());
    std::string of_lines;
    for (const std::vector<MemoLine>* lines : {&plan.lines, &plan.of_down_payment})
        for (const MemoLine& line : *lines)
            if ((line.price.normalized() * line.quantity.normalized()).rounded(digits, Round::half_up) != line.amount)
                of_lines += format("; {} units of {} at {} do not come to {}", line.quantity.normalized().text(), line.item_code, line.price.normalized().text(), line.amount.text(2));
    const std::optional<bool> known = rounds_by_line(the);
    Decimal sum;
    for (const bool by_line : {true, false}) {
        if (known && by_line != *known) continue;
        const Planned all = planned(the.refund.booking(), plan, rate, digits, by_line);
        sum = all.total;
        if (sum == *the.expected && of_lines.empty()) return check_tax(the, all.tax);
    }
    return rejected("TOTAL_MISMATCH", format("What is to be booked comes to {}, the refund to {}: a difference of {}{}. Nothing was sent", sum.text(2), the.expected->text(2),
                                             (sum - *the.expected).text(2), of_lines),
                    facts().add("expected", *the.expected).add("found", sum).add("difference", sum - *the.expected));
}

// A memo that is divided rounds each part by itself, and so did those that stand: what they came to the company says.
CreditMemosSink::Answer CreditMemosSink::check_tax(const Case& the, const Decimal& tax) {
    const RefundOriginal original = the.refund.original();
    if (!the.refund.booking().tax_limited() || !original.exists() || tax <= Decimal()) return std::nullopt;
    Decimal credited;
    for (const ChainDocument& memo : the.memos)
        for (const Node key : original.keys().elements_or_none())
            if (is_memo_of(memo, key.text())) credited += memo.tax;
    if (credited + tax <= original.booked_tax()) return std::nullopt;
    return rejected("REFUND_EXCEEDS_ORDER",
                    format("With refund {} the credit memos of order {} would come to {} of tax, and it was booked with {}: a difference of {}. Nothing was sent", the.refund.id(), the.order_number, (credited + tax).text(2),
                           original.booked_tax().text(2), (credited + tax - original.booked_tax()).text(2)),
                    facts().add("booked", original.booked_tax()).add("credited", credited + tax));
}

// Freight that became a line of services is booked on the account that SAP books it on.
CreditMemosSink::Answer CreditMemosSink::find_accounts(Call& call, MemoPlan& plan) {
    for (MemoAmount& one : plan.amounts) {
        if (one.freight_code.empty()) continue;
        if (!is_number(one.freight_code)) return rejected("ERP_REJECTED", "\"{}\" is no freight code of SAP Business One", one.freight_code);
        const Response answer = session_.read_list(call, Request::get("/AdditionalExpenses").query("$filter", "ExpensCode eq " + one.freight_code).query("$select", "ExpensCode,RevenuesAccount"));
        for (const Node row : answer.json()["value"].elements()) one.account = text_of(row["RevenuesAccount"]);
        answer.discard();
        if (one.account.empty())
            return rejected("ERP_REJECTED",
                            format("{} is credited without goods, and a credit memo cannot hold a charge alone: enter the revenue account of freight {} in SAP Business One (Setup, Freight), then retry", one.label,
                                   one.freight_code),
                            facts().subject("freight:" + one.freight_code).add("freight", one.freight_code));
    }
    return std::nullopt;
}

CreditMemosSink::Answer CreditMemosSink::add_cut(Call& call, const Case& the, const MemoPlan& plan, Ready& ready) const {
    const ChainDocument& order = the.chain->order;
    const Node body = call.scratch("documents").append();
    const OrderCut cut = write_cut(order, plan, static_cast<int>(the.refund.decimals()), rounds_by_line(the).value_or(true), body);
    if (!cut.problem.empty())
        return rejected("REFUND_NO_INVOICE", format("Sales order {} cannot be amended: {}. Nothing was booked", order.number, cut.problem), facts().add("document", order.number));
    if (cut.fall != cut.wanted)
        return rejected("TOTAL_MISMATCH", format("Sales order {} would fall by {}, the refund says {} for the same: a difference of {}{}. Nothing was sent", order.number, cut.fall.text(2), cut.wanted.text(2),
                                                 (cut.fall - cut.wanted).text(2), cut.bridge),
                        facts().add("document", order.number).add("expected", cut.wanted).add("found", cut.fall).add("difference", cut.fall - cut.wanted));
    const bool is_action = cut.step != OrderCut::Step::patch;
    InnerRequest step{std::string(session_.connection().root()) + "/Orders(" + order.id + ")", is_action ? std::string() : std::string(body.json()), false, is_action ? "POST" : "PATCH"};
    if (is_action) step.path += cut.step == OrderCut::Step::cancel ? "/Cancel" : "/Close";
    // Somebody may deliver it between the look and the change.
    if (!order.etag.empty()) step.headers.emplace_back("If-Match", order.etag);
    if (cut.replaces) step.headers.emplace_back("B1S-ReplaceCollectionsOnPatch", "true");
    ready.changes.push_back(std::move(step));
    ready.note.order_id = order.id;
    if (!plan.cut_counts) return std::nullopt;
    ready.note.cut = cut.fall;
    if (!is_action) ready.order_total_before = order.total;
    return std::nullopt;
}

std::variant<CreditMemosSink::Stands, DeliveryResult> CreditMemosSink::read_done(Call& call, const Case& the, const Ready& ready, std::vector<Node> documents) {
    try {
        // As they stand: their totals decide whether the engine is content, and what is open of them is paid out.
        Stands stands = look_up(call, the.refund, the.key);
        if (stands.receipt && ready.order_total_before) {
            const Standing order = standing_of(call, session_, ready.note.order_id);
            if (order.document && order.document->amount) *stands.receipt->amount += (*ready.order_total_before - *order.document->amount) - ready.note.cut;
        }
        if (stands.receipt) return stands;
        if (!stands.problem.empty()) return doubtful(stands, the.key); // a probe would say no more, for ever
    } catch (const Unavailable&) {
        // unknown is true as well, and the probe reads the numbers later
    } catch (const DocumentError&) {
        // an answer that cannot be read is no refusal of what was booked
    } catch (const DecimalError&) {
    }
    return DeliveryResult(unknown("ERP_UNAVAILABLE", "SAP Business One says that the refund was booked ({} documents), but not as which", static_cast<std::int64_t>(documents.size())));
}

std::variant<CreditMemosSink::Stands, DeliveryResult> CreditMemosSink::refusal(Call& call, const Case& the, const Ready& ready, const Fault& fault) {
    const Judgement judgement = judge(fault, ready.facts);
    Facts found = facts();
    if (!judgement.subject.empty()) found.subject(judgement.subject);
    if (!judgement.waits_for.empty()) found.waits_for(judgement.waits_for);
    found.add("sap_code", fault.code).add("sap_text", fault.text).add("http_status", fault.status);
    switch (judgement.meaning) {
    case Meaning::retry: return retry(judgement.code, "{}", judgement.message).because(found);
    case Meaning::unknown: return DeliveryResult(unknown(judgement.code, "{}", judgement.message));
    case Meaning::blocked: throw configuration_problem(fault, "the credit memo");
    case Meaning::rejected: return rejected(judgement.code, judgement.message, found);
    case Meaning::exists:
    case Meaning::unclear: break;
    }
    try {
        Stands stands = look_up(call, the.refund, the.key);
        if (stands.receipt) return stands; // the key was taken by an earlier try
        if (!stands.problem.empty()) return doubtful(stands, the.key);
        if (const std::string draft = draft_of(call, session_, the.key); !draft.empty()) return waiting("APPROVAL_PENDING", "It waits as draft {} for an approval in SAP Business One", draft);
    } catch (const Unavailable& problem) {
        return DeliveryResult(unknown("ERP_UNAVAILABLE", "The refund may have been booked, but could not be looked up: {}", problem.what()));
    }
    return rejected("ERP_REJECTED", judgement.message, found);
}

} // namespace sapb1
