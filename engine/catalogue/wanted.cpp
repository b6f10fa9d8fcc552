#include "catalogue/wanted.hpp"

#include "catalogue/item_price.hpp"

#include <fmt/format.h>

namespace ledgerline::catalogue {

using message::Value;

namespace {

// 24.9 is 24.90; "" is no amount, and nothing but itself.
bool is_same_amount(const std::string& a, const Decimal& b) {
    const auto amount = Decimal::try_parse(a);
    return amount && *amount == b;
}

class Comparison {
public:
    Comparison(const std::string& sku, const Value& item, const Value& listing, const CataloguePolicy& policy, std::string_view day, bool hidden_by_us, Wanted& out) :
        sku_(sku), item_(item), listing_(listing), policy_(policy), day_(day), hidden_by_us_(hidden_by_us), is_base_(listing["base"].bool_or(true)), out_(out) {}

    void of_listing() {
        if (policy_.owns("name") && is_base_) name();
        if (policy_.owns("price")) price();
        if (policy_.owns("weight")) weight();
        if (policy_.owns("barcode")) barcode();
        if (policy_.owns("visible")) visible();
        if (policy_.owns("tax_class") && is_base_) tax_class();
    }

    // A product is made of everything that the item says; whether it is shown is not decided here.
    void of_new_product() {
        if (item_["name"].text_or("").empty()) out_.problems.push_back(fmt::format("the item {} has no name, so no product can be made of it", code()));
        name();
        price();
        if (out_.problems.empty() && !has("price")) out_.problems.push_back(fmt::format("the item {} has no price in price list {}, so no product can be made of it", code(), policy_.price_list));
        weight();
        barcode();
        if (policy_.tax_class_of(item_["tax_code"].text_or("")) != nullptr || policy_.owns("tax_class")) tax_class();
        if (!out_.problems.empty()) out_.changes.clear();
        out_.create = !out_.changes.empty();
    }

private:
    std::string code() const { return item_["code"].text_or(sku_); }
    bool has(std::string_view field) const {
        for (const FieldChange& change : out_.changes)
            if (change.field == field) return true;
        return false;
    }
    void change(const char* field, Value now, Value then, std::string why) { out_.changes.push_back({field, std::move(now), std::move(then), std::move(why)}); }
    Value now(const char* field) const { return listing_.is_null() ? Value() : listing_[field]; }

    void name() {
        const std::string name = item_["name"].text_or("");
        if (!name.empty() && name != listing_["name"].text_or("")) change("name", now("name"), name, "name of the item");
    }

    void price() {
        const ItemPrice priced = price_of(item_, policy_, day_);
        out_.next_day = priced.next_day;
        if (!priced.problem.empty()) out_.problems.push_back(priced.problem);
        else if (priced.price && !is_same_amount(listing_["price"].text_or(""), *priced.price)) change("price", now("price"), priced.price->text(policy_.decimals), priced.why);
    }

    void weight() {
        const auto weight = Decimal::try_parse(item_["weight"].text_or("0"));
        if (!weight || weight->is_zero()) return; // nobody said it
        try {
            const Decimal there = (*weight * policy_.weight_factor).rounded(policy_.weight_decimals, Round::half_up).normalized();
            if (there.is_zero()) out_.problems.push_back(fmt::format("the weight {} of the item {} would be rounded to nothing", weight->text(), code()));
            else if (there.is_negative()) out_.problems.push_back(fmt::format("the weight {} of the item {} is below zero", weight->text(), code()));
            else if (!is_same_amount(listing_["weight"].text_or(""), there)) change("weight", now("weight"), there.text(), "weight of the item");
        } catch (const DecimalError& error) {
            out_.problems.push_back(fmt::format("the weight {} of the item {} cannot be reckoned: {}", weight->text(), code(), error.what()));
        }
    }

    void barcode() {
        const std::string barcode = item_["barcode"].text_or("");
        if (barcode.empty() && (!policy_.clear_barcodes || listing_.is_null())) return;
        if (barcode != listing_["barcode"].text_or("")) change("barcode", now("barcode"), barcode, barcode.empty() ? "the item has no barcode" : "barcode of the item");
    }

    void visible() {
        const char* shown_as = is_base_ ? "visible" : "purchasable";
        const bool is_shown = listing_[shown_as].bool_or(true);
        const bool is_sold = item_["active"].bool_or(true) && item_["sales_item"].bool_or(true);
        if (!is_sold && is_shown) {
            const std::string reason = item_["inactive_reason"].text_or("");
            change("visible", true, false, !item_["active"].bool_or(true) ? "the item is inactive" + (reason.empty() ? "" : ": " + reason) : "the item is no sales item");
        }
        if (is_sold && !is_shown && hidden_by_us_) change("visible", false, true, "the item is active again");
    }

    void tax_class() {
        const std::string tax_code = item_["tax_code"].text_or("");
        const std::string* there = policy_.tax_class_of(tax_code);
        if (there == nullptr) {
            if (!tax_code.empty()) out_.problems.push_back(fmt::format("the tax code \"{}\" of the item {} is in no row of tax_classes", tax_code, code()));
            return;
        }
        if (!there->empty() && *there != listing_["tax_class"].text_or("")) change("tax_class", now("tax_class"), *there, "tax code " + tax_code);
    }

    const std::string& sku_;
    const Value& item_;
    const Value& listing_;
    const CataloguePolicy& policy_;
    std::string_view day_;
    const bool hidden_by_us_, is_base_;
    Wanted& out_;
};

} // namespace

Wanted wanted(const std::string& sku, const Value& item, const Value& listing, const CataloguePolicy& policy, std::string_view day, bool hidden_by_us) {
    Wanted out;
    Comparison comparison(sku, item, listing, policy, day, hidden_by_us, out);
    if (!listing.is_null()) comparison.of_listing();
    else if (policy.may_create(sku, item["code"].text_or("")) && item["active"].bool_or(false) && item["sales_item"].bool_or(false)) comparison.of_new_product();
    return out;
}

Value values_of(const std::vector<FieldChange>& changes) {
    Value out = Value::object();
    for (const FieldChange& change : changes) out.set(change.field, change.then);
    return out;
}

Value listing_change(const std::string& sku, const Value& listing, const Wanted& wanted) {
    return Value::object({{"sku", sku},
                          {"product_id", listing["product_id"].text_or("")},
                          {"variant_id", listing["variant_id"].text_or("")},
                          {"base", listing["base"].bool_or(true)},
                          {"create", wanted.create},
                          {"changes", values_of(wanted.changes)}});
}

Value with_change(Value listing, const Value& listing_change) {
    const auto* changes = listing_change["changes"].as_object();
    if (changes == nullptr) return listing;
    for (const auto& [field, value] : *changes) listing.set(field == "visible" && !listing_change["base"].bool_or(true) ? "purchasable" : field, value);
    return listing;
}

} // namespace ledgerline::catalogue
