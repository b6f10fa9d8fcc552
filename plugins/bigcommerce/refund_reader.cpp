#include "refund_reader.hpp"

#include "order_mapper.hpp"
#include "refund_mapper.hpp"
#include "refund_settlement.hpp"

#include <ledgerline/format.hpp>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Node;
using ledgerline::Request;

RefundReader::Reading RefundReader::read(Call& call, const Node& row, const Node& body) {
    const auto number = number_in(row["order_id"]);
    if (!number) row["order_id"].fail("does not say of which order it is");
    const std::string id = std::to_string(*number);
    Order& its = order(call, id);
    if (its.is_missing)
        row["order_id"].fail(ledgerline::format("the store has no order {} (404), so the currency of the refund is not known", id));
    if (!channel_.empty() && its.channel != channel_) return Reading::of_others;
    if (its.currency.size() != 3)
        row["order_id"].fail(ledgerline::format("order {} does not say its currency (default_currency_code)", id));
    bool is_assumed = false;
    const auto has_settled = [&](const std::string& payment) {
        // The store may still decline it.
        if (at_once_) return is_assumed = true;
        if (!its.settled) its.settled = settled_of(call, id);
        return its.settled->count(payment) > 0;
    };
    map_refund(row, its.currency, its.decimals, has_settled, body);
    return is_assumed || body["settlement"].text() == "pending" ? Reading::waiting : Reading::final;
}

RefundReader::Order& RefundReader::order(Call& call, const std::string& id) {
    const auto known = orders_.find(id);
    if (known != orders_.end()) return known->second;
    Order out;
    try {
        const auto answer = api_.get(call, Request::get("/v2/orders/" + id));
        if (answer) {
            const Node told = call.scratch("order of a refund");
            copy_currency(answer->json(), told["currency"]);
            out.currency = std::string(told["currency"].text());
            out.decimals = decimals_of(out.currency);
            out.channel = std::string(answer->json()["channel_id"].text_or("1"));
            answer->discard();
        } else {
            out.is_missing = true;
        }
    } catch (const ResourceProblem& problem) {
        if (problem.status != 404) throw;
        out.is_missing = true;
    }
    return orders_.emplace(id, std::move(out)).first->second;
}

std::set<std::string> RefundReader::settled_of(Call& call, const std::string& order_id) {
    std::vector<MoneyBack> transactions;
    try {
        api_.each_v3(call, "/v3/orders/" + order_id + "/transactions", [&](const Node& transaction) { add_money_back(transaction, transactions); });
    } catch (const ResourceProblem& problem) {
        if (problem.status != 404) throw; // none
    }
    if (transactions.empty()) return {};
    std::vector<RefundPaymentAsked> payments;
    list_.each(call, {{"order_id:in", order_id}}, [&](const Node& refund) {
        if (std::to_string(number_in(refund["order_id"]).value_or(0)) == order_id) add_asked(refund, payments);
    });
    return settled_by(std::move(transactions), std::move(payments));
}

} // namespace bigcommerce
