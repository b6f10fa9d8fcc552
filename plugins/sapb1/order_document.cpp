#include "order_document.hpp"

#include "address.hpp"
#include "document_cells.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <map>

namespace sapb1 {

using namespace ledgerline;

namespace {

std::string reference_of(const Order& order, const std::string& pattern) {
    return filled(pattern, {{"number", std::string(order.number())},
                            {"id", std::string(order.id())},
                            {"channel", std::string(order.channel().id())},
                            {"external_id", std::string(order.references().external_id())}});
}

constexpr std::size_t free_text_max = 100, comments_max = 254, item_details_max = 254;

// A document has one place to ship to. Where the order has more, each line says in its free text where it goes: by consignment.
std::map<std::string, std::string> addresses_of_lines(const Order& order) {
    std::map<std::string, std::string> out;
    for (const Consignment consignment : order.consignments()) out[std::string(consignment.id())] = "Ship to: " + address_in_a_line(consignment.address());
    if (out.size() < 2) out.clear();
    return out;
}

// "Colour: Blue; Engraving: For Ann"
std::string options_in_a_line(const OrderLine& line) {
    std::string out;
    for (const LineOption option : line.options()) out += format("{}{}: {}", out.empty() ? "" : "; ", option.name(), option.value());
    return out;
}

void write_lines(const Order& order, bool gross, const DocumentSettings& settings, const Node& lines, DocumentFacts& document_facts) {
    const auto addresses = addresses_of_lines(order);
    for (const OrderLine line : order.lines()) {
        if (!is_booked(line) || line.booking().posted()) continue;
        const LineBooking booking = line.booking();
        if (booking.item_code().empty()) booking["item_code"].fail("the rules booked this line without an item code");
        const Node to = lines.append();
        put_code(to["ItemCode"], booking.item_code(), 50, booking["item_code"]);
        put_number(to["Quantity"], booking.quantity(), booking["quantity"]);
        put_price(to, gross, booking.unit_price(), booking["unit_price"]);
        if (!booking.tax_code().empty()) put_code(to[settings.tax_field], booking.tax_code(), 8, booking["tax_code"]);
        if (!booking.warehouse().empty()) put_code(to["WarehouseCode"], booking.warehouse(), 8, booking["warehouse"]);
        put_code(to[line_field], line.id(), line_length_max, line["id"]);
        if (const auto address = addresses.find(std::string(line.consignment_id())); address != addresses.end())
            put_text(to["FreeText"], fitted_line(address->second, free_text_max), free_text_max);
        if (settings.tells_options) put_text(to["ItemDetails"], options_in_a_line(line), item_details_max);
        document_facts.item_codes.emplace_back(booking.item_code());
        document_facts.tax_codes.emplace_back(booking.tax_code());
    }
    if (document_facts.item_codes.empty()) order["lines"].fail("the rules have booked none of the order's lines that are to be posted");
}

// A charge that the rules book on an item is a line of one piece.
void write_charge_line(const FreightBooking& freight, std::size_t number, bool gross, const DocumentSettings& settings, const Node& to, DocumentFacts& document_facts) {
    put_code(to["ItemCode"], freight.item_code(), 50, freight["item_code"]);
    to["Quantity"].set(1);
    put_price(to, gross, freight.amount(), freight["amount"]);
    if (!freight.tax_code().empty()) put_code(to[settings.tax_field], freight.tax_code(), 8, freight["tax_code"]);
    if (!freight.warehouse().empty()) put_code(to["WarehouseCode"], freight.warehouse(), 8, freight["warehouse"]);
    // No line of the store has such an id.
    put_code(to[line_field], format("{}-{}", freight.place(), static_cast<std::int64_t>(number)), line_length_max, freight["place"]);
    put_text(to["FreeText"], fitted_line(freight.label(), free_text_max), free_text_max);
    document_facts.item_codes.emplace_back(freight.item_code());
    document_facts.tax_codes.emplace_back(freight.tax_code());
}

void write_charge_lines(const Booking& booking, bool gross, const DocumentSettings& settings, const Node& lines, DocumentFacts& document_facts) {
    std::size_t number = 0;
    for (const FreightBooking freight : booking.freight()) {
        ++number;
        if (!freight.item_code().empty()) write_charge_line(freight, number, gross, settings, lines.append(), document_facts);
    }
}

void write_freight(const Booking& booking, bool gross, const DocumentSettings& settings, const Node& expenses, DocumentFacts& document_facts) {
    for (const FreightBooking freight : booking.freight()) {
        if (!freight.item_code().empty()) continue;
        const Node to = expenses.append();
        put_whole(to["ExpenseCode"], freight.code(), freight["code"]);
        put_number(to[gross ? "LineGross" : "LineTotal"], freight.amount(), freight["amount"]);
        if (!freight.tax_code().empty()) put_code(to[settings.tax_field], freight.tax_code(), 8, freight["tax_code"]);
        put_text(to["Remarks"], freight.label(), 254);
        document_facts.tax_codes.emplace_back(freight.tax_code());
    }
}

} // namespace

std::string currency_of(const Order& order, const DocumentSettings& settings) {
    const auto found = settings.currencies.find(std::string(order.currency()));
    return found == settings.currencies.end() ? std::string(order.currency()) : found->second;
}

bool is_booked(const OrderLine& line) { return !line["booking"].is_missing() && !line.booking().quarantined() && !line.booking().omitted(); }

bool is_cancelled(const Order& order) { return order.status().phase() == "cancelled" || order.status().phase() == "declined"; }

DocumentFacts write_addition(const Order& order, const DocumentSettings& settings, const Node& to) {
    const Booking booking = order.booking();
    DocumentFacts document_facts;
    document_facts.currency = currency_of(order, settings);
    document_facts.document_date = std::string(booking.document_date());
    document_facts.card_code = std::string(booking.customer().card_code());
    to.set_json("{}");
    write_lines(order, is_gross(booking["price_mode"]), settings, to["DocumentLines"], document_facts);
    return document_facts;
}

DocumentFacts write_order(const Order& order, std::string_view card_code, std::string_view key, const DocumentSettings& settings, const Node& to) {
    const Booking booking = order.booking();
    const bool gross = is_gross(booking["price_mode"]);
    if (booking.document_date().empty()) booking["document_date"].fail("the rules must give the posting date");

    DocumentFacts document_facts;
    document_facts.currency = currency_of(order, settings);
    document_facts.document_date = std::string(booking.document_date());
    document_facts.card_code = std::string(card_code);
    document_facts.series = std::string(booking.series());
    document_facts.branch = std::string(booking.branch());

    to.set_json("{}");
    to["CardCode"].set(card_code);
    put_text(to["NumAtCard"], fitted_line(reference_of(order, settings.reference), 100), 100);
    to["DocDate"].set(booking.document_date());
    to["DocDueDate"].set(booking.due_date().empty() ? booking.document_date() : booking.due_date());
    to["TaxDate"].set(booking.document_date());
    to["DocCurrency"].set(document_facts.currency);
    if (const auto rate = booking.rate()) put_number(to["DocRate"], rate, booking["rate"]);
    if (settings.sends_price_mode) to["PriceMode"].set(gross ? "pmdGross" : "pmdNet");
    // The partner's own discount would come off the store's prices.
    to["DiscountPercent"].set(0);
    std::string comments(booking.comments());
    if (const std::size_t places = addresses_of_lines(order).size(); places > 1)
        comments = "Goes to " + std::to_string(places) + " addresses: see the free text of each line. " + comments;
    put_text(to["Comments"], comments, comments_max);
    if (!booking.series().empty()) put_whole(to["Series"], booking.series(), booking["series"]);
    if (!booking.branch().empty()) put_whole(to["BPL_IDAssignedToInvoice"], booking.branch(), booking["branch"]);
    put_code(to[key_field], key, key_length_max, order.node());

    const Node addresses = to["AddressExtension"];
    for (const Consignment consignment : order.consignments()) {
        write_document_address(consignment.address(), "ShipTo", settings.codes, addresses);
        break; // the others stand in the lines
    }
    write_document_address(order.billing_address(), "BillTo", settings.codes, addresses);
    write_lines(order, gross, settings, to["DocumentLines"], document_facts);
    write_charge_lines(booking, gross, settings, to["DocumentLines"], document_facts);
    write_freight(booking, gross, settings, to["DocumentAdditionalExpenses"], document_facts);
    return document_facts;
}

void quote_indirectly(const Order& order, const Node& document) {
    const Booking booking = order.booking();
    if (const auto rate = booking.rate()) put_number(document["DocRate"], Decimal(1).divided(*rate, 6, Round::half_up), booking["rate"]);
}

std::optional<Decimal> gross_amount_if_different(const Order& order) {
    const Booking booking = order.booking();
    const auto expected = booking.expected_total();
    if (booking.price_mode() != "gross" || !expected) return std::nullopt;
    Decimal sum;
    for (const OrderLine line : order.lines()) {
        if (!is_booked(line)) continue;
        const auto amount = line.booking().amount();
        if (!amount) return std::nullopt; // the rules do not state amounts
        sum += *amount;
    }
    for (const FreightBooking freight : booking.freight()) sum += freight.amount();
    return sum == *expected ? std::nullopt : std::optional<Decimal>(sum);
}

} // namespace sapb1
