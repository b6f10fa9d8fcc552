#include "tax_table.hpp"

#include "places.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

std::optional<Decimal> percent(const ConfigRow& row, std::string_view column, const Config& config) {
    if (!row.has(column)) return std::nullopt;
    const auto value = Decimal::try_parse(row.text(column));
    if (!value) config.refuse(row.problem(column, "\"{}\" is not a decimal (write 17.5)", row.text(column)));
    else if (value->is_negative()) config.refuse(row.problem(column, "{} is below zero; write the percent of the tax (17.5)", *value));
    return value;
}

std::optional<bool> yes_or_no(const ConfigRow& row, std::string_view column, const Config& config) {
    if (!row.has(column)) return std::nullopt;
    const std::string word = row.text(column);
    if (word != "yes" && word != "no") config.refuse(row.problem(column, "\"{}\" is neither yes nor no", word));
    return word == "yes";
}

} // namespace

std::string TaxCase::text() const {
    if (!known) return format("{}, a tax whose rate the store does not say", country.empty() ? "no country" : country);
    return format("{}, {}, {}, {} %{}{}", country.empty() ? "no country" : country, name.empty() ? "no tax" : name, tax_class.empty() ? "no class" : tax_class, rate.normalized(),
                  group.empty() ? std::string() : ", group " + group, has_tax_id ? ", with a tax number" : "");
}

TaxTable::TaxTable(const Config& config, std::string_view field) {
    const ConfigRows rows = config.rows(field);
    rows_.reserve(rows.size());
    for (const ConfigRow& row : rows) {
        Row out{row.text_or("country", ""), row.text_or("tax", ""), row.text_or("class", ""), row.text_or("group", ""), yes_or_no(row, "tax_id", config),
                percent(row, "rate", config), row.text_or("code", ""), percent(row, "erp_rate", config)};
        if (fits_no_country(out.country)) config.refuse(row.problem("country", fits_no_country_text, out.country));
        if (out.code.empty()) config.refuse(row.problem("code", "is empty; write the ERP's tax code"));
        rows_.push_back(std::move(out));
    }
}

std::optional<TaxCode> TaxTable::find(const TaxCase& tax_case) const {
    if (!tax_case.known) return std::nullopt;
    for (const Row& row : rows_) {
        if (!row.country.empty() && row.country != tax_case.country) continue;
        if (!row.name.empty() && row.name != tax_case.name) continue;
        if (!row.tax_class.empty() && row.tax_class != tax_case.tax_class) continue;
        if (!row.group.empty() && row.group != tax_case.group) continue;
        if (row.tax_id && *row.tax_id != tax_case.has_tax_id) continue;
        if (row.rate && *row.rate != tax_case.rate) continue;
        return TaxCode{row.code, row.erp_rate.value_or(row.rate.value_or(tax_case.rate))};
    }
    return std::nullopt;
}

OrderTaxes::OrderTaxes(const Order& order) :
    billing_country_(country_of(order.billing_address())), group_(order.customer().group()), has_tax_id_(!order.customer().tax_id().empty()) {
    for (const Consignment consignment : order.consignments())
        countries_.emplace_back(consignment.id(), country_of(consignment.address()));
    for (const TaxRow row : order.taxes())
        entries_.push_back({std::string(row.place()), std::string(row.line_id()), std::string(row.consignment_id()), std::string(row.name()), std::string(row.tax_class()), row.rate(), row.priority()});
    for (std::size_t at = 0; at < entries_.size(); ++at)
        if (entries_[at].place == "item") of_line_[entries_[at].line_id].push_back(at);
}

TaxCase OrderTaxes::empty_case(std::string_view consignment_id) const {
    TaxCase out;
    out.group = group_;
    out.has_tax_id = has_tax_id_;
    out.country = countries_.empty() ? billing_country_ : countries_.front().second;
    for (const auto& [id, country] : countries_)
        if (id == consignment_id) out.country = country;
    return out;
}

void OrderTaxes::add(TaxCase& to, const Entry& entry) {
    to.name += (to.name.empty() ? "" : " + ") + entry.name;
    if (to.tax_class.empty()) to.tax_class = entry.tax_class;
    to.rate += entry.rate;
}

TaxCase OrderTaxes::of_line(const OrderLine& line) const {
    TaxCase out = empty_case(line.consignment_id());
    if (const auto found = of_line_.find(std::string(line.id())); found != of_line_.end())
        for (const std::size_t at : found->second) add(out, entries_[at]);
    else
        out.known = line.total_tax().is_zero();
    return out;
}

TaxCase OrderTaxes::of_charge(std::string_view place, std::string_view consignment_id, const Decimal& tax) const {
    TaxCase out = empty_case(consignment_id);
    std::vector<const Entry*> counted;
    for (const Entry& entry : entries_) {
        if (entry.place != place) continue;
        if (!consignment_id.empty() && !entry.consignment_id.empty() && entry.consignment_id != consignment_id) continue;
        // Without a consignment every destination has rows of its own; those of the first one say what the rate is. Every
        // wrapped line has a row of its own as well: each rate counts once.
        if (consignment_id.empty() && !counted.empty() && entry.consignment_id != counted.front()->consignment_id) continue;
        const bool again = std::any_of(counted.begin(), counted.end(), [&](const Entry* one) {
            return one->name == entry.name && one->tax_class == entry.tax_class && one->rate == entry.rate && one->priority == entry.priority;
        });
        if (again) continue;
        counted.push_back(&entry);
        add(out, entry);
    }
    out.known = !counted.empty() || tax.is_zero();
    return out;
}

TaxCase OrderTaxes::of_fee(const Fee& fee, bool gross, int decimals) const {
    TaxCase out = of_charge("fee", "", fee.tax());
    if (out.known) return out;
    for (const Entry& entry : entries_) {
        const Decimal base = gross ? fee.inc_tax() : fee.ex_tax(), whole = gross ? entry.rate + Decimal(100) : Decimal(100);
        if ((base * entry.rate).divided(whole, decimals, Round::half_up) != fee.tax().rounded(decimals, Round::half_up)) continue;
        out.known = true;
        add(out, entry);
        break;
    }
    return out;
}

Facts facts_of(const TaxCase& tax_case) {
    return facts().subject("tax:" + tax_case.text()).add("country", tax_case.country).add("tax", tax_case.name).add("class", tax_case.tax_class).add("rate", tax_case.rate).add("group", tax_case.group).add("tax_id", tax_case.has_tax_id);
}

} // namespace rules
