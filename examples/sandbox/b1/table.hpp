// The rows of one entity set in the order of their keys, with indexes on the properties that filters ask for. Rows never
// change in place: a changed object replaces the old one, so undoing is putting the old one back.
#pragma once

#include "b1/journal.hpp"
#include "b1/record.hpp"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ledgerline::sandbox::b1 {

// The part of a key that sorts: numbers are padded, text is folded to one case where the database ignores case.
std::string key_part(std::int64_t number);
std::string key_part(std::string_view text, bool ignores_case);
std::string joined_key(const std::vector<std::string>& parts);

class Table {
public:
    using Row = std::shared_ptr<const Record>;
    struct Entry {
        std::string key;
        Row row;
    };

    Table(const Type& type, std::vector<std::string> key_names, bool ignores_case);

    const Type& type() const { return *type_; }
    const std::vector<const Property*>& key_properties() const { return keys_; }
    bool ignores_case() const { return ignores_case_; }
    std::size_t size() const { return entries_.size(); }

    std::string key_of(const Record& record) const;
    Row find(const std::string& key) const;
    Row find_text(std::string_view key) const { return find(key_part(key, ignores_case_)); }
    Row find_number(std::int64_t key) const { return find(key_part(key)); }
    const std::vector<Entry>& in_key_order() const;

    // Adds or replaces.
    void put(Record record, Journal& journal);
    void remove(const std::string& key, Journal& journal);
    // Adds without a way back, fast for many; sorted when first read.
    void load(Record record);

    // Keys of the rows whose property equals the cell, ascending. The index is made at the first question.
    std::vector<std::string> keys_with(const Property& property, const Cell& cell) const;
    static bool can_index(const Property& property);
    void forget_index(const Property& property) { indexes_.erase(&property); }

private:
    using Index = std::unordered_map<std::string, std::vector<std::string>>;

    std::size_t place_of(const std::string& key) const;
    void sort() const;
    void place(const std::string& key, Row row);
    std::string index_text(const Cell& cell) const;
    void add_to_indexes(const std::string& key, const Record& record);
    void drop_from_indexes(const std::string& key, const Record& record);

    const Type* type_;
    std::vector<const Property*> keys_;
    bool ignores_case_;
    mutable bool sorted_ = true;
    mutable std::vector<Entry> entries_;
    mutable std::unordered_map<const Property*, Index> indexes_;
};

} // namespace ledgerline::sandbox::b1
