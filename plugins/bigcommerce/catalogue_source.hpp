// What the store has on sale, one listing for each variant: all of it now and then, since the store does not tell what was deleted,
// and what was modified in between.
#pragma once

#include "catalogue_cursor.hpp"
#include "listing_mapper.hpp"
#include "shop_api.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace bigcommerce {

class CatalogueSource : public ledgerline::Source {
public:
    explicit CatalogueSource(const ledgerline::Config& config);

    ledgerline::Verdict poll(ledgerline::Poll& poll) override;

private:
    using Products = std::map<std::int64_t, ListedProduct>; // by id

    // False: nothing was modified.
    bool begin_pass(ledgerline::Poll& poll, CatalogueCursor& cursor);
    // True: there may be more.
    bool read_page(ledgerline::Poll& poll, CatalogueCursor& cursor);
    // All variants of the first of these products, of as many as a poll may hold. Returned: the first product that was left, if any.
    std::optional<std::int64_t> emit_variants(ledgerline::Poll& poll, const Products& products);
    // False: they are too many.
    bool read_variants(ledgerline::Poll& poll, const Products& products, const ledgerline::Node& listings);
    void emit(ledgerline::Poll& poll, const ledgerline::Node& body) const;

    ShopApi api_;
    std::string barcode_;
    std::int64_t overlap_ms_, full_every_ms_;
};

} // namespace bigcommerce
