// Protects: whatever the item and the listing, a change that was taken leaves nothing more to do, and no field changes that is not the
// ERP's. Random cases from a fixed seed.
#include "base/random.hpp"
#include "message/json.hpp"
#include "unit/catalogue/catalogue_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::catalogue;
using namespace ledgerline::catalogue::bench;

namespace {

class Cases {
public:
    explicit Cases(std::uint64_t seed) : random_(seed) {}

    const std::string& any(const std::vector<std::string>& all) { return all[random_.below(all.size())]; }
    bool flip() { return random_.one_in(2); }
    std::string amount() { return any({"", "0", "0.00", "24.9", "24.90", "24.905", "-3", "0.004", "999999999999.99", "350", "0.35", "12345678.12345"}); }
    std::string full_amount() {
        const std::string text = amount();
        return text.empty() ? "0" : text;
    }

    Value random_item() {
        Value specials = Value::array(), prices = Value::array();
        for (std::uint64_t i = random_.below(3); i > 0; --i)
            specials.push(special(full_amount(), any({"", "2026-11-20", "2026-11-27"}), any({"", "2026-11-26", "2026-12-31"}), any({"", "C-WEB", "C-OTHER"})));
        for (std::uint64_t i = random_.below(3); i > 0; --i) prices.push(price(full_amount(), any({"1", "2"}), any({"EUR", "USD", ""})));
        return item("MUG", {{"name", any({"", "Mug", "Cup"})}, {"barcode", any({"", "4006381333931", "1"})}, {"active", flip()}, {"sales_item", flip()}, {"tax_code", any({"", "A1", "A2", "X"})},
                            {"prices", prices}, {"special_prices", specials}, {"weight", full_amount()}});
    }
    Value random_listing() {
        return listing("MUG", {{"base", flip()}, {"name", any({"Mug", "Cup"})}, {"price", amount()}, {"weight", amount()}, {"barcode", any({"", "4006381333931"})}, {"visible", flip()},
                               {"purchasable", flip()}, {"tax_class", any({"0", "3"})}});
    }
    CataloguePolicy random_policy() {
        Value owned = Value::array();
        for (const char* field : {"name", "price", "weight", "barcode", "visible", "tax_class"})
            if (flip()) owned.push(field);
        return policy({{"owns", owned}, {"special_prices", flip()}, {"card_code", any({"", "C-WEB"})}, {"price_factor", any({"1", "1.19"})}, {"weight_factor", any({"1", "0.001", "2.20462"})},
                       {"rounding", any({"none", "half_up", "half_even", "down", "up"})}, {"decimals", flip() ? 2 : 0}, {"clear_barcodes", flip()}, {"create", any({"never", "all"})}});
    }

private:
    base::Random random_;
};

} // namespace

TEST_CASE("catalogue.property: a change that was taken leaves nothing to do, and what is not owned stays") {
    Cases cases(4);
    std::size_t changed = 0, created = 0;
    for (int i = 0; i < 20'000; ++i) {
        const CataloguePolicy policy = cases.random_policy();
        const Value item = cases.random_item(), listing = cases.flip() ? cases.random_listing() : Value();
        bool hidden = cases.flip();
        const Wanted first = wanted("MUG", item, listing, policy, "2026-11-26", hidden);
        if (first.changes.empty()) continue;
        ++changed;
        const Value change = listing_change("MUG", listing, first);
        INFO("case " << i << ": " << message::write_json(item) << " " << message::write_json(listing) << " " << message::write_json(change));
        REQUIRE(message::schema_problem("listing-change", change) == "");
        if (listing.is_null()) {
            ++created;
            REQUIRE(first.create);
            REQUIRE(policy.create == Create::all);
            continue;
        }
        REQUIRE_FALSE(first.create);
        for (const FieldChange& field : first.changes) REQUIRE(policy.owns(field.field));
        const Value after = with_change(listing, change);
        for (const auto& [member, value] : *listing.as_object()) {
            const std::string field = member == "purchasable" ? "visible" : member;
            if (!policy.owns(field)) REQUIRE(after[member] == value);
        }
        if (change["changes"]["visible"].as_bool()) hidden = !change["changes"]["visible"].bool_or(true);
        REQUIRE(wanted("MUG", item, after, policy, "2026-11-26", hidden).changes.empty());
    }
    CHECK(changed > 5'000);
    CHECK(created > 100);
}
