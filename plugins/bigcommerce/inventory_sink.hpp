// How much may be sold, to the store's locations: absolute adjustments, one location a request, one request at a time, as the store
// wants it. An adjustment replaces what was there, so one whose answer was lost is sent again without harm. The store takes a
// request whole or not at all, and says in the words of its refusal only which item it was.
#pragma once

#include "locations.hpp"
#include "shop_api.hpp"
#include "store_batch.hpp"

#include <ledgerline/sink.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace bigcommerce {

class InventorySink : public ledgerline::BatchSink {
public:
    explicit InventorySink(const ledgerline::Config& config);

    ledgerline::Verdict deliver(ledgerline::Batch& batch) override;
    // What the store shows: the number of what can be found, whatever was sent.
    ledgerline::Verdict probe(ledgerline::Batch& batch) override;
    // "stock-settings": when the store itself changes its stock.
    ledgerline::Verdict list(ledgerline::List& list) override;

private:
    // One item at one location, and the deliveries that it stands for.
    struct Adjustment {
        bool by_product = false; // else by variant
        std::string id;          // of the product or the variant
        std::int64_t quantity = 0;
        std::vector<std::uint64_t> deliveries;
    };
    struct AtLocation {
        std::vector<Adjustment> adjustments;
        std::map<std::string, std::size_t> known; // "product 111" -> its adjustment
    };
    using Adjustments = std::map<std::int64_t, AtLocation>; // by location

    // Answers what cannot be sent.
    Adjustments adjustments_of(ledgerline::Batch& batch);
    void push(ledgerline::Batch& batch, SplitSending& sending, std::int64_t location, const std::vector<Adjustment>& adjustments);
    void send(ledgerline::Batch& batch, std::int64_t location, const std::vector<Adjustment>& adjustments, const Group& group);
    void refuse(ledgerline::Batch& batch, std::int64_t location, const Adjustment& adjustment, const ResourceProblem& problem);
    std::string reason_of(const ledgerline::Batch& batch, const std::vector<Adjustment>& adjustments, const Group& group) const;
    void read_back(ledgerline::Batch& batch, bool by_product);

    ShopApi api_;
    Locations locations_;
    std::string reason_;
};

} // namespace bigcommerce
