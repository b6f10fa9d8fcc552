// The second half: exceptions, what is credited, and goods that come back. What nobody asks in a history of refunds is empty.
#include "unit/refund_model/tables.hpp"

#include <algorithm>
#include <tuple>

namespace ledgerline::store {

using refund_model::rows_where;
using refund_model::tables;
using refund_model::Tables;

namespace {

ExceptionRow* exception_of(Tables& all, Id id) { return id < 1 || static_cast<std::size_t>(id) > all.exceptions.size() ? nullptr : &all.exceptions[static_cast<std::size_t>(id) - 1]; }

} // namespace

Id ExceptionTable::open(const ExceptionRow& row, const std::vector<FindingRow>& findings) {
    Tables& all = tables(connection_);
    all.exceptions.push_back(row);
    all.exceptions.back().id = static_cast<Id>(all.exceptions.size());
    all.exceptions.back().state = "open";
    all.findings.push_back(findings);
    return all.exceptions.back().id;
}
void ExceptionTable::update(Id id, const ExceptionRow& row, const std::vector<FindingRow>& findings) {
    Tables& all = tables(connection_);
    ExceptionRow* known = exception_of(all, id);
    const ExceptionRow before = *known;
    *known = row;
    known->id = id;
    known->state = before.state;
    known->opened_at = before.opened_at;
    all.findings[static_cast<std::size_t>(id) - 1] = findings;
}
std::optional<ExceptionRow> ExceptionTable::find(Id id) {
    const ExceptionRow* row = exception_of(tables(connection_), id);
    return row ? std::optional<ExceptionRow>(*row) : std::nullopt;
}
std::optional<ExceptionRow> ExceptionTable::open_of_message(Id message_id) {
    for (const ExceptionRow& row : tables(connection_).exceptions)
        if (message_id != 0 && row.message_id == message_id && row.state == "open") return row;
    return std::nullopt;
}
std::optional<ExceptionRow> ExceptionTable::open_of_flow(const std::string&, const std::string&, const std::string&) { return std::nullopt; }
std::vector<ExceptionRow> ExceptionTable::open_of_flow(const std::string&, const std::string&) { return {}; }
std::vector<ExceptionRow> ExceptionTable::open_of_flow_about(const std::string&, const std::string&) { return {}; }
std::vector<FindingRow> ExceptionTable::findings(Id id) { return tables(connection_).findings.at(static_cast<std::size_t>(id) - 1); }
bool ExceptionTable::close(Id id, Millis at, const std::string& by, const std::string& resolution) {
    ExceptionRow* row = exception_of(tables(connection_), id);
    if (!row || row->state != "open") return false;
    row->state = "closed";
    row->closed_at = at;
    row->closed_by = by;
    row->resolution = resolution;
    return true;
}
bool ExceptionTable::assign(Id, const std::string&) { return false; }

std::vector<CreditRow> CreditTable::of_order(const std::string& store, const std::string& order_key) {
    return rows_where(tables(connection_).credits, [&](const CreditRow& row) { return row.store == store && row.order_key == order_key; });
}
std::vector<CreditRow> CreditTable::of_refund(const std::string& source, const std::string& refund_key) {
    return rows_where(tables(connection_).credits, [&](const CreditRow& row) { return row.source == source && row.refund_key == refund_key; });
}
void CreditTable::add(const CreditRow& row) {
    Tables& all = tables(connection_);
    all.credits.push_back(row);
    all.credits.back().id = ++all.last_credit;
}
void CreditTable::remove(const std::string& source, const std::string& refund_key) {
    std::erase_if(tables(connection_).credits, [&](const CreditRow& row) { return row.source == source && row.refund_key == refund_key; });
}

std::vector<ExpectedReturnRow> ExpectedReturnTable::of_order(const std::string& order_source, const std::string& order_key) {
    auto rows = rows_where(tables(connection_).expected, [&](const ExpectedReturnRow& row) { return row.order_source == order_source && row.order_key == order_key; });
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return std::tie(a.message_id, a.line_id) < std::tie(b.message_id, b.line_id); });
    return rows;
}
std::vector<ExpectedReturnRow> ExpectedReturnTable::of_refund(const std::string& source, const std::string& refund_key) {
    return rows_where(tables(connection_).expected, [&](const ExpectedReturnRow& row) { return row.source == source && row.refund_key == refund_key; });
}
void ExpectedReturnTable::put(const ExpectedReturnRow& row) {
    auto& all = tables(connection_).expected;
    std::erase_if(all, [&](const ExpectedReturnRow& one) { return std::tie(one.source, one.refund_key, one.line_id) == std::tie(row.source, row.refund_key, row.line_id); });
    all.push_back(row);
}
void ExpectedReturnTable::remove(const std::string& source, const std::string& refund_key) {
    std::erase_if(tables(connection_).expected, [&](const ExpectedReturnRow& row) { return row.source == source && row.refund_key == refund_key; });
}

std::vector<ReturnedRow> ReturnedTable::of_order(const std::string& order_source, const std::string& order_key) {
    return rows_where(tables(connection_).returned, [&](const ReturnedRow& row) { return row.order_source == order_source && row.order_key == order_key; });
}
std::vector<ReturnedRow> ReturnedTable::of_return(const std::string& source, const std::string& return_key) {
    return rows_where(tables(connection_).returned, [&](const ReturnedRow& row) { return row.source == source && row.return_key == return_key; });
}
void ReturnedTable::add(const ReturnedRow& row) {
    Tables& all = tables(connection_);
    all.returned.push_back(row);
    all.returned.back().id = ++all.last_returned;
}
void ReturnedTable::remove(const std::string& source, const std::string& return_key) {
    std::erase_if(tables(connection_).returned, [&](const ReturnedRow& row) { return row.source == source && row.return_key == return_key; });
}

// Demand, items and levels are the model's of stock.
std::optional<CursorTable::Cursor> CursorTable::find(const std::string&) { return std::nullopt; }
std::vector<DemandRow> DemandTable::of_order(const std::string&, const std::string&) { return {}; }
std::vector<DemandRow> DemandTable::booked_until(Millis, std::size_t) { return {}; }
void DemandTable::put(const DemandRow&) {}
void DemandTable::erase(const DemandRow&) {}
void DemandTable::count_ordered(const std::string&, Millis, std::int64_t) {}
void DemandTable::forget_ordered(Millis) {}
std::vector<PushedStockRow> PushedStockTable::of_sku(const std::string&) { return {}; }
void PushedStockTable::put(const PushedStockRow&) {}
void PushQueue::touch_ordered(const std::string&, const std::string&, Millis, const std::string&) {}
std::vector<PushQueue::Pusher> PushQueue::pushers(const std::string&) { return {}; }
std::int64_t ItemTable::last_change() { return 0; }
bool ItemTable::changed_after(std::int64_t, const std::string&) { return false; }
bool ItemTable::near_changed_after(std::int64_t, const std::string&) { return false; }
std::optional<ItemRow> ItemTable::find(const std::string&) { return std::nullopt; }
std::vector<std::string> ItemTable::near(const std::string&, std::size_t) { return {}; }
void ItemTable::put(const ItemRow&) {}
void ItemTable::set_parts(const std::string&, const std::vector<std::string>&) {}

} // namespace ledgerline::store
