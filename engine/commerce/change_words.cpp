#include "commerce/change_words.hpp"

#include "ledgerline/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::commerce {
namespace {

using message::Difference;
using message::Value;

constexpr std::size_t told_max = 3;

// "lines", "2", "quantity" of "/lines/2/quantity".
std::vector<std::string> steps_of(const std::string& path) {
    std::vector<std::string> steps;
    for (std::size_t begin = 1; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        steps.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return steps;
}

bool is_line(const std::vector<std::string>& steps) { return steps.size() >= 2 && steps[0] == "lines"; }

// What people look at first.
int rank(const Difference& difference) {
    if (is_line(steps_of(difference.path))) return 0;
    return difference.path == "/totals/inc_tax" ? 1 : 2;
}

std::string words_of(std::vector<std::string> steps) {
    std::string words;
    for (std::string& step : steps) {
        std::replace(step.begin(), step.end(), '_', ' ');
        const bool is_position = !step.empty() && step.find_first_not_of("0123456789") == std::string::npos && step.size() < 6;
        words += (words.empty() ? "" : " ") + (is_position ? std::to_string(std::stoi(step) + 1) : step);
    }
    return words.empty() ? "the order" : words;
}

// The store's amounts may have four decimals; people write two.
std::string shown(const Value& value) {
    const std::string text = value.text_or("");
    if (value.is_null() || (text.empty() && value.is_text())) return "nothing";
    if (value.is_object() || value.is_array()) return "something else";
    const std::size_t point = text.find('.');
    if (point == std::string::npos || !Decimal::try_parse(text)) return text;
    std::size_t end = text.find_last_not_of('0') + 1;
    end = std::max(end, std::min(point + 3, text.size()));
    return text.substr(0, end);
}

std::string change_of(const Difference& difference) {
    const auto is_there = [](const Value& value) { return value.is_object() || value.is_array(); };
    if (difference.before.is_null() && is_there(difference.after)) return " was added";
    if (difference.after.is_null() && is_there(difference.before)) return " was taken off";
    return fmt::format(" was {}, is now {}", shown(difference.before), shown(difference.after));
}

// A line by its position and SKU: "line 2 (MUG-BLU)".
std::string name_of_line(const std::string& position, const Difference& difference, const Value& before, const Value& now) {
    const std::string path = "/lines/" + position + "/sku";
    std::string sku;
    for (const Value* body : {&now, &before})
        if (const Value* found = message::at_pointer(*body, path); found && sku.empty()) sku = found->text_or("");
    if (sku.empty()) sku = difference.after["sku"].text_or(difference.before["sku"].text_or(""));
    return words_of({"line", position}) + (sku.empty() ? "" : " (" + sku + ")");
}

std::string one_in_words(const Difference& difference, const Value& before, const Value& now) {
    const std::vector<std::string> steps = steps_of(difference.path);
    if (difference.path == "/totals/inc_tax") return "the total" + change_of(difference);
    if (!is_line(steps)) return words_of(steps) + change_of(difference);
    const std::string line = name_of_line(steps[1], difference, before, now);
    return steps.size() == 2 ? line + change_of(difference) : line + ": " + words_of({steps.begin() + 2, steps.end()}) + change_of(difference);
}

} // namespace

std::string in_words(const std::vector<Difference>& differences, const Value& before, const Value& now) {
    std::vector<const Difference*> sorted;
    for (const Difference& one : differences) sorted.push_back(&one);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Difference* a, const Difference* b) { return rank(*a) < rank(*b); });
    std::size_t lines = 0;
    for (const Difference* one : sorted) lines += rank(*one) == 0 ? 1 : 0;
    // The total is always told: of many lines two stand before it.
    if (lines >= told_max && lines < sorted.size() && rank(*sorted[lines]) == 1) std::rotate(sorted.begin() + told_max - 1, sorted.begin() + static_cast<std::ptrdiff_t>(lines), sorted.begin() + static_cast<std::ptrdiff_t>(lines) + 1);
    std::string words;
    for (std::size_t i = 0; i < sorted.size() && i < told_max; ++i) words += (i == 0 ? "" : "; ") + one_in_words(*sorted[i], before, now);
    return sorted.size() > told_max ? words + fmt::format(" (and {} more)", sorted.size() - told_max) : words;
}

std::string place_of_changes(const std::string& type, const Value& body) {
    if (type == "return" && body["origin"].text_or("") != "erp") return "where it was entered";
    return type == "return" || type == "shipment" ? "in the ERP" : "in the store";
}

} // namespace ledgerline::commerce
