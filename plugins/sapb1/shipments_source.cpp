#include "shipments_source.hpp"

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

const DeliveringKind deliveries{"DeliveryNotes", "15", "", false};
const DeliveringKind invoices{"Invoices", "13", "invoice-", true};

ShipmentSettings settings_from(const Config& config) {
    ShipmentSettings settings{config.text("store"), config.text("package_field"), config.text("comment_field"), utc_offset_of(config)};
    if (settings.store.empty() || settings.store.find(':') != std::string::npos)
        config.refuse(config.problem("store", "\"{}\" is not the name of a connection (write the store's, as it stands under connections)", settings.store));
    if (!settings.package_field.empty() && settings.package_field.rfind("U_", 0) != 0)
        config.refuse(config.problem("package_field", "\"{}\" is not a user field (write U_ and its name, such as U_Tracking)", settings.package_field));
    return settings;
}

} // namespace

ShipmentsSource::ShipmentsSource(const Config& config)
    : settings_(settings_from(config)), invoices_deliver_(config.choice("invoices") == "deliver"), overlap_ms_(config.duration_ms("overlap")),
      look_back_ms_(config.duration_ms("look_back")), session_(Connection::from(config.connection())) {
    if (overlap_ms_ < 60'000) config.refuse(config.problem("overlap", "must be a minute or more: SAP may compare times by the minute"));
}

Verdict ShipmentsSource::poll(Poll& poll) {
    try {
        ChangeCursor of_deliveries = ChangeCursor::read(poll.cursor()["deliveries"]), of_invoices = ChangeCursor::read(poll.cursor()["invoices"]);
        if (!of_invoices.in_pass) read_page(poll, deliveries, of_deliveries);
        if (invoices_deliver_ && !of_deliveries.in_pass) read_page(poll, invoices, of_invoices);
        of_deliveries.write(poll.cursor()["deliveries"]);
        of_invoices.write(poll.cursor()["invoices"]);
        poll.set_more(of_deliveries.in_pass || of_invoices.in_pass);
        return pass();
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
}

ChangedRows ShipmentsSource::rows_of(const DeliveringKind& kind, const Call& call) const {
    // The day decides, in the company's time; a day more or less does no harm.
    const std::string since = date_text((call.now_ms() - look_back_ms_) / 1000 + settings_.offset_seconds);
    return {kind.entity, "DocEntry", false, shipment_properties(settings_), "UpdateDate ge " + literal(since), overlap_ms_};
}

void ShipmentsSource::read_page(Poll& poll, const DeliveringKind& kind, ChangeCursor& cursor) {
    Call& call = poll.call();
    const ChangedRows asked = rows_of(kind, call);
    const bool first_page = !cursor.in_pass;
    cursor.begin(call.now_ms(), std::numeric_limits<std::int64_t>::max());

    std::int64_t size = std::clamp<std::int64_t>(poll.limit(), 1, documents_per_page);
    const auto page = page_of(call, session_, asked, cursor, size, first_page);
    if (!page) return pass_over(poll, kind, cursor, first_page);
    const Response& answer = *page;
    std::vector<Node> rows;
    std::string last_entry;
    for (const Node row : answer.json()["value"].elements()) {
        const std::string entry = text_of(row["DocEntry"]);
        if (!cursor.last_key.empty() && entry == cursor.last_key)
            throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One gave document entry {} of {} again after it was asked for those that follow it", entry, kind.entity), refusal_pause_ms);
        last_entry = entry;
        // What is changed after the first page was read has a stamp that is not older than the newest on it.
        if (const auto stamp = stamp_of(row); stamp && first_page && !cursor.full) cursor.saw(*stamp);
        rows.push_back(row);
    }
    const bool more = !last_entry.empty() && goes_on(answer.json(), size);
    rows = with_cancelled(call, kind, std::move(rows));
    const BaseOrders orders = base_orders(call, rows);
    for (const Node& row : rows) emit(poll, kind, row, orders);
    if (more) cursor.last_key = last_entry;
    else cursor.finish(call.now_ms());
}

void ShipmentsSource::pass_over(Poll& poll, const DeliveringKind& kind, ChangeCursor& cursor, bool first_page) {
    Call& call = poll.call();
    ChangedRows asked = rows_of(kind, call);
    asked.select = "DocEntry,DocNum,DocDate,UpdateDate,UpdateTime," + std::string(key_field);
    std::int64_t one = 1;
    const auto page = page_of(call, session_, asked, cursor, one, false);
    if (!page) throw Unavailable("ERP_UNAVAILABLE", format("A document of {} after entry {} is too large an answer", kind.entity, cursor.last_key), refusal_pause_ms);
    for (const Node row : page->json()["value"].elements()) {
        if (const auto stamp = stamp_of(row); stamp && first_page && !cursor.full) cursor.saw(*stamp);
        cursor.last_key = text_of(row["DocEntry"]);
        call.warning("document {} of {} has more lines than an answer may hold and was passed over", text_of(row["DocNum"]), kind.entity);
        const auto order_id = order_of_key(text_of(row[key_field]), settings_.store);
        if (!order_id) return;
        // Without lines it is no shipment: the engine opens an exception for it, and somebody enters it in the store.
        const OrderShare share{*order_id, {}, {}};
        const std::string id = shipment_id(row, kind, share, true);
        const Node body = poll.new_body();
        write_shipment(row, id, share, {}, {}, settings_, body);
        poll.emit("shipment", id, "", body);
        return;
    }
}

std::vector<Node> ShipmentsSource::with_cancelled(Call& call, const DeliveringKind& kind, std::vector<Node> rows) {
    std::vector<Node> out;
    std::vector<std::string> here, reversed;
    for (const Node& row : rows) {
        if (is_cancellation(row)) {
            add_once(reversed, bases_of(row, kind.object_type));
        } else {
            here.push_back(text_of(row["DocEntry"]));
            out.push_back(row);
        }
    }
    reversed.erase(std::remove_if(reversed.begin(), reversed.end(), [&](const std::string& entry) { return std::find(here.begin(), here.end(), entry) != here.end(); }), reversed.end());
    for (const std::string& entry : reversed) {
        const Response answer =
            session_.read_list(call, Request::get("/" + kind.entity).query("$filter", "DocEntry eq " + entry).query("$select", shipment_properties(settings_)));
        for (const Node row : answer.json()["value"].elements()) out.push_back(row);
    }
    return out;
}

BaseOrders ShipmentsSource::base_orders(Call& call, const std::vector<Node>& rows) {
    std::vector<std::string> entries;
    for (const Node& row : rows) add_once(entries, bases_of(row, order_object_type));
    BaseOrders orders = keys_of_orders(call, session_, entries);
    // The lines of an order are read only where a delivery of it does not carry the store's line ids itself.
    for (const Node& row : rows)
        for (const Node line : row["DocumentLines"].elements_or_none()) {
            if (text_of(line["BaseType"]) != order_object_type || !text_of(line[line_field]).empty()) continue;
            const auto order = orders.find(text_of(line["BaseEntry"]));
            if (order == orders.end() || !order->second.lines.empty()) continue;
            const std::string key = order->second.key.empty() ? text_of(row[key_field]) : order->second.key;
            if (order_of_key(key, settings_.store)) read_lines_of_order(call, session_, order->first, order->second);
        }
    return orders;
}

void ShipmentsSource::emit(Poll& poll, const DeliveringKind& kind, const Node& row, const BaseOrders& orders) {
    if (is_yes(row["ReserveInvoice"])) return; // its goods leave with a delivery
    const std::vector<OrderShare> shares = shares_of(row, kind, orders, settings_);
    if (shares.empty()) return;
    const ShippingType shipping = shipping_types_.find(poll.call(), session_, text_of(row["TransportationCode"]));
    for (const OrderShare& share : shares) {
        const std::string id = shipment_id(row, kind, share, shares.size() == 1);
        const Node body = poll.new_body();
        write_shipment(row, id, share, orders, shipping, settings_, body);
        poll.emit("shipment", id, "", body);
        body.set_null(); // the engine has its copy
    }
}

} // namespace sapb1
