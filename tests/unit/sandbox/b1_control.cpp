// Protects the company's part of the control interface: each request does what docs/sandbox.md says, and a wrong one is told.
#include "b1_fixture.hpp"

#include "server/company_control.hpp"

using namespace ledgerline;
using namespace ledgerline::sandbox;
using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;

namespace {

struct Desks : Bench {
    Value ask(const std::string& method, std::vector<std::string> path, const std::string& body = "") {
        path.insert(path.begin(), "b1");
        const base::HttpResponse response = server::CompanyControl(company).answer({method, std::move(path), body.empty() ? Value() : json(body)});
        status = response.status;
        return json(response.body);
    }

    int status = 0;
};

const char* const order_body = R"({"CardCode":"C20007","NumAtCard":"1047","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"UnitPrice":10}]})";

} // namespace

TEST_CASE("sandbox.b1 control: an order goes through the house by hand") {
    Desks desks;
    CHECK(desks.ask("POST", {"documents", "Orders"}, order_body)["doc_entry"].int_or(0) == 1);
    CHECK(desks.status == 201);
    CHECK(desks.ask("PATCH", {"documents", "Orders", "1"}, R"({"DocumentLines":[{"LineNum":0,"Quantity":3}]})")["DocTotal"].text_or("") == "35.7");
    const Value part = desks.ask("POST", {"documents", "Orders", "1", "deliver"}, R"({"lines":[{"line":0,"quantity":"1"}]})");
    CHECK(part["entity_set"].text_or("") == "DeliveryNotes");
    CHECK(desks.ask("PATCH", {"documents", "DeliveryNotes", "1"}, R"({"TrackingNumber":"1Z1"})")["TrackingNumber"].text_or("") == "1Z1");
    CHECK(desks.ask("POST", {"documents", "DeliveryNotes", "1", "invoice"})["entity_set"].text_or("") == "Invoices");
    CHECK(desks.ask("POST", {"documents", "Invoices", "1", "pay"})["entity_set"].text_or("") == "IncomingPayments");
    CHECK(desks.ask("GET", {"documents", "Invoices", "1"})["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(desks.ask("GET", {"documents", "IncomingPayments", "1"})["TransferSum"].text_or("") == "11.9");
    CHECK(desks.ask("POST", {"documents", "IncomingPayments", "1", "cancel"})["doc_entry"].int_or(0) == 2);
    CHECK(desks.ask("POST", {"documents", "Orders", "1", "close"})["DocumentStatus"].text_or("") == "bost_Close");
}

TEST_CASE("sandbox.b1 control: a delivery is cancelled, a draft refused, a row held") {
    Desks desks;
    desks.ask("POST", {"documents", "Orders"}, order_body);
    desks.ask("POST", {"documents", "Orders", "1", "deliver"});
    CHECK(desks.ask("POST", {"documents", "DeliveryNotes", "1", "cancel"})["doc_entry"].int_or(0) == 2);
    CHECK(desks.ask("GET", {"documents", "Orders", "1"})["DocumentStatus"].text_or("") == "bost_Open");
    desks.ask("POST", {"faults"}, R"({"kind":"approvals","on":true})");
    CHECK(desks.ask("POST", {"documents", "Orders"}, order_body)["entity_set"].text_or("") == "Drafts");
    CHECK(desks.ask("POST", {"documents", "Drafts", "1", "refuse"})["AuthorizationStatus"].text_or("") == "dasRejected");
    desks.ask("POST", {"locks"}, R"({"entity_set":"Orders","key":"1","for_ms":1000})");
    CHECK_THROWS_WITH(desks.ask("PATCH", {"documents", "DeliveryNotes", "9"}, "{}"), "there is no DeliveryNotes(9)");
    CHECK(desks.patch("Orders(1)", R"({"Comments":"x"})").code() == "-2039");
}

TEST_CASE("sandbox.b1 control: goods come in, go out, move and are expected, and the ledger tells it") {
    Desks desks;
    desks.ask("POST", {"business-partners"}, R"({"CardCode":"V1","CardName":"Vendor","CardType":"cSupplier"})");
    CHECK(desks.ask("POST", {"documents", "InventoryGenEntries"}, R"({"DocumentLines":[{"ItemCode":"SKU-1","Quantity":5}]})")["entity_set"].text_or("") == "InventoryGenEntries");
    desks.ask("POST", {"documents", "InventoryGenExits"}, R"({"DocumentLines":[{"ItemCode":"SKU-1","Quantity":1}]})");
    desks.ask("POST", {"documents", "StockTransfers"}, R"({"FromWarehouse":"01","ToWarehouse":"02","StockTransferLines":[{"ItemCode":"SKU-1","Quantity":2}]})");
    desks.ask("POST", {"documents", "PurchaseOrders"}, R"({"CardCode":"V1","DocumentLines":[{"ItemCode":"SKU-1","Quantity":9}]})");
    CHECK(desks.stock("SKU-1", 0, "Ordered") == "9.0");
    CHECK(desks.ask("POST", {"documents", "PurchaseOrders", "1", "receive"})["entity_set"].text_or("") == "PurchaseDeliveryNotes");
    CHECK(desks.stock("SKU-1", 0, "InStock") == "21.0");
    CHECK(desks.ask("PATCH", {"documents", "PurchaseOrders", "1"}, R"({"Comments":"came"})")["Comments"].text_or("") == "came");
    const Value movements = desks.ask("GET", {"items", "SKU-1", "ledger"})["movements"];
    REQUIRE(movements.size() == 7);
    CHECK(message::write_json((*movements.as_array())[0]) ==
          R"({"at_ms":1769850900000,"entity_set":"InventoryGenEntries","doc_entry":1,"warehouse":"01","in_stock":"5","committed":"0","ordered":"0"})");
}

TEST_CASE("sandbox.b1 control: bills of materials, price lists and special prices are added") {
    Desks desks;
    desks.ask("POST", {"product-trees"}, R"({"TreeCode":"SKU-3","TreeType":"iSalesTree","ProductTreeLines":[{"ItemCode":"SKU-1","Quantity":2}]})");
    desks.ask("POST", {"price-lists"}, R"({"PriceListNo":1,"PriceListName":"Base"})");
    desks.ask("POST", {"special-prices"}, R"({"ItemCode":"SKU-1","CardCode":"*1","Price":9})");
    for (const char* set : {"ProductTrees", "PriceLists", "SpecialPrices"}) CHECK(desks.company.count(set) == 1);
    CHECK_THROWS_WITH(desks.ask("POST", {"special-prices"}, R"({"ItemCode":"SKU-9","CardCode":"*1","Price":9})"), Catch::Contains("No matching records"));
}

TEST_CASE("sandbox.b1 control: what is not served is told") {
    Desks desks;
    desks.ask("POST", {"documents", "Orders"}, order_body);
    CHECK_THROWS_WITH(desks.ask("POST", {"documents", "Orders", "1", "burn"}), "\"burn\" is nothing that is done to Orders (see docs/sandbox.md)");
    CHECK_THROWS_WITH(desks.ask("POST", {"documents", "Orders", "1", "pay"}), "paid are Invoices, DownPayments and CreditNotes, not Orders");
    CHECK_THROWS_WITH(desks.ask("GET", {"documents", "Orders", "9"}), "no Orders(9)");
    CHECK_THROWS_WITH(desks.ask("DELETE", {"documents", "Orders", "1"}), "only GET, PATCH here");
    CHECK_THROWS_WITH(desks.ask("POST", {"locks"}, R"({"entity_set":"Orders","key":"1","for_ms":1000,"row":1})"), Catch::Contains("row"));
    CHECK_THROWS_WITH(desks.ask("POST", {"faults"}, R"({"kind":"drop_after_commit","requests":1,"status":500})"), Catch::Contains("status"));
}
