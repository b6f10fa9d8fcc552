#include "credit_memos_sink.hpp"

#include "amount.hpp"
#include "memo_sources.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::size_t suffix_length_max = 5; // "+p12r"
constexpr int own_pages_max = 4;
constexpr std::int64_t unreadable_pause_ms = 60'000;

MemoSettings memo_settings(const Config& config) {
    MemoSettings settings;
    settings.tax_field = config.choice("tax_field");
    settings.reference = config.text("reference");
    if (const std::string unknown = unknown_placeholder(settings.reference, {"order", "refund"}); !unknown.empty())
        config.refuse(config.problem("reference", "{} in \"{}\" is not known; known are {{order} and {{refund}", unknown, settings.reference));
    settings.sends_price_mode = config.choice("price_mode") == "send";
    return settings;
}

MemoPolicies memo_policies(const Config& config) {
    MemoPolicies policies;
    const std::string undelivered = config.choice("undelivered");
    policies.undelivered = undelivered == "amend" ? Undelivered::amend : undelivered == "memo" ? Undelivered::memo : Undelivered::hold;
    policies.of_cancelled = config.choice("cancelled_order") == "memo" ? OfCancelled::memo : OfCancelled::nothing;
    return policies;
}

// The row of the key: what it says of what was done. Nothing: there is none.
std::optional<std::string> key_row_name(Call& call, Session& session, const std::string& key) {
    const Response answer = session.read_list(call, Request::get("/" + std::string(key_entity)).query("$filter", "Code eq " + literal(key)).query("$select", "Code,Name"));
    std::optional<std::string> name;
    for (const Node row : answer.json()["value"].elements()) name = text_of(row["Name"]);
    answer.discard();
    return name;
}

Receipt receipt_of_memos(const std::vector<ChainDocument>& memos, const Decimal& beside) {
    Receipt receipt{{}, {}, beside, memos.front().currency};
    for (const ChainDocument& memo : memos) {
        receipt.id += (receipt.id.empty() ? "" : ",") + memo.id;
        receipt.number += (receipt.number.empty() ? "" : ", ") + memo.number;
        *receipt.amount += memo.total;
    }
    receipt.amount = receipt.amount->normalized();
    return receipt;
}

std::string order_number_of(const Refund& refund) {
    const RefundOriginal original = refund.original();
    return original.exists() && !original.number().empty() ? std::string(original.number()) : std::string(refund.order_id());
}

} // namespace

CreditMemosSink::CreditMemosSink(const Config& config)
    : settings_(memo_settings(config)), policies_(memo_policies(config)),
      hand_made_(config.choice("hand_made") == "ignore" ? HandMade::ignore : config.choice("hand_made") == "adopt" ? HandMade::adopt : HandMade::hold), payouts_(config, "payouts"),
      session_(Connection::from(config.connection())) {
    for (const ConfigRow& row : config.rows("currencies")) currencies_[row.text("store")] = row.text("company");
}

DeliveryResult CreditMemosSink::deliver(Delivery& delivery) {
    Call& call = delivery.call();
    const Refund refund = delivery.refund();
    const std::string key(delivery.idempotency_key());
    std::string standing; // what is booked of the refund; "" while nothing is
    // Nothing that is found out about a refund which stands may be answered as a refusal.
    const auto misshapen = [&](std::string_view why, Facts found) {
        if (!standing.empty()) return unpaid(standing, {"PLUGIN_FAILED", format("it cannot be paid out as it came out of the rules: {}", why), std::move(found), {}});
        return rejected("PLUGIN_FAILED", format("The refund cannot be booked as it came out of the rules: {}", why), std::move(found));
    };
    try {
        if (column_length(key) + suffix_length_max > key_length_max) refund["id"].fail(shown(key) + " is too long for the keys of its documents");
        Stands stands = look_up(call, refund, key);
        if (!stands.problem.empty()) return doubtful(stands, key);
        if (stands.receipt) standing = booked_as(stands);
        const auto currency = currencies_.find(std::string(refund.currency()));
        Case the{delivery, refund, key, order_number_of(refund), {}, currency == currencies_.end() ? std::string(refund.currency()) : currency->second, refund.booking().expected_total(), {}, {}, false, false};
        the.reference = filled(settings_.reference, {{"order", the.order_number}, {"refund", std::string(refund.id())}});
        const auto payouts = payouts_of(refund, key);
        const auto* unmapped = std::get_if<Reason>(&payouts);
        if (!stands.receipt) {
            // Before anything is booked: what cannot be paid out afterwards would be half done.
            if (unmapped) return rejected(unmapped->code, unmapped->message + ". Nothing was booked", unmapped->facts);
            the.pays_out = !std::get<std::vector<Payout>>(payouts).empty();
            auto booked = book(the);
            if (const auto* answer = std::get_if<DeliveryResult>(&booked)) return *answer;
            stands = std::move(std::get<Stands>(booked));
            standing = booked_as(stands);
        }
        if (unmapped) return unpaid(standing, *unmapped);
        if (Answer answer = pay_out(the, stands, std::get<std::vector<Payout>>(payouts))) return *answer;
        return delivered(*stands.receipt);
    } catch (const Unavailable& problem) {
        // What was booked before is found by its key next time.
        if (problem.pause_ms > 0) delivery.pause_connection(problem.pause_ms);
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    } catch (const DocumentError& error) {
        return misshapen(error.what(), facts().add("where", error.pointer()));
    } catch (const DecimalError& error) {
        return misshapen(error.what(), {});
    }
}

// Found only if its payments stand too: the delivery that follows finds the memo and books the rest.
std::optional<ProbeResult> CreditMemosSink::probe(Delivery& delivery) {
    Call& call = delivery.call();
    const Refund refund = delivery.refund();
    const std::string key(delivery.idempotency_key());
    try {
        Stands stands = look_up(call, refund, key);
        if (!stands.problem.empty()) return unknown("ORDER_UNCONFIRMED", "{}", stands.problem);
        if (!stands.receipt) {
            if (const std::string draft = draft_of(call, session_, key); !draft.empty()) return unknown("APPROVAL_PENDING", "It waits as draft {} for an approval in SAP Business One", draft);
            return absent();
        }
        auto payouts = payouts_of(refund, key);
        if (!std::holds_alternative<std::vector<Payout>>(payouts)) return absent(); // delivering says why
        const auto missing = missing_payouts(call, std::move(std::get<std::vector<Payout>>(payouts)), key);
        const auto* open = std::get_if<std::vector<Payout>>(&missing);
        return open && open->empty() ? found(*stands.receipt) : absent();
    } catch (const Unavailable& problem) {
        if (problem.pause_ms > 0) delivery.pause_connection(problem.pause_ms);
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    } catch (const DocumentError&) {
        return absent(); // delivering says why
    } catch (const DecimalError&) {
        return absent();
    }
}

// Two stores that are called alike in two deployments would otherwise take each other's memos for their own.
bool CreditMemosSink::is_strange(const ChainDocument& memo, const Refund& refund) {
    const auto is_wanted = [&](const std::string& item) {
        for (const RefundLineBooking line : refund.booking().lines())
            if (line.item_code() == item) return true;
        for (const FreightBooking charge : refund.booking().freight())
            if (charge.item_code() == item) return true;
        return false;
    };
    return std::any_of(memo.lines.begin(), memo.lines.end(), [&](const ChainLine& line) { return !line.item_code.empty() && !is_wanted(line.item_code); });
}

// Where nothing carries the key any more it is a refusal, and what the refund was to credit is free again. While a memo or a shorter order is left,
// it is not.
DeliveryResult CreditMemosSink::doubtful(const Stands& stands, const std::string& key) {
    Facts found = facts().subject("key:" + key).add("key", key);
    if (stands.is_in_part) return retry("ORDER_DUPLICATE_SUSPECT", "{}", stands.problem).because(std::move(found));
    return rejected("ORDER_DUPLICATE_SUSPECT", stands.problem, std::move(found));
}

CreditMemosSink::Stands CreditMemosSink::look_up(Call& call, const Refund& refund, const std::string& key) {
    const std::string field(key_field);
    const auto found = chain_documents(call, session_, "CreditNotes", "(" + field + " eq " + literal(key) + " or startswith(" + field + "," + literal(key + "+") + "))", own_pages_max);
    // What cannot be read may stand: none of it may be taken for not booked.
    if (!found) throw Unavailable("ERP_UNAVAILABLE", format("The credit memos with the key {} are more, or larger, than an answer may hold: empty the field {} of those that are not of the refund", key, key_field), unreadable_pause_ms);
    const auto row = key_row_name(call, session_, key);
    Stands stands;
    std::string cancelled;
    for (const ChainDocument& memo : *found) {
        if (memo.cancelled) cancelled = cancelled.empty() ? memo.number : cancelled;
        else stands.memos.push_back(memo);
    }
    const MemoNote note = note_of(row.value_or("")).value_or(MemoNote{stands.memos.size(), {}, {}});
    stands.is_in_part = !stands.memos.empty() || !note.order_id.empty();
    for (const ChainDocument& memo : stands.memos)
        if (is_strange(memo, refund)) {
            stands.problem = format("Credit memo {} carries the key {} but credits other items than this refund: it is another refund's (two stores that post to one company must not be connected under one name), or "
                                    "people changed it. Nothing more is booked: if it is not of this refund, empty its field {}", memo.number, memo.key, key_field);
            return stands;
        }
    if (!row && stands.memos.empty()) return stands; // a cancelled one whose row was deleted: to be booked again
    if (stands.memos.size() < note.memos || (stands.memos.empty() && note.order_id.empty())) {
        stands.problem = format("The key {} is taken in {}, but {}. If the refund is to be booked again, cancel what is left of it, empty the field {} of its memos, delete that row and retry", key, key_entity,
                                cancelled.empty() ? std::string("no credit memo carries it") : "credit memo " + cancelled + " was cancelled", key_field);
        return stands;
    }
    if (!stands.memos.empty()) {
        stands.receipt = receipt_of_memos(stands.memos, note.cut);
    } else {
        const Standing order = standing_of(call, session_, note.order_id);
        stands.receipt = Receipt{note.order_id, order.document ? order.document->number : note.order_id, note.cut, order.document ? order.document->currency : std::string(refund.currency())};
    }
    stands.receipt->never_left = never_left(refund, stands.memos, !note.order_id.empty());
    return stands;
}

} // namespace sapb1
