#include "commerce/part_posting.hpp"

#include <fmt/format.h>

#include <map>

namespace ledgerline::commerce {
namespace {

using message::Value;

bool is_quarantined(const Value& line) { return line["booking"]["quarantined"].bool_or(false); }
bool is_posted(const Value& line) { return line["booking"]["posted"].bool_or(false); }

const Value::Array& lines_of(const Value& body) {
    static const Value::Array none;
    const auto* lines = body["lines"].as_array();
    return lines ? *lines : none;
}

std::map<std::string, const Value*> lines_by_id(const Value& body) {
    std::map<std::string, const Value*> found;
    for (const Value& line : lines_of(body)) found[line["id"].text_or("")] = &line;
    return found;
}

} // namespace

std::vector<QuarantinedLine> quarantined_lines(const Value& body) {
    std::vector<QuarantinedLine> found;
    const auto& lines = lines_of(body);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (is_quarantined(lines[i]))
            found.push_back({i, lines[i]["id"].text_or(""), lines[i]["sku"].text_or(""), lines[i]["booking"]["amount"].text_or("")});
    return found;
}

std::string waiting_text(const Value& body) {
    const std::size_t count = quarantined_lines(body).size();
    const std::string amount = body["booking"]["quarantined_total"].text_or("");
    return fmt::format("{} {}{}", count, count == 1 ? "line" : "lines", amount.empty() ? "" : fmt::format(" ({} {})", amount, body["currency"].text_or("")));
}

Value waiting_detail(const Value& body) {
    const auto quarantined = quarantined_lines(body);
    if (quarantined.empty()) return {};
    Value lines = Value::array();
    for (const QuarantinedLine& line : quarantined) lines.push(Value::object({{"line", line.id}, {"sku", line.sku}, {"amount", line.amount}}));
    return Value::object({{"text", waiting_text(body)}, {"amount", body["booking"]["quarantined_total"]}, {"currency", body["currency"]}, {"lines", std::move(lines)}});
}

std::optional<std::string> part_key(const std::string& first_key, std::int64_t part) {
    std::string key = fmt::format("{}+{}", first_key, part);
    if (part < 2 || part > parts_max || key.size() > key_length_max) return std::nullopt;
    return key;
}

std::string document_key(const Value& body, const std::string& own_key) { return body["booking"]["addition"]["document_key"].text_or(own_key); }

std::optional<OpenPart> open_part(store::UnitOfWork& unit, const store::CrossReferenceRow& reference) {
    // Settled by a person: the message that stands for the document is not processed any more.
    if (const auto message = unit.messages().find(reference.message_id); !message || message->state == store::message_state::settled) return std::nullopt;
    return part_posted(unit, reference);
}

std::optional<OpenPart> part_posted(store::UnitOfWork& unit, const store::CrossReferenceRow& reference) {
    const auto first = unit.outbox().by_key(reference.idempotency_key);
    if (!first || first->state != store::outbox_state::delivered) return std::nullopt;
    OpenPart part{reference, 2, unit.outbox().body(first->id)};
    while (const auto key = part_key(reference.idempotency_key, part.next)) {
        const auto row = unit.outbox().by_key(*key);
        if (!row || row->state != store::outbox_state::delivered) break;
        part.body = unit.outbox().body(row->id);
        ++part.next;
    }
    if (quarantined_lines(part.body).empty()) return std::nullopt;
    return part;
}

void mark_posted(Value& body, const OpenPart& part) {
    const auto sent = lines_by_id(part.body);
    if (Value* lines = body.find("lines"); lines && lines->as_array())
        for (Value& line : *lines->as_array()) {
            const auto found = sent.find(line["id"].text_or(""));
            if (found == sent.end() || is_quarantined(*found->second)) continue;
            Value booking = Value::object({{"posted", true}});
            for (const char* name : {"item_code", "quantity", "warehouse"})
                if (const Value* stands = (*found->second)["booking"].find(name)) booking.set(name, *stands);
            line.set("booking", std::move(booking));
        }
    body.set("booking", Value::object({{"addition", Value::object({{"document_id", part.reference.remote_id},
                                                                  {"document_number", part.reference.remote_number},
                                                                  {"document_key", part.reference.idempotency_key},
                                                                  {"part", Value(part.next)}})}}));
}

bool adds_lines(const Value& body) {
    for (const Value& line : lines_of(body))
        if (!is_posted(line) && !is_quarantined(line)) return true;
    return false;
}

std::string changed_since(const Value& body, const OpenPart& part) {
    const auto sent = lines_by_id(part.body);
    for (const Value& line : lines_of(body)) {
        if (!is_posted(line)) continue;
        const auto found = sent.find(line["id"].text_or(""));
        if (found == sent.end()) continue;
        for (const char* name : {"item_code", "quantity", "unit_price", "amount", "tax_code", "tax_rate"}) {
            const Value &before = (*found->second)["booking"][name], &now = line["booking"][name];
            if (!(before == now))
                return fmt::format("line {} ({}) was posted with {} {}, and would be booked with {} now", line["id"].text_or(""), line["sku"].text_or(""), name,
                                   before.text_or("nothing"), now.text_or("nothing"));
        }
    }
    for (const char* name : {"price_mode", "freight"})
        if (!(part.body["booking"][name] == body["booking"][name])) return fmt::format("its {} was booked otherwise than it would be now", name);
    return "";
}

} // namespace ledgerline::commerce
