// The resources that the store serves. Each function answers one family of paths; a path that it doesn't know is
// refused with 404.
#pragma once

#include "store/answers.hpp"
#include "store/state.hpp"

namespace ledgerline::sandbox::store {

// Scope families; reading takes the family or its read-only form.
inline constexpr const char* scope_orders = "store_v2_orders";
inline constexpr const char* scope_transactions = "store_v2_transactions";
inline constexpr const char* scope_customers = "store_v2_customers";
inline constexpr const char* scope_information = "store_v2_information";
inline constexpr const char* scope_products = "store_v2_products";
inline constexpr const char* scope_inventory = "store_inventory";
inline constexpr const char* scope_locations = "store_locations";

// 403 unless the token has one of the families.
void require_scope(const Call& call, const State& state, std::initializer_list<const char*> families);

// v2 /time, /store, /currencies, /order_statuses.
base::HttpResponse answer_store(const Call& call, const State& state, base::Millis now);
// v2 /orders and /orders/{id}.
base::HttpResponse answer_orders(const Call& call, State& state, base::Millis now);
// v2 /orders/{id}/shipments and what is below.
base::HttpResponse answer_shipments(const Call& call, State& state, const OrderRecord& order, base::Millis now);
// v2 /orders/{id}/{products, shipping_addresses, coupons, taxes, fees, messages, consignments}.
base::HttpResponse answer_order_parts(const Call& call, const State& state, const OrderRecord& order);
// v3 /orders/{id}/transactions and refunds, /customers.
base::HttpResponse answer_v3(const Call& call, State& state, base::Millis now);
// v3 /orders/payment_actions/refunds and /orders/{id}/payment_actions/refunds, /refund_quotes; `order` is the one of the path, nullptr
// if there is none. Nothing for any other path.
std::optional<base::HttpResponse> answer_refunds(const Call& call, State& state, const OrderRecord* order, base::Millis now);

// v3 /catalog/products, /catalog/variants, /catalog/summary and what is below.
base::HttpResponse answer_catalogue(const Call& call, State& state, base::Millis now);
base::HttpResponse answer_products(const Call& call, State& state, base::Millis now);
base::HttpResponse answer_variants(const Call& call, State& state, base::Millis now);
// The variants of one product.
base::HttpResponse answer_variants_of(const Call& call, State& state, Product& product, base::Millis now);
// v3 /inventory/items, /inventory/adjustments, /inventory/locations and what is below.
base::HttpResponse answer_inventory(const Call& call, State& state, base::Millis now);
base::HttpResponse answer_adjustments(const Call& call, State& state, base::Millis now);
base::HttpResponse answer_locations(const Call& call, State& state, base::Millis now);
// v3 /settings/inventory.
base::HttpResponse answer_settings(const Call& call, State& state);

} // namespace ledgerline::sandbox::store
