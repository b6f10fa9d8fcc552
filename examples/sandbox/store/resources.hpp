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
base::HttpResponse answer_v3(const Call& call, const State& state);

} // namespace ledgerline::sandbox::store
