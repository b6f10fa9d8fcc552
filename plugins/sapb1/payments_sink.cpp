#include "payments_sink.hpp"

#include "local_time.hpp"
#include "order_document.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::string_view order_key_begin = "order:";

// A cancelled payment may have a document beside it that reverses it, with the same key.
bool is_reversed(const MoneyDocument& payment, const std::vector<MoneyDocument>& stands) {
    return std::any_of(stands.begin(), stands.end(), [&](const MoneyDocument& other) { return other.cancelled && other.key == payment.key; });
}

// What the keys of an order's payments share: "shop:1047" of the order's own key, or of this delivery's where a person named the
// document.
std::string name_of_order(const Confirmation& confirmation, std::string_view delivery_key) {
    const std::string_view key = confirmation.document().key();
    if (key.substr(0, order_key_begin.size()) == order_key_begin) return std::string(key.substr(order_key_begin.size()));
    const std::size_t begin = delivery_key.find(':') + 1;
    const std::string end = ":" + std::string(confirmation.order_id());
    const std::size_t at = delivery_key.find(end, begin);
    if (begin == 0 || at == std::string_view::npos) confirmation["document"]["key"].fail(shown(delivery_key) + " does not name the order " + std::string(confirmation.order_id()));
    return std::string(delivery_key.substr(begin, at + end.size() - begin));
}

Receipt without_payment(const Confirmation& confirmation) { return {std::string(confirmation.document().id()), std::string(confirmation.document().number()), std::nullopt, {}}; }

bool is_cancelled(const Confirmation& confirmation) {
    const std::string_view phase = confirmation.status().phase();
    return confirmation.document().state() == "cancelled" || phase == "cancelled" || phase == "declined";
}

} // namespace

bool PaymentsSink::Account::is_complete() const {
    return std::all_of(due.begin(), due.end(), [](const Due& one) { return one.booked.has_value(); });
}

Receipt PaymentsSink::Account::receipt() const {
    Decimal sum;
    for (const Due& one : due) sum += one.tender.amount;
    return {due.back().booked->id, due.back().booked->number, sum, currency};
}

PaymentsSink::PaymentsSink(const Config& config)
    : map_(config, "payment_map"), down_payment_type_(config.choice("down_payment") == "request" ? "dptRequest" : "dptInvoice"), dated_by_transaction_(config.choice("date") == "transaction"),
      offset_seconds_(utc_offset_of(config)), session_(Connection::from(config.connection())) {}

DeliveryResult PaymentsSink::deliver(Delivery& delivery) {
    try {
        return book(delivery, false);
    } catch (const Unavailable& problem) {
        // What was booked before is found by its key next time.
        if (problem.pause_ms > 0) delivery.pause_connection(problem.pause_ms);
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    } catch (const DocumentError& error) {
        return rejected("PLUGIN_FAILED", format("The order's payments cannot be booked: {}", error.what()), facts().add("where", error.pointer()));
    } catch (const DecimalError& error) {
        return rejected("PLUGIN_FAILED", "The order's payments cannot be booked: {}", error.what());
    }
}

// Everything or not all of it: the delivery that follows finds what stands and books the rest.
std::optional<ProbeResult> PaymentsSink::probe(Delivery& delivery) {
    try {
        const auto examined = examine(delivery);
        const auto* account = std::get_if<Account>(&examined);
        return account && account->is_complete() ? found(account->receipt()) : absent();
    } catch (const Unavailable& problem) {
        if (problem.pause_ms > 0) delivery.pause_connection(problem.pause_ms);
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    } catch (const DocumentError&) {
        return absent(); // delivering says why
    } catch (const DecimalError&) {
        return absent();
    }
}

std::variant<PaymentsSink::Account, DeliveryResult> PaymentsSink::examine(const Delivery& delivery) {
    Call& call = delivery.call();
    const Confirmation confirmation = delivery.confirmation();
    const std::string name = name_of_order(confirmation, delivery.idempotency_key()), stem = "pay:" + name + ":";
    if (is_cancelled(confirmation)) return examine_cancelled(call, confirmation, stem, "dpm:" + name);

    const Tenders tenders = tenders_of(confirmation);
    Account account{std::string(confirmation.order_number()), std::string(confirmation.currency()), "dpm:" + name, confirmation.total(), {}, {}, {}};
    for (const Tender& tender : tenders.list) {
        account.keys.push_back(stem + tender.part);
        const PaymentRule* rule = map_.find(tender.method, tender.gateway);
        if (!rule)
            return rejected("PAYMENT_METHOD_UNMAPPED",
                            format("{} {} of order {} were paid by {}{}, which no row of the payment map fits. Nothing was booked", tender.amount.text(2), account.currency, account.order_number,
                                   tender.method, tender.gateway.empty() ? std::string() : " through " + tender.gateway),
                            facts().subject(format("payment:{}/{}", tender.method, tender.gateway)).add("method", tender.method).add("gateway", tender.gateway).add("amount", tender.amount));
        if (rule->policy != PaymentPolicy::none) account.due.push_back({tender, rule, stem + tender.part, std::nullopt});
    }
    // The rest of an order whose method books nothing may lack: cash on delivery, or a store whose payments are booked elsewhere.
    const PaymentRule* rest = map_.find(confirmation.payment().method(), "");
    const bool rest_may_lack = rest && rest->policy == PaymentPolicy::none;
    if (account.due.empty() && rest_may_lack) return delivered(without_payment(confirmation));
    if (const std::string problem = mismatch(confirmation, tenders, rest_may_lack); !problem.empty())
        return rejected("TENDER_MISMATCH", problem + ". Nothing was booked for this state of the order", facts().add("expected", confirmation.total()).add("found", tenders.sum).add("difference", tenders.sum - confirmation.total()));
    if (account.due.empty()) { // nothing was captured yet, or not any more
        if (tenders.voided > 0 || delivery.previous())
            if (Answer answer = find_stray(account, stem, payments(call, session_, stem, {}, {}))) return *answer;
        return delivered(without_payment(confirmation));
    }
    for (const Due& due : account.due)
        if (column_length(due.key) > key_length_max) delivery.body()["order_id"].fail(shown(due.key) + " is too long for a key");

    const ConfirmedDocument document = confirmation.document();
    if (!is_number(document.id()) && !is_number(document.number())) document.node().fail("neither its id nor its number is one of SAP Business One");
    const std::vector<SalesOrder> orders = sales_orders(call, session_, document.id(), document.number());
    if (orders.size() != 1)
        return rejected("ERP_REJECTED", format("The payment of order {} has no sales order to belong to: {} of SAP Business One have the number {}. Book it by hand and resolve this", account.order_number,
                                               orders.size(), document.number()),
                        facts().add("document", document.number()));
    account.order = orders.front();
    if (account.order.cancelled)
        return rejected("ERP_REJECTED", format("Sales order {} was cancelled in SAP Business One, so the payment of order {} has nothing to belong to. Book or refund it by hand and resolve this",
                                               account.order.number, account.order_number),
                        facts().add("document", account.order.number));
    // Copied, renumbered or named by mistake: the money would settle somebody else's order.
    if (account.order.key.rfind(order_key_begin, 0) == 0 && account.order.key != std::string(order_key_begin) + name)
        return rejected("ORDER_DUPLICATE_SUSPECT",
                        format("Sales order {} in SAP Business One carries the key {}, so it stands for another order than {}. Nothing was paid on it. Book the payment by hand and resolve this", account.order.number,
                               account.order.key, account.order_number),
                        facts().subject("document:" + account.order.number).add("document", account.order.number).add("key", account.order.key));
    if (Answer answer = find_booked(call, account, stem)) return *answer;
    return account;
}

DeliveryResult PaymentsSink::examine_cancelled(Call& call, const Confirmation& confirmation, const std::string& stem, const std::string& down_payment_key) {
    const std::vector<MoneyDocument> stands = payments(call, session_, stem, {}, {});
    for (const MoneyDocument& payment : stands) {
        if (payment.key.rfind(stem, 0) != 0 || is_reversed(payment, stands)) continue;
        return rejected("PAYMENT_OF_CANCELLED_ORDER", format("Order {} was cancelled, and payment {} ({}) stands for it in SAP Business One", confirmation.order_number(), payment.number, payment.total.text(2)),
                        facts().add("payment", payment.number).add("amount", payment.total).add("key", payment.key));
    }
    for (const MoneyDocument& one : down_payments(call, session_, down_payment_key, {}))
        if (!one.cancelled && !one.closed)
            return rejected("PAYMENT_OF_CANCELLED_ORDER", format("Order {} was cancelled, and down payment {} ({}) is open for it in SAP Business One", confirmation.order_number(), one.number, one.total.text(2)),
                            facts().add("document", one.number).add("amount", one.total).add("key", one.key));
    return delivered(without_payment(confirmation));
}

PaymentsSink::Answer PaymentsSink::find_booked(Call& call, Account& account, const std::string& stem) {
    std::vector<std::string> references;
    for (const Due& due : account.due)
        for (std::string& reference : references_of(due.tender, account.order_number, account.order))
            if (std::find(references.begin(), references.end(), reference) == references.end()) references.push_back(std::move(reference));
    const std::vector<MoneyDocument> stands = payments(call, session_, stem, account.order.card_code, references);

    if (Answer answer = find_stray(account, stem, stands)) return answer;
    for (Due& due : account.due) {
        std::string cancelled;
        for (const MoneyDocument& payment : stands) {
            if (payment.key != due.key) continue;
            if (payment.cancelled) cancelled = payment.number;
            else if (!due.booked) due.booked = payment;
        }
        // Whatever else has the key may be the document that reverses it.
        if (!cancelled.empty())
            return rejected("ORDER_DUPLICATE_SUSPECT",
                            format("Payment {} with the key {} was cancelled in SAP Business One. Empty its field {} (and that of the document that reverses it). If the money is to be booked again, delete the row {} "
                                   "in {} too; if another payment stands for it, write the key into that one. Then retry",
                                   cancelled, due.key, key_field, due.key, key_entity),
                            facts().subject("key:" + due.key).add("key", due.key).add("payment", cancelled));
        // SAP tells sums in the company's currency.
        if (due.booked && !account.order.foreign && due.booked->total != due.tender.amount)
            return rejected("TENDER_MISMATCH",
                            format("Payment {} holds {}, and the store says {} now ({} {}). Correct the payment in SAP Business One or the order in the store", due.booked->number, due.booked->total.text(2),
                                   due.tender.amount.text(2), due.tender.method, due.tender.part),
                            facts().add("payment", due.booked->number).add("expected", due.tender.amount).add("found", due.booked->total));
    }
    for (const Due& due : account.due) {
        if (due.booked) continue;
        const std::vector<std::string> own = references_of(due.tender, account.order_number, account.order);
        for (const MoneyDocument& payment : stands) {
            const auto names = [&](const std::string& reference) { return std::find(own.begin(), own.end(), reference) != own.end(); };
            if (payment.cancelled || !payment.key.empty() || (!names(payment.reference) && !names(payment.counter_reference))) continue;
            return rejected("PAYMENT_MANUAL_IN_ERP",
                            format("Payment {} ({}) in SAP Business One has the reference of order {} and was entered by hand. If it is the {} {} of this order, write {} into its field {} and retry; if it is "
                                   "other money, write a word on it into that field and retry",
                                   payment.number, payment.total.text(2), account.order_number, due.tender.amount.text(2), account.currency, due.key, key_field),
                            facts().add("payment", payment.number).add("key", due.key));
        }
    }
    return std::nullopt;
}

// Captured and booked, then voided: the books have money that never came.
PaymentsSink::Answer PaymentsSink::find_stray(const Account& account, const std::string& stem, const std::vector<MoneyDocument>& stands) {
    for (const MoneyDocument& payment : stands) {
        if (payment.key.rfind(stem, 0) != 0 || is_reversed(payment, stands)) continue;
        if (std::find(account.keys.begin(), account.keys.end(), payment.key) != account.keys.end()) continue;
        return rejected("TENDER_MISMATCH",
                        format("Payment {} ({}) stands in SAP Business One with the key {}, and the store does not count that money for order {} any more: it was voided there, or is another transaction now. If it did "
                               "not come, cancel the payment; if it did, empty the field {} of the payment. Then retry",
                               payment.number, payment.total.text(2), payment.key, account.order_number, key_field),
                        facts().add("payment", payment.number).add("found", payment.total).add("key", payment.key));
    }
    return std::nullopt;
}

std::string PaymentsSink::date_of(const Call& call, const Tender& tender) const {
    const auto at = dated_by_transaction_ ? stamp_seconds(std::string_view(tender.at).substr(0, 19)) : std::nullopt;
    return date_text(at.value_or(call.now_ms() / 1000) + offset_seconds_);
}

} // namespace sapb1
