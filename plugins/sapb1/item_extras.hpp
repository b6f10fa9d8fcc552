// What belongs to an item and stands elsewhere in SAP: the parts of its bill of materials and its special prices. Both are read with
// the items of a page; a change of them leaves no stamp on the item, so both are looked through from time to time as well.
#pragma once

#include "session.hpp"

#include <ledgerline/config.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace sapb1 {

// Which of them is looked through.
enum class ExtraKind { trees, prices };

class ItemExtras {
public:
    explicit ItemExtras(const ledgerline::Config& config);

    bool wants(ExtraKind kind) const { return kind == ExtraKind::trees ? components_ : all_prices_ || !partners_.empty(); }
    bool any() const { return wants(ExtraKind::trees) || wants(ExtraKind::prices); }

    // Those of the items whose codes lie behind `after` and not behind `until`, in the company's order. Throws Unavailable.
    void read_range(ledgerline::Call& call, Session& session, std::string_view after, std::string_view until);
    // Those of single items. Throws Unavailable.
    void read_codes(ledgerline::Call& call, Session& session, const std::vector<std::string>& codes);
    // Members components and special_prices, of what was read last.
    void write(std::string_view code, std::string_view tree, const ledgerline::Node& to) const;

    struct Look {
        std::vector<std::string> changed; // codes of items whose extras are not as they were read last
        std::string last_key;
        bool more = false;
    };
    // The next part of all trees, or of all special prices. Throws Unavailable.
    Look look(ledgerline::Call& call, Session& session, ExtraKind kind, std::string_view after);
    // A look through all begins: what is not met until its end is gone.
    void begin_look() { met_.clear(); }
    std::vector<std::string> gone(ExtraKind kind);
    // What was read of these did not reach the engine: the next look meets it as a change again.
    void unlearn(const std::vector<std::string>& codes);

private:
    struct Part {
        std::string code, quantity, warehouse;
    };
    struct Price {
        std::string list, card_code, price, currency, from, to;
    };
    using Known = std::unordered_map<std::string, std::size_t>; // code → hash of what was read

    void read(ledgerline::Call& call, Session& session, const std::function<std::string(const char*)>& filter_on);
    ledgerline::Response page(ledgerline::Call& call, Session& session, ExtraKind kind, const std::string& filter);
    void read_all(ledgerline::Call& call, Session& session, ExtraKind kind, const std::string& filter);
    void take_tree(const ledgerline::Node& row);
    void take_price(const ledgerline::Node& row);
    std::string partner_filter() const;
    std::size_t tree_hash(const std::string& code) const;
    std::size_t price_hash(const std::string& code) const;
    void learn();
    void forget();

    bool components_;
    std::int64_t rows_in_a_page_ = 500;
    bool all_prices_ = false;
    std::vector<std::string> partners_; // codes, "*1" for price list 1
    std::map<std::string, std::vector<Part>> trees_;
    std::map<std::string, std::vector<Price>> prices_;
    Known known_trees_, known_prices_;
    std::unordered_set<std::string> met_;
};

} // namespace sapb1
