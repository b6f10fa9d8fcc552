// Protects from crediting what somebody in the office has credited already, and from taking a memo that is for something else.
#include "memos_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::crediting;

namespace {

constexpr const char* based = R"({"CardCode":"C20007","DocumentLines":[{"BaseType":13,"BaseEntry":1,"BaseLine":0,"Quantity":1}])";
constexpr const char* alone = R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"PriceAfterVAT":24.9,"WithoutInventoryMovement":"tYES"}])";

std::string with(const char* memo, const std::string& members) { return std::string(memo) + (members.empty() ? "" : "," + members) + "}"; }

} // namespace

TEST_CASE("refund.sapb1 hand-made: the same total by base, by reference or by customer reference holds the refund") {
    for (const std::string& memo : {with(based, ""), with(alone, R"("DocumentReferences":[{"LineNumber":1,"RefDocEntr":1,"RefObjType":"rot_SalesOrder"}])"), with(alone, R"("NumAtCard":"Refund of 1047")")}) {
        Crediting world;
        world.invoice_all();
        world.company.make_document("CreditNotes", json(memo));
        const auto outcome = world.credit(refund(1));
        CHECK(code(outcome) == "REFUND_MANUAL_IN_ERP");
        CHECK_THAT(words(outcome), Catch::Contains("Credit memo 66000001 was made by hand") && Catch::Contains("total (24.90 GBP)"));
        CHECK(world.company.count("CreditNotes") == 1);
    }
}

TEST_CASE("refund.sapb1 hand-made: another total, another order's number, a noted or a cancelled memo is none") {
    const std::string noted = with(based, R"("U_LL_Key":"for the broken one")"), others = with(alone, R"("NumAtCard":"10471")"), dearer = R"({"CardCode":"C20007","NumAtCard":"1047","DocumentLines":[{"ItemCode":"SKU-3","Quantity":1,"PriceAfterVAT":30}]})";
    for (const std::string& memo : {noted, others, dearer}) {
        Crediting world;
        world.invoice_all();
        world.company.make_document("CreditNotes", json(memo));
        CHECK(verdict(world.credit(refund(1))) == "delivered");
    }
    Crediting world;
    world.invoice_all();
    world.company.make_document("CreditNotes", json(with(based, "")));
    world.company.cancel_document("CreditNotes", 1);
    CHECK(verdict(world.credit(refund(1))) == "delivered");
}

TEST_CASE("refund.sapb1 hand-made: a memo of another refund never counts") {
    Crediting world;
    world.invoice_all();
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    Value second = refund(1, "", "", "58");
    second.member("original").set("keys", json(R"(["refund:shop:57"])"));
    CHECK(verdict(world.credit(second)) == "delivered");
    CHECK(world.company.count("CreditNotes") == 2);
}

TEST_CASE("refund.sapb1 hand-made: adopt takes a single one, which carries the key from then on") {
    Crediting world(memo_settings("hand_made", "adopt"));
    world.invoice_all();
    world.company.make_document("CreditNotes", json(with(based, "")));
    const auto outcome = world.credit(refund(1));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["number"].text_or("") == "66000001");
    CHECK(booked(outcome) == "24.9");
    CHECK(world.memos_with("refund:shop:57") == 1);
    CHECK(world.company.count("CreditNotes") == 1);
    CHECK(world.probe(refund(1)) == "found");
    // Of two nobody knows which.
    Crediting twice(memo_settings("hand_made", "adopt"));
    twice.invoice_all();
    for (int i = 0; i < 2; ++i) twice.company.make_document("CreditNotes", json(with(based, "")));
    CHECK(code(twice.credit(refund(1))) == "REFUND_MANUAL_IN_ERP");
}

TEST_CASE("refund.sapb1 hand-made: one of other items is not adopted, whatever its total and reference") {
    Crediting world(memo_settings("hand_made", "adopt"));
    world.invoice_all();
    world.company.make_document("CreditNotes", json(R"({"CardCode":"C20007","NumAtCard":"1047","DocumentLines":[{"ItemCode":"SKU-3","Quantity":1,"PriceAfterVAT":24.9,"WithoutInventoryMovement":"tYES"}]})"));
    const auto outcome = world.credit(refund(1));
    CHECK(code(outcome) == "REFUND_MANUAL_IN_ERP");
    CHECK_THAT(words(outcome), Catch::Contains("it credits other items than the refund"));
    CHECK(world.memos_with("refund:shop:57") == 0);
}

TEST_CASE("refund.sapb1 hand-made: ignore credits all the same, as far as the line still bears it") {
    Crediting world(memo_settings("hand_made", "ignore"));
    world.invoice_all();
    world.company.make_document("CreditNotes", json(with(based, "")));
    CHECK(verdict(world.credit(refund(1))) == "delivered");
    CHECK(code(world.credit(refund(1, "", "", "58"))) == "REFUND_EXCEEDS_ORDER");
}
