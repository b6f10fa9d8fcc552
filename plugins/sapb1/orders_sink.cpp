#include "orders_sink.hpp"

#include "local_time.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <exception>

namespace sapb1 {

using namespace ledgerline;

namespace {

AddressCodes address_codes(const Config& config) {
    AddressCodes codes;
    for (const ConfigRow& row : config.rows("states")) codes.states.push_back({row.text("country"), row.text("name"), row.text("code")});
    for (const ConfigRow& row : config.rows("countries")) codes.countries[row.text("store")] = row.text("company");
    return codes;
}

DocumentSettings document_settings(const Config& config) {
    DocumentSettings settings;
    settings.reference = config.text("reference");
    if (const std::string unknown = unknown_placeholder(settings.reference, {"number", "id", "channel", "external_id"}); !unknown.empty())
        config.refuse(config.problem("reference", "{} in \"{}\" is not known; known are {{number}, {{id}, {{channel} and {{external_id}", unknown, settings.reference));
    settings.tax_field = config.choice("tax_field");
    settings.sends_price_mode = config.choice("price_mode") == "send";
    for (const ConfigRow& row : config.rows("currencies")) settings.currencies[row.text("store")] = row.text("company");
    settings.tells_options = config.choice("options") == "item-details";
    settings.codes = address_codes(config);
    return settings;
}

PartnerSettings partner_settings(const Config& config) {
    PartnerSettings settings;
    settings.external_id_field = config.text("external_id_field");
    if (!settings.external_id_field.empty() && settings.external_id_field.rfind("U_", 0) != 0)
        config.refuse(config.problem("external_id_field", "\"{}\" is not a user field (write U_ and its name, such as U_LL_Customer)", settings.external_id_field));
    settings.unset_is_active = config.choice("valid_no_means") == "active";
    const auto offset = offset_seconds(config.text("utc_offset"));
    if (!offset) config.refuse(config.problem("utc_offset", "\"{}\" is not an offset (write +02:00)", config.text("utc_offset")));
    settings.offset_seconds = offset.value_or(0);
    settings.codes = address_codes(config);
    return settings;
}

} // namespace

OrdersSink::OrdersSink(const Config& config)
    : document_settings_(document_settings(config)), external_id_field_(config.text("external_id_field")), previews_(config.choice("preview") == "always"),
      closes_what_is_begun_(config.choice("cancelled_after_delivery") == "close"),
      hand_made_(config.choice("hand_made") == "ignore" ? HandMade::ignore : config.choice("hand_made") == "adopt" ? HandMade::adopt : HandMade::hold), session_(Connection::from(config.connection())), partners_(partner_settings(config)) {}

Verdict OrdersSink::deliver(Batch& batch) {
    Call& call = batch.call();
    try {
        ReadyOrders ready;
        for (const Delivery delivery : batch) {
            if (call.stopping()) break;
            make_ready(batch, delivery, ready);
        }
        post(batch, without_hand_made(batch, std::move(ready)));
    } catch (const Unavailable& problem) {
        if (problem.pause_ms > 0) batch.pause_connection(problem.pause_ms);
        bool all_open = true;
        for (std::uint64_t i = 0; i < batch.size(); ++i) all_open = all_open && !batch.is_answered(i);
        if (all_open) return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
        for (std::uint64_t i = 0; i < batch.size(); ++i)
            if (!batch.is_answered(i)) batch.set(i, retry_after(problem.pause_ms, problem.code, "Nothing was done. {}", problem.what()));
    }
    for (std::uint64_t i = 0; i < batch.size(); ++i)
        if (!batch.is_answered(i)) batch.set(i, retry_after(0, "The engine is stopping; nothing was done"));
    return pass();
}

void OrdersSink::make_ready(Batch& batch, const Delivery& delivery, ReadyOrders& ready) {
    Call& call = batch.call();
    const Order order = delivery.order();
    const auto previous = delivery.previous();
    try {
        // Of what is cancelled nothing is booked.
        if (const auto sum = previous && is_cancelled(order) ? std::nullopt : gross_amount_if_different(order)) {
            const Decimal expected = *order.booking().expected_total();
            batch.set(delivery.index(),
                      rejected("TOTAL_MISMATCH", format("The lines and charges as booked come to {}, the order to {}: a difference of {}. Nothing was sent", sum->text(2),
                                                        expected.text(2), (*sum - expected).text(2)),
                               facts().add("expected", expected).add("found", *sum).add("difference", *sum - expected)));
            return;
        }
        if (previous) {
            make_change_ready(batch, delivery, *previous, ready);
            return;
        }
        if (order.booking().addition().exists()) {
            make_addition_ready(batch, delivery, ready);
            return;
        }
        const Partners::Resolution partner = partners_.resolve(call, session_, order);
        if (const auto* answer = std::get_if<DeliveryResult>(&partner)) {
            batch.set(delivery.index(), *answer);
            return;
        }
        Ready one{delivery.index(), std::string(delivery.idempotency_key()), call.scratch("documents").append(), {}, {}, booked_lines(order)};
        one.expected_total = order.booking().expected_total();
        one.facts = write_order(order, std::get<std::string>(partner), one.key, document_settings_, one.document);
        company_.refresh(call, session_);
        if (company_.rates_are_indirect()) quote_indirectly(order, one.document);
        if (!agrees(batch, delivery, order)) return;
        if (previews_ && !passes_preview(batch, delivery, one)) return;
        ready.push_back(std::move(one));
    } catch (const DocumentError& error) {
        batch.set(delivery.index(), rejected("PLUGIN_FAILED", format("The order cannot be booked as it came out of the rules: {}", error.what()),
                                             facts().add("where", error.pointer())));
    } catch (const DecimalError& error) {
        batch.set(delivery.index(), rejected("PLUGIN_FAILED", "The order cannot be booked as it came out of the rules: {}", error.what()));
    }
}

bool OrdersSink::agrees(Batch& batch, const Delivery& delivery, const Order& order) {
    const std::string disagreement = company_.disagreement(batch.call(), session_, order, currency_of(order, document_settings_));
    if (!disagreement.empty()) batch.set(delivery.index(), rejected("CONFIG_DRIFT", disagreement, facts().subject("company:digits")));
    return disagreement.empty();
}

bool OrdersSink::passes_preview(Batch& batch, const Delivery& delivery, const Ready& order) {
    Call& call = batch.call();
    const auto expected = delivery.order().booking().expected_total();
    if (!expected) return true;
    const Node body = call.scratch("preview");
    body.set_json("{}");
    body["Document"].copy_from(order.document);
    const Response answer = session_.send(call, Request::post("/OrdersService_Preview").json(body).read_only());
    body.erase();
    require_service(answer, "the preview of an order (the sink's field preview)");
    if (!answer.ok()) {
        settle_refused(batch, order, fault_of(answer));
        return false;
    }
    const auto total = answer.has_json() ? total_of(answer.json()) : std::nullopt;
    answer.discard();
    if (!total) throw Unavailable("ERP_UNAVAILABLE", "SAP Business One answered the preview of an order without a total");
    if (*total == *expected) return true;
    batch.set(order.index, rejected("TOTAL_MISMATCH", format("SAP Business One would book {}, the order comes to {}: a difference of {}. Nothing was sent", total->text(2),
                                                             expected->text(2), (*total - *expected).text(2)),
                                    facts().add("expected", *expected).add("found", *total).add("difference", *total - *expected)));
    return false;
}

Verdict OrdersSink::probe(Batch& batch) {
    Call& call = batch.call();
    try {
        for (const Delivery delivery : batch) {
            if (call.stopping()) batch.set(delivery.index(), ProbeResult(unknown("the engine is stopping")));
            else if (const auto previous = delivery.previous()) batch.set(delivery.index(), look_up_addition(call, delivery.idempotency_key(), previous->id));
            else if (const AdditionBooking addition = delivery.order().booking().addition(); addition.exists())
                batch.set(delivery.index(), look_up_addition(call, delivery.idempotency_key(), addition.document_id()));
            else batch.set(delivery.index(), look_up(call, delivery.idempotency_key(), delivery.order()));
        }
    } catch (const Unavailable& problem) {
        if (problem.pause_ms > 0) batch.pause_connection(problem.pause_ms);
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
    return pass();
}

ProbeResult OrdersSink::look_up(Call& call, std::string_view key, const Order& order) {
    const Posted posted = posted_order(call, session_, key, booked_lines(order));
    if (posted.document) return found(*posted.document);
    if (!posted.stranger.empty())
        return unknown("ORDER_DUPLICATE_SUSPECT", "Document {} carries the key {} but not the lines of this order: it is another order's, or people changed it", posted.stranger, key);
    if (const std::string draft = draft_of(call, session_, key); !draft.empty())
        return unknown("APPROVAL_PENDING", "It waits as draft {} for an approval in SAP Business One", draft);
    if (!key_is_taken(call, session_, key)) {
        if (posted.cancelled_number.empty()) return absent();
        return unknown("ORDER_UNCONFIRMED", "Document {} with the key {} is cancelled in SAP Business One, and the key is free: decide whether the order is to be booked again",
                       posted.cancelled_number, key);
    }
    return unknown("ORDER_UNCONFIRMED", "The key {} is taken in {}, but {}: decide whether the order is to be booked again; if so, delete that row", key, key_entity,
                   posted.cancelled_number.empty() ? std::string("no document carries it") : "document " + posted.cancelled_number + " was cancelled");
}

} // namespace sapb1
