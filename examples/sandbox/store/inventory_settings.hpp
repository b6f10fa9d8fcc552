// GET and PUT v3 /settings/inventory: when orders move stock, for all channels and for one.
#pragma once

#include "store/answers.hpp"
#include "store/stock_settings.hpp"

#include <map>

namespace ledgerline::sandbox::store {

class InventorySettings {
public:
    explicit InventorySettings(const StockSettings& initial);

    // Whole: every member of all channels, or of one channel with null where it inherits.
    base::HttpResponse answer(const Call& call);
    // Sets members for all channels. Throws Refused for unknown or wrong ones.
    void change(const message::Value& members);

    // What holds for the orders of a channel.
    bool decrement_on_placement(std::int64_t channel) const { return of(channel, "update_stock_behavior").text_or("") == "order_placed"; }
    bool edits_adjust(std::int64_t channel) const { return of(channel, "edit_order_stock_adjustment").bool_or(false); }
    bool returns_on_cancel(std::int64_t channel) const { return of(channel, "refund_order_stock_adjustment").bool_or(false); }

private:
    const message::Value& of(std::int64_t channel, std::string_view name) const;

    message::Value all_;
    std::map<std::int64_t, message::Value> channels_; // what each has of its own
};

} // namespace ledgerline::sandbox::store
