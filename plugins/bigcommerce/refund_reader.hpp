// Reads a refund: its row from the list, its order for the currency, and the order's transactions where only these tell whether its
// money moved. What was read of an order is kept until the poll is over.
#pragma once

#include "refund_list.hpp"
#include "shop_api.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace bigcommerce {

class RefundReader {
public:
    // `at_once`: a payment counts as settled until it is declined. `channel`: only refunds of its orders are ours, "" = all.
    RefundReader(ShopApi& api, RefundList& list, bool at_once, std::string channel) : api_(api), list_(list), at_once_(at_once), channel_(std::move(channel)) {}

    // A poll begins.
    void forget() { orders_.clear(); }
    // of_others: the refund is of a channel that is not ours. waiting: where its money went may still change; final: it does not.
    enum class Reading { of_others, waiting, final };
    // Fills `body`, but for others'. Throws ShopProblem (the flow), ResourceProblem or ShapeError (this refund).
    Reading read(ledgerline::Call& call, const ledgerline::Node& row, const ledgerline::Node& body);

private:
    struct Order {
        bool is_missing = false;
        std::string currency, channel;
        std::int64_t decimals = 0;
        std::optional<std::set<std::string>> settled; // payments, by the transactions; nothing: not looked at yet
    };
    Order& order(ledgerline::Call& call, const std::string& id);
    std::set<std::string> settled_of(ledgerline::Call& call, const std::string& order_id);

    ShopApi& api_;
    RefundList& list_;
    bool at_once_;
    std::string channel_;
    std::map<std::string, Order> orders_;
};

} // namespace bigcommerce
