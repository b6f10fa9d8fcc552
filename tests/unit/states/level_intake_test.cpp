// Protects what the engine knows of the ERP's stock: every change is taken, what is gone stands at zero, a page that is no page changes
// nothing, and an unchanged snapshot writes nothing.
#include "states_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

struct Bench : StatesBench {
    std::string text(const std::string& code) const {
        std::string out = "none";
        store.read([&](store::UnitOfWork& unit) {
            if (const auto row = unit.levels().find(code)) out = row->levels;
        });
        return out;
    }
    base::Millis complete() const {
        base::Millis at = 0;
        store.read([&](store::UnitOfWork& unit) { at = commerce::complete_reading(unit); });
        return at;
    }
    std::string problem(const Value& bad) const {
        try {
            intake->compare(bad);
        } catch (const states::BadPage& why) {
            return why.what();
        }
        return "none";
    }
};

} // namespace

TEST_CASE("states.levels of a snapshot are known, and what it does not bring stands at zero") {
    Bench bench;
    bench.snapshot({row("A", {level("01", "10.0", "2.0"), level("02", "0.0")}), row("B", {level("01", "5")})});
    CHECK(bench.text("A") == "01\t10\t2\t0\t0\n");
    bench.snapshot({row("A", {level("01", "9.0", "2.0")})});
    CHECK(bench.text("A") == "01\t9\t2\t0\t0\n");
    CHECK(bench.text("B") == "none");
}

TEST_CASE("states.levels of an unchanged snapshot are not written and touch nothing") {
    Bench bench;
    bench.snapshot({row("A", {level("01", "10.0")}), row("B", {level("01", "5.50")})});
    bench.store.commit([](store::UnitOfWork& unit) {
        for (const auto& due : unit.push_queue().due("stock", unit.now(), 100)) unit.push_queue().done(due);
    });
    const auto changes = bench.intake->compare(page(bench.clock.at, {row("A", {level("01", "10")}), row("B", {level("01", "5.5")})}));
    CHECK(changes.put.empty());
    CHECK(changes.gone.empty());
    CHECK_FALSE(bench.is_due("A"));
}

TEST_CASE("states.levels are read page by page: only a page's own range is compared, and the reading counts from its first page") {
    Bench bench;
    bench.snapshot({row("A", {level("01", "1")}), row("C", {level("01", "3")}), row("E", {level("01", "5")})});
    const base::Millis began = bench.clock.at += 1'000;
    bench.take(page(began, {row("B", {level("01", "2")})}, "", "C"));
    CHECK(bench.text("A") == "none");
    CHECK(bench.text("C") == "none");
    CHECK(bench.text("E") == "01\t5\t0\t0\t0\n");
    CHECK(bench.complete() == began - 1'000);
    bench.take(page(began + 500, {row("E", {level("01", "5")})}, "C", ""));
    CHECK(bench.complete() == began);
}

TEST_CASE("states.levels as rows of single levels are the same as lists of them") {
    Bench bench;
    Value flat = page(bench.clock.at, {});
    flat.set("columns", message::parse_json(R"({"item_code":"ItemCode","levels":"","warehouse":"WhsCode","in_stock":"OnHand","committed":"IsCommited","ordered":"OnOrder","locked":"Locked","locked_values":["Y"]})"));
    flat.set("rows", message::parse_json(R"([{"ItemCode":"A","WhsCode":"01","OnHand":10.0,"IsCommited":2.0,"OnOrder":0.0,"Locked":"N"},
        {"ItemCode":"A","WhsCode":"02","OnHand":4,"IsCommited":0,"OnOrder":1.50,"Locked":"Y"},{"ItemCode":"B","WhsCode":"01","OnHand":"7","IsCommited":null,"OnOrder":0,"Locked":"N"}])"));
    bench.take(flat);
    CHECK(bench.text("A") == "01\t10\t2\t0\t0\n02\t4\t0\t1.5\t1\n");
    CHECK(bench.text("B") == "01\t7\t0\t0\t0\n");
}

TEST_CASE("states.levels: a page that is none is refused as a whole, with the reason") {
    Bench bench;
    bench.snapshot({row("A", {level("01", "1")})});
    CHECK(bench.problem(page(bench.clock.at, {row("B", {}), row("A", {})})).find("item A is outside of the range") == 0);
    CHECK(bench.problem(page(bench.clock.at, {row("A", {}), row("A", {})})).find("item A is outside of the range") == 0);
    CHECK(bench.problem(page(bench.clock.at, {row("D", {})}, "A", "C")).find("item D is outside of the range") == 0);
    CHECK(bench.problem(page(bench.clock.at, {row("A", {})}, "A", "C")).find("item A is outside of the range") == 0);
    CHECK(bench.problem(page(bench.clock.at, {Value::object({{"ItemCode", ""}})})).find("a row of the stock has no item code") == 0);
    CHECK(bench.problem(page(bench.clock.at, {row("B", {Value::object({{"WarehouseCode", "01"}, {"InStock", "many"}})})})).find("the stock of item B in warehouse 01 cannot be read") == 0);
    Value without = level("01", "7", "3");
    without.erase("Committed");
    CHECK(bench.problem(page(bench.clock.at, {row("B", {without})})) == "the stock of item B in warehouse 01 cannot be read: a figure is missing");
    CHECK(bench.text("A") == "01\t1\t0\t0\t0\n");
}

TEST_CASE("states.levels are known after a restart: the same snapshot changes nothing") {
    Bench bench;
    bench.snapshot({row("A", {level("01", "10.0")})});
    bench.restart();
    CHECK(bench.intake->compare(page(bench.clock.at, {row("A", {level("01", "10")})})).put.empty());
    CHECK(bench.intake->compare(page(bench.clock.at, {})).gone == Words{"A"});
}
