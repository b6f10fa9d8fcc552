// Protects: of one kind no more is told one by one than a person can read, what comes behind is counted, and what lasts is written once.
#include "exceptions/bounded_flow.hpp"
#include "unit/store/sample.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using exceptions::BoundedFlow;
using message::Value;
using store::UnitOfWork;

namespace {

struct Bench {
    void commit(const std::function<void(UnitOfWork&)>& work) { memory.store.commit(work); }
    std::vector<std::string> titles() {
        std::vector<std::string> out;
        memory.store.read([&](UnitOfWork& unit) {
            for (const auto& row : unit.exceptions().open_of_flow("stock", "STOCK_NEGATIVE")) out.push_back(row.title);
        });
        return out;
    }

    sample::Memory memory;
    exceptions::Exceptions exceptions{{}};
    BoundedFlow flow{exceptions, "stock", "STOCK_NEGATIVE", {"at:", "shop/inventory"}};
};

} // namespace

TEST_CASE("exceptions.bounded: so many are told one by one, the others are counted, and the count ends when each is told") {
    Bench bench;
    constexpr auto most = static_cast<std::int64_t>(BoundedFlow::most);
    bench.commit([&](UnitOfWork& unit) {
        for (std::int64_t i = 0; i < most; ++i) CHECK(bench.flow.tell(unit, std::to_string(i), "missing", Value::object()));
        CHECK_FALSE(bench.flow.tell(unit, "late", "missing", Value::object()));
        CHECK(bench.flow.tell(unit, "7", "missing still", Value::object())); // it is open already
        bench.flow.tell_rest(unit, most + 1, "SKUs are missing");
    });
    REQUIRE(bench.titles().size() == BoundedFlow::most + 1);
    CHECK(bench.titles().back() == "1 more SKUs are missing; the first 200 are told one by one");
    bench.commit([&](UnitOfWork& unit) {
        CHECK(bench.flow.is_cut(unit));
        bench.flow.close(unit, "3", "engine: it is there");
        CHECK(bench.flow.tell(unit, "late", "missing", Value::object()));
        bench.flow.tell_rest(unit, most, "SKUs are missing");
        CHECK_FALSE(bench.flow.is_cut(unit));
    });
    CHECK(bench.titles().size() == BoundedFlow::most);
}

TEST_CASE("exceptions.flow: one that says the same already is not written again") {
    Bench bench;
    store::Id id = 0;
    bench.commit([&](UnitOfWork& unit) { id = bench.exceptions.flow(unit, "stock", {"STOCK_UNTRUSTED", "it is old", "", "stock:shop/inventory", "", "engine", {}}); });
    // Whoever writes it again writes its number too.
    bench.commit([&](UnitOfWork& unit) {
        auto row = unit.exceptions().find(id).value();
        row.number = "as it was";
        unit.exceptions().update(id, row, unit.exceptions().findings(id));
    });
    const auto number_after = [&](const std::string& message) {
        std::string out;
        bench.commit([&](UnitOfWork& unit) {
            CHECK(bench.exceptions.flow(unit, "stock", {"STOCK_UNTRUSTED", message, "", "stock:shop/inventory", "", "engine", {}}) == id);
            out = unit.exceptions().find(id)->number;
        });
        return out;
    };
    CHECK(number_after("it is old") == "as it was");
    CHECK(number_after("it is older") == "");
}
