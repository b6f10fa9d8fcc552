// One order as it was sold and is booked, with amounts as whole minor units, and what a document comes to: an account of its own, that shares nothing
// with the code that is tested.
#pragma once

#include "base/random.hpp"
#include "message/value.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ledgerline::refund_model {

using Minor = std::int64_t; // pence, cents, or yen

struct TaxRate {
    std::string code;          // "S20"
    std::int64_t hundredths = 0; // of a percent: 825 is 8.25 %
    std::string percent() const;
};

struct SoldLine {
    std::string id, parent;    // "31"; of a part: the line of its bundle
    std::string kind = "physical";
    std::string item;          // SKU and item code
    std::int64_t units = 0;    // as the store counts
    std::int64_t quantity = 0; // as the ERP counts
    Minor amount = 0;          // in the price mode
    std::string price;         // of one, up to six decimals
    TaxRate tax;
    bool omitted = false;      // booked by other lines of its bundle
    bool quarantined = false;  // its item is not there yet

    bool is_goods() const { return kind == "physical" || kind == "custom"; }
};

struct Charge {
    std::string place;  // "shipping"
    Minor amount = 0;
    TaxRate tax;
    bool is_item = false; // booked as a line on an item
    std::string code, item;
};

struct Sale {
    std::string id = "1047", currency = "GBP", rate, warehouse = "01"; // "": the ERP's default
    int decimals = 2;
    bool gross = true, by_line = true, says_rounding = true;
    std::vector<SoldLine> lines;
    std::vector<Charge> charges;

    const SoldLine* line(const std::string& id) const;
    bool has_open_lines() const; // quarantined ones
    Minor booked_total() const;  // of what is booked now
    Minor booked_tax() const;
};

// What documents come to: with net prices tax is added, by line or once for each code; with gross prices it is taken out.
class Reckoner {
public:
    Reckoner(bool gross, bool by_line) : gross_(gross), by_line_(by_line) {}
    void add_line(Minor amount, const TaxRate& tax);
    void add_freight(Minor amount, const TaxRate& tax); // taxed for itself
    Minor tax() const;
    Minor total() const { return gross_ ? amounts_ : amounts_ + tax(); }

private:
    Minor tax_of(Minor amount, std::int64_t hundredths) const;

    bool gross_, by_line_;
    Minor amounts_ = 0, line_tax_ = 0, freight_tax_ = 0;
    std::map<std::string, std::pair<Minor, std::int64_t>> codes_;
};

Sale random_sale(base::Random& random);

// 1234 with two decimals is "12.34".
std::string text_of(Minor amount, int decimals);
Minor minor_of(const std::string& text, int decimals); // throws where it is not whole minor units
// Half away from zero; the divisor is positive.
std::int64_t divided(std::int64_t dividend, std::int64_t divisor);

// What the rules of the order book of it: the member `booking`, and the lines with theirs.
message::Value booking_of(const Sale& sale);
message::Value booked_lines(const Sale& sale, const message::Value& lines);
std::string words_of(const Sale& sale);

} // namespace ledgerline::refund_model
