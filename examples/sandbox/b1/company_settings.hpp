// What a company and its installation decide: accuracies, currency, defaults, and a switch for every behaviour that
// differs between installations or that no public source settles. docs/sandbox.md explains each.
#pragma once

#include <ledgerline/decimal.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::sandbox::b1 {

enum class NextLink { relative, absolute_path, without_filter };
enum class Approvals { off, draft };
enum class Database { hana, sql_server }; // hana tells case apart, sql_server does not
enum class FilterTime { minute, second };
enum class Visible { at_once, after_restart };
enum class SetPrices { whole, parts };       // of a sales bill of materials: which lines carry the price

struct Accuracy { // digits after the point
    int amounts = 2, prices = 6, quantities = 6, rates = 6, percent = 6;
};

// Of a base document to the documents that are copied from it.
enum class UserFieldsFollow { headers_and_lines, lines, none };

struct NumberSeries {
    std::string entity_set; // "DeliveryNotes", "IncomingPayments"
    std::int64_t id = 0, first_number = 1;
};

struct CompanySettings {
    // Login.
    std::string company_db = "SBO_SANDBOX";
    std::string user_name = "ledgerline";
    std::string password = "sandbox";
    std::string version = "1000280";
    int session_timeout_minutes = 30;
    int node_count = 1;

    // The company.
    std::string company_name = "Sandbox Ltd";
    std::string localization = "ENGLAND";
    std::string local_currency = "GBP";
    std::string system_currency; // "" = the local currency
    std::vector<std::string> currencies; // besides the local one; a currency with a rate is known as well
    bool direct_rates = true;    // false: one unit of local currency is `rate` units of foreign currency
    Accuracy accuracy;
    bool round_tax_per_line = true; // AdminInfo.RoundTaxAmounts
    std::string default_warehouse = "01";
    std::string default_vat_group; // when neither line, partner nor item names one; "" = refuse
    bool sales_tax = false;        // tax by TaxCode of SalesTaxCodes (US, CA), not by VatGroup
    SetPrices sales_set_prices = SetPrices::whole;
    std::vector<std::int64_t> gross_price_lists;
    int utc_offset_minutes = 0;    // the company's clock against UTC
    // The first series of an entity set is its default one; sets without any have one of their own (docs/sandbox.md).
    std::vector<NumberSeries> series;
    std::int64_t partner_series = 71; // a partner posted with this Series gets a code
    std::string partner_code_prefix = "C";
    bool branches_required = false;

    // How bodies look.
    std::string public_address = "https://localhost:50000"; // where a request brings no Host
    bool complete_bodies = false; // every property of the type, not only those an integration meets
    std::size_t page_size = 20;
    NextLink next_link = NextLink::relative;
    bool v1_unauthorized_in_v2_shape = false;
    bool error_details = false;    // v2 errors with "details"

    // What differs in the field or is not documented.
    Database database = Database::hana;
    FilterTime filter_time = FilterTime::minute;
    Visible user_fields_visible = Visible::at_once;
    Approvals approvals = Approvals::off;
    std::optional<Decimal> approval_above;      // only orders above this total; empty = every order
    bool draft_survives_change_set = false;     // a draft made inside a change set that fails with -2028
    bool numbers_survive_rollback = false;      // a refused posting has used up its numbers
    bool negative_stock_blocked = true;         // deliveries and invoices cannot take more than there is
    UserFieldsFollow user_fields_follow = UserFieldsFollow::headers_and_lines;
    bool item_with_base_refused = false;        // a line with a base that brings its ItemCode too: -5002
    bool over_delivery_refused = false;         // more than the base line's open quantity
    std::string base_closed_code = "-10";       // or "-5002"
    bool paid_invoice_closes = true;            // a document closes when nothing of it is unpaid
    bool down_payment_amount_is_gross = false;  // DownPaymentAmount includes tax
    bool payment_rest_on_account = false;       // means above the applied amounts go on account; false: refused
    bool item_version_counts_stock = false;     // stock postings change Items.DataVersion
    bool contention_names_table = false;        // -2039 with the table: "... again '' (RDR1) (ODBC -2039)"
    bool rejection_cuts_batch = false;          // -1116 inside a $batch: the connection closes without an answer
    bool content_id_on_failed_part = false;     // in the single part that stands for a failed change set
    int unknown_reference_status = 400;         // 400 or 404 for -2028 on POST
    bool neither_valid_nor_frozen_is_active = true; // records with Valid tNO and Frozen tNO
    bool item_follows_price_change = true;      // ItemPrices change UpdateDate and DataVersion
    bool item_follows_tree_change = false;      // a changed bill of materials changes UpdateDate and DataVersion of its item
    bool stored_queries = true;                 // false: an old Service Layer without SQLQueries
    std::vector<std::string> sql_tables_refused; // tables that are not on the list for stored queries: 702

    // Limits.
    std::size_t request_bytes_max = std::size_t{64} * 1024 * 1024;
    std::size_t sessions_max = 1000;
    std::size_t batch_parts_max = 10'000;
};

} // namespace ledgerline::sandbox::b1
