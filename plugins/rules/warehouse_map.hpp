// From which warehouse each line is delivered, by operations' table. The first row that fits counts; an empty cell fits anything.
//
//   country,state,postcode,method,channel,item,warehouse
//   US,California,,,,,LAX
//   GB,,BT,,,,BELFAST
//
// postcode: how it begins. method: of shipping, as the store shows it. item: the ERP's item code.
#pragma once

#include <ledgerline/rule.hpp>

#include <string>
#include <vector>

namespace rules {

class WarehouseMap : public ledgerline::Rule {
public:
    explicit WarehouseMap(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    // Where a line goes; all empty for what is not sent.
    struct Destination {
        std::string country, state, postcode, method;
        std::string text() const; // for people
    };
    struct Row {
        std::string country, state, postcode, method, channel, item, warehouse;
        bool fits(const Destination& to, std::string_view channel_id, std::string_view item_code) const;
    };
    const Row* find(const Destination& to, std::string_view channel, std::string_view item) const;

    std::vector<Row> rows_;
    std::string otherwise_;
};

} // namespace rules
