#include "unit/refund_model/sale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ledgerline::refund_model {

using base::Random;

namespace {

TaxRate random_rate(Random& random) {
    static const std::vector<std::int64_t> rates = {2000, 2000, 2000, 500, 0, 825, 1900, 700, 210, 635, 1750};
    const std::int64_t rate = rates[random.below(rates.size())];
    return {fmt::format("S{}", rate), rate};
}

Minor random_amount(Random& random) {
    switch (random.below(6)) {
    case 0: return 1 + static_cast<Minor>(random.below(9));
    case 1: return 10 + static_cast<Minor>(random.below(90));
    case 2: return 100 * (1 + static_cast<Minor>(random.below(50)));
    default: return 100 + static_cast<Minor>(random.below(20'000));
    }
}

// The ERP multiplies it back to exactly the amount.
std::string price_for(Minor amount, std::int64_t quantity, int decimals) {
    std::int64_t power = 1'000'000;
    for (int digit = 0; digit < decimals; ++digit) power /= 10;
    const std::int64_t millionths = divided(amount * power, quantity);
    return text_of(millionths, 6);
}

void price(SoldLine& line, Random& random, int decimals) {
    line.tax = random_rate(random);
    const Minor each = random_amount(random);
    switch (random.below(8)) {
    case 0: line.amount = 0; break; // a gift
    case 1: line.amount = divided(each * line.units, 100) + 1; break; // fractions of a penny
    case 2: line.amount = std::max<Minor>(each * line.units - static_cast<Minor>(random.below(static_cast<std::uint64_t>(each))), 1); break; // after a discount
    default: line.amount = each * line.units;
    }
    line.price = price_for(line.amount, line.quantity, decimals);
}

void add_line(Sale& sale, Random& random) {
    SoldLine line;
    line.id = std::to_string(31 + sale.lines.size());
    line.item = "ITEM-" + line.id;
    line.units = random.one_in(8) ? 10 + static_cast<std::int64_t>(random.below(40)) : 1 + static_cast<std::int64_t>(random.below(5));
    line.quarantined = !sale.lines.empty() && random.one_in(12);
    line.quantity = !line.quarantined && random.one_in(12) ? line.units * 2 : line.units;
    if (random.one_in(10)) line.kind = random.one_in(3) ? "custom" : "digital";
    price(line, random, sale.decimals);
    sale.lines.push_back(std::move(line));
}

// Booked by its parts, or as a whole.
void add_bundle(Sale& sale, Random& random) {
    SoldLine whole;
    whole.id = std::to_string(31 + sale.lines.size());
    whole.item = "KIT-" + whole.id;
    whole.units = whole.quantity = 1 + static_cast<std::int64_t>(random.below(4));
    price(whole, random, sale.decimals);
    const bool by_parts = random.one_in(2);
    whole.omitted = by_parts;
    const std::string parent = whole.id;
    const std::int64_t wholes = whole.units;
    sale.lines.push_back(std::move(whole));
    for (std::size_t part = 0; part <= random.below(2); ++part) {
        SoldLine line;
        line.id = std::to_string(31 + sale.lines.size());
        line.parent = parent;
        line.item = "PART-" + line.id;
        line.units = line.quantity = wholes * (1 + static_cast<std::int64_t>(random.below(3)));
        price(line, random, sale.decimals);
        line.omitted = !by_parts;
        sale.lines.push_back(std::move(line));
    }
}

message::Value charge_row(const Charge& charge, int decimals) {
    message::Value row = message::Value::object({{"code", charge.code}, {"amount", text_of(charge.amount, decimals)}, {"tax_code", charge.tax.code}, {"tax_rate", charge.tax.percent()}, {"label", charge.place}, {"place", charge.place}});
    if (charge.is_item) {
        row.set("item_code", charge.item);
        row.set("warehouse", "01");
    }
    return row;
}

Reckoner reckoned(const Sale& sale) {
    Reckoner out(sale.gross, sale.by_line);
    for (const SoldLine& line : sale.lines)
        if (!line.omitted && !line.quarantined) out.add_line(line.amount, line.tax);
    for (const Charge& charge : sale.charges) charge.is_item ? out.add_line(charge.amount, charge.tax) : out.add_freight(charge.amount, charge.tax);
    return out;
}

} // namespace

std::string TaxRate::percent() const { return text_of(hundredths, 2); }

std::int64_t divided(std::int64_t dividend, std::int64_t divisor) {
    const std::int64_t twice = 2 * (dividend < 0 ? -dividend : dividend);
    const std::int64_t rounded = (twice + divisor) / (2 * divisor);
    return dividend < 0 ? -rounded : rounded;
}

std::string text_of(Minor amount, int decimals) {
    std::int64_t power = 1;
    for (int digit = 0; digit < decimals; ++digit) power *= 10;
    const Minor size = amount < 0 ? -amount : amount;
    std::string text = std::to_string(size / power);
    if (decimals > 0) text += fmt::format(".{:0{}}", size % power, decimals);
    return amount < 0 ? "-" + text : text;
}

Minor minor_of(const std::string& text, int decimals) {
    const bool is_negative = text.starts_with('-');
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string digits = text.substr(is_negative ? 1 : 0, point - (is_negative ? 1 : 0));
    std::string fraction = point < text.size() ? text.substr(point + 1) : std::string();
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (fraction.size() > static_cast<std::size_t>(decimals)) throw std::invalid_argument(text + " is no amount of " + std::to_string(decimals) + " decimals");
    fraction.resize(static_cast<std::size_t>(decimals), '0');
    const Minor size = std::stoll(digits + fraction);
    return is_negative ? -size : size;
}

void Reckoner::add_line(Minor amount, const TaxRate& tax) {
    amounts_ += amount;
    line_tax_ += tax_of(amount, tax.hundredths);
    auto& [sum, rate] = codes_[tax.code];
    sum += amount;
    rate = tax.hundredths;
}
void Reckoner::add_freight(Minor amount, const TaxRate& tax) {
    amounts_ += amount;
    freight_tax_ += tax_of(amount, tax.hundredths);
}
Minor Reckoner::tax_of(Minor amount, std::int64_t hundredths) const { return divided(amount * hundredths, gross_ ? 10'000 + hundredths : 10'000); }
Minor Reckoner::tax() const {
    if (by_line_) return line_tax_ + freight_tax_;
    Minor sum = freight_tax_;
    for (const auto& [code, group] : codes_) sum += tax_of(group.first, group.second);
    return sum;
}

const SoldLine* Sale::line(const std::string& wanted) const {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const SoldLine& one) { return one.id == wanted; });
    return found == lines.end() ? nullptr : &*found;
}
bool Sale::has_open_lines() const {
    return std::any_of(lines.begin(), lines.end(), [](const SoldLine& one) { return one.quarantined; });
}
Minor Sale::booked_total() const { return reckoned(*this).total(); }
Minor Sale::booked_tax() const { return reckoned(*this).tax(); }

Sale random_sale(Random& random) {
    Sale sale;
    sale.gross = !random.one_in(3);
    sale.by_line = !random.one_in(3);
    sale.says_rounding = !sale.by_line || !random.one_in(4); // by line is what the rule takes otherwise
    if (random.one_in(6)) {
        sale.currency = "EUR";
        sale.rate = "0.8612";
    } else if (random.one_in(12)) {
        sale.currency = "JPY";
        sale.rate = "0.0052";
        sale.decimals = 0;
    }
    if (random.one_in(8)) sale.warehouse.clear();
    const std::size_t lines = 1 + random.below(4);
    for (std::size_t line = 0; line < lines; ++line) add_line(sale, random);
    if (random.one_in(4)) add_bundle(sale, random);
    for (const char* place : {"shipping", "shipping", "handling", "wrapping", "fee"}) {
        if (!random.one_in(place == std::string("shipping") ? 2 : 5)) continue;
        Charge charge{place, random_amount(random), random.one_in(2) && !sale.charges.empty() ? sale.charges.back().tax : random_rate(random), random.one_in(5), std::to_string(1 + sale.charges.size()), {}};
        charge.item = charge.is_item ? "CHARGE-" + charge.code : "";
        sale.charges.push_back(std::move(charge));
    }
    return sale;
}

message::Value booking_of(const Sale& sale) {
    using message::Value;
    Value freight = Value::array();
    for (const Charge& charge : sale.charges) freight.push(charge_row(charge, sale.decimals));
    Value booking = Value::object({{"price_mode", sale.gross ? "gross" : "net"},
                                   {"customer", Value::object({{"policy", "fixed"}, {"card_code", "C20007"}})},
                                   {"freight", std::move(freight)},
                                   {"document_date", "2026-01-02"},
                                   {"due_date", "2026-01-02"},
                                   {"expected_total", text_of(sale.booked_total(), sale.decimals)},
                                   {"expected_tax", text_of(sale.booked_tax(), sale.decimals)}});
    if (sale.says_rounding) booking.set("tax_rounding", sale.by_line ? "line" : "document");
    if (!sale.rate.empty()) booking.set("rate", sale.rate);
    return booking;
}

message::Value booked_lines(const Sale& sale, const message::Value& lines) {
    message::Value out = lines;
    for (message::Value& row : *out.as_array()) {
        const SoldLine& line = *sale.line(row["id"].text_or(""));
        message::Value& booking = row.member("booking");
        if (line.omitted) {
            booking.set("omitted", true);
            continue;
        }
        booking.set("item_code", line.item);
        booking.set("quantity", std::to_string(line.quantity));
        booking.set("unit_price", line.price);
        booking.set("amount", text_of(line.amount, sale.decimals));
        booking.set("tax_code", line.tax.code);
        booking.set("tax_rate", line.tax.percent());
        booking.set("warehouse", sale.warehouse);
        if (line.quarantined) booking.set("quarantined", true);
    }
    return out;
}

std::string words_of(const Sale& sale) {
    std::string words = fmt::format("an order of {} {}, {} prices, tax rounded by {}{}:", text_of(sale.booked_total(), sale.decimals), sale.currency, sale.gross ? "gross" : "net", sale.by_line ? "line" : "document",
                                    sale.has_open_lines() ? " (without what waits)" : "");
    for (const SoldLine& line : sale.lines)
        words += fmt::format("\n    line {}{}: {} {} ({} booked) for {} with {} %{}{}", line.id, line.parent.empty() ? "" : " of " + line.parent, line.units, line.kind, line.quantity, text_of(line.amount, sale.decimals), line.tax.percent(),
                             line.omitted ? ", not booked" : "", line.quarantined ? ", its item is not there yet" : "");
    for (const Charge& charge : sale.charges) words += fmt::format("\n    {}: {} with {} %{}", charge.place, text_of(charge.amount, sale.decimals), charge.tax.percent(), charge.is_item ? ", booked on an item" : "");
    return words;
}

} // namespace ledgerline::refund_model
