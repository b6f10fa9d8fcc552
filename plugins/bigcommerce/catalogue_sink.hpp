// What the ERP's items want otherwise in the store's catalogue: products without options ten at a time, variants of products with
// options fifty at a time, new products one by one; one request at a time. Values replace what was there, so a change whose answer
// was lost is sent again without harm; whether a new product was made is looked up by its SKU before it is made.
#pragma once

#include "product_change.hpp"
#include "shop_api.hpp"
#include "store_batch.hpp"

#include <ledgerline/sink.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace bigcommerce {

class CatalogueSink : public ledgerline::BatchSink {
public:
    explicit CatalogueSink(const ledgerline::Config& config);

    ledgerline::Verdict deliver(ledgerline::Batch& batch) override;
    // Nothing is looked up: to send it again does no harm.
    ledgerline::Verdict probe(ledgerline::Batch& batch) override;

private:
    // Products without options, or variants.
    struct Kind {
        std::string_view path;
        std::size_t at_once;
        bool are_products;
    };
    void update(ledgerline::Batch& batch, SplitSending& sending, const Kind& kind, const Group& deliveries);
    void send(ledgerline::Batch& batch, const Kind& kind, const Group& group);
    // A product that does not stand there yet.
    void make(ledgerline::Batch& batch, std::uint64_t index);
    bool answer_if_it_stands(ledgerline::Batch& batch, std::uint64_t index);

    ShopApi api_;
    ProductSettings settings_;
};

} // namespace bigcommerce
