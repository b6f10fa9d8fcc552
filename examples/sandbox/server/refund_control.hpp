// The store's refunds in the control interface: /sandbox/orders/{id}/refund, and what is below /sandbox/refunds, /refund-payments and
// /refund-faults.
#pragma once

#include "server/control_answers.hpp"
#include "store/shop.hpp"

#include <optional>

namespace ledgerline::sandbox::server {

// Nothing for any other path.
std::optional<base::HttpResponse> answer_refunds(Shop& shop, const ControlCall& call);

} // namespace ledgerline::sandbox::server
