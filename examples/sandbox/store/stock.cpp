#include "store/stock.hpp"

namespace ledgerline::sandbox {

std::string_view name_of(StockMovement::Cause cause) {
    switch (cause) {
        case StockMovement::Cause::order: return "order";
        case StockMovement::Cause::adjustment: return "adjustment";
        case StockMovement::Cause::person: return "person";
        case StockMovement::Cause::catalogue: return "catalogue";
    }
    return "?";
}

namespace store {

namespace {

std::vector<StockCell>& cells_of(const StockItem& item) { return item.variant ? item.variant->stock : item.product->stock; }

std::tuple<std::int64_t, std::int64_t, std::int64_t> place_of(const StockItem& item, const Location& location) {
    return {item.product->id, item.variant ? item.variant->id : 0, location.id};
}

} // namespace

StockItem item_of(Variant& variant) {
    Product& product = *variant.product;
    return product.has_options() && product.tracking == Tracking::product ? StockItem{&product, nullptr} : StockItem{&product, &variant};
}

StockItem item_of(Product& product) { return product.has_options() ? StockItem{&product, nullptr} : StockItem{&product, product.variants.front().get()}; }

const StockCell& StockBook::cell(const StockItem& item, const Location& location) const {
    static const StockCell nothing;
    const auto& cells = cells_of(item);
    return location.slot < cells.size() ? cells[location.slot] : nothing;
}

StockCell& StockBook::cell_of(const StockItem& item, const Location& location) {
    auto& cells = cells_of(item);
    if (location.slot >= cells.size()) {
        cells.reserve(locations_.all().size());
        cells.resize(location.slot + 1);
    }
    return cells[location.slot];
}

std::int64_t StockBook::available(const StockItem& item, const Location& location) const {
    const StockCell& found = cell(item, location);
    return found.on_hand - found.safety;
}

std::int64_t StockBook::level(const std::vector<StockCell>& cells) const {
    std::int64_t out = 0;
    for (const Location& location : locations_.all()) {
        if (location.slot >= cells.size()) continue;
        const bool counts = settings_.catalogue_level == CatalogueLevel::all_locations ? location.enabled : location.id == default_location;
        if (counts) out += cells[location.slot].on_hand - cells[location.slot].safety;
    }
    return out < 0 ? 0 : out; // documented range of the catalogue, whatever the Inventory API shows
}

std::int64_t StockBook::catalogue_level(const Variant& variant) const {
    const Product& product = *variant.product;
    return level(product.has_options() && product.tracking == Tracking::product ? product.stock : variant.stock);
}

std::int64_t StockBook::catalogue_level(const Product& product) const {
    if (product.has_options() && product.tracking == Tracking::product) return level(product.stock);
    std::int64_t out = 0;
    for (const auto& variant : product.variants) out += level(variant->stock);
    return out;
}

bool StockBook::set(const StockItem& item, const Location& location, std::int64_t quantity, const StockCause& cause) {
    if (!move(item, location, quantity, cause)) return false;
    cell_of(item, location).ever_set = true;
    return true;
}

bool StockBook::add(const StockItem& item, const Location& location, std::int64_t difference, const StockCause& cause) {
    return move(item, location, cell(item, location).on_hand + difference, cause);
}

bool StockBook::move(const StockItem& item, const Location& location, std::int64_t quantity, const StockCause& cause) {
    if (quantity > stock_max) return false;
    StockCell& changed = cell_of(item, location);
    const StockMovement movement{cause.cause,    cause.number,  item.product->id, item.variant ? item.variant->id : 0, location.id, cause.accepted,
                                 cause.applied, changed.on_hand, quantity};
    changed.on_hand = quantity;
    movements_.push_back(movement);
    if (static_cast<std::int64_t>(movements_.size()) > settings_.movements_kept) movements_.pop_front();
    if (listener_) listener_(item, location, movement);
    return true;
}

void StockBook::open(const StockItem& item, const Location& location, std::int64_t quantity) {
    StockCell& opened = cell_of(item, location);
    opened.on_hand = quantity;
    opened.ever_set = true;
}

void StockBook::change_settings(const StockItem& item, const Location& location, const StockCell& settings) {
    StockCell& changed = cell_of(item, location);
    const std::int64_t on_hand = changed.on_hand;
    const bool ever_set = changed.ever_set;
    changed = settings;
    changed.on_hand = on_hand;
    changed.ever_set = ever_set;
}

std::string StockBook::bin(const StockItem& item, const Location& location) const {
    const auto at = bins_.find(place_of(item, location));
    return at == bins_.end() ? "" : at->second;
}

void StockBook::set_bin(const StockItem& item, const Location& location, const std::string& bin) { bins_[place_of(item, location)] = bin; }

} // namespace store

} // namespace ledgerline::sandbox
