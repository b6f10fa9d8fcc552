// Holds orders whose addresses lack what the deployment needs to deliver or to invoice.
#pragma once

#include <ledgerline/rule.hpp>

#include <string>
#include <vector>

namespace rules {

class AddressCheck : public ledgerline::Rule {
public:
    explicit AddressCheck(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    // False: a part is missing, and that was told.
    bool check(const ledgerline::Order& order, const ledgerline::Address& address, const std::vector<std::string>& parts, std::string_view which);

    std::vector<std::string> billing_, shipping_, states_of_;
};

} // namespace rules
