#include "store/catalogue.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace ledgerline::sandbox {

namespace {

constexpr std::string_view tracking_names[] = {"none", "product", "variant"};

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string folded(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), small);
    return out;
}

// Takes one entry away.
template <class Map, class Thing>
void forget(Map& map, std::size_t key, const Thing* thing) {
    const auto [first, end] = map.equal_range(key);
    for (auto at = first; at != end; ++at)
        if (at->second == thing) {
            map.erase(at);
            return;
        }
}

template <class List>
auto by_id(const List& list, std::int64_t id) {
    return std::lower_bound(list.begin(), list.end(), id, [](const auto& one, std::int64_t wanted) { return one->id < wanted; });
}

} // namespace

std::string_view name_of(Tracking tracking) { return tracking_names[static_cast<std::size_t>(tracking)]; }

std::optional<Tracking> tracking_named(std::string_view name) {
    for (std::size_t i = 0; i < std::size(tracking_names); ++i)
        if (tracking_names[i] == name) return static_cast<Tracking>(i);
    return std::nullopt;
}

namespace store {

std::size_t Catalogue::key(std::string_view sku) const {
    return sku_case_ == SkuCase::exact ? std::hash<std::string_view>{}(sku) : std::hash<std::string>{}(folded(sku));
}

bool Catalogue::same_sku(std::string_view a, std::string_view b) const {
    if (sku_case_ == SkuCase::exact) return a == b;
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return small(x) == small(y); });
}

void Catalogue::index_sku(Variant& variant) {
    if (!variant.sku.empty()) by_sku_.emplace(key(variant.sku), &variant);
}

void Catalogue::forget_sku(Variant& variant) {
    if (!variant.sku.empty()) forget(by_sku_, key(variant.sku), &variant);
}

void Catalogue::insert(Variant& variant) {
    if (variant.id == 0) variant.id = next_variant_;
    next_variant_ = std::max(next_variant_, variant.id + 1);
    const auto behind = by_id(variants_, variant.id);
    if (behind != variants_.end() && (*behind)->id == variant.id) throw std::invalid_argument("variant " + std::to_string(variant.id) + " exists already");
    variants_.insert(behind, &variant);
    index_sku(variant);
}

Product& Catalogue::add(std::unique_ptr<Product> product) {
    Product& added = *product;
    if (added.variants.empty()) throw std::invalid_argument("a product needs a variant");
    if (added.id == 0) added.id = next_product_;
    const auto behind = by_id(products_, added.id);
    if (behind != products_.end() && (*behind)->id == added.id) throw std::invalid_argument("product " + std::to_string(added.id) + " exists already");
    for (const auto& one : added.variants)
        if (one->id != 0 && variant(one->id)) throw std::invalid_argument("variant " + std::to_string(one->id) + " exists already");
    next_product_ = std::max(next_product_, added.id + 1);
    products_.insert(behind, std::move(product));
    by_name_.emplace(std::hash<std::string>{}(added.name), &added);
    for (const auto& one : added.variants) {
        one->product = &added;
        if (one->sku_id < 0) one->sku_id = next_sku_++; // a variant with options whose SKU has no number yet
        insert(*one);
    }
    if (added.has_options() && !added.sku.empty()) by_main_sku_.emplace(key(added.sku), &added);
    return added;
}

Variant& Catalogue::add_variant(Product& product, std::unique_ptr<Variant> variant) {
    Variant& added = *variant;
    added.product = &product;
    added.sku_id = next_sku_++;
    insert(added);
    product.variants.push_back(std::move(variant));
    return added;
}

void Catalogue::remove(std::int64_t product_id) {
    const auto at = by_id(products_, product_id);
    if (at == products_.end() || (*at)->id != product_id) return;
    Product& gone = **at;
    for (const auto& one : gone.variants) {
        forget_sku(*one);
        variants_.erase(by_id(variants_, one->id));
    }
    forget(by_name_, std::hash<std::string>{}(gone.name), &gone);
    if (gone.has_options() && !gone.sku.empty()) forget(by_main_sku_, key(gone.sku), &gone);
    products_.erase(at);
}

void Catalogue::remove_variant(Product& product, std::int64_t variant_id) {
    const auto at = std::find_if(product.variants.begin(), product.variants.end(), [&](const auto& one) { return one->id == variant_id; });
    if (at == product.variants.end()) return;
    forget_sku(**at);
    variants_.erase(by_id(variants_, variant_id));
    product.variants.erase(at);
}

void Catalogue::rename(Product& product, const std::string& name) {
    forget(by_name_, std::hash<std::string>{}(product.name), &product);
    product.name = name;
    by_name_.emplace(std::hash<std::string>{}(name), &product);
}

void Catalogue::change_sku(Product& product, const std::string& sku) {
    if (!product.has_options()) return change_sku(*product.variants.front(), sku);
    if (!product.sku.empty()) forget(by_main_sku_, key(product.sku), &product);
    product.sku = sku;
    if (!sku.empty()) by_main_sku_.emplace(key(sku), &product);
}

void Catalogue::change_sku(Variant& variant, const std::string& sku) {
    forget_sku(variant);
    variant.sku = sku;
    index_sku(variant);
}

Product* Catalogue::product(std::int64_t id) const {
    const auto at = by_id(products_, id);
    return at != products_.end() && (*at)->id == id ? at->get() : nullptr;
}

Variant* Catalogue::variant(std::int64_t id) const {
    const auto at = by_id(variants_, id);
    return at != variants_.end() && (*at)->id == id ? *at : nullptr;
}

Variant* Catalogue::variant_with(const std::string& sku) const {
    Variant* out = nullptr;
    const auto [first, end] = by_sku_.equal_range(key(sku));
    for (auto at = first; at != end; ++at)
        if (same_sku(at->second->sku, sku) && (!out || at->second->id < out->id)) out = at->second;
    return out;
}

std::vector<Variant*> Catalogue::variants_with(const std::string& sku) const {
    std::vector<Variant*> out;
    const auto [first, end] = by_sku_.equal_range(key(sku));
    for (auto at = first; at != end; ++at)
        if (same_sku(at->second->sku, sku)) out.push_back(at->second);
    return out;
}

bool Catalogue::is_sku_taken(const std::string& sku, const Product* by_other_than, const Variant* in_it) const {
    if (sku.empty()) return false;
    const auto [first, end] = by_sku_.equal_range(key(sku));
    for (auto at = first; at != end; ++at) {
        const Variant* other = at->second;
        const bool own = in_it ? other == in_it : other->product == by_other_than;
        if (!own && same_sku(other->sku, sku)) return true;
    }
    const auto [main, main_end] = by_main_sku_.equal_range(key(sku));
    for (auto at = main; at != main_end; ++at)
        if (at->second != by_other_than && same_sku(at->second->sku, sku)) return true;
    return false;
}

bool Catalogue::is_name_taken(const std::string& name, const Product* by_other_than) const {
    const auto [first, end] = by_name_.equal_range(std::hash<std::string>{}(name));
    return std::any_of(first, end, [&](const auto& one) { return one.second != by_other_than && one.second->name == name; });
}

} // namespace store

} // namespace ledgerline::sandbox
