// Protects the stock of the company: what each document moves, what is expected, the ledger of all movements, and units.
#include "b1_fixture.hpp"

using namespace ledgerline;
using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;

namespace {

struct Stocked : Bench {
    Stocked() { company.add_business_partner(json(R"({"CardCode":"V1","CardName":"Vendor","CardType":"cSupplier","Currency":"EUR"})")); }
    static std::string line(const std::string& quantity, const std::string& more = "") { return R"({"DocumentLines":[{"ItemCode":"SKU-1","Quantity":)" + quantity + R"(,"WarehouseCode":"01")" + more + "}]}"; }
    static std::string purchase(const std::string& quantity) { return R"({"CardCode":"V1","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":)" + quantity + "}]}"; }
    std::string level(std::size_t warehouse = 0) { return stock("SKU-1", warehouse, "InStock") + "/" + stock("SKU-1", warehouse, "Committed") + "/" + stock("SKU-1", warehouse, "Ordered"); }
    std::string ledger() {
        std::string out;
        for (const StockChange& one : company.stock_ledger("SKU-1"))
            out += one.entity_set + "(" + std::to_string(one.entry) + ") " + one.warehouse + " " + one.in_stock.normalized().text() + "/" + one.committed.normalized().text() + "/" +
                   one.ordered.normalized().text() + "\n";
        return out;
    }
};

} // namespace

TEST_CASE("sandbox.b1 stock: receipts add and issues take, numbered in series of their own") {
    Stocked bench;
    const Answer receipt = bench.post("InventoryGenEntries", Stocked::line("5"));
    REQUIRE(receipt.status == 201);
    CHECK(receipt.body["DocNum"].int_or(0) == 21'000'001);
    CHECK(bench.level() == "15.0/0.0/0.0");
    REQUIRE(bench.post("InventoryGenExits", Stocked::line("12")).status == 201);
    CHECK(bench.level() == "3.0/0.0/0.0");
}

TEST_CASE("sandbox.b1 stock: an issue of more than there is is refused and moves nothing") {
    Stocked bench;
    const Answer answer = bench.post("InventoryGenExits", Stocked::line("10.5"));
    CHECK(answer.status == 400);
    CHECK(answer.message() == "Quantity falls into negative inventory  [IGE1.ItemCode][line: 1]");
    CHECK(bench.level() == "10.0/0.0/0.0");
    CHECK(bench.ledger() == "");
}

TEST_CASE("sandbox.b1 stock: a purchase order is expected, and what comes in on it is expected no longer") {
    Stocked bench;
    REQUIRE(bench.post("PurchaseOrders", Stocked::purchase("8")).status == 201);
    CHECK(bench.level() == "10.0/0.0/8.0");
    REQUIRE(bench.post("PurchaseDeliveryNotes", R"({"CardCode":"V1","DocumentLines":[{"BaseType":22,"BaseEntry":1,"BaseLine":0,"Quantity":3}]})").status == 201);
    CHECK(bench.level() == "13.0/0.0/5.0");
    bench.company.receive(1);
    CHECK(bench.level() == "18.0/0.0/0.0");
    CHECK(bench.company.find("PurchaseOrders", "1")["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.get("Items('SKU-1')?$select=QuantityOrderedFromVendors").body["QuantityOrderedFromVendors"].text_or("") == "0.0");
}

TEST_CASE("sandbox.b1 stock: a closed or cancelled purchase order is expected no longer, cancelling one that has come in in part is refused") {
    Stocked bench;
    for (const char* action : {"Close", "Cancel"}) {
        const auto entry = bench.post("PurchaseOrders", Stocked::purchase("8")).body["DocEntry"].text_or("");
        REQUIRE(bench.post("PurchaseOrders(" + entry + ")/" + action, "").status == 204);
        CHECK(bench.level() == "10.0/0.0/0.0");
    }
    const auto entry = bench.post("PurchaseOrders", Stocked::purchase("8")).body["DocEntry"].text_or("");
    REQUIRE(bench.post("PurchaseDeliveryNotes", R"({"CardCode":"V1","DocumentLines":[{"BaseType":22,"BaseEntry":)" + entry + R"(,"BaseLine":0,"Quantity":3}]})").status == 201);
    CHECK(bench.post("PurchaseOrders(" + entry + ")/Cancel", "").status == 400);
}

TEST_CASE("sandbox.b1 stock: purchases are from vendors, and of items that are known") {
    Stocked bench;
    CHECK(bench.post("PurchaseOrders", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1}]})").status == 400);
    CHECK(bench.post("InventoryGenEntries", R"({"DocumentLines":[{"ItemCode":"SKU-9","Quantity":1}]})").code() == "-2028");
    CHECK(bench.post("InventoryGenEntries", R"({"DocumentLines":[]})").status == 400);
}

TEST_CASE("sandbox.b1 stock: a transfer takes from one warehouse and adds to the other") {
    Stocked bench;
    REQUIRE(bench.post("StockTransfers", R"({"FromWarehouse":"01","ToWarehouse":"02","StockTransferLines":[{"ItemCode":"SKU-1","Quantity":4}]})").status == 201);
    CHECK(bench.level(0) == "6.0/0.0/0.0");
    CHECK(bench.level(1) == "6.0/0.0/0.0");
    CHECK(bench.post("StockTransfers", R"({"FromWarehouse":"01","ToWarehouse":"01","StockTransferLines":[{"ItemCode":"SKU-1","Quantity":1}]})").status == 400);
    CHECK(bench.post("StockTransfers", R"({"FromWarehouse":"01","ToWarehouse":"02","StockTransferLines":[{"ItemCode":"SKU-1","Quantity":7}]})").status == 400);
}

TEST_CASE("sandbox.b1 stock: lines count sales units, levels inventory units") {
    Stocked bench;
    bench.company.change_item("SKU-1", json(R"({"SalesItemsPerUnit":3})"));
    bench.posted(Bench::order(R"("Quantity":2,"UnitPrice":24.9)"));
    CHECK(bench.level() == "10.0/6.0/0.0");
    bench.company.deliver_order(1);
    CHECK(bench.level() == "4.0/0.0/0.0");
}

TEST_CASE("sandbox.b1 stock: the ledger tells of each posting what it moved where, and forgets what was undone") {
    Stocked bench;
    bench.posted(Bench::order(R"("Quantity":2,"UnitPrice":24.9)"));
    bench.company.deliver_order(1);
    bench.post("InventoryGenExits", Stocked::line("100"));
    bench.company.set_stock("SKU-1", "02", Decimal(5));
    bench.company.cancel_document("DeliveryNotes", 1);
    CHECK(bench.ledger() == "Orders(1) 01 0/2/0\n"
                            "DeliveryNotes(1) 01 -2/0/0\n"
                            "Orders(1) 01 0/-2/0\n"
                            "(0) 02 3/0/0\n"
                            "DeliveryNotes(1) 01 2/0/0\n"
                            "Orders(1) 01 0/2/0\n");
}

TEST_CASE("sandbox.b1 stock: the sum of the ledger is what the levels have become") {
    Stocked bench;
    bench.posted(Bench::order(R"("Quantity":3,"UnitPrice":24.9)"));
    bench.company.deliver_order(1, json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
    bench.post("InventoryGenEntries", Stocked::line("7"));
    bench.post("PurchaseOrders", Stocked::purchase("4"));
    Decimal in_stock(10), committed, ordered;
    for (const StockChange& one : bench.company.stock_ledger("SKU-1")) {
        in_stock += one.in_stock;
        committed += one.committed;
        ordered += one.ordered;
    }
    CHECK(in_stock.normalized().text(1) + "/" + committed.normalized().text(1) + "/" + ordered.normalized().text(1) == bench.level());
}
