// A product or variant of the store's v3 catalogue as a canonical Listing (sdk/documents/listing.schema.json). It says what the store
// says; what a variant has not of its own, and inherits from its product, is "".
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>
#include <string>

namespace bigcommerce {

// What a listing says of its product, kept while the product's variants are read.
struct ListedProduct {
    std::string id, name, tracking, tax_class, modified_at;
    bool visible = false;
    // "" = it has options, and the variants say what is on sale.
    std::string base_variant_id;
    // Why it cannot be understood, "" if it can. Then none of its variants can, and each of them is told of: what is left out of a full
    // pass is taken for gone.
    std::string problem;
};

ListedProduct listed_product(const ledgerline::Node& product, std::int64_t id);
// `barcode`: the member that holds it.
void map_product(const ledgerline::Node& product, const ListedProduct& listed, const std::string& barcode, const ledgerline::Node& body);
void map_variant(const ledgerline::Node& variant, const ListedProduct& product, const std::string& barcode, const ledgerline::Node& body);

} // namespace bigcommerce
