// Finance's table from the store's taxes to the ERP's tax codes. The first row that fits counts; an empty cell fits anything.
//
//   country,tax,class,rate,group,tax_id,code,erp_rate
//   DE,,,0,,yes,RC,
//   GB,,,20,,,S1,
//
// country: ISO code of where the goods go, or its name where the store has no code. tax: name of the rate. class: tax class.
// rate: percent. group: the store's customer group. tax_id: yes or no, whether the customer has given a tax number. code: the ERP's tax code. erp_rate: percent of that code, if it is not the same as rate.
#pragma once

#include <ledgerline/config.hpp>
#include <ledgerline/order.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rules {

// What is taxed and how the store says it is.
struct TaxCase {
    std::string country, name, tax_class, group;
    ledgerline::Decimal rate;
    bool has_tax_id = false;
    bool known = true;        // false: there is tax, but the store does not say at which rate
    std::string text() const; // for people: "GB, UK VAT 20 %, Default Tax Class, 20 %"
};

struct TaxCode {
    std::string code;
    ledgerline::Decimal rate;
};

class TaxTable {
public:
    TaxTable(const ledgerline::Config& config, std::string_view field);
    std::optional<TaxCode> find(const TaxCase& tax_case) const;

private:
    struct Row {
        std::string country, name, tax_class, group;
        std::optional<bool> tax_id;
        std::optional<ledgerline::Decimal> rate;
        std::string code;
        std::optional<ledgerline::Decimal> erp_rate;
    };
    std::vector<Row> rows_;
};

// The taxes of an order by what they stand on, read once.
class OrderTaxes {
public:
    explicit OrderTaxes(const ledgerline::Order& order);
    // Of a line, or of another charge ("shipping", ...) of a consignment ("" = whichever). Stacked rates add up. `tax` is what
    // the store has taken: if it says no rate for it, the case is not known.
    TaxCase of_line(const ledgerline::OrderLine& line) const;
    TaxCase of_charge(std::string_view place, std::string_view consignment_id, const ledgerline::Decimal& tax) const;
    // Stores have no tax rows for fees: it is the order's rate that gives exactly the fee's tax, if there is one.
    TaxCase of_fee(const ledgerline::Fee& fee, bool gross, int decimals) const;

private:
    struct Entry {
        std::string place, line_id, consignment_id, name, tax_class;
        ledgerline::Decimal rate;
        std::int64_t priority = 0;
    };
    // Nothing is known but who buys and where it goes.
    TaxCase empty_case(std::string_view consignment_id) const;
    static void add(TaxCase& to, const Entry& entry);

    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::vector<std::size_t>> of_line_; // line id → its entries
    std::vector<std::pair<std::string, std::string>> countries_; // consignment → country
    std::string billing_country_, group_;
    bool has_tax_id_;
};

// The reason of an order whose tax nobody has mapped.
ledgerline::Facts facts_of(const TaxCase& tax_case);

} // namespace rules
