#include "pipeline/return_step.hpp"

#include "commerce/returned.hpp"

#include <fmt/format.h>

namespace ledgerline::pipeline {

using message::Value;

namespace {

std::string name_of(const store::MessageRow& row) { return row.number.empty() ? row.source_key : row.number; }

exceptions::Found about_order(const store::MessageRow& row, const commerce::Original& original, const char* code, std::string message) {
    exceptions::Found found{code, std::move(message), "/order_id", row.type + ":" + row.source_key, "", "engine", Value::object({{"order", original.order.id}, {"store", original.order.store}})};
    // Of an order whose store nobody names, none could be told from another.
    if (!original.order.store.empty()) found.subject = found.waits_for = commerce::order_cause(original.order);
    return found;
}

} // namespace

std::vector<exceptions::Found> join_return(const store::MessageRow& row, Value& body, const commerce::Original& original) {
    body.erase("original"); // what a source says of it is no booking
    switch (original.state) {
    case commerce::Original::State::unknown:
        return {about_order(row, original, "RETURN_NO_ORDER", fmt::format("Return {} is of order {}, which the engine does not know", name_of(row), original.order.id))};
    case commerce::Original::State::waiting: return {about_order(row, original, "RETURN_WAITS_FOR_ORDER", original.why + "; what came back of it is booked after it")};
    case commerce::Original::State::known: break;
    }
    body.set("original", original.body);
    body.set("store", original.order.store);
    std::vector<commerce::Misfit> misfits = commerce::match_to_order(body, original.body);
    if (misfits.empty()) misfits = commerce::beyond_the_sold(body, original.body, original.returned);
    std::vector<exceptions::Found> found;
    for (const commerce::Misfit& misfit : misfits)
        found.push_back({"RETURN_MISMATCH", fmt::format("Return {} does not fit order {}: {}", name_of(row), original.body["number"].text_or(""), misfit.why), fmt::format("/lines/{}", misfit.line),
                         row.type + ":" + row.source_key, "", "engine", Value::object({{"order", original.order.id}})});
    return found;
}

exceptions::Found withdrawn_return(const store::MessageRow& row, const Value& body) {
    const Value& withdrawn = body["withdrawn"];
    const std::string by = withdrawn.is_object() ? fmt::format("withdrawn by {} ({})", withdrawn["by"].text_or("?"), withdrawn["why"].text_or("")) : "taken back where it was entered";
    return {"RETURN_WITHDRAWN", fmt::format("Return {} of order {} was {}: nothing is posted, and its goods are not back", name_of(row), body["order_id"].text_or(""), by), "/cancelled", row.type + ":" + row.source_key, "", "engine", Value::object()};
}

} // namespace ledgerline::pipeline
