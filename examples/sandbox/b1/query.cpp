#include "b1/query.hpp"

#include "b1/refusal.hpp"
#include "b1/words.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace ledgerline::sandbox::b1 {

namespace {

std::optional<std::size_t> whole_number(std::string_view text) {
    std::size_t out = 0;
    const std::string_view digits = trim(text);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return out;
}

std::size_t count_option(const std::string& name, const std::string& text) {
    if (const auto number = whole_number(text)) return *number;
    throw malformed("Query string error: '" + text + "' is no value of " + name);
}

const Property& known_property(std::string_view name, const Type& type) {
    const Property* property = type.find(trim(name));
    if (!property) throw invalid_property(trim(name), type.name());
    return *property;
}

std::vector<std::pair<const Property*, bool>> read_order(const std::string& text, const Type& type) {
    std::vector<std::pair<const Property*, bool>> order;
    for (std::string_view part : split(text, ',')) {
        part = trim(part);
        if (part.empty()) continue;
        const std::size_t blank = part.find(' ');
        const std::string_view direction = blank == std::string_view::npos ? std::string_view("asc") : trim(part.substr(blank));
        if (direction != "asc" && direction != "desc") throw malformed("Query string error: $orderby is not understood at '" + std::string(direction) + "'");
        order.emplace_back(&known_property(part.substr(0, blank), type), direction == "desc");
    }
    return order;
}

// What the rows are searched in: all of them, a part by key, or those that an index names.
struct Candidates {
    const std::vector<Table::Entry>* all = nullptr;
    std::size_t from = 0;
    std::vector<Table::Row> named;
    bool by_index = false;
    std::size_t size() const { return by_index ? named.size() : all->size() - from; }
    const Table::Row& at(std::size_t i) const { return by_index ? named[i] : (*all)[from + i].row; }
};

Candidates candidates(const Table& table, const Query& query) {
    Candidates out;
    out.all = &table.in_key_order();
    if (!query.filter) return out;
    const bool indexes_fit = query.filter_ignores_case == table.ignores_case();
    const Property* single_key = table.key_properties().size() == 1 ? table.key_properties().front() : nullptr;
    std::optional<Condition> best;
    for (const Condition& condition : query.filter->necessary()) {
        const bool is_text = std::holds_alternative<std::string>(condition.literal);
        if (is_text && !indexes_fit) continue;
        const bool on_key = condition.property == single_key && (is_text || std::holds_alternative<std::int64_t>(condition.literal));
        const auto key = [&] {
            return is_text ? key_part(std::get<std::string>(condition.literal), table.ignores_case()) : key_part(std::get<std::int64_t>(condition.literal));
        };
        if (on_key && condition.compare == Compare::eq) {
            out.by_index = true;
            out.named.clear();
            if (auto row = table.find(key())) out.named.push_back(row);
            return out;
        }
        if (on_key && (condition.compare == Compare::gt || condition.compare == Compare::ge)) {
            const auto first = std::lower_bound(out.all->begin(), out.all->end(), key(), [](const Table::Entry& a, const std::string& b) { return a.key < b; });
            out.from = std::max(out.from, static_cast<std::size_t>(first - out.all->begin()));
        }
        const bool stored = !condition.property->read_only || condition.property->kind != Kind::number; // sums of stock are computed
        if (condition.compare == Compare::eq && Table::can_index(*condition.property) && stored && !best) best = condition;
    }
    if (best) {
        out.by_index = true;
        for (const std::string& key : table.keys_with(*best->property, best->literal)) out.named.push_back(table.find(key));
    }
    return out;
}

bool in_key_order(const Table& table, const Query& query) {
    return query.order.empty()
        || (table.key_properties().size() == 1 && query.order.front().first == table.key_properties().front() && !query.order.front().second);
}

} // namespace

Query read_query(const Target& target, const Type& type, FilterMode mode) {
    Query query;
    query.filter_ignores_case = mode.ignores_case;
    for (const auto& [name, value] : target.query) {
        if (name == "$filter") {
            if (!trim(value).empty()) query.filter.emplace(value, type, mode);
        } else if (name == "$orderby") {
            query.order = read_order(value, type);
        } else if (name == "$select") {
            if (trim(value).empty() || trim(value) == "*") continue;
            std::vector<const Property*> selected;
            for (std::string_view part : split(value, ',')) selected.push_back(&known_property(part, type));
            query.select = std::move(selected);
        } else if (name == "$top") {
            query.top = count_option(name, value);
        } else if (name == "$skip") {
            query.skip = count_option(name, value);
        } else if (name == "$count") {
            query.count = value == "true";
        } else if (name == "$inlinecount") {
            query.count = query.count || value == "allpages";
        } else if (name == "$expand" || name == "$apply") {
            throw malformed("The sandbox does not simulate " + name);
        } else if (name.starts_with("$")) {
            throw malformed("Query string error: unknown option " + name);
        }
    }
    return query;
}

Page run_query(const Table& table, const Query& query, std::size_t page_size, const Computed& computed) {
    Page page;
    const std::size_t endless = std::numeric_limits<std::size_t>::max();
    const std::size_t wanted = std::min(query.top.value_or(endless), page_size == 0 ? endless : page_size);
    const Candidates from = candidates(table, query);
    const auto fits = [&](const Table::Row& row) { return !query.filter || query.filter->matches(*row); };
    const bool top_reached = query.top && *query.top <= wanted;
    std::size_t matched = 0;
    bool more = false;
    if (in_key_order(table, query)) {
        // Nothing to test: the skipped rows need no look.
        std::size_t i = 0;
        if (!query.filter) matched = i = std::min(query.skip, from.size());
        for (; i < from.size(); ++i) {
            if (!fits(from.at(i))) continue;
            ++matched;
            if (matched <= query.skip) continue;
            if (page.rows.size() < wanted) {
                page.rows.push_back(from.at(i));
            } else {
                more = true;
                if (!query.count) break;
                if (!query.filter) {
                    matched = from.size();
                    break;
                }
            }
        }
    } else {
        std::vector<Table::Row> rows;
        for (std::size_t i = 0; i < from.size(); ++i)
            if (fits(from.at(i))) rows.push_back(from.at(i));
        std::stable_sort(rows.begin(), rows.end(), [&](const Table::Row& a, const Table::Row& b) {
            for (const auto& [property, descending] : query.order) {
                const int order = compare_cells(filter_value(*a, *property, computed), filter_value(*b, *property, computed), *property, table.ignores_case());
                if (order != 0) return descending ? order > 0 : order < 0;
            }
            return false;
        });
        matched = rows.size();
        for (std::size_t i = query.skip; i < rows.size() && page.rows.size() < wanted; ++i) page.rows.push_back(rows[i]);
        more = rows.size() > query.skip + page.rows.size();
    }
    if (query.count) page.count = matched;
    if (more && !top_reached) page.next_skip = query.skip + page.rows.size();
    return page;
}

std::size_t count_rows(const Table& table, const Query& query) {
    if (!query.filter) return table.size();
    const Candidates from = candidates(table, query);
    std::size_t count = 0;
    for (std::size_t i = 0; i < from.size(); ++i)
        if (query.filter->matches(*from.at(i))) ++count;
    return count;
}

PageSize page_size_of(const base::Headers& headers, std::size_t configured) {
    PageSize size{configured, ""};
    if (const auto number = whole_number(base::header(headers, "B1S-PageSize"))) size.rows = *number;
    for (const auto& [name, value] : headers) {
        if (!same_word(name, "Prefer")) continue;
        for (std::string_view preference : split(value, ',')) {
            preference = trim(preference);
            const std::string_view wish = "odata.maxpagesize=";
            if (!starts_without_case(preference, wish)) continue;
            if (const auto number = whole_number(preference.substr(wish.size()))) {
                size.rows = *number;
                size.preference = "odata.maxpagesize=" + std::to_string(*number);
            }
        }
    }
    return size;
}

} // namespace ledgerline::sandbox::b1
