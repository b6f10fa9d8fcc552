#include "commerce/credited.hpp"

#include "commerce/keys.hpp"
#include "commerce/values.hpp"

#include <fmt/format.h>

#include <map>

namespace ledgerline::commerce {
namespace {

using message::Value;

struct Part {
    Decimal quantity, amount;
    std::string name; // for people
};
using Parts = std::map<std::string, Part>;

void add(Parts& parts, const std::string& place, const Decimal& quantity, const Decimal& amount, const std::string& name) {
    Part& part = parts[place];
    part.quantity += quantity;
    part.amount += amount;
    if (part.name.empty()) part.name = name;
}

// What a booking gives back, by place.
Parts booked_parts(const Value& booking) {
    Parts parts;
    for (const Value& line : rows_of(booking["lines"]))
        add(parts, line_place(line["line_id"].text_or("")), amount_of(line["quantity"]), amount_of(line["amount"]), "line " + line["line_id"].text_or("") + " (" + line["item_code"].text_or("") + ")");
    for (const Value& freight : rows_of(booking["freight"])) add(parts, freight_place(freight), Decimal(), amount_of(freight["amount"]), freight["place"].text_or(""));
    return parts;
}

// What of the order can still be given back, by place.
Parts parts_left(const Value& original) {
    Parts parts;
    for (const Value& line : rows_of(original["lines"])) {
        if (!line["posted"].bool_or(false)) continue;
        add(parts, line_place(line["line_id"].text_or("")), amount_of(line["quantity"]) - amount_of(line["credited_quantity"]), amount_of(line["amount"]) - amount_of(line["credited_amount"]), "");
    }
    for (const Value& freight : rows_of(original["freight"])) add(parts, freight_place(freight), Decimal(), amount_of(freight["amount"]) - amount_of(freight["credited_amount"]), "");
    return parts;
}

// Each of them moves the tax by half a minor unit at most. What is credited of lines and charges is never more than was booked of them, so before rounding
// their tax is not either: what these halves do not explain was never in the order.
std::string excess_of_tax(const Value& body, std::int64_t roundings) {
    const Value &original = body["original"], &booking = body["booking"];
    const Decimal tax = amount_of(booking["expected_tax"]), credited = amount_of(original["credited_tax"]), booked = amount_of(original["booked_tax"]);
    const int decimals = static_cast<int>(body["decimals"].int_or(2));
    for (const char* name : {"lines", "freight", "amounts"}) roundings += static_cast<std::int64_t>(rows_of(booking[name]).size());
    const Decimal explained = Decimal::from_units(5 * roundings, decimals + 1);
    if (tax <= Decimal() || credited + tax <= booked + explained) return "";
    return fmt::format("{} of tax would be credited, {} was credited before, and the document was booked with {} of tax; rounding explains {} at most", tax.text(decimals), credited.text(decimals), booked.text(decimals),
                       explained.normalized().text());
}

// By the connection of the order, which need not be known yet.
void add_row(store::UnitOfWork& unit, const store::MessageRow& refund, const Value& body, const std::string& place, const std::string& quantity, const std::string& amount, const std::string& tax) {
    unit.credits().add({0, store_of_refund(refund, body), body["order_id"].text_or(""), refund.source, refund.source_key, place, quantity, amount, tax});
}

} // namespace

std::string line_place(const std::string& line_id) { return "line:" + line_id; }

std::string freight_place(const Value& freight) {
    const std::string item = freight["item_code"].text_or("");
    return fmt::format("freight:{}:{}:{}", freight["place"].text_or(""), item.empty() ? freight["code"].text_or("") : "item " + item, freight["tax_code"].text_or(""));
}

std::string excess(const Value& body, std::int64_t roundings) {
    const Value &original = body["original"], &booking = body["booking"];
    if (!original.is_object()) return "";
    const Parts left = parts_left(original);
    for (const auto& [place, part] : booked_parts(booking)) {
        const auto found = left.find(place);
        if (found == left.end()) return fmt::format("{} is not among what was booked of the order", part.name);
        if (part.quantity > found->second.quantity) return fmt::format("of {} {} would be credited, and {} are left", part.name, part.quantity.text(), found->second.quantity.text());
        if (part.amount > found->second.amount) return fmt::format("{} would be credited with {}, and {} are left of it", part.name, part.amount.text(2), found->second.amount.text(2));
    }
    const Decimal total = amount_of(booking["expected_total"]), credited = amount_of(original["credited_total"]), booked = amount_of(original["booked_total"]);
    if (credited + total > booked)
        return fmt::format("{} would be credited, {} was credited before, and the document was booked with {}", total.text(2), credited.text(2), booked.text(2));
    return excess_of_tax(body, roundings);
}

std::string total_difference(const Value& body) {
    const auto expected = Decimal::try_parse(body["booking"]["expected_total"].text_or(""));
    if (!expected) return "the rules do not say what the credit memo should come to";
    const Decimal stated = amount_of(body["total_inc_tax"]);
    if (*expected != stated) return fmt::format("the credit memo would come to {}, and the store gives back {}", expected->text(2), stated.text(2));
    if (body["booking"]["price_mode"].text_or("") != "gross") return "";
    Decimal sum;
    for (const char* name : {"lines", "freight", "amounts"})
        for (const Value& row : rows_of(body["booking"][name])) sum += amount_of(row["amount"]);
    if (sum == stated) return "";
    return fmt::format("its lines and charges come to {}, and the store gives back {}", sum.text(2), stated.text(2));
}

std::string amount_place(std::size_t number) { return fmt::format("amount:{}", number); }

void credited(store::UnitOfWork& unit, const store::MessageRow& refund, const Value& body) {
    if (refund.type != "refund") return;
    unit.credits().remove(refund.source, refund.source_key);
    for (const auto& [place, part] : booked_parts(body["booking"]))
        add_row(unit, refund, body, place, part.quantity.is_zero() ? std::string() : part.quantity.text(), part.amount.text(), "");
    std::size_t amounts = 0;
    for (const Value& amount : rows_of(body["booking"]["amounts"])) add_row(unit, refund, body, amount_place(++amounts), "", amount["amount"].text_or("0"), "");
    add_row(unit, refund, body, total_place, "", body["booking"]["expected_total"].text_or("0"), body["booking"]["expected_tax"].text_or("0"));
}

void credited_by_hand(store::UnitOfWork& unit, const store::MessageRow& refund, const Value& body) {
    if (refund.type != "refund" || !unit.credits().of_refund(refund.source, refund.source_key).empty()) return;
    add_row(unit, refund, body, total_place, "", body["total_inc_tax"].text_or("0"), body["total_tax"].text_or("0"));
}

Decimal credited_with_documents(store::UnitOfWork& unit, const std::string& store, const std::string& order_key) {
    Decimal sum;
    for (const store::CreditRow& row : unit.credits().of_order(store, order_key))
        if (row.place == total_place && unit.cross_references().of_source(row.source, "refund", row.refund_key)) sum += amount_of(row.amount);
    return sum;
}

void not_credited(store::UnitOfWork& unit, const store::MessageRow& refund) {
    if (refund.type != "refund") return;
    unit.credits().remove(refund.source, refund.source_key);
    unit.returned().remove(refund.source, refund.source_key);
}

} // namespace ledgerline::commerce
