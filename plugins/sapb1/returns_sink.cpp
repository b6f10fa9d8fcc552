#include "returns_sink.hpp"

#include "judgement.hpp"
#include "keyed_posting.hpp"
#include "local_time.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "preparation.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <cstdlib>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr const char* entity = "InventoryGenEntries";
constexpr std::size_t lines_max = 300; // SAP answers with some ten thousand bytes for each
constexpr std::size_t comments_max = 254, journal_remark_max = 50, reference_remark_max = 254;

Receipt nothing_posted(const Return& returned) {
    return {"", returned.cancelled() ? "nothing posted: taken back" : returned.stock_posted() ? "nothing posted: in stock already" : "nothing posted: no warehouse", std::nullopt, ""};
}

std::string name_of(const Return& returned) { return format("Return {} of order {}", returned.number().empty() ? returned.id() : returned.number(), returned.original().exists() ? returned.original().number() : returned.order_id()); }

} // namespace

ReturnsSink::ReturnsSink(const Config& config)
    : account_(config.text("account")), dated_today_(config.choice("date") == "today"), offset_seconds_(utc_offset_of(config)), session_(Connection::from(config.connection())) {}

std::vector<ReturnsSink::Receiving> ReturnsSink::received(const Return& returned) {
    std::vector<Receiving> lines;
    if (returned.stock_posted() || returned.cancelled()) return lines;
    for (const ReturnLine line : returned.lines()) {
        if (line.booking().size() == 0) line.node().fail("no rule has said what becomes of it; the route needs the rule return-warehouse");
        for (const ReturnBooking booking : line.booking()) {
            if (!booking.node()["posts"].exists()) booking.node().fail("no rule has said where it goes; the route needs the rule return-warehouse");
            if (!booking.posts()) continue;
            if (booking.warehouse().empty()) booking.node()["warehouse"].fail("goes into stock and names no warehouse");
            if (booking.item_code().empty()) booking.node()["item_code"].fail("goes into stock and names no item");
            const Decimal quantity = booking.quantity().normalized();
            if (quantity.is_zero() || quantity.is_negative() || quantity.scale() > 6) booking.node()["quantity"].fail(quantity.text() + " is no quantity that SAP could keep");
            lines.push_back({std::string(booking.line_id()), std::string(booking.item_code()), std::string(booking.warehouse()), quantity});
        }
    }
    if (lines.size() > lines_max) returned["lines"].fail(format("are {} lines of a goods receipt; at most {} can be posted at once", lines.size(), lines_max));
    return lines;
}

DeliveryResult ReturnsSink::deliver(Delivery& delivery) {
    try {
        const Return returned = delivery.returned();
        const std::vector<Receiving> lines = received(returned);
        if (lines.empty()) return delivered(nothing_posted(returned));
        return post(delivery, lines);
    } catch (const Unavailable& problem) {
        if (problem.pause_ms > 0) delivery.pause_connection(problem.pause_ms);
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    } catch (const DocumentError& error) {
        return rejected("PLUGIN_FAILED", format("The return cannot be posted: {}", error.what()), facts().add("where", error.pointer()));
    } catch (const DecimalError& error) {
        return rejected("PLUGIN_FAILED", "The return cannot be posted: {}", error.what());
    }
}

std::optional<ProbeResult> ReturnsSink::probe(Delivery& delivery) {
    try {
        const Return returned = delivery.returned();
        if (received(returned).empty()) return found(nothing_posted(returned));
        const Stands there = stands(delivery.call(), delivery.idempotency_key());
        if (there.document) return found(*there.document);
        if (const std::string draft = draft_of(delivery.call(), session_, delivery.idempotency_key()); !draft.empty()) return unknown("APPROVAL_PENDING", "It waits as draft {} for an approval in SAP Business One", draft);
        return absent();
    } catch (const Unavailable& problem) {
        if (problem.pause_ms > 0) delivery.pause_connection(problem.pause_ms);
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    } catch (const DocumentError&) {
        return absent(); // delivering says why
    }
}

Verdict ReturnsSink::prepare(Prepare& prepare) {
    try {
        // A field on one kind of document is on all of them.
        make_company_ready(prepare, session_, {key_field_on("ORDR"), {"RDR1", std::string(line_field.substr(2)), "Store line id", static_cast<std::int64_t>(line_length_max)}});
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
    return pass();
}

ReturnsSink::Stands ReturnsSink::stands(Call& call, std::string_view key) {
    const Response answer = session_.read_list(call, Request::get("/" + std::string(entity))
                                                    .query("$filter", std::string(key_field) + " eq " + literal(key))
                                                    .query("$select", "DocEntry,DocNum,Cancelled,CancelStatus," + std::string(key_field))
                                                    .query("$orderby", "DocEntry"));
    Stands there;
    for (const Node row : answer.json()["value"].elements()) {
        if (const std::string carried = text_of(row[key_field]); carried != key) there.like = carried;
        else if (is_cancelled(row)) there.cancelled_number = text_of(row["DocNum"]);
        else if (!there.document) there.document = Receipt{text_of(row["DocEntry"]), text_of(row["DocNum"]), std::nullopt, ""};
    }
    answer.discard();
    return there;
}

void ReturnsSink::write(const Return& returned, const std::vector<Receiving>& lines, const std::string& key, const std::string& date, const Node& to) const {
    to.set_json("{}");
    to["DocDate"].set(date);
    to["TaxDate"].set(date);
    const std::string name = name_of(returned);
    to["Comments"].set(fitted_line(returned.note().empty() ? name : name + ": " + std::string(returned.note()), comments_max));
    to["JournalMemo"].set(fitted_line(name, journal_remark_max));
    to[key_field].set(key);
    for (const Receiving& line : lines) {
        const Node row = to["DocumentLines"].append();
        row["ItemCode"].set(line.item_code);
        row["Quantity"].set_number(line.quantity);
        row["WarehouseCode"].set(line.warehouse);
        if (!account_.empty()) row["AccountCode"].set(account_);
        if (column_length(line.line_id) <= line_length_max) row[line_field].set(line.line_id);
    }
    if (!returned.original().exists()) return;
    const OriginalDocument document = returned.original().document();
    if (!document.exists() || !is_number(document.id())) return;
    const Node reference = to["DocumentReferences"].append();
    reference["RefDocEntr"].set(static_cast<std::int64_t>(std::atoll(std::string(document.id()).c_str())));
    reference["RefObjType"].set("rot_SalesOrder");
    reference["Remark"].set(fitted_line(name, reference_remark_max));
}

DeliveryResult ReturnsSink::post(const Delivery& delivery, const std::vector<Receiving>& lines) {
    Call& call = delivery.call();
    const Return returned = delivery.returned();
    const std::string key(delivery.idempotency_key());
    if (column_length(key) > key_length_max) returned["id"].fail(shown(key) + " is too long for a key");
    // Approved since, or posted by hand with this key, without the row that would refuse a second one.
    if (const Stands there = stands(call, key); there.document) return delivered(*there.document);
    const std::string date = dated_today_ ? date_text(call.now_ms() / 1'000 + offset_seconds_) : std::string(returned.received_on());
    KeyedDocument document{key, entity, call.scratch("documents").append(), false};
    write(returned, lines, key, date, document.body);
    const KeyedAnswer answer = post_with_key(call, session_, document);
    if (answer.what == Posting::unknown) return unknown("ERP_UNAVAILABLE", "{} was sent as a goods receipt and no usable answer came: {}", name_of(returned), answer.why);
    if (answer.what == Posting::refused) return refusal(delivery, lines, date, answer.fault);
    if (answer.id.empty()) return unknown("ERP_UNAVAILABLE", "{} was booked, but SAP Business One does not say as which goods receipt", name_of(returned));
    return delivered({answer.id, answer.number, std::nullopt, ""});
}

std::optional<DeliveryResult> ReturnsSink::looked_up(Call& call, const std::string& key, const std::string& name, bool is_taken, const Facts& found) {
    try {
        const Stands there = stands(call, key);
        if (there.document) return delivered(*there.document);
        if (const std::string draft = draft_of(call, session_, key); !draft.empty()) return waiting("APPROVAL_PENDING", "{} waits as draft {} for an approval in SAP Business One", name, draft);
        if (!is_taken) return std::nullopt;
        if (!there.like.empty())
            return rejected("ORDER_DUPLICATE_SUSPECT",
                            format("SAP Business One takes the key {} for {}, which another goods receipt carries: it does not tell capital letters from small ones. Resolve this and enter the return under another id", key, there.like),
                            found);
        if (!there.cancelled_number.empty())
            return rejected("ORDER_DUPLICATE_SUSPECT",
                            format("Goods receipt {} of {} was cancelled in SAP Business One. If the goods are to be posted again, empty its field {} and delete the row {} in {}; then retry. If not, resolve this",
                                   there.cancelled_number, name, key_field, key, key_entity),
                            found);
        return rejected("ORDER_DUPLICATE_SUSPECT",
                        format("The key {} is taken in {}, but no goods receipt carries it. If {} is to be posted again, delete that row in SAP Business One and retry", key, key_entity, name), found);
    } catch (const Unavailable& problem) {
        return unknown("ERP_UNAVAILABLE", "{} may have been booked, but could not be looked up: {}", name, problem.what());
    }
}

DeliveryResult ReturnsSink::refusal(const Delivery& delivery, const std::vector<Receiving>& lines, const std::string& date, const Fault& fault) {
    Call& call = delivery.call();
    const std::string key(delivery.idempotency_key()), name = name_of(delivery.returned());
    DocumentFacts document;
    document.document_date = date;
    for (const Receiving& line : lines) document.item_codes.push_back(line.item_code);
    const Judgement judgement = judge(fault, document);
    Facts found = facts();
    if (!judgement.subject.empty()) found.subject(judgement.subject);
    if (!judgement.waits_for.empty()) found.waits_for(judgement.waits_for);
    found.add("sap_code", fault.code).add("sap_text", fault.text).add("http_status", fault.status).add("key", key);
    const std::string words = lower(fault.text);
    const std::string by_hand = format("post the goods receipt by hand with {} in its field {}, and `exceptions resolve ID --note ... --document NUMBER`", key, key_field);
    switch (judgement.meaning) {
    case Meaning::retry: return retry(judgement.code, "{}", judgement.message).because(found);
    case Meaning::unknown: return unknown(judgement.code, "{} was sent and no usable answer came: {}", name, fault.quoted());
    case Meaning::blocked: throw configuration_problem(fault, "the goods receipt of " + name);
    case Meaning::exists:
    case Meaning::unclear:
        if (auto answer = looked_up(call, key, name, judgement.meaning == Meaning::exists, found)) return *answer;
        break;
    case Meaning::rejected: break;
    }
    if (contains(words, "batch") || contains(words, "serial"))
        return rejected("ERP_REJECTED",
                        format("{} holds an item that is managed by batches or serial numbers, and nobody has said which came back: {}. Look at the goods, {}", name, fault.quoted(), by_hand), found);
    std::string warehouses;
    for (const Receiving& line : lines)
        if (!contains(warehouses, "\"" + line.warehouse + "\"")) warehouses += (warehouses.empty() ? "\"" : ", \"") + line.warehouse + "\"";
    if (contains(words, "warehouse") || contains(words, "whscode"))
        return rejected("ERP_REJECTED", format("{} goes into {}, and a warehouse of these is unknown, locked, or does not keep the item: {}. Correct it in SAP Business One or in the map of returns, then retry", name, warehouses,
                                               fault.quoted()),
                        found);
    if (contains(words, "negative"))
        return rejected("ERP_REJECTED", format("{} was refused because stock would be negative: {}. Correct the stock of {} in SAP Business One, then retry", name, fault.quoted(), warehouses), found);
    if (contains(words, "account") && judgement.code == "ERP_REJECTED")
        return rejected("ERP_REJECTED", format("{} was refused for its account{}: {}. Correct the field account of the sink, or the accounts of the item or warehouse, then retry", name,
                                               account_.empty() ? std::string() : " " + account_, fault.quoted()),
                        found);
    if (judgement.code != "ERP_REJECTED") return rejected(judgement.code, name + " was refused. " + judgement.message, found);
    return rejected("ERP_REJECTED", format("{} was refused: {}. Check that its items are kept in {} and that no approval procedure applies to the integration's user; then retry", name, fault.quoted(), warehouses), found);
}

} // namespace sapb1
