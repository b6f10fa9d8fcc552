#include "b1/line_status.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr const char* open_figures[] = {"RemainingOpenQuantity", "RemainingOpenInventoryQuantity", "OpenAmount"};

void set_number(Record& record, const char* name, const Decimal& value) {
    if (value.is_zero()) record.erase(name);
    else record.set(name, value.normalized());
}

// Documents of services have lines without a quantity: each is one piece.
Decimal quantity_of(const Record& line) {
    return line.has("Quantity") ? line.number("Quantity") : Decimal(1);
}

} // namespace

bool open(const Record& document) {
    return document.text("DocumentStatus") == "bost_Open";
}

bool line_open(const Record& line) {
    return line.text("LineStatus") != "bost_Close";
}

Decimal drawn_quantity(const Record& line) {
    return line.number("~drawn");
}

Decimal open_quantity(const Record& line) {
    if (!line_open(line)) return {};
    const Decimal left = quantity_of(line) - drawn_quantity(line);
    return left.is_negative() ? Decimal() : left.normalized();
}

bool copied(const Record& document) {
    const Rows& lines = document.rows("DocumentLines");
    return std::any_of(lines.begin(), lines.end(), [](const Record& line) { return !drawn_quantity(line).is_zero(); });
}

void refresh_open(Record& line, int amount_digits) {
    const Decimal left = open_quantity(line), quantity = quantity_of(line);
    set_number(line, "RemainingOpenQuantity", left);
    set_number(line, "RemainingOpenInventoryQuantity", left);
    const Decimal total = line.number("LineTotal");
    if (left == quantity || quantity.is_zero()) set_number(line, "OpenAmount", left.is_zero() ? Decimal() : total);
    else set_number(line, "OpenAmount", (total.normalized() * left).normalized().divided(quantity.normalized(), amount_digits, Round::half_up));
}

void draw_line(Record& line, const Decimal& quantity, int amount_digits) {
    const Decimal drawn = (drawn_quantity(line) + quantity).normalized();
    line.set("~drawn", drawn);
    if (drawn >= quantity_of(line)) line.set("LineStatus", "bost_Close");
    refresh_open(line, amount_digits);
}

void give_back_to_line(Record& line, const Decimal& quantity, int amount_digits) {
    const bool closed_by_drawing = drawn_quantity(line) >= quantity_of(line);
    const Decimal drawn = (drawn_quantity(line) - quantity).normalized();
    if (drawn <= Decimal(0)) line.erase("~drawn");
    else line.set("~drawn", drawn);
    if (closed_by_drawing && drawn < quantity_of(line)) line.set("LineStatus", "bost_Open");
    refresh_open(line, amount_digits);
}

void close_line(Record& line) {
    line.set("LineStatus", "bost_Close");
    for (const char* name : open_figures) line.erase(name);
}

void follow_lines(Record& document) {
    if (document.text("CancelStatus") != "csNo") return;
    const Rows& lines = document.rows("DocumentLines");
    const bool closed = std::none_of(lines.begin(), lines.end(), [](const Record& line) { return line_open(line); });
    document.set("DocumentStatus", closed ? "bost_Close" : "bost_Open");
}

void close_document(Record& document) {
    document.set("DocumentStatus", "bost_Close");
    for (Record& line : document.rows_to_change("DocumentLines")) close_line(line);
}

Decimal open_total(const Record& document, int amount_digits) {
    if (!open(document)) return {};
    Decimal of_lines, still_open;
    bool all_open = true;
    for (const Record& line : document.rows("DocumentLines")) {
        of_lines += line.number("LineTotal");
        still_open += line.number("OpenAmount");
        all_open = all_open && line_open(line) && drawn_quantity(line).is_zero();
    }
    const Decimal total = document.number("DocTotal");
    if (all_open) return total;
    if (of_lines.is_zero()) return {};
    return (total.normalized() * still_open.normalized()).normalized().divided(of_lines.normalized(), amount_digits, Round::half_up);
}

} // namespace ledgerline::sandbox::b1
