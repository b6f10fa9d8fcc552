#include "standing_order.hpp"

#include "amount.hpp"
#include "order_document.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

bool StandingOrder::is_begun() const {
    return std::any_of(lines.begin(), lines.end(), [](const StandingLine& line) { return !line.taken.is_zero(); });
}

StandingOrder standing_order(Call& call, Session& session, std::string_view document_id) {
    const Response answer = session.read_list(call, Request::get("/Orders")
                                                   .query("$filter", "DocEntry eq " + std::string(document_id))
                                                   .query("$select", "DocEntry,DocNum,DocTotal,DocTotalFc,DocCurrency,CardCode,CancelStatus,Cancelled,DocumentStatus,Comments,NumAtCard,AddressExtension," + std::string(key_field) + ",DocumentLines"));
    StandingOrder standing;
    for (const Node row : answer.json()["value"].elements()) {
        standing.document = receipt_of(row);
        standing.key = text_of(row[key_field]);
        standing.card_code = text_of(row["CardCode"]);
        standing.etag = text_of(row["@odata.etag"]);
        if (standing.etag.empty()) standing.etag = text_of(row["odata.etag"]);
        standing.is_cancelled = is_cancelled(row);
        const std::string status = text_of(row["DocumentStatus"]);
        standing.is_closed = !(status == "bost_Open" || status == "O" || status.empty());
        for (const char* name : {"Comments", "NumAtCard"})
            if (row[name].exists()) standing.texts[name] = text_of(row[name]);
        if (row["AddressExtension"].is_object())
            for (const Member member : row["AddressExtension"].members())
                if (!member.value.is_object() && !member.value.is_array()) standing.texts[std::string(member.name)] = text_of(member.value);
        for (const Node line : row["DocumentLines"].elements_or_none()) {
            StandingLine one;
            one.number = line["LineNum"].integer_or(-1);
            one.id = text_of(line[line_field]);
            one.item_code = text_of(line["ItemCode"]);
            if (line["WarehouseCode"].exists()) one.warehouse = text_of(line["WarehouseCode"]);
            one.quantity = amount_of(line["Quantity"]).value_or(Decimal());
            const std::string line_status = text_of(line["LineStatus"]);
            const bool is_open = line_status == "bost_Open" || line_status == "O" || line_status.empty();
            one.taken = is_open ? (one.quantity - amount_of(line["RemainingOpenQuantity"]).value_or(one.quantity)).normalized() : one.quantity;
            one.is_part = is_part_of_set(line);
            standing.lines.push_back(std::move(one));
        }
    }
    answer.discard();
    return standing;
}

} // namespace sapb1
