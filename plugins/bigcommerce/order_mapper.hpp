// A BigCommerce v2 order as a canonical Order (sdk/documents/order.schema.json). It says what the store says: nothing is
// computed and nothing rounded. What is missing throws ShapeError with its place; what is merely unset is "".
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace bigcommerce {

using ledgerline::Node;

// Whether the store's prices contain tax: each order states it, except in answers from before 2024-09.
enum class Prices { stated, with_tax, without_tax };

// The order itself: everything but lines, consignments, taxes, coupons, fees and transactions, whose arrays are made empty.
void map_order(const Node& order, Prices prices, const Node& body);
// One element each.
void map_line(const Node& product, const Node& line);
void map_consignment(const Node& address, const Node& consignment);
// An element of the consignments' list `pickups`.
void map_pickup(const Node& pickup, const Node& consignment);
void map_tax(const Node& row, const Node& tax);
void map_coupon(const Node& coupon, const Node& discount);
void map_fee(const Node& row, const Node& fee);
void map_transaction(const Node& row, const Node& transaction);
// State of payment, without the transactions.
void map_payment(const Node& order, const Node& payment);

// Amounts come as text, number or integer; they go on as decimal text with the digits they came with.
void copy_amount(const Node& from, const Node& to);
// Absent, null, "", or {}, which the store's tool chains write for null.
bool is_unset(const Node& from);
// What is unset is "0".
void copy_amount_or_zero(const Node& from, const Node& to);
ledgerline::Decimal amount_or_zero(const Node& from);
// A whole number, however it is written: 11, "11", "11.0000".
std::int64_t whole_number(const Node& from);
// Absent and null are false.
bool is_true(const Node& from);
// Text, numbers by their literal, null and absent as "".
std::string_view text_in(const Node& from);
void copy_text(const Node& from, const Node& to);
// What the shopper pays in: of all amounts of an order and of its refunds. "" where the order does not say.
void copy_currency(const Node& order, const Node& to);
// Digits of its minor unit.
std::int64_t decimals_of(std::string_view currency);
// ISO codes, in capitals as everybody else writes them.
void copy_code(const Node& from, const Node& to);
// A line that the shopper collects.
bool is_collected(const Node& product);
// An id: 0 and null are "".
void copy_id(const Node& from, const Node& to);
// {ex_tax, inc_tax, tax} from members with a common prefix ("shipping_cost_").
void copy_split(const Node& from, const std::string& prefix, const Node& to);
// What the store calls this status, in the words of the canonical Order.
std::string phase_of(std::int64_t status_id);

} // namespace bigcommerce
