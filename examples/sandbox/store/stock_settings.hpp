// How the store counts its stock. The first block is what a merchant sets; the rest are choices that BigCommerce's documentation leaves
// open, and the times of a queue that it mentions without saying how long it is.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::sandbox {

// A further place where stock is kept; location 1 is always there.
struct ShopLocation {
    std::int64_t id = 0; // 0 = the next free one
    std::string code;
    std::string label;
    bool enabled = true;
};

enum class UnknownSku { refuse, ignore };
enum class DuplicateLine { last, first, refuse };
enum class SkuCase { exact, folded };
enum class Allocation { default_location, first_with_enough };
enum class Oversell { allow, refuse };
enum class BulkOverlap { harmless, corrupts };
enum class CatalogueLevel { default_location, all_locations };
enum class BaseVariantPrice { product, none };

struct StockSettings {
    // /v3/settings/inventory, for all channels.
    bool decrement_on_placement = true; // false: when the order is completed or shipped
    bool edits_adjust = false;
    bool returns_on_cancel = false;     // the status becomes cancelled or refunded
    std::vector<ShopLocation> locations;

    base::Millis adjustment_delay_ms = 1'000; // from the answer 200 until the number is seen
    base::Millis adjustment_jitter_ms = 0;    // at most so much more, by chance
    base::Millis bulk_job_ms = 5'000;         // so long a batch of the catalogue counts as running
    std::int64_t movements_kept = 1'000'000;  // of the stock ledger; older ones go

    // Not documented.
    UnknownSku unknown_sku = UnknownSku::refuse;
    bool untracked_refused = false;      // otherwise an adjustment of an item that isn't tracked is accepted and has no effect
    DuplicateLine duplicate_line = DuplicateLine::last;
    SkuCase sku_case = SkuCase::exact;
    bool titles_name_items = true;       // the title of a 422 lists the identities of what is wrong
    Allocation allocation = Allocation::default_location; // from where the goods of an order are taken
    Oversell oversell = Oversell::allow; // of place_order; what is completed or edited is never refused
    bool negative_shown = true;          // otherwise the Inventory API answers a number below zero as 0, as the catalogue always does
    BulkOverlap bulk_overlap = BulkOverlap::harmless;
    CatalogueLevel catalogue_level = CatalogueLevel::default_location; // what inventory_level of the catalogue shows
    BaseVariantPrice base_variant_price = BaseVariantPrice::product;   // `price` of the variant of a product without options
    int duplicate_sku_status = 409;      // or 422
};

// Reads the member "stock" of the store's settings. Throws std::invalid_argument that names the member.
StockSettings stock_settings_from(const message::Value& stock);

} // namespace ledgerline::sandbox
