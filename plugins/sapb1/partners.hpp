// Which business partner an order is booked to: fixed, found, or made.
#pragma once

#include "address.hpp"
#include "session.hpp"

#include <ledgerline/delivery.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>
#include <variant>

namespace sapb1 {

struct PartnerSettings {
    std::string external_id_field;          // "U_LL_CustomerId", "" = none
    bool unset_is_active = true;            // Valid tNO without Frozen
    std::int64_t offset_seconds = 0;        // the company's clock against UTC
    AddressCodes codes;
};

class Partners {
public:
    // A code, or why the order cannot be booked now.
    using Resolution = std::variant<std::string, ledgerline::DeliveryResult>;

    explicit Partners(PartnerSettings settings) : settings_(std::move(settings)) {}

    // Throws Unavailable, and ShapeError where the order has no usable booking.
    Resolution resolve(ledgerline::Call& call, Session& session, const ledgerline::Order& order);
    // The system says that there is no such partner: look again next time.
    void forget(const std::string& card_code) { known_.erase(card_code); }

private:
    // Nothing: nobody is found.
    std::optional<Resolution> match(ledgerline::Call& call, Session& session, const ledgerline::CustomerBooking& customer) const;
    Resolution create(ledgerline::Call& call, Session& session, const ledgerline::Order& order, const std::string& card_code);
    // Nothing: there is no such partner.
    std::optional<Resolution> existing(ledgerline::Call& call, Session& session, const ledgerline::Order& order, const std::string& card_code);
    // Why the partner that has the code cannot be this customer, "" if it is.
    std::string stranger(const ledgerline::Node& row, const ledgerline::Order& order) const;
    void write(const ledgerline::Order& order, const std::string& card_code, const ledgerline::Node& to) const;
    std::string today(const ledgerline::Call& call) const;
    void remember(const std::string& card_code);

    static constexpr std::size_t known_max = 10'000;

    PartnerSettings settings_;
    std::unordered_set<std::string> known_; // active when they were seen
    std::deque<std::string> known_order_;   // oldest first
};

} // namespace sapb1
