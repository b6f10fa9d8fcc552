// The filters and the sort of GET /v2/orders, and of its count.
#pragma once

#include "store/order_record.hpp"
#include "store/request.hpp"
#include "store/shop_settings.hpp"

#include <map>
#include <optional>
#include <vector>

namespace ledgerline::sandbox::store {

class OrderFilter {
public:
    // Refuses parameters that the resource does not know (v2 answers 400); the count takes no paging, sort or include.
    static OrderFilter of_list(const Call& call, const ShopSettings& settings);
    static OrderFilter of_count(const Call& call, const ShopSettings& settings);

    // Matching orders in the order asked for, ascending ids where it doesn't say. The pointers stay valid until the map
    // changes.
    std::vector<const OrderRecord*> choose(const std::map<std::int64_t, OrderRecord>& orders) const;

private:
    enum class SortBy { id, customer_id, date_created, date_modified, status_id, channel_id, external_id };
    struct Times {
        std::optional<base::Millis> from;
        std::optional<base::Millis> to;
    };

    void read_filters(const Call& call, const ShopSettings& settings);
    void read_sort(const Call& call);
    bool matches(const OrderRecord& order) const;
    bool within(const Times& times, base::Millis at) const;

    std::optional<std::int64_t> id_from_, id_to_, customer_id_, status_id_, channel_id_;
    std::optional<Decimal> total_from_, total_to_;
    std::optional<std::string> email_, cart_id_, payment_method_, external_order_id_;
    Times created_, modified_;
    bool bounds_inclusive_ = true;
    bool archived_shown_ = false;
    SortBy sort_by_ = SortBy::id;
    bool descending_ = false;
};

} // namespace ledgerline::sandbox::store
