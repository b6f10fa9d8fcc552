// What place_order and edit_order are told about an order, read and checked: the shopper's side of it. All amounts are in
// the store's price mode (with tax where prices include tax). Ids that are 0 get assigned.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"
#include "store/shop_settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::sandbox::store {

struct PlacedLine {
    std::int64_t id = 0;
    std::string sku;
    std::string name;
    std::int64_t product_id = 0;
    std::int64_t variant_id = 0;
    std::string type = "physical";
    std::int64_t quantity = 1;
    Decimal price;              // of one unit
    std::int64_t tax_class = 0;
    std::optional<TaxRate> tax; // instead of the store's rates for the class
    std::size_t address = 0;    // position in Placing::addresses
    Decimal wrapping_cost;      // of the whole line
    Decimal discount;           // of a promotion on this product alone
    std::string wrapping_name;
    std::string wrapping_message;
    message::Value more;        // further members of an order product, shown as they are
};

struct PlacedAddress {
    std::int64_t id = 0;
    message::Value fields; // first_name ... email, as in the billing address
    std::string shipping_method = "None";
    Decimal cost;
};

struct PlacedCoupon {
    std::int64_t coupon_id = 0;
    std::string code;
    std::int64_t type = 2;
    Decimal amount;                  // face value
    std::optional<Decimal> discount; // effect; computed for types 1, 2 and 4 if absent
    bool off_shipping() const { return type == 3 || type == 4; }
};

struct PlacedFee {
    std::int64_t id = 0;
    std::string name;
    Decimal cost;
    std::int64_t tax_class = 0;
};

struct PlacedPayment {
    std::string state;  // captured, authorized, pending, declined, none
    std::string method = "credit_card";
    std::string gateway = "stripe";
    bool test = false;
};

struct Placing {
    std::int64_t customer_id = 0;
    std::int64_t status_id = 11;
    message::Value billing_address;
    std::vector<PlacedAddress> addresses;
    std::vector<PlacedLine> lines;
    std::vector<PlacedCoupon> coupons;
    std::vector<PlacedFee> fees;
    Decimal discount;
    bool tax_exempt = false;    // nobody charges this customer tax
    Decimal handling_cost;
    Decimal store_credit;
    Decimal gift_certificate;
    PlacedPayment payment;
    message::Value head; // members of the order object that are shown as they are
    std::optional<message::Value> transactions; // instead of the ones that follow from `payment`
};

// Throws std::invalid_argument: "products[2].price: \"7,50\" is not an amount (write it like 12.50)". Unknown members are
// refused by name.
Placing read_placing(const message::Value& order);

} // namespace ledgerline::sandbox::store
