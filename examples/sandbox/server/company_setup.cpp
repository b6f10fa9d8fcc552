#include "server/company_setup.hpp"

#include "message/json.hpp"
#include "server/files.hpp"
#include "server/members.hpp"

namespace ledgerline::sandbox::server {

namespace {

using message::Value;

constexpr std::int64_t large = 1'000'000'000'000;

b1::Accuracy accuracy_from(const Value& value) {
    b1::Accuracy out;
    for (const auto& [name, member] : object_of("b1.company.accuracy", value)) {
        const std::string at = "b1.company.accuracy." + name;
        const int digits = static_cast<int>(number_of(at, member, 0, 6));
        if (name == "amounts") out.amounts = digits;
        else if (name == "prices") out.prices = digits;
        else if (name == "quantities") out.quantities = digits;
        else if (name == "rates") out.rates = digits;
        else if (name == "percent") out.percent = digits;
        else refuse_member(at, "unknown; known are amounts, prices, quantities, rates, percent");
    }
    return out;
}

std::vector<b1::NumberSeries> series_from(const Value& value) {
    std::vector<b1::NumberSeries> out;
    for (const Value& one : list_of("b1.company.series", value)) {
        for (const auto& [name, ignored] : object_of("b1.company.series[]", one))
            if (name != "entity_set" && name != "id" && name != "first_number") refuse_member("b1.company.series[]." + name, "unknown; known are entity_set, id, first_number");
        out.push_back({text_of("b1.company.series[].entity_set", one["entity_set"]), number_of("b1.company.series[].id", one["id"], 1, large),
                       number_of("b1.company.series[].first_number", one["first_number"], 1, large)});
    }
    return out;
}

// Login and the company itself. False if the member belongs to neither.
bool read_company_member(b1::CompanySettings& out, const std::string& name, const std::string& at, const Value& value) {
    if (name == "company_db") out.company_db = text_of(at, value);
    else if (name == "user_name") out.user_name = text_of(at, value);
    else if (name == "password") out.password = text_of(at, value);
    else if (name == "version") out.version = text_of(at, value);
    else if (name == "session_timeout_minutes") out.session_timeout_minutes = static_cast<int>(number_of(at, value, 1, 1440));
    else if (name == "node_count") out.node_count = static_cast<int>(number_of(at, value, 1, 16));
    else if (name == "company_name") out.company_name = text_of(at, value);
    else if (name == "localization") out.localization = text_of(at, value);
    else if (name == "local_currency") out.local_currency = text_of(at, value);
    else if (name == "system_currency") out.system_currency = text_of(at, value);
    else if (name == "currencies") out.currencies = texts_of(at, value);
    else if (name == "direct_rates") out.direct_rates = flag_of(at, value);
    else if (name == "accuracy") out.accuracy = accuracy_from(value);
    else if (name == "round_tax_per_line") out.round_tax_per_line = flag_of(at, value);
    else if (name == "default_warehouse") out.default_warehouse = text_of(at, value);
    else if (name == "default_vat_group") out.default_vat_group = text_of(at, value);
    else if (name == "sales_tax") out.sales_tax = flag_of(at, value);
    else if (name == "sales_set_prices") out.sales_set_prices = static_cast<b1::SetPrices>(word_of(at, value, {"whole", "parts"}));
    else if (name == "gross_price_lists") {
        for (const Value& list : list_of(at, value)) out.gross_price_lists.push_back(number_of(at, list, 1, large));
    }
    else if (name == "utc_offset_minutes") out.utc_offset_minutes = static_cast<int>(number_of(at, value, -840, 840));
    else if (name == "series") out.series = series_from(value);
    else if (name == "partner_series") out.partner_series = number_of(at, value, 1, large);
    else if (name == "partner_code_prefix") out.partner_code_prefix = text_of(at, value);
    else if (name == "branches_required") out.branches_required = flag_of(at, value);
    else return false;
    return true;
}

// How the installation answers. False if the member is unknown.
bool read_behaviour(b1::CompanySettings& out, const std::string& name, const std::string& at, const Value& value) {
    if (name == "complete_bodies") out.complete_bodies = flag_of(at, value);
    else if (name == "page_size") out.page_size = static_cast<std::size_t>(number_of(at, value, 1, 1'000'000));
    else if (name == "next_link") out.next_link = static_cast<b1::NextLink>(word_of(at, value, {"relative", "absolute_path", "without_filter"}));
    else if (name == "v1_unauthorized_in_v2_shape") out.v1_unauthorized_in_v2_shape = flag_of(at, value);
    else if (name == "error_details") out.error_details = flag_of(at, value);
    else if (name == "database") out.database = static_cast<b1::Database>(word_of(at, value, {"hana", "sql_server"}));
    else if (name == "filter_time") out.filter_time = static_cast<b1::FilterTime>(word_of(at, value, {"minute", "second"}));
    else if (name == "user_fields_visible") out.user_fields_visible = static_cast<b1::Visible>(word_of(at, value, {"at_once", "after_restart"}));
    else if (name == "approvals") out.approvals = static_cast<b1::Approvals>(word_of(at, value, {"off", "draft"}));
    else if (name == "approval_above") out.approval_above = decimal_of(at, value);
    else if (name == "draft_survives_change_set") out.draft_survives_change_set = flag_of(at, value);
    else if (name == "numbers_survive_rollback") out.numbers_survive_rollback = flag_of(at, value);
    else if (name == "negative_stock_blocked") out.negative_stock_blocked = flag_of(at, value);
    else if (name == "user_fields_follow") out.user_fields_follow = static_cast<b1::UserFieldsFollow>(word_of(at, value, {"headers_and_lines", "lines", "none"}));
    else if (name == "item_with_base_refused") out.item_with_base_refused = flag_of(at, value);
    else if (name == "over_delivery_refused") out.over_delivery_refused = flag_of(at, value);
    else if (name == "base_closed_code") {
        out.base_closed_code = text_of(at, value);
        if (out.base_closed_code != "-10" && out.base_closed_code != "-5002") refuse_member(at, "must be \"-10\" or \"-5002\"");
    }
    else if (name == "paid_invoice_closes") out.paid_invoice_closes = flag_of(at, value);
    else if (name == "down_payment_amount_is_gross") out.down_payment_amount_is_gross = flag_of(at, value);
    else if (name == "payment_rest_on_account") out.payment_rest_on_account = flag_of(at, value);
    else if (name == "contention_names_table") out.contention_names_table = flag_of(at, value);
    else if (name == "rejection_cuts_batch") out.rejection_cuts_batch = flag_of(at, value);
    else if (name == "neither_valid_nor_frozen_is_active") out.neither_valid_nor_frozen_is_active = flag_of(at, value);
    else if (name == "item_version_counts_stock") out.item_version_counts_stock = flag_of(at, value);
    else if (name == "content_id_on_failed_part") out.content_id_on_failed_part = flag_of(at, value);
    else if (name == "unknown_reference_status") {
        out.unknown_reference_status = static_cast<int>(number_of(at, value, 400, 404));
        if (out.unknown_reference_status != 400 && out.unknown_reference_status != 404) refuse_member(at, "must be 400 or 404");
    }
    else if (name == "item_follows_price_change") out.item_follows_price_change = flag_of(at, value);
    else if (name == "item_follows_tree_change") out.item_follows_tree_change = flag_of(at, value);
    else if (name == "stored_queries") out.stored_queries = flag_of(at, value);
    else if (name == "sql_tables_refused") out.sql_tables_refused = texts_of(at, value);
    else if (name == "sessions_max") out.sessions_max = static_cast<std::size_t>(number_of(at, value, 1, 1'000'000));
    else if (name == "batch_parts_max") out.batch_parts_max = static_cast<std::size_t>(number_of(at, value, 1, 1'000'000));
    else return false;
    return true;
}

template <class Add>
void each(const std::string& name, const Value& list, Add add) {
    std::size_t at = 0;
    for (const Value& item : list_of(name, list)) {
        try {
            add(item);
        } catch (const std::exception& error) {
            refuse_member(name + "[" + std::to_string(at) + "]", error.what());
        }
        ++at;
    }
}

void add_rate(b1::Company& company, const Value& rate) {
    for (const auto& [name, ignored] : object_of("a rate", rate))
        if (name != "currency" && name != "date" && name != "rate") refuse_member(name, "unknown; known are currency, date, rate");
    company.set_rate(text_of("currency", rate["currency"]), rate["date"].text_or(""), decimal_of("rate", rate["rate"]));
}

} // namespace

b1::CompanySettings company_settings_from(const Value& company) {
    b1::CompanySettings out;
    if (company.is_null()) return out;
    for (const auto& [name, value] : object_of("b1.company", company)) {
        const std::string at = "b1.company." + name;
        if (!read_company_member(out, name, at, value) && !read_behaviour(out, name, at, value))
            refuse_member(at, "unknown setting of the company (see docs/sandbox.md)");
    }
    return out;
}

void add_master_data(b1::Company& company, const Value& b1) {
    if (b1.is_null()) return;
    for (const auto& [name, ignored] : object_of("b1", b1)) {
        bool known = false;
        for (const char* kind : {"company", "warehouses", "vat_groups", "sales_tax_codes", "currencies", "expenses", "shipping_types", "business_partners", "items", "product_trees", "price_lists", "special_prices", "rates"}) known = known || name == kind;
        if (!known) refuse_member("b1." + name, "unknown; known are company, warehouses, vat_groups, sales_tax_codes, currencies, expenses, shipping_types, business_partners, items, product_trees, price_lists, special_prices, rates");
    }
    // In this order: partners and items name warehouses and tax groups.
    const auto part = [&](const char* name, auto add) {
        if (const Value* list = b1.find(name)) each(std::string("b1.") + name, *list, add);
    };
    part("warehouses", [&](const Value& v) { company.add_warehouse(v); });
    part("vat_groups", [&](const Value& v) { company.add_vat_group(v); });
    part("sales_tax_codes", [&](const Value& v) { company.add_sales_tax_code(v); });
    part("currencies", [&](const Value& v) { company.add_currency(v); });
    part("expenses", [&](const Value& v) { company.add_expense(v); });
    part("shipping_types", [&](const Value& v) { company.add_shipping_type(v); });
    part("rates", [&](const Value& v) { add_rate(company, v); });
    part("business_partners", [&](const Value& v) { company.add_business_partner(v); });
    part("items", [&](const Value& v) { company.add_item(v); });
    part("product_trees", [&](const Value& v) { company.add_product_tree(v); });
    part("price_lists", [&](const Value& v) { company.add_price_list(v); });
    part("special_prices", [&](const Value& v) { company.add_special_price(v); });
}

void add_default_master_data(b1::Company& company) {
    const Value defaults = message::parse_json(R"({
        "warehouses": [{"WarehouseCode": "01", "WarehouseName": "Warehouse 01"}, {"WarehouseCode": "02", "WarehouseName": "Warehouse 02"},
                       {"WarehouseCode": "03", "WarehouseName": "Warehouse 03"}],
        "vat_groups": [{"Code": "S1", "Name": "Standard rate 20 %", "Category": "bovcOutputTax", "VatGroups_Lines": [{"Effectivefrom": "2000-01-01", "Rate": 20}]},
                       {"Code": "S2", "Name": "Standard rate 17.5 %", "Category": "bovcOutputTax", "VatGroups_Lines": [{"Effectivefrom": "2000-01-01", "Rate": 17.5}]},
                       {"Code": "S0", "Name": "Zero rate", "Category": "bovcOutputTax", "VatGroups_Lines": [{"Effectivefrom": "2000-01-01", "Rate": 0}]}],
        "expenses": [{"ExpensCode": 1, "Name": "Carriage", "TaxLiable": "tYES", "OutputVATGroup": "S1"}],
        "business_partners": [{"CardCode": "C-WEB", "CardName": "Web shop customers", "CardType": "cCustomer", "Currency": "##", "PriceListNum": 1,
                               "VatLiable": "vLiable", "VatGroup": "S1"}]})");
    Value missing = Value::object();
    for (const auto& [entity_set, part] : {std::pair{"Warehouses", "warehouses"}, std::pair{"VatGroups", "vat_groups"},
                                           std::pair{"AdditionalExpenses", "expenses"}, std::pair{"BusinessPartners", "business_partners"}})
        if (company.count(entity_set) == 0) missing.set(part, defaults[part]);
    add_master_data(company, missing);
}

} // namespace ledgerline::sandbox::server
