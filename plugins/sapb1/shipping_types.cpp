#include "shipping_types.hpp"

#include "validity.hpp"

#include <cstdlib>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::int64_t refresh_every_ms = 3'600'000;
constexpr std::size_t known_max = 1000;

} // namespace

ShippingType ShippingTypes::find(Call& call, Session& session, const std::string& code) {
    if (code.empty() || code.find_first_not_of("0123456789") != std::string::npos) return {};
    const std::int64_t now = call.now_ms();
    if (const auto found = known_.find(code); found != known_.end() && std::abs(now - found->second.read_at_ms) < refresh_every_ms) return found->second.type;
    const Response answer = session.read_list(call, Request::get("/ShippingTypes").query("$filter", "Code eq " + code).query("$select", "Code,Name,Website"));
    ShippingType type;
    for (const Node row : answer.json()["value"].elements()) type = {text_of(row["Name"]), text_of(row["Website"])};
    answer.discard();
    if (known_.size() >= known_max) known_.clear();
    known_[code] = {type, now};
    return type;
}

} // namespace sapb1
