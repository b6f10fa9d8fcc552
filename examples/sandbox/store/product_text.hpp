// Products and variants as the catalogue writes them.
#pragma once

#include "store/request.hpp"
#include "store/stock.hpp"

#include <set>
#include <string>

namespace ledgerline::sandbox::store {

// ?include_fields, ?exclude_fields and ?include.
class ShownMembers {
public:
    ShownMembers() = default;
    explicit ShownMembers(const Call& call);
    // The id is always there.
    bool shows(std::string_view member) const;
    bool includes(const std::string& part) const { return parts_.count(part) > 0; }

private:
    std::set<std::string, std::less<>> only_, without_, parts_;
};

class ProductText {
public:
    ProductText(const StockBook& stock, const StockSettings& settings) : stock_(stock), settings_(settings) {}

    void write(std::string& out, const Product& product, const ShownMembers& shown) const;
    void write(std::string& out, const Variant& variant, const ShownMembers& shown) const;

private:
    void write_variants(std::string& out, const Product& product) const;

    const StockBook& stock_;
    const StockSettings& settings_;
};

// The options of a product with their values, as its variants have them: a list.
message::Value options_of(const Product& product);

// What it is sold for.
Decimal sold_for(const Product& product);
Decimal sold_for(const Variant& variant);

} // namespace ledgerline::sandbox::store
