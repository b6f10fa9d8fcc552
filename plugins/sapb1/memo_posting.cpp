// The third part of the credit memos sink: what is sent, and what each answer means.
#include "credit_memos_sink.hpp"

#include "keyed_posting.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <set>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr int looks_max = 3; // as it stands; again, because something closed meanwhile; without bases

// A paid invoice, or one that another memo has used up. The field says it in every language.
bool is_base_closed(const Fault& fault) {
    const auto place = place_in(fault.text);
    return contains(lower(fault.text), "base documents has already been closed") || (place && place->field == "BaseEntry");
}

Decimal tax_on(const Decimal& net, const Decimal& rate, int digits) { return (net.normalized() * rate.normalized()).normalized().divided(Decimal(100), digits, Round::half_up); }

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
    if (Answer answer = check_total(the, plan)) return answer;
    if (plan.nothing_to_credit && !plan.has_items() && plan.amounts.empty() && plan.of_down_payment.empty()) {
        // The order that was cancelled took this money out of the books, once and for all its refunds together.
        stands.receipt = Receipt{chain->order.id, chain->order.number, the.expected, chain->order.currency};
        if (the.expected && the.refund.original().credited_total() + *the.expected > chain->order.total)
            return rejected("REFUND_EXCEEDS_ORDER", format("Sales order {} was cancelled with {}, and its refunds come to {}. Nothing was booked", chain->order.number, chain->order.total.text(2),
                                                           (the.refund.original().credited_total() + *the.expected).text(2)),
                            facts().add("document", chain->order.number));
        return std::nullopt;
    }
    if (Answer answer = find_accounts(call, plan)) return answer;

    const RefundBooking booking = the.refund.booking();
    MemoHead head{the.key, chain ? chain->order.card_code : std::string(booking.card_code()), the.currency, chain ? chain->order.branch : std::string(booking.branch()), the.reference, std::string(the.refund.id()),
                  the.order_number, chain ? chain->order.rate : booking.rate()};
    company_.refresh(call, session_);
    if (!chain && head.rate && company_.rates_are_indirect()) head.rate = Decimal(1).divided(*head.rate, 6, Round::half_up);
    if (Answer answer = check_company(call, the, plan)) return answer;

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

// Before anything is sent. Service Layer has no preview of credit memos, so it is reckoned here, as SAP does.
CreditMemosSink::Answer CreditMemosSink::check_total(const Case& the, const MemoPlan& plan) const {
    if (!the.expected) return std::nullopt;
    const RefundBooking booking = the.refund.booking();
    const int digits = static_cast<int>(the.refund.decimals());
    Decimal sum, tax;
    const auto add = [&](const Decimal& amount, const Decimal& rate) {
        sum += amount;
        tax += tax_on(amount, rate, digits);
    };
    for (const RefundLineBooking line : booking.lines()) add(line.amount(), line.tax_rate());
    for (const FreightBooking charge : booking.freight()) add(charge.amount(), charge.tax_rate());
    for (const RefundAmountBooking one : booking.amounts()) add(one.amount(), one.tax_rate());
    std::string of_lines;
    for (const std::vector<MemoLine>* lines : {&plan.lines, &plan.of_down_payment})
        for (const MemoLine& line : *lines)
            if ((line.price.normalized() * line.quantity.normalized()).rounded(digits, Round::half_up) != line.amount)
                of_lines += format("; {} units of {} at {} do not come to {}", line.quantity.normalized().text(), line.item_code, line.price.normalized().text(), line.amount.text(2));
    if (!plan.gross) {
        const bool by_line = the.refund.original().exists() && the.refund.original().tax_rounding() == "line";
        if (by_line) sum += tax;
        else if (const auto expected_tax = booking.expected_tax()) sum += *expected_tax;
        else sum = *the.expected; // how the company rounds is not known: the engine compares afterwards
    }
    if (sum == *the.expected && of_lines.empty()) return std::nullopt;
    return rejected("TOTAL_MISMATCH", format("The lines, charges and amounts as booked come to {}, the refund to {}: a difference of {}{}. Nothing was sent", sum.text(2), the.expected->text(2),
                                             (sum - *the.expected).text(2), of_lines),
                    facts().add("expected", *the.expected).add("found", sum).add("difference", sum - *the.expected));
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
    const OrderCut cut = write_cut(order, plan, static_cast<int>(the.refund.decimals()), body);
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
