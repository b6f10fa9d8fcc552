#include "commerce/levels.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace ledgerline::commerce {
namespace {

constexpr std::size_t plain_digits_max = 18; // so many always fit

[[noreturn]] void refuse(std::string_view what, std::string_view text) { throw std::invalid_argument(fmt::format("\"{}\" is not {}", text.substr(0, 60), what)); }

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// "10", "-3", "10.50": what nearly every level is, without arithmetic. False: it is something else, and nothing was appended.
bool append_plain(std::string& out, std::string_view text) {
    const bool is_negative = !text.empty() && text.front() == '-';
    if (is_negative) text.remove_prefix(1);
    if (text.empty() || text.size() > plain_digits_max || !is_digit(text.front()) || !is_digit(text.back())) return false;
    std::size_t point = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_digit(text[i])) continue;
        if (text[i] != '.' || point != text.size()) return false;
        point = i;
    }
    std::size_t begin = 0, end = text.size();
    while (begin + 1 < point && text[begin] == '0') ++begin;
    if (point != text.size())
        while (end > point && (text[end - 1] == '0' || text[end - 1] == '.')) --end;
    const std::string_view shortest = text.substr(begin, end - begin);
    if (is_negative && shortest != "0") out += '-';
    out += shortest;
    return true;
}

void append_amount(std::string& out, std::string_view text) {
    if (append_plain(out, text)) return;
    try {
        out += Decimal::parse_number(text).normalized().text();
    } catch (const DecimalError&) {
        refuse("an amount", text);
    }
}

std::string_view warehouse_in(std::string_view line) { return line.substr(0, line.find('\t')); }

// Where the line of this warehouse belongs: they stand in ascending order, so that the order in which the ERP tells them is no difference.
std::size_t place_of(std::string_view text, std::string_view warehouse) {
    std::size_t end = text.size();
    while (end > 0) {
        const std::size_t before = text.rfind('\n', end - 2);
        const std::size_t begin = end < 2 || before == std::string_view::npos ? 0 : before + 1;
        const int order = warehouse_in(text.substr(begin)).compare(warehouse);
        if (order < 0) return end;
        if (order == 0) throw std::invalid_argument(fmt::format("warehouse {} stands there twice", warehouse));
        end = begin;
    }
    return 0;
}

std::string_view next_field(std::string_view& line) {
    const std::size_t tab = line.find('\t');
    const std::string_view field = line.substr(0, tab);
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    return field;
}

} // namespace

void add_level(std::string& text, std::string_view warehouse, std::string_view in_stock, std::string_view committed, std::string_view ordered, bool locked) {
    if (warehouse.find_first_of("\t\n\r") != std::string_view::npos) refuse("the code of a warehouse", warehouse);
    const std::size_t place = place_of(text, warehouse);
    const std::size_t end = text.size();
    text += warehouse;
    bool is_zero = true;
    try {
        for (const std::string_view amount : {in_stock, committed, ordered}) {
            text += '\t';
            const std::size_t begin = text.size();
            append_amount(text, amount);
            is_zero = is_zero && std::string_view(text).substr(begin) == "0";
        }
    } catch (const std::invalid_argument&) {
        text.resize(end);
        throw;
    }
    if (is_zero && !locked) {
        text.resize(end);
        return;
    }
    text += locked ? "\t1\n" : "\t0\n";
    if (place == end) return;
    const std::string line = text.substr(end);
    text.resize(end);
    text.insert(place, line);
}

std::vector<Level> levels_of(std::string_view text) {
    std::vector<Level> levels;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        Level level;
        level.warehouse = next_field(line);
        level.in_stock = Decimal::parse(next_field(line));
        level.committed = Decimal::parse(next_field(line));
        level.ordered = Decimal::parse(next_field(line));
        level.locked = next_field(line) == "1";
        levels.push_back(std::move(level));
    }
    return levels;
}

} // namespace ledgerline::commerce
