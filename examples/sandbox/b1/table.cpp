#include "b1/table.hpp"

#include "b1/words.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

std::string key_part(std::int64_t number) {
    std::string digits = std::to_string(number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number));
    if (digits.size() < 20) digits.insert(0, 20 - digits.size(), '0');
    return (number < 0 ? "-" : "0") + digits;
}

std::string key_part(std::string_view text, bool ignores_case) {
    return ignores_case ? upper(text) : std::string(text);
}

std::string joined_key(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        if (!out.empty()) out += '\x1f';
        out += part;
    }
    return out;
}

Table::Table(const Type& type, std::vector<std::string> key_names, bool ignores_case) : type_(&type), ignores_case_(ignores_case) {
    for (const std::string& name : key_names) keys_.push_back(&type.at(name));
}

std::string Table::key_of(const Record& record) const {
    std::vector<std::string> parts;
    for (const Property* key : keys_)
        parts.push_back(key->kind == Kind::integer ? key_part(record.integer(key->name)) : key_part(record.text(key->name), ignores_case_));
    return joined_key(parts);
}

void Table::sort() const {
    if (sorted_) return;
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    // Of rows with the same key the one that was loaded last counts.
    std::vector<Entry> unique;
    unique.reserve(entries_.size());
    for (Entry& entry : entries_) {
        if (!unique.empty() && unique.back().key == entry.key) unique.back() = std::move(entry);
        else unique.push_back(std::move(entry));
    }
    entries_ = std::move(unique);
    sorted_ = true;
}

std::size_t Table::place_of(const std::string& key) const {
    sort();
    const auto place = std::lower_bound(entries_.begin(), entries_.end(), key, [](const Entry& a, const std::string& b) { return a.key < b; });
    return static_cast<std::size_t>(place - entries_.begin());
}

Table::Row Table::find(const std::string& key) const {
    const std::size_t at = place_of(key);
    return at < entries_.size() && entries_[at].key == key ? entries_[at].row : nullptr;
}

const std::vector<Table::Entry>& Table::in_key_order() const {
    sort();
    return entries_;
}

void Table::place(const std::string& key, Row row) {
    const std::size_t at = place_of(key);
    const bool known = at < entries_.size() && entries_[at].key == key;
    if (known) drop_from_indexes(key, *entries_[at].row);
    const auto where = entries_.begin() + static_cast<std::ptrdiff_t>(at);
    if (!row) {
        if (known) entries_.erase(where);
        return;
    }
    add_to_indexes(key, *row);
    if (known) where->row = std::move(row);
    else entries_.insert(where, Entry{key, std::move(row)});
}

void Table::put(Record record, Journal& journal) {
    const std::string key = key_of(record);
    journal.on_undo([this, key, before = find(key)] { place(key, before); });
    place(key, std::make_shared<const Record>(std::move(record)));
}

void Table::remove(const std::string& key, Journal& journal) {
    journal.on_undo([this, key, before = find(key)] { place(key, before); });
    place(key, nullptr);
}

void Table::load(Record record) {
    std::string key = key_of(record);
    if (!indexes_.empty()) {
        place(key, std::make_shared<const Record>(std::move(record)));
        return;
    }
    sorted_ = sorted_ && (entries_.empty() || entries_.back().key < key);
    entries_.push_back(Entry{std::move(key), std::make_shared<const Record>(std::move(record))});
}

bool Table::can_index(const Property& property) {
    return property.kind == Kind::text || property.kind == Kind::integer || property.kind == Kind::number;
}

std::string Table::index_text(const Cell& cell) const {
    if (const auto* text = std::get_if<std::string>(&cell)) return key_part(*text, ignores_case_);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* number = std::get_if<Decimal>(&cell)) return number->normalized().text();
    return "\x1f null";
}

void Table::add_to_indexes(const std::string& key, const Record& record) {
    for (auto& [property, index] : indexes_) {
        std::vector<std::string>& keys = index[index_text(record.value(*property))];
        keys.insert(std::lower_bound(keys.begin(), keys.end(), key), key);
    }
}

void Table::drop_from_indexes(const std::string& key, const Record& record) {
    for (auto& [property, index] : indexes_) {
        const auto found = index.find(index_text(record.value(*property)));
        if (found == index.end()) continue;
        const auto at = std::lower_bound(found->second.begin(), found->second.end(), key);
        if (at != found->second.end() && *at == key) found->second.erase(at);
        if (found->second.empty()) index.erase(found);
    }
}

std::vector<std::string> Table::keys_with(const Property& property, const Cell& cell) const {
    auto known = indexes_.find(&property);
    if (known == indexes_.end()) {
        sort();
        Index index;
        for (const Entry& entry : entries_) index[index_text(entry.row->value(property))].push_back(entry.key);
        known = indexes_.emplace(&property, std::move(index)).first;
    }
    const auto found = known->second.find(index_text(cell));
    return found == known->second.end() ? std::vector<std::string>() : found->second;
}

} // namespace ledgerline::sandbox::b1
