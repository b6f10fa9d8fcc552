#include "pipeline/posted_document.hpp"

#include "message/difference.hpp"
#include "message/schema.hpp"

#include <fmt/format.h>

namespace ledgerline::pipeline {
namespace {

using message::Value;

bool is_cancelled(const Value& body) {
    const std::string phase = body["status"]["phase"].text_or("");
    return phase == "cancelled" || phase == "declined";
}

exceptions::Found changed(const store::MessageRow& row, const store::CrossReferenceRow& reference,
                          const std::vector<message::Difference>& differences) {
    exceptions::Found found;
    found.code = "ORDER_CHANGED_AFTER_POST";
    found.subject = row.type + ":" + row.source_key;
    found.component = "engine";
    Value list = Value::array();
    for (const auto& difference : differences)
        list.push(Value::object({{"path", difference.path}, {"posted", difference.before}, {"now", difference.after}}));
    const auto& first = differences.front();
    found.where = first.path;
    found.message = fmt::format("{} {} was changed in the store after it was posted as document {}: {} was {}, is now {}{}",
                                row.type == "order" ? "Order" : row.type, row.number.empty() ? row.source_key : row.number,
                                reference.remote_number, first.path, first.before.text_or("nothing"), first.after.text_or("nothing"),
                                differences.size() > 1 ? fmt::format(" (and {} more)", differences.size() - 1) : "");
    found.facts = Value::object({{"document", reference.remote_number}, {"differences", std::move(list)}});
    return found;
}

exceptions::Found cancelled(const store::MessageRow& row, const store::CrossReferenceRow& reference, const Value& body) {
    exceptions::Found found;
    found.code = "ORDER_CANCELLED_AFTER_POST";
    found.subject = row.type + ":" + row.source_key;
    found.component = "engine";
    found.where = "/status";
    found.message = fmt::format("Order {} is {} in the store, but document {} of it stands in the ERP",
                                row.number.empty() ? row.source_key : row.number, body["status"]["name"].text_or("cancelled"), reference.remote_number);
    found.facts = Value::object({{"document", reference.remote_number}, {"status", body["status"]["name"]}});
    return found;
}

} // namespace

std::optional<Posted> posted_document(store::UnitOfWork& unit, const store::MessageRow& row, const Value& body) {
    auto reference = unit.cross_references().of_source(row.source, row.type, row.source_key);
    if (!reference) return std::nullopt;
    Posted posted{*reference, std::nullopt, commerce::open_part(unit, *reference)};
    if (reference->message_id == row.id) return posted.part ? std::optional<Posted>(std::move(posted)) : std::nullopt;
    const Value before = unit.messages().body(reference->message_id);
    const auto differences = message::differences(message::without_state(row.type, before), message::without_state(row.type, body));
    if (!differences.empty()) posted.change = changed(row, *reference, differences);
    else if (is_cancelled(body) && !is_cancelled(before)) posted.change = cancelled(row, *reference, body);
    // Whoever decides about the change must know that the document never held the whole order.
    if (posted.change && posted.part) {
        const std::string waiting = commerce::waiting_text(posted.part->body);
        posted.change->message += fmt::format("; of the order as it was posted, {} never came onto that document", waiting);
        posted.change->facts.set("never_posted", commerce::waiting_detail(posted.part->body));
    }
    return posted;
}

} // namespace ledgerline::pipeline
