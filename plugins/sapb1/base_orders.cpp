#include "base_orders.hpp"

#include "order_document.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::size_t entries_per_request = 20; // each stands in the filter

std::string any_entry(const std::vector<std::string>& entries, std::size_t from, std::size_t to) {
    std::string filter;
    for (std::size_t i = from; i < to; ++i) filter += (filter.empty() ? "DocEntry eq " : " or DocEntry eq ") + entries[i];
    return filter;
}

} // namespace

void add_once(std::vector<std::string>& entries, const std::vector<std::string>& more) {
    for (const std::string& entry : more)
        if (is_number(entry) && std::find(entries.begin(), entries.end(), entry) == entries.end()) entries.push_back(entry);
}

BaseOrders keys_of_orders(Call& call, Session& session, const std::vector<std::string>& entries) {
    BaseOrders orders;
    for (std::size_t from = 0; from < entries.size(); from += entries_per_request) {
        const std::size_t to = std::min(from + entries_per_request, entries.size());
        const Response answer = session.read_list(call, Request::get("/Orders")
                                                       .query("$filter", any_entry(entries, from, to))
                                                       .query("$select", "DocEntry," + std::string(key_field))
                                                       .header("Prefer", "odata.maxpagesize=" + std::to_string(entries_per_request)));
        for (const Node row : answer.json()["value"].elements()) orders[text_of(row["DocEntry"])].key = text_of(row[key_field]);
        answer.discard();
    }
    return orders;
}

void read_lines_of_order(Call& call, Session& session, const std::string& entry, BaseOrder& order) {
    const Request request = Request::get("/Orders").query("$filter", "DocEntry eq " + entry).query("$select", "DocEntry,DocumentLines");
    const Response answer = session.send(call, request);
    order.lines[""] = ""; // not asked for again, whatever comes
    if (is_too_large(answer)) {
        call.warning("sales order entry {} has more lines than an answer may hold, so what was delivered or returned of it is told without the store's line ids", entry);
        return;
    }
    Session::require_list(answer, request);
    for (const Node row : answer.json()["value"].elements())
        for (const Node line : row["DocumentLines"].elements_or_none()) order.lines[text_of(line["LineNum"])] = text_of(line[line_field]);
    answer.discard();
}

} // namespace sapb1
