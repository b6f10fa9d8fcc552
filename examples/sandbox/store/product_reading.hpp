// Products and variants as others write them: in requests, set-up files and loaded folders.
#pragma once

#include "store/catalogue.hpp"
#include "store/catalogue_members.hpp"

#include <limits>

namespace ledgerline::sandbox::store {

struct State;

// Stock that a new product comes with.
struct OpeningStock {
    static constexpr std::size_t whole = std::numeric_limits<std::size_t>::max();
    std::size_t variant = whole; // its place among the variants; whole: of the product
    std::string location;        // code, or id in digits
    std::int64_t quantity = 0;
};

struct NewProduct {
    std::unique_ptr<Product> product;
    std::vector<OpeningStock> stock;
};

// A product in the API's form, with further members `stock` ({"1": 10, "BACK-ROOM": 4}, by code or id of the location) of it and of its variants. What is missing is as
// usual: no name is the SKU, no variants is one without options. Throws std::invalid_argument.
NewProduct product_of(const message::Value& given);
// A variant that is not in any product yet; one with options has the sku_id -1 until the catalogue gives it one.
std::unique_ptr<Variant> variant_of(const message::Value& given, bool has_options);
// Puts it into the store. Throws std::invalid_argument for a location that isn't there.
Product& add_product(State& state, NewProduct product, base::Millis now = 0);

// Everything that doesn't fit, by member; empty if all does.
message::Value problems_in(const message::Value& members, const std::vector<CatalogueMember>& table);
// The first of them as std::invalid_argument.
void require_fitting(const message::Value& members, const std::vector<CatalogueMember>& table);
// Takes over what the API lets others write, but for name, SKU and stock.
void take_members(Product& product, const message::Value& members);
void take_members(Variant& variant, const message::Value& members);
// Gives option values of variants their ids: the same ones to the same words.
void number_options(Product& product);

} // namespace ledgerline::sandbox::store
