// Which status an order of the store gets when its document in the ERP is booked or cancelled. Only an order that stands in a
// status which the deployment lists is moved, so a cancelled, refunded or shipped one never goes back.
#pragma once

#include <ledgerline/config.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace bigcommerce {

class StatusPolicy {
public:
    // From the rows {document, from, to} of a field; refuses what would lose something or run in circles.
    StatusPolicy(const ledgerline::Config& config, std::string_view field);

    // Nothing: it stays as it is.
    std::optional<std::int64_t> next(std::string_view document_state, std::int64_t present) const;

private:
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> rows_;
};

} // namespace bigcommerce
