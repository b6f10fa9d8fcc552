// A store and a company as most of the tests have them, with the taxes of the United Kingdom, and what `ledgerline prepare` makes in the company.
#pragma once

#include "b1/company.hpp"
#include "store/shop.hpp"

#include "base/http.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <stdexcept>
#include <string>

namespace ledgerline::test {

inline sandbox::ShopSettings united_kingdom_store() {
    sandbox::ShopSettings settings;
    settings.tax_rates = sandbox::united_kingdom_tax_rates();
    return settings;
}

inline sandbox::b1::CompanySettings united_kingdom_company() {
    sandbox::b1::CompanySettings settings;
    settings.default_vat_group = "S1";
    return settings;
}

// Fields of Ledgerline in the company's tables.
struct PreparedField {
    const char *table, *name, *description;
    int size;
};
inline constexpr PreparedField key_of_orders{"ORDR", "LL_Key", "Ledgerline key", 50}, key_of_payments{"ORCT", "LL_Key", "Ledgerline key", 50},
    store_customer{"OCRD", "LL_Customer", "Store customer", 50}, store_line{"RDR1", "LL_Line", "Store line", 30};

inline void prepare(sandbox::b1::Company& company, std::initializer_list<PreparedField> fields) {
    std::string cookie;
    const auto post = [&](const std::string& set, const std::string& body) {
        const base::HttpResponse response = company.handle({"POST", "/b1s/v2/" + set, {{"Content-Type", "application/json"}, {"Cookie", cookie}}, body});
        if (response.status >= 300) throw std::runtime_error("the company could not be prepared: " + response.body);
        if (set == "Login") cookie = base::header(response.headers, "Set-Cookie").substr(0, base::header(response.headers, "Set-Cookie").find(';'));
    };
    post("Login", R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"sandbox"})");
    post("UserTablesMD", R"({"TableName":"LEDGERLINE","TableDescription":"Ledgerline keys","TableType":"bott_NoObject"})");
    for (const PreparedField& field : fields)
        post("UserFieldsMD", fmt::format(R"({{"TableName":"{}","Name":"{}","Description":"{}","Type":"db_Alpha","Size":{}}})", field.table, field.name, field.description, field.size));
}

} // namespace ledgerline::test
