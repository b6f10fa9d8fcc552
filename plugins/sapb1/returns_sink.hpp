// Goods that came back into SAP Business One: what goes into a warehouse is one goods receipt, in a change set with the row of its key, so it is posted once
// or not at all. It credits nobody: the money is the credit memo's matter.
#pragma once

#include "fault.hpp"
#include "session.hpp"

#include <ledgerline/return.hpp>
#include <ledgerline/sink.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sapb1 {

class ReturnsSink : public ledgerline::Sink {
public:
    explicit ReturnsSink(const ledgerline::Config& config);

    ledgerline::DeliveryResult deliver(ledgerline::Delivery& delivery) override;
    std::optional<ledgerline::ProbeResult> probe(ledgerline::Delivery& delivery) override;
    ledgerline::Verdict prepare(ledgerline::Prepare& prepare) override;

private:
    // One line of the goods receipt.
    struct Receiving {
        std::string line_id, item_code, warehouse;
        ledgerline::Decimal quantity;
    };
    struct Stands {
        std::optional<ledgerline::Receipt> document; // not cancelled
        std::string cancelled_number;                // of one that was cancelled, "" if none
        std::string like;                            // key that a company without regard to case takes for this one, "" if none
    };
    static std::vector<Receiving> received(const ledgerline::Return& returned);
    Stands stands(ledgerline::Call& call, std::string_view key);
    ledgerline::DeliveryResult post(const ledgerline::Delivery& delivery, const std::vector<Receiving>& lines);
    void write(const ledgerline::Return& returned, const std::vector<Receiving>& lines, const std::string& key, const std::string& date, const ledgerline::Node& to) const;
    // The key is taken, or SAP's answer may mean a draft. Nothing: neither.
    std::optional<ledgerline::DeliveryResult> looked_up(ledgerline::Call& call, const std::string& key, const std::string& name, bool is_taken, const ledgerline::Facts& found);
    ledgerline::DeliveryResult refusal(const ledgerline::Delivery& delivery, const std::vector<Receiving>& lines, const std::string& date, const Fault& fault);

    std::string account_;
    bool dated_today_;
    std::int64_t offset_seconds_;
    Session session_;
};

} // namespace sapb1
