// Protects that each refund is credited once, on the documents that stand: open invoices by memos based on them, paid ones and deliveries by
// memos of their own, each part where it is.
#include "memos_room.hpp"

#include <set>

using namespace sapb1_room;
using namespace sapb1_room::crediting;

TEST_CASE("refund.sapb1 company: an open invoice is credited by a memo based on it, with its freight") {
    for (const char* version : {"v2", "v1"}) {
        Crediting world(memo_settings(), settings_of_test(), version);
        world.invoice_all();
        const auto outcome = world.credit(refund(1, "5.00"));
        REQUIRE(verdict(outcome) == "delivered");
        CHECK(booked(outcome) == "29.9");
        const Value memo = world.memo();
        CHECK(amount(memo, "DocTotal") == Decimal::parse("29.9"));
        CHECK(first_line(memo)["BaseType"].int_or(0) == 13);
        CHECK(first_line(memo)["WithoutInventoryMovement"].text_or("") == "tYES");
        CHECK((*memo["DocumentAdditionalExpenses"].as_array())[0]["BaseDocType"].int_or(0) == 13);
        CHECK(memo["NumAtCard"].text_or("") == "1047");
        CHECK(memo["U_LL_Key"].text_or("") == "refund:shop:57");
        CHECK(amount(world.company.find("Invoices", "1"), "PaidToDate") == Decimal::parse("29.9"));
        CHECK(world.stock() == "998.0"); // nothing came back
        CHECK(world.probe(refund(1, "5.00")) == "found");
    }
}

TEST_CASE("refund.sapb1 company: a delivered and invoiced line is found over both its bases, whatever user fields the copies have") {
    b1::CompanySettings settings = settings_of_test();
    settings.user_fields_follow = b1::UserFieldsFollow::none;
    Crediting world(memo_settings(), settings);
    world.company.deliver_order(1);
    world.company.invoice("DeliveryNotes", 1);
    REQUIRE(verdict(world.credit(refund(2))) == "delivered");
    CHECK(first_line(world.memo())["BaseEntry"].int_or(0) == 1);
    CHECK(first_line(world.memo())["Quantity"].text_or("") == "2.0");
}

TEST_CASE("refund.sapb1 company: an invoice of many deliveries under another reference is found by its base lines") {
    b1::CompanySettings settings = settings_of_test();
    settings.user_fields_follow = b1::UserFieldsFollow::none;
    Crediting world(memo_settings(), settings);
    world.company.deliver_order(1);
    world.company.make_document("Invoices", json(R"({"CardCode":"C20007","NumAtCard":"January","DocumentLines":[{"ItemCode":"SKU-2","Quantity":1,"UnitPrice":5},{"BaseType":15,"BaseEntry":1,"BaseLine":0}]})"));
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    CHECK(first_line(world.memo())["BaseLine"].int_or(-1) == 1);
}

TEST_CASE("refund.sapb1 company: an order line in several invoice lines is credited over all of them") {
    Crediting world;
    for (int i = 0; i < 2; ++i) world.company.invoice("Orders", 1, json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
    const auto outcome = world.credit(refund(2));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(world.memo()["DocumentLines"].size() == 2);
    CHECK(booked(outcome) == "49.8");
    CHECK(world.company.find("Invoices", "2")["DocumentStatus"].text_or("") == "bost_Close");
}

TEST_CASE("refund.sapb1 company: a price that people gave on the invoice does not count, the refund's does") {
    Crediting world;
    world.company.invoice("Orders", 1, json(R"({"lines":[{"line":0,"members":{"PriceAfterVAT":20}}]})"));
    const auto outcome = world.credit(refund(1));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "24.9");
    CHECK(first_line(world.memo())["PriceAfterVAT"].text_or("") == "24.9");
}

TEST_CASE("refund.sapb1 company: a paid invoice is closed, so the memo stands alone and names order, invoice and refund") {
    Crediting world;
    world.invoice_all();
    world.company.pay("Invoices", 1);
    const auto outcome = world.credit(refund(1, "5.00"));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "29.9");
    const Value memo = world.memo();
    CHECK(first_line(memo)["BaseType"].int_or(0) == -1);
    CHECK(first_line(memo)["ItemCode"].text_or("") == "SKU-1");
    CHECK(first_line(memo)["U_LL_Line"].text_or("") == "771");
    CHECK(first_line(memo)["VatGroup"].text_or("") == "A1");
    const auto& references = *memo["DocumentReferences"].as_array();
    REQUIRE(references.size() == 3);
    CHECK(references[0]["RefObjType"].text_or("") == "rot_SalesOrder");
    CHECK(references[1]["RefObjType"].text_or("") == "rot_SalesInvoice");
    CHECK(references[2]["ExtDocNum"].text_or("") == "57");
    CHECK(memo["DocumentStatus"].text_or("") == "bost_Open"); // the customer's credit
}

TEST_CASE("refund.sapb1 company: what is delivered and not invoiced is credited by a memo that names the delivery") {
    Crediting world;
    world.company.deliver_order(1);
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    CHECK((*world.memo()["DocumentReferences"].as_array())[1]["RefObjType"].text_or("") == "rot_DeliveryNotes");
    CHECK(world.stock() == "998.0");
}

TEST_CASE("refund.sapb1 company: goods that are confirmed come back to stock with the memo, others do not") {
    Crediting world;
    world.invoice_all();
    world.company.pay("Invoices", 1);
    Value body = refund(1);
    (*body.member("booking").member("lines").as_array())[0].set("returns_goods", true);
    REQUIRE(verdict(world.credit(body)) == "delivered");
    CHECK(world.stock() == "999.0");
}

TEST_CASE("refund.sapb1 company: one unit on a paid invoice and one on an open one, each as it stands, in one memo") {
    Crediting world;
    for (int i = 0; i < 2; ++i) world.company.invoice("Orders", 1, json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
    world.company.pay("Invoices", 1);
    const auto outcome = world.credit(refund(2));
    REQUIRE(verdict(outcome) == "delivered");
    const Value memo = world.memo();
    const auto& lines = *memo["DocumentLines"].as_array();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["BaseEntry"].int_or(0) == 2);
    CHECK(lines[1]["BaseType"].int_or(0) == -1);
    CHECK(booked(outcome) == "49.8");
}

TEST_CASE("refund.sapb1 company: an amount is a second memo, of services, in the same change set") {
    Crediting world;
    world.invoice_all();
    const auto outcome = world.credit(refund(1, "", "3.00"));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "27.9");
    CHECK(result(outcome)["receipt"]["number"].text_or("") == "66000001, 66000002");
    CHECK(world.memos_with("refund:shop:57") == 1);
    CHECK(world.memos_with("refund:shop:57+2") == 1);
    CHECK(world.memo("2")["DocType"].text_or("") == "dDocument_Service");
    CHECK(first_line(world.memo("2"))["AccountCode"].text_or("") == "440000");
    CHECK(world.probe(refund(1, "", "3.00")) == "found");
}

TEST_CASE("refund.sapb1 company: freight alone is a line of services on the freight's own account") {
    Crediting world;
    world.invoice_all();
    CHECK(code(world.credit(refund(0, "5.00"))) == "ERP_REJECTED"); // it has no account yet
    world.company.add_expense(json(R"({"ExpensCode":1,"Name":"Parcel","OutputVATGroup":"A1","RevenuesAccount":"440100"})"));
    const auto outcome = world.credit(refund(0, "5.00"));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "5");
    CHECK(first_line(world.memo())["AccountCode"].text_or("") == "440100");
}

TEST_CASE("refund.sapb1 company: an order that is not known is credited by a memo on the partner of the rules") {
    Crediting world;
    Value body = refund(1);
    body.erase("original");
    body.member("booking").set("card_code", "C20007");
    REQUIRE(verdict(world.credit(body)) == "delivered");
    CHECK(world.memo()["DocumentReferences"].size() == 1);
    CHECK(world.memo()["CardCode"].text_or("") == "C20007");
}

TEST_CASE("refund.sapb1 company: the foreign currency and the rate of the order are the memo's, net prices too") {
    Crediting world;
    world.company.set_rate("USD", "", Decimal::parse("0.8"));
    Value sold = order("1048");
    sold.set("currency", "USD");
    sold.member("booking").set("rate", "0.75");
    REQUIRE(world.deliver_order(sold) == "delivered");
    world.company.invoice("Orders", 2, json(R"({"members":{"DocRate":0.75}})"));
    world.company.pay("Invoices", 1, json(R"({"members":{"DocRate":0.75}})"));
    Value body = refund(1, "5.00", "3.00");
    body.set("currency", "USD");
    body.member("original").member("document").set("id", "2");
    body.member("original").member("document").set("key", "order:shop:1048");
    const auto outcome = world.credit(body);
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "32.9");
    CHECK(world.memo()["DocCurrency"].text_or("") == "USD");
    CHECK(world.memo()["DocRate"].text_or("") == "0.75");
    CHECK(amount(world.memo("2"), "DocTotalFc") == Decimal(3));
}

TEST_CASE("refund.sapb1 company: what stands alone has the rate of its invoice, not of its order") {
    for (const bool paid : {true, false}) {
        Crediting world;
        world.company.set_rate("USD", "", Decimal::parse("0.8"));
        Value sold = order("1048");
        sold.set("currency", "USD");
        sold.member("booking").set("rate", "0.75");
        REQUIRE(world.deliver_order(sold) == "delivered");
        world.company.invoice("Orders", 2, json(R"({"members":{"DocRate":0.8}})"));
        if (paid) world.company.pay("Invoices", 1, json(R"({"members":{"DocRate":0.8}})"));
        else world.company.change_document("Invoices", 1, json(R"({"Confirmed":"tNO"})")); // refused as a base, though it is open
        Value body = refund(1, "5.00", "3.00");
        body.set("currency", "USD");
        body.member("original").member("document").set("id", "2");
        body.member("original").member("document").set("key", "order:shop:1048");
        REQUIRE(verdict(world.credit(body)) == "delivered");
        CHECK(first_line(world.memo())["BaseType"].int_or(0) == -1);
        for (const char* memo : {"1", "2"}) CHECK(amount(world.memo(memo), "DocRate") == Decimal::parse("0.8"));
    }
}

TEST_CASE("refund.sapb1 company: of a sales set its price is credited, and none of its parts comes back") {
    Crediting world;
    world.company.add_item(Value::object({{"ItemCode", "SET"}, {"ItemName", "Set"}, {"SalesItem", "tYES"}, {"InventoryItem", "tNO"}, {"Valid", "tYES"}, {"TreeType", "iSalesTree"}, {"SalesVATGroup", "A1"}}));
    world.company.add_product_tree(json(R"({"TreeCode":"SET","TreeType":"iSalesTree","ProductTreeLines":[{"ItemCode":"SKU-2","Quantity":2,"Warehouse":"01"}]})"));
    Value sold = order("1048");
    (*sold.member("lines").as_array())[0].member("booking").set("item_code", "SET");
    REQUIRE(world.deliver_order(sold) == "delivered");
    world.company.invoice("Orders", 2);
    world.company.pay("Invoices", 1);
    Value body = refund(1);
    (*body.member("booking").member("lines").as_array())[0].set("item_code", "SET");
    body.member("original").member("document").set("id", "2");
    body.member("original").member("document").set("key", "order:shop:1048");
    const auto outcome = world.credit(body);
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "24.9");
    CHECK(world.stock("SKU-2") == "996.0");
}

TEST_CASE("refund.sapb1 company: a charge that was booked on an item is credited on its line") {
    for (const bool paid : {false, true}) {
        Crediting world;
        Value sold = order("1048");
        (*sold.member("booking").member("freight").as_array())[0].set("item_code", "SKU-3");
        REQUIRE(world.deliver_order(sold) == "delivered");
        world.company.invoice("Orders", 2);
        if (paid) world.company.pay("Invoices", 1);
        Value body = refund(1, "2.50");
        for (Value* one : {&(*body.member("booking").member("freight").as_array())[0], &(*body.member("original").member("freight").as_array())[0]}) {
            one->set("item_code", "SKU-3");
            one->set("warehouse", "01");
        }
        body.member("original").member("document").set("id", "2");
        body.member("original").member("document").set("key", "order:shop:1048");
        const auto outcome = world.credit(body);
        REQUIRE(verdict(outcome) == "delivered");
        CHECK(booked(outcome) == "27.4");
        const Value memo = world.memo();
        CHECK((*memo["DocumentLines"].as_array())[1]["ItemCode"].text_or("") == "SKU-3");
        CHECK((*memo["DocumentLines"].as_array())[1]["BaseType"].int_or(0) == (paid ? -1 : 13));
    }
}

TEST_CASE("refund.sapb1 company: two charges of one code are credited on the invoice's two rows") {
    Crediting world(memo_settings(), settings_of_test(), "v2", order_with_handling());
    world.invoice_all();
    const auto outcome = world.credit(with_handling(refund(1, "5.00")));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "32.9");
    const Value memo = world.memo();
    REQUIRE(memo["DocumentAdditionalExpenses"].size() == 2);
    std::set<std::int64_t> rows;
    for (const Value& row : *memo["DocumentAdditionalExpenses"].as_array()) rows.insert(row["BaseDocLine"].int_or(-1));
    CHECK(rows == std::set<std::int64_t>{0, 1});
}

TEST_CASE("refund.sapb1 company: a memo of another store's order with the same reference takes nothing off this one") {
    Crediting world;
    world.invoice_all();
    world.company.make_document("IncomingPayments", json(R"({"CardCode":"C20007","PaymentInvoices":[{"DocEntry":1,"SumApplied":54.8}],"TransferAccount":"1810","TransferSum":54.8})")); // closed: what is left of it is reckoned here
    world.company.make_document("Orders", json(R"({"CardCode":"C20007","NumAtCard":"1047","U_LL_Key":"order:other:1047","DocDueDate":"2026-01-31","DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"PriceAfterVAT":24.9}]})"));
    world.company.make_document("CreditNotes", json(R"({"CardCode":"C20007","NumAtCard":"1047","U_LL_Key":"refund:other:57","DocumentReferences":[{"LineNumber":1,"RefDocEntr":2,"RefObjType":"rot_SalesOrder"}],
        "DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"PriceAfterVAT":24.9,"WithoutInventoryMovement":"tYES"}]})"));
    CHECK(booked(world.credit(refund(2))) == "49.8");
}
