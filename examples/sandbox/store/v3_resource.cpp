#include "store/resources.hpp"

#include "message/json.hpp"
#include "store/raw_json.hpp"

#include <set>
#include <sstream>

namespace ledgerline::sandbox::store {

namespace {

// "a,b,c"; absent = no filter.
std::optional<std::set<std::string>> value_list(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    std::set<std::string> out;
    std::istringstream values(*text);
    for (std::string value; std::getline(values, value, ',');) out.insert(value);
    return out;
}

bool passes(const std::optional<std::set<std::string>>& filter, const std::string& value) {
    return !filter || filter->count(value) > 0;
}

std::optional<base::Millis> moment(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    const auto at = base::parse_time(*text);
    if (!at) throw Refused(422, "The filter " + std::string(name) + " is not a date.");
    return at;
}

base::HttpResponse refunds(const Call& call, const State& state, std::optional<std::int64_t> order_id) {
    const auto orders = value_list(call, "order_id:in");
    const auto ids = value_list(call, "id:in");
    const auto from = moment(call, "created:min");
    const auto to = moment(call, "created:max");
    const auto transaction = call.parameter("transaction_id");
    std::vector<std::string_view> chosen;
    for (const auto& [id, refund] : state.refunds) {
        if (order_id && refund.order_id != *order_id) continue;
        if (!passes(orders, std::to_string(refund.order_id)) || !passes(ids, std::to_string(id))) continue;
        if ((from && refund.created < *from) || (to && refund.created > *to)) continue;
        if (transaction && refund.transaction_ids.find(" " + *transaction + " ") == std::string::npos) continue;
        chosen.push_back(refund.text);
    }
    return envelope_answer(chosen, read_page(call, state.settings.page_above_maximum), state.settings.refund_list_has_pagination);
}

base::HttpResponse one_refund(const State& state, const std::string& text) {
    const auto id = whole_number(text);
    const auto at = id ? state.refunds.find(*id) : state.refunds.end();
    if (at == state.refunds.end()) throw Refused(404, "The requested resource was not found.");
    return json_answer(200, "{\"data\":" + at->second.text + ",\"meta\":{}}");
}

base::HttpResponse customers(const Call& call, const State& state) {
    const auto ids = value_list(call, "id:in");
    const auto emails = value_list(call, "email:in");
    std::vector<std::string_view> chosen;
    for (const auto& [id, customer] : state.customers)
        if (passes(ids, std::to_string(id)) && passes(emails, customer.email)) chosen.push_back(customer.text);
    return envelope_answer(chosen, read_page(call, state.settings.page_above_maximum), true);
}

} // namespace

base::HttpResponse answer_v3(const Call& call, const State& state) {
    const auto& path = call.path;
    const auto is = [&](std::size_t at, std::string_view name) { return path.size() > at && path[at] == name; };
    if (path.size() == 1 && is(0, "customers")) {
        require_scope(call, state, {scope_customers});
        require_method(call, {"GET"});
        return customers(call, state);
    }
    const Refused unknown(404, "The requested resource was not found.");
    if (!is(0, "orders")) throw unknown;
    if (is(1, "payment_actions") && is(2, "refunds") && path.size() <= 4) {
        require_scope(call, state, {scope_orders, scope_transactions});
        require_method(call, {"GET"});
        return path.size() == 4 ? one_refund(state, path[3]) : refunds(call, state, std::nullopt);
    }
    const auto id = path.size() > 1 ? whole_number(path[1]) : std::nullopt;
    const OrderRecord* order = id ? state.book.find(*id) : nullptr;
    if (is(2, "transactions") && path.size() == 3) {
        require_scope(call, state, {scope_transactions});
        require_method(call, {"GET"});
        if (!order) throw unknown;
        const std::string rows = state.book.transactions(*order);
        if (rows == "[]" && state.settings.transactions_empty_no_content) return no_content();
        return envelope_answer(elements(rows), read_page(call, state.settings.page_above_maximum), true);
    }
    if (is(2, "payment_actions") && is(3, "refunds") && path.size() == 4) {
        require_scope(call, state, {scope_orders, scope_transactions});
        require_method(call, {"GET"});
        if (!order) throw unknown;
        return refunds(call, state, order->id);
    }
    throw unknown;
}

} // namespace ledgerline::sandbox::store
