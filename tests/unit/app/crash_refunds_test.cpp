// Protects the fifth promise at every instruction that can tell: the engine dies before and after each single commit, and before and after
// each single request, of two days on which money and goods go back; then it is started again. Every time both systems and the books must
// be as they are after a day without a death: each settled refund credited once and paid out once, an order amended once, goods back in
// stock once, nothing left undecided.
//
// crash_matrix_test.cpp does the same for orders.
#include "crash_bench.hpp"

#include "app/return_desk.hpp"
#include "message/json.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>

namespace {

using namespace ledgerline;
using namespace ledgerline::test;
using message::Value;

Value line(const std::string& sku, int quantity, const std::string& price) {
    return Value::object({{"sku", sku}, {"name", "Goods"}, {"quantity", Value(quantity)}, {"price", price}});
}

// What happens to the orders of a day, one hour after the other.
class World {
public:
    explicit World(BothSystems& systems) : systems_(systems) {}
    virtual ~World() = default;
    // An hour of the day; false: the day is over.
    virtual bool hour(int number) = 0;
    // What people enter while the engine runs, in this hour.
    virtual std::vector<intake::EnteredReturn> entered(int) const { return {}; }
    virtual std::string settles() const = 0;

protected:
    std::int64_t place(int buyer, const Value& lines, const std::string& shipping = "0.00") { return systems_.place(buyer, lines, shipping); }
    std::int64_t entry_of(std::int64_t order) const { return Decimal::parse_number(systems_.company.orders_with("NumAtCard", std::to_string(order)).at(0)["DocEntry"].text_or("0")).units(); }
    std::int64_t refund_units(std::int64_t order, const std::vector<std::pair<std::size_t, int>>& lines) {
        const Value there = systems_.shop.order(order);
        Value items = Value::array();
        for (const auto& [at, quantity] : lines)
            items.push(Value::object({{"item_type", "PRODUCT"}, {"item_id", there["products"].as_array()->at(at)["id"]}, {"quantity", Value(quantity)}}));
        return systems_.shop.refund(order, Value::object({{"items", std::move(items)}}));
    }
    std::int64_t payment_of(std::int64_t refund) const { return systems_.shop.shown_refund(refund)["payments"].as_array()->at(0)["id"].int_or(0); }
    void stays_pending() { systems_.shop.inject(sandbox::refund_fault_from(Value::object({{"kind", "pending"}}))); }

    BothSystems& systems_;
};

// Every step that a refund or a return can take, once or twice.
class BusyWorld final : public World {
public:
    using World::World;
    std::string settles() const override { return "by-transaction"; }

    bool hour(int number) override {
        sandbox::Shop& shop = systems_.shop;
        sandbox::b1::Company& company = systems_.company;
        switch (number) {
        case 0:
            partly_ = place(1, Value::array({line("SKU-0", 3, "10.00"), line("SKU-1", 2, "6.50")}), "4.80");
            paid_ = place(2, Value::array({line("SKU-2", 2, "8.33")}), "3.00");
            ghost_ = place(3, Value::array({line("GHOST", 2, "5.00")}));
            whole_ = place(4, Value::array({line("SKU-3", 1, "7.77")}));
            refund_units(ghost_, {{0, 1}}); // before its order is posted
            return true;
        case 1: {
            const auto delivery = company.deliver_order(entry_of(partly_), message::parse_json(R"({"lines":[{"line":0,"quantity":"2"}]})"));
            company.invoice("DeliveryNotes", delivery.doc_entry, message::parse_json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
            const auto paid = company.invoice("DeliveryNotes", company.deliver_order(entry_of(paid_)).doc_entry);
            company.pay("Invoices", paid.doc_entry);
            refund_units(partly_, {{0, 2}, {1, 1}}); // of the open invoice, of what is only delivered, and off the order
            stays_pending();
            late_ = refund_units(paid_, {{0, 1}});
            shop.refund(whole_, Value::object());    // all of an order that never left
            return true;
        }
        case 2:
            shop.settle_refund_payment(payment_of(late_));
            shop.refund(paid_, Value::object({{"items", Value::array({Value::object({{"item_type", "SHIPPING"}, {"item_id", shop.order(paid_)["shipping_addresses"].as_array()->at(0)["id"]}, {"amount", "3.00"}})})}}));
            systems_.add_item("GHOST");
            company.make_document("Returns", Value::object({{"CardCode", company.find("DeliveryNotes", "1")["CardCode"]},
                                                             {"DocumentLines", Value::array({Value::object({{"BaseType", Value(15)}, {"BaseEntry", Value(1)}, {"BaseLine", Value(0)}, {"Quantity", "1"}})})}}));
            return true;
        default: return false;
        }
    }
    std::vector<intake::EnteredReturn> entered(int hour) const override {
        if (hour != 2) return {};
        intake::EnteredReturn back;
        back.order = std::to_string(paid_);
        back.id = "RMA-1";
        back.lines.resize(1);
        back.lines[0].sku = "SKU-2";
        back.lines[0].quantity = "1";
        intake::EnteredReturn broken = back;
        broken.id = "RMA-2";
        broken.lines[0].sellable = false;
        return {back, broken};
    }

private:
    std::int64_t partly_ = 0, paid_ = 0, ghost_ = 0, whole_ = 0, late_ = 0;
};

// A store whose provider never tells: booked at once, and one of the two is declined afterwards.
class AtOnceWorld final : public World {
public:
    using World::World;
    std::string settles() const override { return "at-once"; }

    bool hour(int number) override {
        switch (number) {
        case 0: order_ = place(1, Value::array({line("SKU-0", 2, "10.00")})); return true;
        case 1:
            systems_.company.invoice("DeliveryNotes", systems_.company.deliver_order(entry_of(order_)).doc_entry);
            stays_pending();
            declined_ = refund_units(order_, {{0, 1}});
            return true;
        case 2: systems_.shop.decline_refund_payment(payment_of(declined_), "Card expired"); return true;
        default: return false;
        }
    }

private:
    std::int64_t order_ = 0, declined_ = 0;
};

const Program& program(const std::string& settles) {
    static const Program by_transaction("refunds", {{"SETTLES", "by-transaction"}}), at_once("refunds", {{"SETTLES", "at-once"}});
    return settles == "at-once" ? at_once : by_transaction;
}

struct Ending : EndOfDay {
    std::map<std::string, std::string> messages;  // state of the newest revision, the code of its exception, and what it was booked with
    std::map<std::string, std::string> stock;     // by item and warehouse
    std::multiset<std::string> goods;             // expected and returned
};

template <class TheWorld>
class Day {
public:
    Day(Point point, int at) : fate_(point, at) {}

    Ending live() {
        for (int hour = 0; lives_.trouble.empty() && world_.hour(hour); ++hour)
            lives_.until_quiet([&](store::Store& store) { enter(store, hour); }, [&](store::Store& store) { read_books(store); });
        static_cast<EndOfDay&>(ending_) = lives_.end_of_day();
        look_at_company();
        return ending_;
    }

private:
    // Whoever does not know whether it was taken enters it again.
    void enter(store::Store& store, int hour) {
        const app::ReturnDesk desk(program(world_.settles()).deployment.settings);
        for (const intake::EnteredReturn& entry : world_.entered(hour)) desk.enter(store, entry, {"console", "olaf"}, false);
    }

    void look_at_company() {
        const sandbox::b1::Company& company = systems_.company;
        for (const char* set : {"Orders", "DeliveryNotes", "Invoices", "Returns", "CreditNotes", "VendorPayments", "InventoryGenEntries"})
            for (std::size_t entry = 1; entry <= company.count(set); ++entry) {
                const Value document = company.find(set, std::to_string(entry));
                if (document.is_null()) continue;
                std::string& text = ending_.documents[fmt::format("{} {}", set, document["U_LL_Key"].text_or("by hand"))];
                text += std::string(set) == "VendorPayments" ? document["TransferSum"].text_or("") + " for " + document["CardCode"].text_or("") + "." : text_of_document(document);
            }
        for (const char* code : {"SKU-0", "SKU-1", "SKU-2", "SKU-3", "GHOST"}) {
            const Value item = company.find("Items", code);
            if (item.is_null()) continue;
            for (const Value& level : *item["ItemWarehouseInfoCollection"].as_array())
                ending_.stock[fmt::format("{} in {}", code, level["WarehouseCode"].text_or(""))] = fmt::format("{}, {} committed", level["InStock"].text_or(""), level["Committed"].text_or(""));
        }
    }

    void read_books(const store::Store& store) {
        ending_.messages.clear();
        ending_.goods.clear();
        store.read([&](store::UnitOfWork& unit) {
            std::set<std::array<std::string, 3>> names;
            for (const char* state : {"ready", "routed", "held", "delivered", "applied", "dropped", "superseded"})
                for (const auto& message : unit.messages().in_state(state, 1'000))
                    if (message.type != "item") names.insert({message.source, message.type, message.source_key});
            std::set<std::string> orders;
            for (const auto& [source, type, key] : names) {
                const auto newest = unit.messages().newest(source, type, key).value();
                const auto open = unit.exceptions().open_of_message(newest.id);
                const auto reference = unit.cross_references().of_source(source, type, key);
                ending_.messages[fmt::format("{} {} {}", source, type, key)] = fmt::format("{}{}{}", newest.state, open ? " " + open->code : "", reference ? ", " + reference->amount : "");
                if (type == "order") orders.insert(key);
            }
            for (const std::string& order : orders) {
                for (const auto& row : unit.expected_returns().of_order("shop/orders", order)) ending_.goods.insert(fmt::format("refund {} expects {} of {}, {} came", row.refund_key, row.quantity, row.item_code, row.received));
                for (const auto& row : unit.returned().of_order("shop/orders", order)) ending_.goods.insert(fmt::format("{} {} brought {} of line {}: {}", row.source, row.return_key, row.units, row.line_id, row.state));
                for (const auto& row : unit.credits().of_order("shop", order)) ending_.goods.insert(fmt::format("refund {} credits {} {} of {}", row.refund_key, row.quantity, row.amount, row.place));
            }
        });
    }

    HandClock clock_;
    Fate fate_;
    BothSystems systems_{clock_, fate_};
    TheWorld world_{systems_};
    Lives lives_{program(world_.settles()), clock_, systems_};
    Ending ending_;
};

template <class TheWorld>
const Ending& day_without_death() {
    static const Ending ending = Day<TheWorld>(Point::never, 0).live();
    return ending;
}

// The build as it is shipped meets each of them. With sanitizers a life takes ten times as long, and every fifth is met.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr int stride = 5;
#else
constexpr int stride = 1;
#endif
#else
constexpr int stride = 1;
#endif

// Each of the point, or every other one.
template <class TheWorld>
void die_at_each(Point point, int first = 1, int step = 1) {
    const Ending& expected = day_without_death<TheWorld>();
    test::die_at_each(expected, point, first, step * stride, [](Point where, int at) { return Day<TheWorld>(where, at).live(); }, [&](const Ending& ending) {
        REQUIRE(ending.messages == expected.messages);
        REQUIRE(ending.stock == expected.stock);
        REQUIRE(ending.goods == expected.goods);
    });
}

} // namespace

TEST_CASE("refund.crash: a day without a death has every step that a refund and a return can take") {
    const Ending& day = day_without_death<BusyWorld>();
    CHECK(day.trouble == "");
    CHECK(day.documents == std::map<std::string, std::string>{
                               {"Orders order:shop:1001", "41.3 GBP for W: 3.0 x SKU-0 1.0 x SKU-1."}, // a unit of its second line was taken off
                               {"Orders order:shop:1002", "19.66 GBP for W: 2.0 x SKU-2."},
                               {"Orders order:shop:1003", "5.0 GBP for C: 1.0 x GHOST."}, // posted with two after its refund came, then cut
                               {"Orders order:shop:1004", "7.77 GBP for W: 1.0 x SKU-3 cancelled."},
                               {"DeliveryNotes order:shop:1001", "24.8 GBP for W: 2.0 x SKU-0."},
                               {"DeliveryNotes order:shop:1002", "19.66 GBP for W: 2.0 x SKU-2."},
                               {"Invoices order:shop:1001", "14.8 GBP for W: 1.0 x SKU-0."},
                               {"Invoices order:shop:1002", "19.66 GBP for W: 2.0 x SKU-2."},
                               {"Returns order:shop:1001", "10.0 GBP for W: 1.0 x SKU-0."}, // by hand
                               {"CreditNotes refund:shop:10002", "20.0 GBP for W: 1.0 x SKU-0 1.0 x SKU-0."}, // of the open invoice, and of what is only delivered
                               {"CreditNotes refund:shop:10003", "8.33 GBP for W: 1.0 x SKU-2."},             // settled later, of a paid invoice
                               {"CreditNotes refund:shop:10005", "3.0 GBP for W: 1.0 x ."},                   // shipping alone
                               {"VendorPayments refund:shop:10001+p1", "5.0 for C-WEB."},
                               {"VendorPayments refund:shop:10002+p1", "10.0 for W101."},
                               {"VendorPayments refund:shop:10002+p1r", "16.5 for W101."}, // what no memo holds, on account
                               {"VendorPayments refund:shop:10003+p1", "8.33 for W102."},
                               {"VendorPayments refund:shop:10004+p1", "7.77 for W104."},
                               {"VendorPayments refund:shop:10005+p1", "3.0 for W102."},
                               {"InventoryGenEntries return:returns:RMA-1", "0.0  for : 1.0 x SKU-2."},
                               {"InventoryGenEntries return:returns:RMA-2", "0.0  for : 1.0 x SKU-2."},
                           });
    CHECK(day.messages == std::map<std::string, std::string>{
                              {"erp/returns return 1", "applied"},
                              {"returns return RMA-1", "delivered, "},
                              {"returns return RMA-2", "delivered, "},
                              {"shop/orders order 1001", "applied, 47.8"},
                              {"shop/orders order 1002", "applied, 19.66"},
                              {"shop/orders order 1003", "delivered, 10"},
                              {"shop/orders order 1004", "applied, 7.77"},
                              {"shop/refunds refund 10001", "delivered, 5.00"},
                              {"shop/refunds refund 10002", "delivered, 26.5"},
                              {"shop/refunds refund 10003", "delivered, 8.33"},
                              {"shop/refunds refund 10004", "delivered, 7.77"},
                              {"shop/refunds refund 10005", "delivered, 3"},
                          });
    CHECK(day.stock.at("SKU-0 in 01") == "999.0, 1.0 committed"); // two delivered, one of them returned in SAP
    CHECK(day.stock.at("SKU-2 in 01") == "999.0, 0.0 committed"); // two delivered, one came back and can be sold
    CHECK(day.stock.at("SKU-2 in SCRAP") == "1.0, 0.0 committed");
    CHECK(day.stock.at("SKU-3 in 01") == "1000.0, 0.0 committed");
    CHECK(day.callbacks > 10);
}
TEST_CASE("refund.crash: a day of refunds at once without a death leaves the memo, and tells that its money was declined") {
    const Ending& day = day_without_death<AtOnceWorld>();
    CHECK(day.trouble == "");
    CHECK(day.documents.at("CreditNotes refund:shop:10001") == "10.0 GBP for W: 1.0 x SKU-0.");
    CHECK(day.documents.at("VendorPayments refund:shop:10001+p1") == "10.0 for W101.");
    CHECK(day.messages.at("shop/refunds refund 10001") == "held REFUND_CHANGED_AFTER_POST, 10");
    CHECK(day.stock.at("SKU-0 in 01") == "998.0, 0.0 committed");
}
TEST_CASE("refund.crash: dying before any commit credits and moves nothing twice, and loses nothing") { die_at_each<BusyWorld>(Point::before_commit); }
TEST_CASE("refund.crash: dying after any commit credits and moves nothing twice, and loses nothing") { die_at_each<BusyWorld>(Point::after_commit); }
// In halves, because requests are many: two cores share them.
TEST_CASE("refund.crash: dying before any odd request credits and moves nothing twice, and loses nothing") { die_at_each<BusyWorld>(Point::before_request, 1, 2); }
TEST_CASE("refund.crash: dying before any even request credits and moves nothing twice, and loses nothing") { die_at_each<BusyWorld>(Point::before_request, 2, 2); }
TEST_CASE("refund.crash: dying after any odd request credits and moves nothing twice, and loses nothing") { die_at_each<BusyWorld>(Point::after_request, 1, 2); }
TEST_CASE("refund.crash: dying after any even request credits and moves nothing twice, and loses nothing") { die_at_each<BusyWorld>(Point::after_request, 2, 2); }
TEST_CASE("refund.crash: what was booked at once and is declined is told once, wherever the process dies") {
    for (const Point point : {Point::before_commit, Point::after_commit, Point::before_request, Point::after_request}) die_at_each<AtOnceWorld>(point);
}
