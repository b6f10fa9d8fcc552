// Writes a placed and priced order as the store's resources: order object, lines, tax rows, addresses, coupons, fees,
// transactions.
#pragma once

#include "store/order_record.hpp"
#include "store/placing.hpp"
#include "store/pricing.hpp"

namespace ledgerline::sandbox::store {

// The next free id of each kind.
struct Identifiers {
    std::int64_t order = 1001;
    std::int64_t line = 1;
    std::int64_t address = 1;
    std::int64_t tax = 1;
    std::int64_t coupon = 1;
    std::int64_t fee = 1;
    std::int64_t transaction = 1;
    std::int64_t product = 1;
};

class OrderWriter {
public:
    OrderWriter(const ShopSettings& settings, Identifiers& identifiers) : settings_(settings), identifiers_(identifiers) {}

    // Gives ids to lines, addresses, coupons and fees that have none.
    void assign_ids(Placing& placing) const;
    // Everything but transactions and `placed`.
    OrderRecord write(std::int64_t id, const Placing& placing, base::Millis created, base::Millis modified) const;
    // What the payment of a new order leaves behind.
    std::string transactions(const OrderRecord& record, const Placing& placing) const;
    // One further row; `reference` is the transaction that it acts on, 0 = none.
    message::Value transaction(const OrderRecord& record, const PlacedPayment& payment, const std::string& event,
                               const Decimal& amount, const std::string& currency, std::int64_t reference, base::Millis at) const;
    // "https://host/stores/{hash}/v2"
    std::string link_base() const;

private:
    message::Value head(std::int64_t id, const Placing& placing, const PricedOrder& priced, base::Millis created,
                        base::Millis modified) const;
    message::Value lines(std::int64_t id, const Placing& placing, const PricedOrder& priced) const;
    message::Value taxes(std::int64_t id, const Placing& placing, const PricedOrder& priced) const;
    message::Value addresses(std::int64_t id, const Placing& placing, const PricedOrder& priced) const;
    message::Value coupons(std::int64_t id, const Placing& placing, const PricedOrder& priced) const;
    message::Value fees(const Placing& placing, const PricedOrder& priced) const;

    const ShopSettings& settings_;
    Identifiers& identifiers_;
};

} // namespace ledgerline::sandbox::store
