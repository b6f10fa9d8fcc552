#include "commerce/returned.hpp"

#include "commerce/values.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>

namespace ledgerline::commerce {
namespace {

using message::Value;

constexpr int quantity_digits = 6; // of the ERP

std::string name_of(const Value& line) {
    const std::string sku = line["sku"].text_or("");
    return fmt::format("line {}{}", line["line_id"].text_or(""), sku.empty() ? "" : " (" + sku + ")");
}

// The order line that a line of the return is of, or why it cannot be told.
const Value* line_of(const Value& line, const Value& original, std::string& why) {
    const std::string number = original["number"].text_or("");
    const std::string id = line["line_id"].text_or("");
    if (!id.empty()) {
        for (const Value& one : rows_of(original["lines"]))
            if (one["line_id"].text_or("") == id) return &one;
        why = fmt::format("order {} has no line {}", number, id);
        return nullptr;
    }
    for (const char* name : {"sku", "item_code"}) {
        const std::string wanted = line[name].text_or("");
        if (wanted.empty()) continue;
        std::vector<const Value*> found;
        for (const Value& one : rows_of(original["lines"]))
            if (one[name].text_or("") == wanted) found.push_back(&one);
        if (found.size() == 1) return found.front();
        if (found.size() > 1) {
            why = fmt::format("order {} has {} lines with \"{}\", and only the id of a line says which", number, found.size(), wanted);
            return nullptr;
        }
        why = fmt::format("order {} has no line with \"{}\"", number, wanted);
    }
    if (why.empty()) why = "neither a line of the order nor a SKU is named";
    return nullptr;
}

// `units` of an order line as it was booked; nothing: they are no quantity that the ERP could keep.
std::optional<Value> booked(const Value& line, const Decimal& units) {
    const Decimal sold = amount_of(line["units"]);
    Decimal quantity = units; // of a line that is on no document, nobody knows better
    if (line["posted"].bool_or(false) && !sold.is_zero()) {
        const Decimal exact = amount_of(line["quantity"]) * units;
        quantity = exact.divided(sold, quantity_digits, Round::half_up);
        if (quantity * sold != exact) return std::nullopt;
    }
    return Value::object({{"line_id", line["line_id"]}, {"item_code", line["item_code"]}, {"units", units.normalized().text()}, {"quantity", quantity.normalized().text()}});
}

std::string add_bundle(const Value& whole, const Decimal& units, const Value& original, Value& booking) {
    const Decimal sold = amount_of(whole["units"]);
    for (const Value& part : rows_of(original["lines"])) {
        if (part["parent_id"].text_or("") != whole["line_id"].text_or("") || part["omitted"].bool_or(false) || sold.is_zero()) continue;
        const Decimal exact = amount_of(part["units"]) * units;
        const Decimal of_part = exact.divided(sold, quantity_digits, Round::half_up);
        auto row = of_part * sold == exact ? booked(part, of_part) : std::nullopt;
        if (!row) return fmt::format("{} of {} are no whole quantity of its part {}", units.text(), name_of(whole), name_of(part));
        booking.push(std::move(*row));
    }
    if (booking.size() > 0) return "";
    return fmt::format("{} stands on no document: it is a part of a bundle that was booked as a whole, so only the bundle can come back", name_of(whole));
}

// What the line is in the order; "" or why not.
std::string match(Value& line, const Value& original) {
    std::string why;
    const Value* found = line_of(line, original, why);
    if (!found) return why;
    const Decimal units = amount_of(line["quantity"]);
    const std::string kind = (*found)["kind"].text_or("");
    if (units.is_zero() || units.is_negative()) return fmt::format("{} of {} cannot come back", units.text(), name_of(*found));
    if (kind != "physical" && kind != "custom") return fmt::format("{} is no goods that could come back ({})", name_of(*found), kind);
    line.set("line_id", (*found)["line_id"]);
    line.set("sku", (*found)["sku"]);
    Value booking = Value::array();
    if ((*found)["omitted"].bool_or(false)) {
        why = add_bundle(*found, units, original, booking);
        if (!why.empty()) return why;
    } else if (auto row = booked(*found, units)) {
        if (line["item_code"].text_or("").empty()) line.set("item_code", (*found)["item_code"]);
        booking.push(std::move(*row));
    } else {
        return fmt::format("{} of {} are no quantity in the unit of the ERP, where {} were booked as {}", units.text(), name_of(*found), (*found)["units"].text_or(""), (*found)["quantity"].text_or(""));
    }
    line.set("booking", std::move(booking));
    return "";
}

struct Counted {
    Decimal units, quantity;
};
// What the memo of a refund puts into stock.
std::map<std::string, Decimal> restocked(const Value& sent) {
    std::map<std::string, Decimal> lines;
    for (const Value& line : rows_of(sent["booking"]["lines"]))
        if (line["returns_goods"].bool_or(false)) lines[line["line_id"].text_or("")] += amount_of(line["quantity"]);
    return lines;
}

std::string source_in_words(const store::ReturnedRow& row) { return (row.state == store::returned_state::with_memo ? "refund " : "return ") + row.return_key; }

std::map<std::string, Counted> by_line(const Value& body) {
    std::map<std::string, Counted> lines;
    for (const Value& line : rows_of(body["lines"]))
        for (const Value& row : rows_of(line["booking"])) {
            Counted& counted = lines[row["line_id"].text_or("")];
            counted.units += amount_of(row["units"]);
            counted.quantity += amount_of(row["quantity"]);
        }
    return lines;
}

} // namespace

std::vector<Misfit> match_to_order(Value& body, const Value& original) {
    std::vector<Misfit> misfits;
    Value::Array* lines = body.member("lines").as_array();
    for (std::size_t i = 0; lines && i < lines->size(); ++i) {
        (*lines)[i].erase("booking"); // what a source says of it is no booking
        if (std::string why = match((*lines)[i], original); !why.empty()) misfits.push_back({i, std::move(why)});
    }
    return misfits;
}

std::vector<Misfit> beyond_the_sold(const Value& body, const Value& original, const std::vector<store::ReturnedRow>& others) {
    std::map<std::string, Decimal> left;
    std::map<std::string, std::set<std::string>> with;
    std::map<std::string, const Value*> sold;
    for (const Value& line : rows_of(original["lines"])) {
        left[line["line_id"].text_or("")] = amount_of(line["units"]);
        sold[line["line_id"].text_or("")] = &line;
    }
    for (const store::ReturnedRow& row : others) {
        left[row.line_id] -= amount_of(row.units);
        with[row.line_id].insert(source_in_words(row));
    }
    std::vector<Misfit> misfits;
    const Value::Array& lines = rows_of(body["lines"]);
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (const Value& row : rows_of(lines[i]["booking"])) {
            const std::string id = row["line_id"].text_or("");
            const Decimal units = amount_of(row["units"]), before = left[id];
            left[id] -= units;
            if (!left[id].is_negative()) continue;
            std::string earlier;
            for (const std::string& one : with[id]) earlier += (earlier.empty() ? ": others came back with " : ", ") + one;
            misfits.push_back({i, fmt::format("{} of {} would come back; {} were sold, and {} of them can still come back{}", units.normalized().text(), sold[id] ? name_of(*sold[id]) : "line " + id,
                                              sold[id] ? (*sold[id])["units"].text_or("0") : "0", before.is_negative() ? "0" : before.normalized().text(), earlier)});
        }
    return misfits;
}

std::string back_already(const Value& sent, const std::vector<store::ReturnedRow>& others) {
    std::string text;
    const auto lines = restocked(sent);
    for (const Value& line : rows_of(sent["original"]["lines"])) {
        const auto found = lines.find(line["line_id"].text_or(""));
        if (found == lines.end()) continue;
        Decimal back;
        std::set<std::string> with;
        for (const store::ReturnedRow& row : others) {
            if (row.line_id != found->first) continue;
            back += amount_of(row.quantity);
            with.insert(source_in_words(row));
        }
        if (back.is_zero() || found->second + back <= amount_of(line["quantity"])) continue;
        text += fmt::format("{}{} of {}, of which {} were sold and {} came back with ", text.empty() ? "" : "; ", found->second.normalized().text(), name_of(line), line["quantity"].text_or("0"), back.normalized().text());
        for (auto one = with.begin(); one != with.end(); ++one) text += (one == with.begin() ? "" : ", ") + *one;
    }
    return text;
}

void count_returned(store::UnitOfWork& unit, const store::MessageRow& message, const Value& body, const char* state) {
    if (message.type != "return") return;
    not_returned(unit, message);
    if (body["cancelled"].bool_or(false)) return;
    for (const auto& [line, counted] : by_line(body))
        unit.returned().add({0, body["original"]["source"].text_or(""), body["order_id"].text_or(""), message.source, message.source_key, body["refund_id"].text_or(""), line, counted.units.text(), counted.quantity.text(),
                             state});
}

void not_returned(store::UnitOfWork& unit, const store::MessageRow& message) {
    if (message.type == "return") unit.returned().remove(message.source, message.source_key);
}

void returned_with_memo(store::UnitOfWork& unit, const store::MessageRow& refund, const Value& sent) {
    if (refund.type != "refund" || sent["booking"]["custody"].text_or("") != "returned") return;
    const auto lines = restocked(sent);
    unit.returned().remove(refund.source, refund.source_key);
    for (const Value& line : rows_of(sent["original"]["lines"])) {
        const auto found = lines.find(line["line_id"].text_or(""));
        const Decimal booked = amount_of(line["quantity"]);
        if (found == lines.end() || booked.is_zero()) continue;
        const Decimal units = (found->second * amount_of(line["units"])).divided(booked, quantity_digits, Round::half_up);
        unit.returned().add({0, sent["original"]["source"].text_or(""), sent["order_id"].text_or(""), refund.source, refund.source_key, refund.source_key, found->first, units.normalized().text(),
                             found->second.text(), store::returned_state::with_memo});
    }
}

} // namespace ledgerline::commerce
