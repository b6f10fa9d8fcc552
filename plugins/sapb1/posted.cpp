#include "posted.hpp"

#include "amount.hpp"
#include "order_document.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <algorithm>
#include <map>

namespace sapb1 {

using namespace ledgerline;

namespace {

std::string by_key(std::string_view key) { return std::string(key_field) + " eq " + literal(key); }

bool has_lines(const Node& document, const std::vector<BookedLine>& lines) {
    std::map<std::string, BookedLine> there;
    for (const Node line : document["DocumentLines"].elements_or_none())
        there[text_of(line[line_field])] = {text_of(line[line_field]), text_of(line["ItemCode"]), amount_of(line["Quantity"]).value_or(Decimal())};
    return std::all_of(lines.begin(), lines.end(), [&](const BookedLine& line) {
        const auto found = there.find(line.id);
        return found != there.end() && found->second.item_code == line.item_code && found->second.quantity == line.quantity;
    });
}

} // namespace

bool is_cancelled(const Node& document) {
    const std::string status = text_of(document["CancelStatus"]);
    return is_yes(document["Cancelled"]) || (!status.empty() && status != "csNo" && status != "N");
}

bool is_part_of_set(const Node& line) {
    const std::string tree = text_of(line["TreeType"]);
    return tree == "iIngredient" || tree == "I";
}

std::vector<BookedLine> booked_lines(const Order& order) {
    std::vector<BookedLine> lines;
    for (const OrderLine line : order.lines())
        if (is_booked(line) && !line.booking().posted()) lines.push_back({std::string(line.id()), std::string(line.booking().item_code()), line.booking().quantity().value_or(Decimal())});
    return lines;
}

std::optional<Decimal> total_of(const Node& document) {
    // A document in local currency has zero in the columns of the foreign one.
    const auto foreign = amount_of(document["DocTotalFc"]);
    return foreign && !foreign->is_zero() ? foreign : amount_of(document["DocTotal"]);
}

std::optional<Receipt> receipt_of(const Node& document) {
    if (!document.is_object()) return std::nullopt;
    Receipt receipt{text_of(document["DocEntry"]), text_of(document["DocNum"]), total_of(document), text_of(document["DocCurrency"])};
    if (receipt.id.empty()) return std::nullopt;
    return receipt;
}

Posted posted_order(Call& call, Session& session, std::string_view key, const std::vector<BookedLine>& lines) {
    const bool compared = lines.size() <= answered_lines_max;
    const Response answer = session.read_list(call, Request::get("/Orders")
                                                   .query("$filter", by_key(key))
                                                   .query("$select", std::string("DocEntry,DocNum,DocTotal,DocTotalFc,DocCurrency,CancelStatus,Cancelled") + (compared ? ",DocumentLines" : ""))
                                                   .query("$orderby", "DocEntry"));
    Posted posted;
    for (const Node row : answer.json()["value"].elements()) {
        if (compared && !has_lines(row, lines)) posted.stranger = text_of(row["DocNum"]);
        else if (is_cancelled(row)) posted.cancelled_number = text_of(row["DocNum"]);
        else if (!posted.document) posted.document = receipt_of(row);
    }
    answer.discard();
    return posted;
}

Standing standing_of(Call& call, Session& session, std::string_view document_id, WithLines with_lines) {
    const Response answer = session.read_list(call, Request::get("/Orders")
                                                   .query("$filter", "DocEntry eq " + std::string(document_id))
                                                   .query("$select", "DocEntry,DocNum,DocTotal,DocTotalFc,DocCurrency,CancelStatus,Cancelled,DocumentStatus," + std::string(key_field) +
                                                                         (with_lines == WithLines::yes ? ",DocumentLines" : "")));
    Standing standing;
    for (const Node row : answer.json()["value"].elements()) {
        standing.document = receipt_of(row);
        standing.key = text_of(row[key_field]);
        const std::string status = text_of(row["DocumentStatus"]);
        standing.closed = is_cancelled(row) ? "cancelled" : status == "bost_Open" || status == "O" || status.empty() ? "" : "closed";
        for (const Node line : row["DocumentLines"].elements_or_none()) standing.lines.push_back(text_of(line[line_field]));
    }
    answer.discard();
    return standing;
}

std::string draft_of(Call& call, Session& session, std::string_view key) {
    const Response answer =
        session.read_list(call, Request::get("/Drafts").query("$filter", by_key(key)).query("$select", "DocEntry,DocNum").query("$orderby", "DocEntry"));
    std::string draft;
    for (const Node row : answer.json()["value"].elements()) draft = text_of(row["DocEntry"]);
    answer.discard();
    return draft;
}

bool key_is_taken(Call& call, Session& session, std::string_view key) {
    const Response answer = session.read_list(call, Request::get("/" + std::string(key_entity)).query("$filter", "Code eq " + literal(key)).query("$select", "Code"));
    const bool taken = answer.json()["value"].count() > 0;
    answer.discard();
    return taken;
}

} // namespace sapb1
