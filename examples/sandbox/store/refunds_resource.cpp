#include "store/resources.hpp"

#include "message/json.hpp"
#include "store/body.hpp"
#include "store/filter_values.hpp"
#include "store/raw_json.hpp"
#include "store/refund_writer.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

base::HttpResponse list(const Call& call, const State& state, std::optional<std::int64_t> order_id) {
    const auto orders = value_list(call, "order_id:in");
    const auto ids = value_list(call, "id:in");
    const auto from = moment(call, "created:min");
    const auto to = moment(call, "created:max");
    const auto transaction = call.parameter("transaction_id");
    std::vector<const Refund*> chosen;
    const auto consider = [&](const Refund& refund) {
        if (!passes(orders, std::to_string(refund.order_id)) || !passes(ids, std::to_string(refund.id))) return;
        if ((from && refund.created < *from) || (to && refund.created > *to)) return;
        const auto paid_by = [&](const RefundPayment& payment) { return payment.transaction_id == *transaction; };
        if (transaction && std::none_of(refund.payments.begin(), refund.payments.end(), paid_by)) return;
        chosen.push_back(&refund);
    };
    if (order_id) {
        for (const Refund* refund : state.refunds.of(*order_id)) consider(*refund);
    } else {
        for (const auto& [id, refund] : state.refunds.all()) consider(refund);
    }
    const Page page = read_page(call, state.settings.page_above_maximum);
    std::vector<std::string> texts;
    for (std::size_t i = page.first(); i < chosen.size() && texts.size() < page.limit; ++i) texts.push_back(refund_text(*chosen[i], RefundView::listed, state.settings.refunds));
    const std::string data = join_array({texts.begin(), texts.end()}, 0, texts.size());
    return json_answer(200, state.settings.refund_list_has_pagination ? envelope_of(data, chosen.size(), page) : "{\"data\":" + data + ",\"meta\":{}}");
}

base::HttpResponse one(const State& state, const std::string& text) {
    const auto id = whole_number(text);
    const Refund* refund = id ? state.refunds.find(*id) : nullptr;
    if (!refund) throw Refused(404, "The requested resource was not found.");
    return json_answer(200, "{\"data\":" + refund_text(*refund, RefundView::single, state.settings.refunds) + ",\"meta\":{}}");
}

base::HttpResponse created(const std::string& data) { return json_answer(201, "{\"data\":" + data + ",\"meta\":{}}"); }

// The store asks its tax service unless the merchant has computed the amounts.
std::optional<base::HttpResponse> without_tax_service(const State& state, const OrderRecord& order, const RefundRequest& request) {
    if (!state.tax_service_is_away || request.override) return std::nullopt;
    const Value failed = Value::object({{"order_id", Value(order.id)}, {"status", Value(503)}, {"error", Value("Tax service gone away")}});
    return json_answer(503, message::write_json(Value::object({{"data", Value::array({failed})}, {"meta", Value::object()}})));
}

base::HttpResponse quote(const Call& call, const State& state, const OrderRecord& order) {
    const RefundRequest request = read_refund_request(read_body(call));
    if (auto failed = without_tax_service(state, order, request)) return *failed;
    const auto quoted = state.refunding.quote(order, request);
    return created(message::write_json(quote_value(order.id, quoted.quote, quoted.methods, quoted.order.tax_inclusive, state.settings.refunds)));
}

// The official file has a list of errors here, where other resources have one.
base::HttpResponse refused(const Refused& refusal) {
    const Value error = error_object(refusal.status, refusal.what(), refusal.errors);
    return json_answer(refusal.status, message::write_json(Value::object({{"data", Value::array({error})}})));
}

base::HttpResponse make(const Call& call, State& state, const OrderRecord& order, base::Millis now) {
    const Value body = read_body(call);
    try {
        RefundRequest request = read_refund_request(body);
        read_refund_payments(request, body);
        request.user_id = state.settings.refunds.user_id;
        if (auto failed = without_tax_service(state, order, request)) return *failed;
        return created(refund_text(state.refunding.make(order, request, now), RefundView::listed, state.settings.refunds));
    } catch (const Refused& refusal) {
        return refused(refusal);
    }
}

} // namespace

std::optional<base::HttpResponse> answer_refunds(const Call& call, State& state, const OrderRecord* order, base::Millis now) {
    const auto& path = call.path;
    const auto is = [&](std::size_t at, std::string_view name) { return path.size() > at && path[at] == name; };
    const bool all = is(1, "payment_actions") && is(2, "refunds") && path.size() <= 4;
    const bool of_order = is(2, "payment_actions") && (is(3, "refunds") || is(3, "refund_quotes")) && path.size() == 4;
    if (!all && !of_order) return std::nullopt;
    require_scope(call, state, {scope_orders, scope_transactions});
    if (all) {
        require_method(call, {"GET"});
        return path.size() == 4 ? one(state, path[3]) : list(call, state, std::nullopt);
    }
    const bool is_quote = is(3, "refund_quotes");
    if (is_quote) require_method(call, {"POST"});
    else require_method(call, {"GET", "POST"});
    if (!order) throw Refused(404, "The requested resource was not found.");
    if (call.method == "GET") return list(call, state, order->id);
    return is_quote ? quote(call, state, *order) : make(call, state, *order, now);
}

} // namespace ledgerline::sandbox::store
