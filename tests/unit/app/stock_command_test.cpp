// Protects: `stock explain` by the command line, and what it says where it has nothing to tell.
#include "unit/app/command_bench.hpp"
#include "unit/commerce/stock_sample.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using Catch::Contains;

namespace {

const std::string with_stock = test::whole_deployment + R"(  levels: {from: erp/stock, to: stock-levels}
  stock:
    from: stock-levels
    to: shop/inventory
    stock: {warehouses: [{warehouse: "01", location: "1"}]}
)";

} // namespace

TEST_CASE("stock.explain: the verb") {
    test::CommandBench bench(with_stock);
    bench.commit([](store::UnitOfWork& unit) {
        unit.items().put({"MUG", "mug", "1", stock_sample::item("MUG"), unit.now()});
        unit.levels().put({"MUG", "01\t5\t0\t0\t0\n", unit.now()});
    });
    const auto ran = bench.run({"stock", "explain", "MUG"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("MUG in shop, by the route stock") && Contains("Location 1: 5 may be sold"));
    CHECK(bench.json({"stock", "explain", "MUG"}).as_array()->size() == 1);
    const auto unknown = bench.run({"stock", "explain", "mug"});
    CHECK(unknown.code == 1);
    CHECK_THAT(unknown.err, Contains("nothing is known of \"mug\""));
    CHECK(test::CommandBench().run({"stock", "explain", "MUG"}).code == 2);
}
