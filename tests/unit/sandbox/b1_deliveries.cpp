// Protects deliveries: what they take over from an order, what they do to it and to the stock, and how they are taken back.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

// Two lines, 4 of SKU-1 for 10.00 and 1 of SKU-2 for 20.00, and 5.00 freight.
const char* const order_body = R"({"CardCode":"C20007","NumAtCard":"BC-1","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":4,"UnitPrice":10},{"ItemCode":"SKU-2","UnitPrice":20}],
    "DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineTotal":5}]})";

std::string delivery_of(int line, const std::string& more = "") {
    return R"({"CardCode":"C20007","DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":)" + std::to_string(line) + more + "}]}";
}

} // namespace

TEST_CASE("sandbox.b1 delivery: a part of an order is taken over with its price, and the rest stays open") {
    Bench bench;
    bench.posted(order_body);
    const Answer answer = bench.post("DeliveryNotes", delivery_of(0, R"(,"Quantity":3)"));
    INFO(answer.text);
    REQUIRE(answer.status == 201);
    CHECK(answer.body["DocTotal"].text_or("") == "35.7");
    CHECK(answer.body["NumAtCard"].text_or("") == "BC-1");
    CHECK(answer.body["DocNum"].int_or(0) == 36'000'001);
    CHECK(answer.body["DocObjectCode"].text_or("") == "oDeliveryNotes");
    CHECK(answer.body["Comments"].text_or("") == "Based On Sales Orders 26000001.");
    CHECK(line(answer.body, 0)["ItemCode"].text_or("") == "SKU-1");
    const Value order = bench.get("Orders(1)").body;
    CHECK(line(order, 0)["RemainingOpenQuantity"].text_or("") == "1.0");
    CHECK(line(order, 0)["OpenAmount"].text_or("") == "10.0");
    CHECK(line(order, 0)["LineStatus"].text_or("") == "bost_Open");
    CHECK(order["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(bench.stock("SKU-1", 0, "InStock") == "7.0");
    CHECK(bench.stock("SKU-1", 0, "Committed") == "1.0");
}

TEST_CASE("sandbox.b1 delivery: a line whose quantity is delivered closes, and with the last line the order") {
    Bench bench;
    bench.posted(order_body);
    REQUIRE(bench.post("DeliveryNotes", delivery_of(0)).status == 201);
    CHECK(line(bench.get("Orders(1)").body, 0)["LineStatus"].text_or("") == "bost_Close");
    CHECK(bench.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    REQUIRE(bench.post("DeliveryNotes", delivery_of(1)).status == 201);
    CHECK(bench.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
}

TEST_CASE("sandbox.b1 delivery: a cancelled delivery is mirrored, and the order is open again") {
    Bench bench;
    bench.posted(R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":4,"UnitPrice":10}]})");
    REQUIRE(bench.post("DeliveryNotes", delivery_of(0)).status == 201);
    REQUIRE(bench.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.post("DeliveryNotes(1)/Cancel", "").status == 204);
    CHECK(bench.get("DeliveryNotes(1)").body["CancelStatus"].text_or("") == "csYes");
    CHECK(bench.get("DeliveryNotes(1)").body["Cancelled"].text_or("") == "tYES");
    const Value mirror = bench.get("DeliveryNotes(2)").body;
    CHECK(mirror["CancelStatus"].text_or("") == "csCancellation");
    CHECK(line(mirror, 0)["BaseType"].int_or(0) == 15);
    CHECK(line(mirror, 0)["BaseEntry"].int_or(0) == 1);
    CHECK(bench.get("DeliveryNotes?$filter=CancelStatus eq 'csNo'").body["value"].size() == 0);
    CHECK(bench.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(line(bench.get("Orders(1)").body, 0)["RemainingOpenQuantity"].text_or("") == "4.0");
    CHECK(bench.stock("SKU-1", 0, "InStock") == "10.0");
    CHECK(bench.stock("SKU-1", 0, "Committed") == "4.0");
}

TEST_CASE("sandbox.b1 delivery: a line that was closed by hand stays closed when a delivery is cancelled") {
    Bench bench;
    bench.posted(order_body);
    REQUIRE(bench.post("DeliveryNotes", delivery_of(0, R"(,"Quantity":1)")).status == 201);
    REQUIRE(bench.post("Orders(1)/Close", "").status == 204);
    REQUIRE(bench.post("DeliveryNotes(1)/Cancel", "").status == 204);
    CHECK(bench.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
}

TEST_CASE("sandbox.b1 delivery: tracking comes later, and stamps the delivery in the company's time") {
    CompanySettings settings = Bench::german();
    settings.utc_offset_minutes = 60;
    Bench bench(settings);
    bench.posted(order_body);
    REQUIRE(bench.post("DeliveryNotes", delivery_of(0)).status == 201);
    bench.clock.at += 60'000;
    REQUIRE(bench.patch("DeliveryNotes(1)", R"({"TrackingNumber":"1Z999","TransportationCode":3})").status == 204);
    const Value delivery = bench.get("DeliveryNotes(1)").body;
    CHECK(delivery["TrackingNumber"].text_or("") == "1Z999");
    CHECK(delivery["TransportationCode"].int_or(0) == 3);
    CHECK(delivery["UpdateDate"].text_or("") == "2026-01-31T00:00:00Z");
    CHECK(delivery["UpdateTime"].text_or("") == "10:16:00");
    CHECK(bench.patch("DeliveryNotes(1)", R"({"DocumentLines":[{"LineNum":0,"Quantity":1}]})").code() == "-1029");
    CHECK(bench.patch("DeliveryNotes(1)", R"({"CardCode":"C99"})").code() == "-1029");
    CHECK(bench.patch("DeliveryNotes(1)", R"({"DocumentLines":[]})", {{"B1S-ReplaceCollectionsOnPatch", "true"}}).code() == "-1029");
    REQUIRE(bench.patch("DeliveryNotes(1)", R"({"DocumentPackages":[{"Number":1,"Type":"Box"},{"Number":2,"Type":"Pallet"}]})").status == 204);
    CHECK(bench.get("DeliveryNotes(1)").body["DocumentPackages"].size() == 2);
}

TEST_CASE("sandbox.b1 delivery: Close closes what is open, and a following document finds it closed") {
    Bench bench;
    bench.posted(order_body);
    REQUIRE(bench.post("DeliveryNotes", delivery_of(0)).status == 201);
    CHECK(bench.post("DeliveryNotes(1)/Close", "").status == 204);
    CHECK(bench.post("DeliveryNotes(1)/Close", "").message() == "Document is already closed");
    CHECK(bench.get("DeliveryNotes(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.get("DeliveryNotes(1)").body["CancelStatus"].text_or("") == "csNo");
}

TEST_CASE("sandbox.b1 delivery: an order that was delivered cannot be cancelled") {
    Bench bench;
    bench.posted(order_body);
    REQUIRE(bench.post("DeliveryNotes", delivery_of(0, R"(,"Quantity":1)")).status == 201);
    CHECK(bench.post("Orders(1)/Cancel", "").status == 400);
    CHECK(bench.get("Orders(1)").body["Cancelled"].text_or("") == "tNO");
}

TEST_CASE("sandbox.b1 delivery: user fields follow as the company has it") {
    const auto followed = [](UserFieldsFollow follow) {
        CompanySettings settings = Bench::german();
        settings.user_fields_follow = follow;
        Bench bench(settings);
        bench.add_user_objects();
        bench.posted(R"({"CardCode":"C20007","DocDueDate":"2026-02-03","U_LL_Key":"order:1","DocumentLines":[{"ItemCode":"SKU-1","UnitPrice":10,"U_LL_Line":"77"}]})");
        const Value delivery = bench.post("DeliveryNotes", delivery_of(0)).body;
        return delivery["U_LL_Key"].text_or("-") + " " + line(delivery, 0)["U_LL_Line"].text_or("-");
    };
    CHECK(followed(UserFieldsFollow::headers_and_lines) == "order:1 77");
    CHECK(followed(UserFieldsFollow::lines) == "- 77");
    CHECK(followed(UserFieldsFollow::none) == "- -");
}

TEST_CASE("sandbox.b1 delivery: freight comes over with the row that it names, and that row closes") {
    Bench bench;
    bench.posted(order_body);
    const Answer answer = bench.post("DeliveryNotes", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}],
        "DocumentAdditionalExpenses":[{"BaseDocType":17,"BaseDocEntry":1,"BaseDocLine":0}]})");
    INFO(answer.text);
    REQUIRE(answer.status == 201);
    CHECK(answer.body["DocTotal"].text_or("") == "53.55"); // 45.00 and 19 %
    CHECK((*bench.get("Orders(1)").body["DocumentAdditionalExpenses"].as_array())[0]["Status"].text_or("") == "bost_Close");
}

TEST_CASE("sandbox.b1 delivery: without a base it takes from the stock alone") {
    Bench bench;
    REQUIRE(bench.post("DeliveryNotes", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"WarehouseCode":"02"}]})").status == 201);
    CHECK(bench.stock("SKU-1", 1, "InStock") == "0.0");
    CHECK(bench.stock("SKU-1", 0, "InStock") == "10.0");
}
