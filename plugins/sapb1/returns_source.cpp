#include "returns_source.hpp"

#include "base_orders.hpp"
#include "local_time.hpp"
#include "order_document.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <limits>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::int64_t documents_per_page = 20; // SAP answers with some ten thousand bytes for each line
constexpr std::int64_t refusal_pause_ms = 60'000;

} // namespace

ReturnsSource::ReturnsSource(const Config& config)
    : settings_{config.text("store"), config.list("unsellable_warehouses"), utc_offset_of(config)}, overlap_ms_(config.duration_ms("overlap")), look_back_ms_(config.duration_ms("look_back")),
      session_(Connection::from(config.connection())) {
    if (settings_.store.empty() || settings_.store.find(':') != std::string::npos)
        config.refuse(config.problem("store", "\"{}\" is not the name of a connection (write the store's, as it stands under connections)", settings_.store));
    if (overlap_ms_ < 60'000) config.refuse(config.problem("overlap", "must be a minute or more: SAP may compare times by the minute"));
}

Verdict ReturnsSource::poll(Poll& poll) {
    try {
        ChangeCursor cursor = ChangeCursor::read(poll.cursor()["returns"]);
        read_page(poll, cursor);
        cursor.write(poll.cursor()["returns"]);
        poll.set_more(cursor.in_pass);
        return pass();
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
}

ChangedRows ReturnsSource::changed_rows(const Call& call) const {
    // The day decides, in the company's time; a day more or less does no harm.
    const std::string since = date_text((call.now_ms() - look_back_ms_) / 1000 + settings_.offset_seconds);
    return {"Returns", "DocEntry", false, return_properties(), "UpdateDate ge " + literal(since), overlap_ms_};
}

void ReturnsSource::read_page(Poll& poll, ChangeCursor& cursor) {
    Call& call = poll.call();
    const ChangedRows asked = changed_rows(call);
    const bool first_page = !cursor.in_pass;
    cursor.begin(call.now_ms(), std::numeric_limits<std::int64_t>::max());

    std::int64_t size = std::clamp<std::int64_t>(poll.limit(), 1, documents_per_page);
    const auto page = page_of(call, session_, asked, cursor, size, first_page);
    if (!page) return pass_over(call, cursor, first_page);
    std::vector<Node> rows;
    std::string last_entry;
    for (const Node row : page->json()["value"].elements()) {
        const std::string entry = text_of(row["DocEntry"]);
        if (!cursor.last_key.empty() && entry == cursor.last_key)
            throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One gave return entry {} again after it was asked for those that follow it", entry), refusal_pause_ms);
        last_entry = entry;
        // What is changed after the first page was read has a stamp that is not older than the newest on it.
        if (const auto stamp = stamp_of(row); stamp && first_page && !cursor.full) cursor.saw(*stamp);
        rows.push_back(row);
    }
    const bool more = !last_entry.empty() && goes_on(page->json(), size);
    rows = with_cancelled(call, std::move(rows));
    const BaseDeliveries deliveries = base_deliveries(call, rows);
    const BaseOrders orders = base_orders(call, rows, deliveries);
    for (const Node& row : rows) {
        const std::vector<ReturnShare> shares = return_shares(row, deliveries, orders, settings_);
        for (const ReturnShare& share : shares) {
            const std::string id = return_id(row, share, shares.size() == 1);
            const Node body = poll.new_body();
            write_return(row, id, share, settings_, body);
            poll.emit("return", id, "", body);
            body.set_null(); // the engine has its copy
        }
    }
    if (more) cursor.last_key = last_entry;
    else cursor.finish(call.now_ms());
}

void ReturnsSource::pass_over(Call& call, ChangeCursor& cursor, bool first_page) {
    ChangedRows asked = changed_rows(call);
    asked.select = "DocEntry,DocNum,UpdateDate,UpdateTime";
    std::int64_t one = 1;
    const auto page = page_of(call, session_, asked, cursor, one, false);
    if (!page) throw Unavailable("ERP_UNAVAILABLE", format("A return after entry {} is too large an answer", cursor.last_key), refusal_pause_ms);
    for (const Node row : page->json()["value"].elements()) {
        if (const auto stamp = stamp_of(row); stamp && first_page && !cursor.full) cursor.saw(*stamp);
        cursor.last_key = text_of(row["DocEntry"]);
        call.warning("return {} has more lines than an answer may hold and was passed over: enter what came back with `ledgerline return record`", text_of(row["DocNum"]));
    }
}

std::vector<Node> ReturnsSource::with_cancelled(Call& call, std::vector<Node> rows) {
    std::vector<Node> out;
    std::vector<std::string> here, reversed;
    for (const Node& row : rows) {
        if (is_cancellation(row)) {
            add_once(reversed, bases_of(row, return_object_type));
        } else {
            here.push_back(text_of(row["DocEntry"]));
            out.push_back(row);
        }
    }
    for (const std::string& entry : reversed) {
        if (std::find(here.begin(), here.end(), entry) != here.end()) continue;
        const Response answer = session_.read_list(call, Request::get("/Returns").query("$filter", "DocEntry eq " + entry).query("$select", return_properties()));
        for (const Node row : answer.json()["value"].elements()) out.push_back(row);
    }
    return out;
}

BaseDeliveries ReturnsSource::base_deliveries(Call& call, const std::vector<Node>& rows) {
    std::vector<std::string> entries;
    for (const Node& row : rows) add_once(entries, bases_of(row, delivery_object_type));
    BaseDeliveries deliveries;
    for (const std::string& entry : entries) {
        const auto request = [&](const std::string& properties) { return Request::get("/DeliveryNotes").query("$filter", "DocEntry eq " + entry).query("$select", properties); };
        const std::string header = "DocEntry," + std::string(key_field);
        const Response answer = session_.send(call, request(header + ",DocumentLines"));
        const bool without_lines = is_too_large(answer);
        if (without_lines) call.warning("delivery entry {} has more lines than an answer may hold, so what was returned of it is told without the store's line ids", entry);
        else Session::require_list(answer, request(header + ",DocumentLines"));
        const Response read = without_lines ? session_.read_list(call, request(header)) : answer;
        for (const Node row : read.json()["value"].elements()) {
            BaseDelivery& delivery = deliveries[text_of(row["DocEntry"])];
            delivery.key = text_of(row[key_field]);
            for (const Node line : row["DocumentLines"].elements_or_none()) {
                const bool of_order = text_of(line["BaseType"]) == order_object_type;
                delivery.lines[text_of(line["LineNum"])] = {of_order ? text_of(line["BaseEntry"]) : "", of_order ? text_of(line["BaseLine"]) : "", text_of(line[line_field])};
            }
        }
        read.discard();
    }
    return deliveries;
}

BaseOrders ReturnsSource::base_orders(Call& call, const std::vector<Node>& rows, const BaseDeliveries& deliveries) {
    std::vector<std::string> entries;
    for (const Node& row : rows) add_once(entries, bases_of(row, order_object_type));
    for (const auto& [entry, delivery] : deliveries)
        for (const auto& [number, line] : delivery.lines) add_once(entries, {line.order_entry});
    BaseOrders orders = keys_of_orders(call, session_, entries);
    // The lines of an order are read only where neither the return nor its delivery carries the store's line id.
    for (const Node& row : rows)
        for (const Node line : row["DocumentLines"].elements_or_none()) {
            if (const ReturnedTo to = returned_to(row, line, deliveries, orders, settings_); to.order_id.empty() || !to.line_id.empty()) continue;
            std::string entry = text_of(line["BaseType"]) == order_object_type ? text_of(line["BaseEntry"]) : std::string();
            if (const auto delivery = deliveries.find(text_of(line["BaseEntry"])); entry.empty() && delivery != deliveries.end())
                if (const auto base = delivery->second.lines.find(text_of(line["BaseLine"])); base != delivery->second.lines.end()) entry = base->second.order_entry;
            const auto order = orders.find(entry);
            if (order != orders.end() && order->second.lines.empty()) read_lines_of_order(call, session_, entry, order->second);
        }
    return orders;
}

} // namespace sapb1
