// What a listing change writes to the store's catalogue: the body of a product, or of a variant of a product with options.
#pragma once

#include <ledgerline/config.hpp>
#include <ledgerline/delivery.hpp>

#include <string>

namespace bigcommerce {

// "upc" or "gtin": the member that holds the barcode, in which listings are read and written.
std::string barcode_member(const ledgerline::Config& connection);

struct ProductSettings {
    explicit ProductSettings(const ledgerline::Config& config);

    std::string barcode;
    // Of new products.
    std::string type, tracking;
    std::vector<std::string> categories; // ids
    bool hidden = true;                  // until people have completed them
};

// Why a product cannot be written as it is wanted; "" if it can. Asked before anything is written.
std::string unwritable(const ledgerline::ListingChange& change);
// Only what changes. False: there is nothing in it that this kind of thing has.
bool write_product(const ledgerline::ListingChange& change, const ProductSettings& settings, const ledgerline::Node& body);
bool write_variant(const ledgerline::ListingChange& change, const ProductSettings& settings, const ledgerline::Node& body);
// Why a product cannot be made of it; "" if it can.
std::string incomplete(const ledgerline::ListingChange& change);
void write_new_product(const ledgerline::ListingChange& change, const ProductSettings& settings, const ledgerline::Node& body);

// What of a sent body the store's row does not show as sent: names of its members, "" if nothing.
std::string not_saved(const ledgerline::Node& sent, const ledgerline::Node& row);

} // namespace bigcommerce
