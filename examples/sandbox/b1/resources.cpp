#include "b1/resources.hpp"

#include "b1/body_reader.hpp"
#include "b1/words.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

Refusal wrong_method() {
    return {405, "-1000", "Method Not Allowed"};
}

} // namespace

std::optional<Resources::EntitySet> Resources::entity_set(const std::string& name) {
    const auto plain = [&](Kind kind, Table& table, bool has_etag = false) { return EntitySet{name, kind, &table, has_etag}; };
    if (name == "Items") return plain(Kind::items, state_.items, true);
    if (name == "BusinessPartners") return plain(Kind::partners, state_.partners, true);
    if (const DocumentKind* document = document_kind(name))
        return EntitySet{name, document == &order_kind() ? Kind::orders : Kind::sales_documents, &(state_.*document->table), true, nullptr, document};
    if (name == "Drafts") return plain(Kind::drafts, state_.drafts, true);
    if (const PaymentKind* payment = payment_kind(name)) return EntitySet{name, Kind::payments, &(state_.*payment->table), false, nullptr, nullptr, payment};
    if (const DocumentKind* document = stock_document_kind(name)) return EntitySet{name, Kind::stock_documents, &(state_.*document->table), true, nullptr, document};
    if (name == "StockTransfers") return plain(Kind::stock_transfers, state_.stock_transfers);
    if (name == "ProductTrees") return plain(Kind::product_trees, state_.product_trees);
    if (name == "SQLQueries" && state_.settings.stored_queries) return plain(Kind::stored_queries, state_.stored_queries);
    if (name == "SpecialPrices") return plain(Kind::master_data, state_.special_prices);
    if (name == "PriceLists") return plain(Kind::master_data, state_.price_lists);
    if (name == "ShippingTypes") return plain(Kind::master_data, state_.shipping_types);
    if (name == "Warehouses") return plain(Kind::master_data, state_.warehouses);
    if (name == "VatGroups") return plain(Kind::master_data, state_.vat_groups);
    if (name == "SalesTaxCodes") return plain(Kind::master_data, state_.sales_tax_codes);
    if (name == "Currencies") return plain(Kind::master_data, state_.currencies);
    if (name == "AdditionalExpenses") return plain(Kind::master_data, state_.expenses, true);
    if (name == "UserTablesMD") return plain(Kind::user_tables, state_.user_tables_md);
    if (name == "UserFieldsMD") return plain(Kind::user_fields, state_.user_fields_md);
    if (name == "UserKeysMD") return plain(Kind::user_keys, state_.user_keys_md);
    if (UserTable* table = user_objects_.loaded_table(name)) return EntitySet{name, Kind::user_rows, &table->rows, false, table};
    return std::nullopt;
}

base::HttpResponse Resources::answer(const Call& call) {
    const auto& segments = call.target.segments;
    if (segments.empty()) {
        if (call.method != "GET") throw wrong_method();
        return service_document(call);
    }
    const Segment& first = segments.front();
    const auto set = entity_set(first.name);
    if (!set) {
        if (segments.size() == 1 && first.key.empty())
            if (auto answer = services_.answer(call, first.name)) return *answer;
        throw unknown_resource(call.target.path);
    }
    if (first.key.empty()) {
        if (segments.size() == 2 && segments[1].name == "$count" && call.method == "GET") return count(call, *set);
        if (segments.size() > 1) throw unknown_resource(call.target.path);
        if (call.method == "GET") return list(call, *set);
        if (call.method == "POST") return create(call, *set);
        throw wrong_method();
    }
    const Table::Row row = find(*set, first);
    if (!row) throw no_such_record();
    if (segments.size() == 1) {
        if (call.method == "GET") return read(call, *set, row);
        if (call.method == "PATCH" || call.method == "MERGE") return change(call, *set, row, false);
        if (call.method == "PUT") return change(call, *set, row, true);
        if (call.method == "DELETE") return remove(call, *set, row);
        throw wrong_method();
    }
    if (set->kind == Kind::stored_queries && segments.size() == 2 && segments[1].name == "List" && (call.method == "GET" || call.method == "POST")) return queries_.list(call, *row);
    if (call.method == "POST" && segments.size() == 2) return act(call, *set, row, segments[1].name);
    const bool raw = segments.size() == 3 && segments[2].name == "$value";
    if (call.method == "GET" && (segments.size() == 2 || raw)) return read_property(call, *set, row, raw);
    throw unknown_resource(call.target.path);
}

base::HttpResponse Resources::service_document(const Call& call) const {
    Value body = with_context(call, "");
    std::vector<Value> sets;
    std::vector<std::string> names{"AdditionalExpenses", "BusinessPartners", "Currencies", "Drafts", "Items", "PriceLists", "ProductTrees", "SalesTaxCodes", "ShippingTypes", "SpecialPrices", "StockTransfers", "UserFieldsMD", "UserKeysMD", "UserTablesMD", "VatGroups", "Warehouses"};
    for (const PaymentKind& payment : payment_kinds()) names.emplace_back(payment.entity_set);
    for (const DocumentKind& document : document_kinds()) names.emplace_back(document.entity_set);
    for (const DocumentKind& document : stock_document_kinds()) names.emplace_back(document.entity_set);
    if (state_.settings.stored_queries) names.emplace_back("SQLQueries");
    for (const auto& [name, table] : state_.user_tables)
        if (table.loaded) names.push_back(name);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) sets.push_back(Value::object({{"name", name}, {"kind", "EntitySet"}, {"url", name}}));
    body.set("value", Value::array(std::move(sets)));
    return json_answer(call, 200, body);
}

Table::Row Resources::find(const EntitySet& set, const Segment& segment) const {
    const auto& properties = set.table->key_properties();
    if (segment.key.size() != properties.size()) throw malformed("Invalid key of '" + set.name + "'");
    std::vector<std::string> parts(properties.size());
    for (std::size_t i = 0; i < segment.key.size(); ++i) {
        const KeyValue& value = segment.key[i];
        std::size_t at = i;
        if (!value.name.empty()) {
            const auto named = std::find_if(properties.begin(), properties.end(), [&](const Property* property) { return property->name == value.name; });
            if (named == properties.end()) throw invalid_property(value.name, set.table->type().name());
            at = static_cast<std::size_t>(named - properties.begin());
        }
        if (properties[at]->kind == b1::Kind::integer) {
            const auto number = Decimal::try_parse(value.text);
            if (!number || !number->is_whole()) throw malformed("Invalid key of '" + set.name + "'");
            parts[at] = key_part(number->normalized().units());
        } else {
            parts[at] = key_part(value.text, set.table->ignores_case());
        }
    }
    return set.table->find(joined_key(parts));
}

FilterMode Resources::filter_mode(const Call& call, const EntitySet& set) const {
    FilterMode mode;
    mode.ignores_case = set.table->ignores_case() || call.ignores_case();
    mode.time = state_.settings.filter_time;
    if (set.kind == Kind::partners) mode.computed = [this](const Record& row, const Property& property) { return partners_.computed(row, property); };
    if (set.kind == Kind::items) mode.computed = [this](const Record& row, const Property& property) { return items_.computed(row, property); };
    return mode;
}

void Resources::meet_contention(const Call& call, const EntitySet& set) {
    if (state_.faults.locked_out) throw modified_by_another(400);
    for (const std::string& name : {set.name, std::string()}) {
        const auto waiting = state_.faults.contention.find(name);
        if (waiting == state_.faults.contention.end() || waiting->second <= 0) continue;
        --waiting->second;
        throw modified_by_another(base::header(call.headers, "If-Match").empty() ? 400 : 412,
                                  set.document && state_.settings.contention_names_table ? set.document->line_table : "");
    }
}

void Resources::meet_row_lock(const EntitySet& set, const Record& row) const {
    if (set.table->key_properties().size() == 1) state_.refuse_locked_row(set.name, row.text(set.table->key_properties().front()->name));
}

void Resources::check_version(const Call& call, const EntitySet& set, const Record& record) const {
    const std::string wanted = base::header(call.headers, "If-Match");
    if (wanted.empty() || !set.has_etag) return;
    for (std::string_view tag : split(wanted, ','))
        if (trim(tag) == "*" || trim(tag) == etag_of(record)) return;
    throw modified_by_another(412);
}

base::HttpResponse Resources::created(const Call& call, const EntitySet& set, const Table::Row& row) const {
    const std::string link = link_of(set.name, set.table->key_properties(), *row);
    base::HttpResponse response;
    if (call.prefers_no_content()) {
        response = no_content(call);
        response.headers.emplace_back("Location", std::string(root_of(call.version)) + "/" + link);
        response.headers.emplace_back("Preference-Applied", "return-no-content");
    } else {
        Value body = with_context(call, set.name + (call.version == Version::v1 ? "/@Element" : "/$entity"));
        write(call, set, *row, nullptr, body);
        response = json_answer(call, 201, body);
        response.headers.emplace_back("Location", call.service_root() + "/" + link);
    }
    if (set.has_etag) response.headers.emplace_back("ETag", etag_of(*row));
    return response;
}

base::HttpResponse Resources::create(const Call& call, const EntitySet& set) {
    meet_contention(call, set);
    Record posted = read_record(read_body(call.body), set.table->type());
    switch (set.kind) {
        case Kind::items: return created(call, set, items_.post(std::move(posted)));
        case Kind::partners: return created(call, set, partners_.post(std::move(posted)));
        case Kind::drafts: return created(call, set, documents_.post_draft(std::move(posted)));
        case Kind::master_data: return created(call, set, MasterData(state_, *set.table).post(std::move(posted)));
        case Kind::user_tables: return created(call, set, user_objects_.post_table(std::move(posted)));
        case Kind::user_fields: return created(call, set, user_objects_.post_field(std::move(posted)));
        case Kind::user_keys: return created(call, set, user_objects_.post_key(std::move(posted)));
        case Kind::user_rows: return created(call, set, user_objects_.post_row(*set.user_table, std::move(posted)));
        case Kind::sales_documents: return created(call, set, sales_.post(*set.document, std::move(posted)));
        case Kind::payments: return created(call, set, payments_.post(*set.payment, std::move(posted)));
        case Kind::stock_documents: return created(call, set, stock_documents_.post(*set.document, std::move(posted)));
        case Kind::stock_transfers: return created(call, set, stock_documents_.post_transfer(std::move(posted)));
        case Kind::product_trees: return created(call, set, trees_.post(std::move(posted)));
        case Kind::stored_queries: return created(call, set, queries_.post(std::move(posted)));
        case Kind::orders: break;
    }
    const Posted result = documents_.post_order(std::move(posted));
    if (!result.is_draft) return created(call, set, result.row);
    // The order became a draft: with return-no-content that is a success, otherwise it looks like a failure.
    if (call.prefers_no_content()) return created(call, {"Drafts", Kind::drafts, &state_.drafts, true}, result.row);
    Refusal refusal = unknown_reference(400);
    refusal.keeps_changes = true;
    throw refusal;
}

base::HttpResponse Resources::change(const Call& call, const EntitySet& set, const Table::Row& row, bool everything) {
    meet_contention(call, set);
    meet_row_lock(set, *row);
    check_version(call, set, *row);
    const Record changes = read_record(read_body(call.body), set.table->type());
    Table::Row before = row;
    if (everything) { // PUT: what is not sent falls back to its default
        if (set.document || set.kind == Kind::drafts || set.kind == Kind::payments || set.kind == Kind::stock_transfers) throw action_not_supported();
        Record bare(row->type());
        for (const auto& [property, cell] : row->cells())
            if (property->key || property->read_only || property->name == "DataVersion" || property->name == "ItemWarehouseInfoCollection") bare.set(*property, cell);
        before = std::make_shared<const Record>(std::move(bare));
    }
    const bool replaces = call.replaces_collections() || everything;
    switch (set.kind) {
        case Kind::items: items_.patch(before, changes, replaces); break;
        case Kind::partners: partners_.patch(before, changes, replaces); break;
        case Kind::orders: documents_.patch_order(before, changes, replaces); break;
        case Kind::sales_documents: sales_.patch(*set.document, before, changes, replaces); break;
        case Kind::payments: payments_.patch(*set.payment, before, changes); break;
        case Kind::stock_documents:
        case Kind::stock_transfers: stock_documents_.patch(*set.table, before, changes); break;
        case Kind::product_trees: trees_.patch(before, changes, replaces); break;
        case Kind::stored_queries: queries_.patch(before, changes); break;
        case Kind::drafts: documents_.patch_draft(before, changes, replaces); break;
        case Kind::master_data: MasterData(state_, *set.table).patch(before, changes, replaces); break;
        case Kind::user_rows: user_objects_.patch_row(*set.user_table, before, changes); break;
        default: throw action_not_supported();
    }
    return no_content(call);
}

base::HttpResponse Resources::remove(const Call& call, const EntitySet& set, const Table::Row& row) {
    meet_contention(call, set);
    meet_row_lock(set, *row);
    check_version(call, set, *row);
    switch (set.kind) {
        case Kind::items: items_.remove(row); break;
        case Kind::partners: partners_.remove(row); break;
        case Kind::drafts: documents_.remove_draft(row); break;
        case Kind::product_trees: trees_.remove(row); break;
        case Kind::stored_queries: queries_.remove(row); break;
        case Kind::master_data: MasterData(state_, *set.table).remove(row); break;
        case Kind::user_rows: user_objects_.remove_row(*set.user_table, row); break;
        default: throw action_not_supported(); // documents cannot be deleted
    }
    return no_content(call);
}

base::HttpResponse Resources::act(const Call& call, const EntitySet& set, const Table::Row& row, const std::string& action) {
    if (set.kind == Kind::payments && action == "Cancel") {
        meet_contention(call, set);
        meet_row_lock(set, *row);
        payments_.cancel(*set.payment, row);
        return no_content(call);
    }
    if (!set.document || (action != "Cancel" && action != "Close")) {
        if (set.document && (action == "Reopen" || action == "CreateCancellationDocument")) throw action_not_supported();
        throw unknown_resource(call.target.path);
    }
    meet_contention(call, set);
    meet_row_lock(set, *row);
    check_version(call, set, *row);
    const bool cancels = action == "Cancel";
    if (set.kind == Kind::stock_documents) stock_documents_.close(*set.document, row, cancels);
    else if (set.kind == Kind::orders) cancels ? documents_.cancel(row) : documents_.close(row);
    else if (cancels) sales_.cancel(*set.document, row);
    else sales_.close(*set.document, row);
    return no_content(call);
}

} // namespace ledgerline::sandbox::b1
