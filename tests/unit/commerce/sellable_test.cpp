// Protects: what may be sold is what the ERP can deliver less what was ordered already and what is kept back, for every way in which a
// SKU and its items belong together.
#include "unit/commerce/stock_sample.hpp"

using namespace ledgerline;
using namespace ledgerline::stock_sample;

namespace {

Value with(Value values, const char* name, Value value) {
    values.set(name, std::move(value));
    return values;
}

Value two_locations() {
    return with(policy_values(), "warehouses", rows({{{"warehouse", "01"}, {"location", "1"}}, {{"warehouse", "02"}, {"location", "1"}}, {{"warehouse", "03"}, {"location", "2"}}, {{"warehouse", "SCRAP"}, {"location", ""}}}));
}

} // namespace

TEST_CASE("commerce.sellable: in stock less committed, less open demand, less buffer, never below zero") {
    World world;
    const auto policy = policy_of(with(policy_values(), "buffers", rows({{{"sku", "MUG"}, {"buffer", "2"}}})));
    world.items({item("MUG")});
    CHECK(world.quantity(policy, "MUG") == 0);
    CHECK(world.terms(policy, "MUG").locations.at(0).before_floor == -2);
    world.level("MUG", "10", "3");
    CHECK(world.quantity(policy, "MUG") == 5);
    world.take_in("1", order({{"MUG", 4}}));
    const auto terms = world.terms(policy, "MUG");
    CHECK(terms.locations.at(0).quantity == 1);
    CHECK(terms.locations.at(0).buffer_why == "the table of buffers");
    REQUIRE(terms.demand.size() == 1);
    CHECK(terms.demand.at(0).order_key == "1");
    world.take_in("2", order({{"MUG", 4}}));
    CHECK(world.quantity(policy, "MUG") == 0);
    CHECK(world.terms(policy, "MUG").locations.at(0).before_floor == -3);
}

TEST_CASE("commerce.sellable: per location from its warehouses, demand counts at each of them") {
    World world;
    const auto policy = policy_of(two_locations());
    world.items({item("MUG")});
    world.level("MUG", "10", "3");
    world.level("MUG", "5", "0", "02");
    world.level("MUG", "4", "6", "03");
    world.level("MUG", "100", "0", "SCRAP");
    world.level("MUG", "1", "0", "NEW");
    world.take_in("1", order({{"MUG", 1}}));
    const auto terms = world.terms(policy, "MUG");
    REQUIRE(terms.locations.size() == 2);
    CHECK(terms.locations.at(0).quantity == 11);
    CHECK(terms.locations.at(0).parts.at(0).levels.size() == 2);
    CHECK(terms.locations.at(1).quantity == 0);
    CHECK(terms.locations.at(1).before_floor == -3);
    CHECK(terms.unmapped == std::vector<std::string>{"NEW"});
}

TEST_CASE("commerce.sellable: what is on order counts where the deployment says so") {
    World world;
    world.items({item("MUG")});
    world.level("MUG", "1", "0", "01", "7");
    CHECK(world.quantity(policy_of(policy_values()), "MUG") == 1);
    CHECK(world.quantity(policy_of(with(policy_values(), "ordered", "include")), "MUG") == 8);
}

TEST_CASE("commerce.sellable: nothing is taken from a locked warehouse, and what it lacks is lacking") {
    World world;
    const auto policy = policy_of(two_locations());
    world.items({item("MUG"), item("CUP")});
    world.level("MUG", "10", "0", "01", "0", true);
    world.level("MUG", "2", "0", "02");
    CHECK(world.quantity(policy, "MUG") == 2);
    world.level("CUP", "0", "3", "01", "0", true);
    world.level("CUP", "10", "0", "02");
    CHECK(world.quantity(policy, "CUP") == 7);
}

TEST_CASE("commerce.sellable: sales units from inventory units, rounded down") {
    World world;
    Value box = item("BOX");
    box.set("units_per_sale", "12");
    world.items({box});
    world.level("BOX", "40");
    CHECK(world.quantity(policy_of(policy_values()), "BOX") == 3);
    world.take_in("1", order({{"BOX", 2}}));
    CHECK(world.quantity(policy_of(policy_values()), "BOX") == 1);
    world.level("BOX", "10");
    CHECK(world.terms(policy_of(policy_values()), "BOX").locations.at(0).before_floor == -2); // 14 too few are two boxes
}

TEST_CASE("commerce.sellable: aliases share the stock of their item, with what was ordered of each") {
    World world;
    const auto policy = policy_of(with(policy_values(), "aliases", rows({{{"sku", "OLD"}, {"item", "MUG"}}})));
    world.items({item("MUG")});
    world.level("MUG", "10");
    world.take_in("1", order({{"OLD", 4}}));
    world.take_in("2", order({{"MUG", 1}}));
    CHECK(world.quantity(policy, "MUG") == 5);
    CHECK(world.quantity(policy, "OLD") == 5);
}

TEST_CASE("commerce.sellable: a bundle has as many as its scarcest part allows, and what is ordered of it is taken from its parts") {
    World world;
    const auto policy = policy_of(with(policy_values(), "bundles", rows({{{"sku", "SET"}, {"item", "MUG"}, {"quantity", "2"}}, {{"sku", "SET"}, {"item", "TRAY"}, {"quantity", "1"}}})));
    world.items({item("MUG"), item("TRAY")});
    world.level("MUG", "11");
    world.level("TRAY", "8");
    CHECK(world.quantity(policy, "SET") == 5);
    world.take_in("1", order({{"SET", 2}}));
    world.take_in("2", order({{"MUG", 1}}));
    CHECK(world.quantity(policy, "MUG") == 6);
    CHECK(world.quantity(policy, "TRAY") == 6);
    CHECK(world.quantity(policy, "SET") == 3);
    CHECK(world.terms(policy, "SET").demand.size() == 2);
}

TEST_CASE("commerce.sellable: bills of materials of the ERP, within one another too") {
    World world;
    const auto policy = policy_of(policy_values());
    world.items({item("MUG"), item("TRAY"), kit("SET", {{"MUG", "2"}, {"TRAY", "1"}}), kit("PARTY", {{"SET", "3"}, {"MUG", "1"}})});
    world.level("MUG", "30");
    world.level("TRAY", "100");
    CHECK(world.quantity(policy, "SET") == 15);
    CHECK(world.quantity(policy, "PARTY") == 4);
    world.take_in("1", order({{"PARTY", 1}}));
    CHECK(world.quantity(policy, "MUG") == 23);
    CHECK(world.quantity(policy, "TRAY") == 97);
    std::vector<std::string> of_item, of_sku;
    world.store.read([&](store::UnitOfWork& unit) {
        of_item = commerce::skus_of_item(unit, policy, "TRAY");
        of_sku = commerce::skus_of_sku(unit, policy, "TRAY");
    });
    CHECK(of_item == std::vector<std::string>{"PARTY", "SET", "TRAY"});
    CHECK(of_sku == of_item);
}

TEST_CASE("commerce.sellable: an item that has lost its stock or its parts makes everything due that it is in") {
    World world;
    const auto policy = policy_of(with(policy_values(), "aliases", rows({{{"sku", "GIFT"}, {"item", "SET"}}})));
    world.items({item("MUG"), kit("SET", {{"MUG", "2"}}), kit("PARTY", {{"SET", "1"}})});
    const auto spreads_to = [&](const std::string& sku) {
        world.nothing_due();
        world.commit([&](store::UnitOfWork& unit) {
            unit.push_queue().touch_ordered(store::push_kind::stock, sku, unit.now(), "item");
            commerce::spread(unit, policy, unit.push_queue().due("stock", unit.now(), 10));
        });
        return world.due();
    };
    Value service = item("MUG");
    service.set("stocked", false);
    world.items({service});
    CHECK(spreads_to("MUG") == std::set<std::string>{"GIFT", "MUG", "PARTY", "SET"});
    world.items({kit("SET", {})});
    CHECK(spreads_to("SET") == std::set<std::string>{"GIFT", "PARTY", "SET"});
}

TEST_CASE("commerce.sellable: a number that cannot be trusted says why") {
    World world;
    Value service = item("SERVICE");
    service.set("stocked", false);
    const auto policy = policy_of(with(policy_values(), "bundles", rows({{{"sku", "SET"}, {"item", "NOTHING"}, {"quantity", "2"}}})));
    world.items({service, kit("EMPTY", {}), kit("SELF", {{"SELF", "1"}}), kit("LACKS", {{"NOTHING", "1"}})});
    CHECK(world.terms(policy, "NOTHING").untrusted_code == "SKU_NOT_FOUND");
    for (const char* sku : {"SET", "EMPTY", "SELF", "LACKS"}) {
        INFO(sku);
        CHECK(world.terms(policy, sku).untrusted_code == "KIT_UNRESOLVED");
        CHECK_FALSE(world.terms(policy, sku).untrusted_why.empty());
    }
    CHECK(world.terms(policy, "SERVICE").untrusted_code == "STOCK_UNTRUSTED");
}

TEST_CASE("commerce.sellable: an item that the ERP does not sell any more has nothing to be sold, and says so") {
    World world;
    Value frozen = item("MUG");
    frozen.set("active", false);
    frozen.set("inactive_reason", "frozen since 2026-11-01");
    world.items({frozen});
    world.level("MUG", "10");
    const auto terms = world.terms(policy_of(policy_values()), "MUG");
    CHECK(terms.locations.at(0).quantity == 0);
    CHECK(terms.untrusted_code.empty());
    CHECK(terms.not_for_sale == "item MUG cannot be ordered in the ERP: frozen since 2026-11-01");
}

TEST_CASE("commerce.sellable: fast sellers keep something back, until they are none any more") {
    World world;
    Value values = with(with(policy_values(), "fast_sold", 5), "fast_buffer", 3);
    const auto policy = policy_of(values);
    world.items({item("MUG")});
    world.level("MUG", "20");
    world.take_in("1", order({{"MUG", 4}}));
    CHECK(world.quantity(policy, "MUG") == 16);
    world.take_in("2", order({{"MUG", 1}}));
    const auto terms = world.terms(policy, "MUG");
    CHECK(terms.locations.at(0).quantity == 12);
    CHECK(terms.locations.at(0).buffer_why == "fast seller: 5 ordered in 1 day");
    const auto since = world.clock.at;
    world.clock.at += 86'400'000 + 3'600'000;
    CHECK(world.quantity(policy, "MUG") == 15);
    std::vector<std::string> changed;
    world.store.read([&](store::UnitOfWork& unit) { changed = commerce::skus_changed_by_time(unit, policy, since); });
    CHECK(changed == std::vector<std::string>{"MUG"});
}

TEST_CASE("commerce.sellable: what was ordered makes everything due that its items are in") {
    World world;
    const auto policy = policy_of(with(policy_values(), "bundles", rows({{{"sku", "SET"}, {"item", "MUG"}, {"quantity", "2"}}, {{"sku", "SET"}, {"item", "TRAY"}, {"quantity", "1"}}})));
    world.items({item("MUG"), item("TRAY"), item("CUP")});
    world.nothing_due();
    world.take_in("1", order({{"MUG", 1}}));
    CHECK(world.due() == std::set<std::string>{"MUG"});
    world.commit([&](store::UnitOfWork& unit) { commerce::spread(unit, policy, unit.push_queue().due("stock", unit.now(), 10)); });
    CHECK(world.due() == std::set<std::string>{"MUG", "SET"});
    world.nothing_due();
    world.take_in("2", order({{"SET", 1}}));
    world.commit([&](store::UnitOfWork& unit) { commerce::spread(unit, policy, unit.push_queue().due("stock", unit.now(), 10)); });
    CHECK(world.due() == std::set<std::string>{"MUG", "SET", "TRAY"});
}

TEST_CASE("commerce.push: nothing is sent that the store shows already") {
    const auto push = [](std::int64_t wanted, std::int64_t sent, std::int64_t sold, const char* doubt = "", bool takes_off = true, std::size_t locations = 1) {
        const auto found = commerce::push_of(wanted, store::PushedStockRow{"stock", "MUG", "1", sent, 1, 2, "", sold, doubt, ""}, takes_off, locations);
        return found ? found->why : std::string("-");
    };
    CHECK(commerce::push_of(7, std::nullopt, true, 1)->why == "never sent");
    CHECK(push(7, 7, 0) == "-");
    CHECK(push(7, 10, 3) == "-");
    CHECK(push(7, 10, 0) == "7 instead of 10");
    CHECK(push(7, 10, 3, "", false) == "7 instead of 10");
    CHECK(push(7, 10, 3, "", true, 2) == "3 were ordered since, nobody knows from which location");
    CHECK(push(7, 7, 0, "its answer was lost") == "in doubt: its answer was lost");
    CHECK(push(0, 2, 5) == "5 were ordered of 2");
}
