// The reading half of Resources: pages, counts, entities, single properties.
#include "b1/body_writer.hpp"
#include "b1/resources.hpp"

#include "b1/words.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

using message::Value;

Record Resources::shown(const EntitySet& set, const Record& row, const std::vector<const Property*>* selected) const {
    if (set.kind == Kind::partners) return partners_.with_balances(row);
    if (set.kind != Kind::items) return row;
    const auto asks_for_stock = [](const Property* property) { return property->name.starts_with("Quantity") || property->name == "ItemWarehouseInfoCollection"; };
    if (selected && std::none_of(selected->begin(), selected->end(), asks_for_stock)) return row;
    return items_.with_stock(row);
}

void Resources::write(const Call& call, const EntitySet& set, const Record& row, const std::vector<const Property*>* selected, Value& into) const {
    if (set.has_etag) into.set(std::string(control_prefix_of(call.version)) + "etag", etag_of(row));
    const WriteMode mode{call.version, state_.settings.complete_bodies, selected};
    if (set.kind == Kind::items || set.kind == Kind::partners) write_record(shown(set, row, selected), mode, into);
    else write_record(row, mode, into);
}

std::string Resources::next_link(const Call& call, const std::string& path, std::size_t skip, std::optional<std::size_t> top) const {
    std::string link = state_.settings.next_link == NextLink::absolute_path ? std::string(root_of(call.version)) + "/" + path : path;
    char separator = '?';
    for (std::string_view option : split(call.target.raw_query, '&')) {
        const std::string name = percent_decoded(option.substr(0, option.find('=')), true);
        if (option.empty() || name == "$skip" || name == "$top") continue;
        if (state_.settings.next_link == NextLink::without_filter && name == "$filter") continue;
        link += separator;
        link += option;
        separator = '&';
    }
    if (top) {
        link += separator + ("$top=" + std::to_string(*top));
        separator = '&';
    }
    return link + separator + "$skip=" + std::to_string(skip);
}

base::HttpResponse Resources::list(const Call& call, const EntitySet& set) {
    const FilterMode mode = filter_mode(call, set);
    const Query query = read_query(call.target, set.table->type(), mode);
    const PageSize size = page_size_of(call.headers, state_.settings.page_size);
    const Page page = run_query(*set.table, query, size.rows, mode.computed);
    const std::string prefix(control_prefix_of(call.version));
    Value body = with_context(call, set.name);
    if (page.count) {
        // OData 3 writes the count as text.
        if (call.version == Version::v1) body.set("odata.count", std::to_string(*page.count));
        else body.set("@odata.count", static_cast<std::int64_t>(*page.count));
    }
    const auto* selected = query.select ? &*query.select : nullptr;
    std::vector<Value> rows;
    rows.reserve(page.rows.size());
    for (const Table::Row& row : page.rows) {
        Value element = Value::object();
        write(call, set, *row, selected, element);
        rows.push_back(std::move(element));
    }
    body.set("value", Value::array(std::move(rows)));
    if (page.next_skip) {
        const auto top = query.top ? std::optional<std::size_t>(*query.top - page.rows.size()) : std::nullopt;
        body.set(prefix + "nextLink", next_link(call, set.name, *page.next_skip, top));
    }
    base::HttpResponse response = json_answer(call, 200, body);
    if (!size.preference.empty()) response.headers.emplace_back("Preference-Applied", size.preference);
    return response;
}

base::HttpResponse Resources::count(const Call& call, const EntitySet& set) {
    const Query query = read_query(call.target, set.table->type(), filter_mode(call, set));
    base::HttpResponse response = text_answer(200, "text/plain", std::to_string(count_rows(*set.table, query)));
    response.headers.emplace_back(call.version == Version::v1 ? "DataServiceVersion" : "OData-Version", call.version == Version::v1 ? "3.0" : "4.0");
    return response;
}

base::HttpResponse Resources::read(const Call& call, const EntitySet& set, const Table::Row& row) {
    const Query query = read_query(call.target, set.table->type(), filter_mode(call, set));
    Value body = with_context(call, set.name + (call.version == Version::v1 ? "/@Element" : "/$entity"));
    write(call, set, *row, query.select ? &*query.select : nullptr, body);
    base::HttpResponse response = json_answer(call, 200, body);
    if (set.has_etag) response.headers.emplace_back("ETag", etag_of(*row));
    return response;
}

base::HttpResponse Resources::read_property(const Call& call, const EntitySet& set, const Table::Row& row, bool raw) {
    const std::string& name = call.target.segments[1].name;
    const Property* property = set.table->type().find(name);
    if (!property) {
        Refusal refusal(404, "-2028", "Resource not found for the property: " + name);
        refusal.with_inner_error = true;
        throw refusal;
    }
    const Record record = shown(set, *row, nullptr);
    const Value value = write_cell(record.value(*property), *property, {call.version, state_.settings.complete_bodies, nullptr});
    if (raw) return text_answer(200, "text/plain", value.text_or(""));
    Value body = Value::object();
    if (value.is_null()) body.set(std::string(control_prefix_of(call.version)) + "null", true);
    else body.set("value", value);
    return json_answer(call, 200, body);
}

} // namespace ledgerline::sandbox::b1
