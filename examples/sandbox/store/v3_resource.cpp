#include "store/resources.hpp"

#include "store/filter_values.hpp"
#include "store/raw_json.hpp"

namespace ledgerline::sandbox::store {

namespace {

base::HttpResponse customers(const Call& call, const State& state) {
    const auto ids = value_list(call, "id:in");
    const auto emails = value_list(call, "email:in");
    std::vector<std::string_view> chosen;
    for (const auto& [id, customer] : state.customers)
        if (passes(ids, std::to_string(id)) && passes(emails, customer.email)) chosen.push_back(customer.text);
    return envelope_answer(chosen, read_page(call, state.settings.page_above_maximum), true);
}

} // namespace

base::HttpResponse answer_v3(const Call& call, State& state, base::Millis now) {
    const auto& path = call.path;
    const auto is = [&](std::size_t at, std::string_view name) { return path.size() > at && path[at] == name; };
    if (path.size() == 1 && is(0, "customers")) {
        require_scope(call, state, {scope_customers});
        require_method(call, {"GET"});
        return customers(call, state);
    }
    const Refused unknown(404, "The requested resource was not found.");
    if (!is(0, "orders")) throw unknown;
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
    if (auto answer = answer_refunds(call, state, order, now)) return *answer;
    throw unknown;
}

} // namespace ledgerline::sandbox::store
