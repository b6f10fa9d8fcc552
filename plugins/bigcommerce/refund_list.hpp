// The store's list of all refunds (v3, by ascending id), page by page.
#pragma once

#include "shop_api.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace bigcommerce {

class RefundList {
public:
    explicit RefundList(ShopApi& api) : api_(api) {}

    struct Page {
        std::optional<ledgerline::Response> answer; // holds the rows
        std::uint64_t count = 0;

        ledgerline::Node row(std::uint64_t index) const { return answer->json()["data"][index]; }
        // No page follows. What the list says of its own pages is not asked: it may be missing or wrong. A page that is cut has a round
        // number of rows, whatever the store's limit is; to ask in vain once more costs a request only.
        bool is_last() const { return count == 0 || (count < ShopApi::page_size && count % 10 != 0); }
        void discard() const {
            if (answer) answer->discard();
        }
    };
    // Throws ShopProblem or ResourceProblem.
    Page page(ledgerline::Call& call, const Filters& filters, std::int64_t number);
    // Every row that the filters leave; some that they do not leave too, where a store does not know them.
    void each(ledgerline::Call& call, const Filters& filters, const std::function<void(const ledgerline::Node&)>& visit);

private:
    ShopApi& api_;
};

// The number of a refund or an order. Nothing: what stands there is none.
std::optional<std::int64_t> number_in(const ledgerline::Node& node);
// When the refund was made; nothing where the store does not say, or says it in no form of its own.
std::optional<std::int64_t> created_of(const ledgerline::Node& row);

} // namespace bigcommerce
