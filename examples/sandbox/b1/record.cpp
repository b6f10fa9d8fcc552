#include "b1/record.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

const Rows no_rows;

auto place_of(const std::vector<std::pair<const Property*, Cell>>& cells, const Property& property) {
    return std::lower_bound(cells.begin(), cells.end(), property.position,
                            [](const auto& cell, int position) { return cell.first->position < position; });
}

} // namespace

bool is_null(const Cell& cell) {
    return std::holds_alternative<std::monostate>(cell);
}

const Cell* Record::stored(const Property& property) const {
    const auto place = place_of(cells_, property);
    return place != cells_.end() && place->first == &property ? &place->second : nullptr;
}

Cell Record::value(const Property& property) const {
    if (const Cell* cell = stored(property)) return *cell;
    switch (property.kind) {
        case Kind::number: return property.user_field ? Cell() : Cell(Decimal());
        case Kind::integer: return property.otherwise.empty() ? Cell() : Cell(std::int64_t{std::stoll(property.otherwise)});
        case Kind::list: return Rows();
        default: return property.otherwise.empty() ? Cell() : Cell(property.otherwise);
    }
}

std::string Record::text(std::string_view name) const {
    const Property& property = type_->at(name);
    if (const Cell* cell = stored(property)) {
        if (const auto* text = std::get_if<std::string>(cell)) return *text;
        if (const auto* number = std::get_if<std::int64_t>(cell)) return std::to_string(*number);
        if (const auto* number = std::get_if<Decimal>(cell)) return number->normalized().text();
        return "";
    }
    return property.otherwise;
}

std::int64_t Record::integer(std::string_view name, std::int64_t otherwise) const {
    const Cell cell = value(type_->at(name));
    const auto* number = std::get_if<std::int64_t>(&cell);
    return number ? *number : otherwise;
}

Decimal Record::number(std::string_view name) const {
    const Cell* cell = stored(name);
    const auto* number = cell ? std::get_if<Decimal>(cell) : nullptr;
    return number ? *number : Decimal();
}

bool Record::has(std::string_view name) const {
    const Cell* cell = stored(name);
    return cell && !is_null(*cell);
}

const Rows& Record::rows(std::string_view name) const {
    const Cell* cell = stored(name);
    const auto* rows = cell ? std::get_if<Rows>(cell) : nullptr;
    return rows ? *rows : no_rows;
}

void Record::set(const Property& property, Cell cell) {
    const auto place = place_of(cells_, property);
    const auto at = cells_.begin() + (place - cells_.cbegin());
    if (at != cells_.end() && at->first == &property) at->second = std::move(cell);
    else cells_.emplace(at, &property, std::move(cell));
}

void Record::erase(std::string_view name) {
    const auto place = place_of(cells_, type_->at(name));
    if (place != cells_.end() && place->first == &type_->at(name)) cells_.erase(cells_.begin() + (place - cells_.cbegin()));
}

Rows& Record::rows_to_change(std::string_view name) {
    const Property& property = type_->at(name);
    const Cell* cell = stored(property);
    if (!cell || !std::holds_alternative<Rows>(*cell)) set(property, Rows());
    return *std::get_if<Rows>(const_cast<Cell*>(stored(property)));
}

void Record::take(const Record& changes) {
    for (const auto& [property, cell] : changes.cells_) set(*property, cell);
}

} // namespace ledgerline::sandbox::b1
