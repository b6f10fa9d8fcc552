// Protects the money that goes back: one outgoing payment for each payment of a refund, after its memo, once, settling what the memo leaves open.
#include "memos_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::crediting;

namespace {

Value payouts() {
    const auto row = [](const char* provider, const char* policy, const char* account) { return Value::object({{"provider", provider}, {"policy", policy}, {"account", account}}); };
    return memo_settings("payouts", Value::array({row("stripe", "outgoing-payment", "1810"), row("storecredit", "none", "")}));
}

Value paid(Value body, std::vector<Value> payments) {
    for (Value& one : payments) body.member("payments").push(std::move(one));
    return body;
}

struct Paying : Crediting {
    explicit Paying(b1::CompanySettings settings = settings_of_test()) : Crediting(payouts(), std::move(settings)) {
        invoice_all();
        company.pay("Invoices", 1);
    }
    Value payout(const std::string& entry = "1") const { return company.find("VendorPayments", entry); }
};

} // namespace

TEST_CASE("payout.sapb1: each payment of the refund settles its memo, with a key and the provider's reference") {
    Paying world;
    const Value body = paid(refund(2), {payment("9", "30.00"), payment("10", "19.80"), payment("11", "0.00")});
    const auto outcome = world.credit(body);
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "49.8");
    CHECK(world.company.count("VendorPayments") == 2);
    CHECK(world.payout()["U_LL_Key"].text_or("") == "refund:shop:57+p1");
    CHECK(world.payout()["TransferReference"].text_or("") == "re_9");
    CHECK(world.payout()["DocType"].text_or("") == "rCustomer");
    CHECK(amount(world.payout("2"), "TransferSum") == Decimal::parse("19.8"));
    CHECK(world.memo()["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(world.company.find("BusinessPartners", "C20007")["CurrentAccountBalance"].text_or("") == "0.0");
    CHECK(world.probe(body) == "found");
    CHECK(verdict(world.credit(body)) == "delivered");
    CHECK(world.company.count("VendorPayments") == 2);
}

TEST_CASE("payout.sapb1: a memo that stands with a payment missing is absent, and the next delivery completes it") {
    Paying world;
    const Value body = paid(refund(1), {payment("9", "24.90")});
    world.company.lock_row("CreditNotes", "1", 60'000);
    CHECK(verdict(world.credit(body)) == "retry"); // the memo stands, the payment met a lock
    CHECK(world.company.count("CreditNotes") == 1);
    CHECK(world.probe(body) == "absent");
    world.clock.at += 61'000;
    CHECK(verdict(world.credit(body)) == "delivered");
    CHECK(world.company.count("CreditNotes") == 1);
    CHECK(world.company.count("VendorPayments") == 1);
}

TEST_CASE("payout.sapb1: a lost answer to the payment is unknown, found by its key, and it is not made again") {
    Paying world;
    REQUIRE(verdict(world.credit(refund(1))) == "delivered"); // the memo, before the payment is known
    const Value body = paid(refund(1), {payment("9", "24.90")});
    CHECK(world.probe(body) == "absent");
    world.wire.lose_next = 1;
    CHECK(verdict(world.credit(body)) == "unknown");
    CHECK(world.probe(body) == "found");
    CHECK(verdict(world.credit(body)) == "delivered");
    CHECK(world.company.count("VendorPayments") == 1);
    CHECK(world.company.count("CreditNotes") == 1);
}

TEST_CASE("payout.sapb1: what an amended order gave up goes out on account") {
    Value settings = payouts();
    settings.set("undelivered", "amend");
    Crediting world(settings);
    const Value body = paid(refund(1), {payment("9", "24.90")});
    REQUIRE(verdict(world.credit(body)) == "delivered");
    CHECK(world.company.count("CreditNotes") == 0);
    CHECK(amount(world.company.find("VendorPayments", "1"), "TransferSum") == Decimal::parse("24.9"));
    CHECK(world.company.find("VendorPayments", "1")["PaymentInvoices"].size() == 0);
    CHECK(world.probe(body) == "found");
}

TEST_CASE("payout.sapb1: what goes out beyond the memo has a payment on account of its own") {
    Paying world;
    Value body = paid(refund(1), {payment("9", "30.00")});
    REQUIRE(verdict(world.credit(body)) == "delivered");
    CHECK(world.company.count("VendorPayments") == 2);
    CHECK(amount(world.payout(), "TransferSum") == Decimal::parse("24.9"));
    CHECK(world.payout("2")["U_LL_Key"].text_or("") == "refund:shop:57+p1r");
    CHECK(amount(world.payout("2"), "TransferSum") == Decimal::parse("5.1"));
    CHECK(world.probe(body) == "found");
}

TEST_CASE("payout.sapb1: a provider without a row holds the refund before anything is booked, policy none books nothing") {
    Paying world;
    CHECK(code(world.credit(paid(refund(1), {payment("9", "24.90", "klarna")}))) == "PAYMENT_METHOD_UNMAPPED");
    CHECK(world.company.count("CreditNotes") == 0);
    CHECK(verdict(world.credit(paid(refund(1), {payment("9", "24.90", "storecredit")}))) == "delivered");
    CHECK(world.company.count("VendorPayments") == 0);
}

TEST_CASE("payout.sapb1: a memo made by hand is adopted and paid out, unless it was settled already") {
    Value settings = payouts();
    settings.set("hand_made", "adopt");
    for (const char* settled : {"", "20.00", "24.90"}) {
        Crediting world(settings);
        world.invoice_all();
        world.company.pay("Invoices", 1);
        world.company.make_document("CreditNotes", json(R"({"CardCode":"C20007","NumAtCard":"1047","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"PriceAfterVAT":24.9,"WithoutInventoryMovement":"tYES"}]})"));
        if (*settled) world.company.pay("CreditNotes", 1, Value::object({{"amount", settled}}));
        const auto outcome = world.credit(paid(refund(1), {payment("9", "24.90")}));
        CHECK(world.company.count("VendorPayments") == 1);
        CHECK(world.company.count("CreditNotes") == 1);
        if (!*settled) {
            CHECK(verdict(outcome) == "delivered");
            continue;
        }
        CHECK(code(outcome) == "REFUND_MANUAL_IN_ERP");
        CHECK_THAT(words(outcome), Catch::Contains(std::string(settled) + " of it is settled"));
        CHECK(verdict(world.credit(refund(1))) == "delivered"); // where nothing is paid out it is adopted all the same
    }
}

TEST_CASE("payout.sapb1: a payment that people cancelled is not made again by itself") {
    Paying world;
    const Value body = paid(refund(1), {payment("9", "24.90")});
    REQUIRE(verdict(world.credit(body)) == "delivered");
    world.company.cancel_document("VendorPayments", 1);
    CHECK(world.probe(body) == "absent");
    const auto outcome = world.credit(body);
    CHECK(code(outcome) == "ORDER_DUPLICATE_SUSPECT");
    CHECK(verdict(outcome) == "retry"); // the memo stands: a refusal would let it be credited again
    CHECK_THAT(words(outcome), Catch::Contains("Credit memo 66000001 stands") && Catch::Contains("with the key refund:shop:57+p1 was cancelled"));
}

TEST_CASE("payout.sapb1: what keeps a payment from being booked is never a refusal of the memo that stands") {
    Paying world;
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    const auto unmapped = world.credit(paid(refund(1), {payment("9", "24.90", "klarna")}));
    CHECK(verdict(unmapped) == "retry");
    CHECK(code(unmapped) == "PAYMENT_METHOD_UNMAPPED");
    CHECK_THAT(words(unmapped), Catch::Contains("Credit memo 66000001 stands") && Catch::Contains("no row of the table of payouts fits") && !Catch::Contains("Nothing was booked"));
    const Value body = paid(refund(1), {payment("9", "24.90")});
    world.company.lock_period("2026-01-01", "2026-01-31");
    const auto refused = world.credit(body);
    CHECK(verdict(refused) == "retry");
    CHECK_THAT(words(refused), Catch::Contains("Credit memo 66000001 stands") && Catch::Contains("was refused"));
    world.company.unlock_periods();
    CHECK(verdict(world.credit(body)) == "delivered");
    CHECK(world.company.count("CreditNotes") == 1);
    CHECK(world.company.count("VendorPayments") == 1);
}

TEST_CASE("payout.sapb1: a payment that cannot be written is no refusal of the memo that stands either") {
    Paying world;
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    Value body = paid(refund(1), {payment("9", "24.90")});
    (*body.member("payments").as_array())[0].erase("provider_id");
    const auto outcome = world.credit(body);
    CHECK(verdict(outcome) == "retry");
    CHECK(code(outcome) == "PLUGIN_FAILED");
}

TEST_CASE("payout.sapb1: a bank has taken a chargeback already, so only a row that names it pays it out") {
    const auto row = [](const char* provider, const char* account) { return Value::object({{"provider", provider}, {"policy", "outgoing-payment"}, {"account", account}}); };
    const auto booked_with = [&](std::vector<Value> rows, const char* kind) {
        Crediting world(memo_settings("payouts", Value::array(std::move(rows))));
        world.invoice_all();
        world.company.pay("Invoices", 1);
        Value body = paid(refund(1), {payment("9", "24.90", kind)});
        body.set("kind", kind);
        REQUIRE(verdict(world.credit(body)) == "delivered");
        return world.company.count("VendorPayments") == 0 ? std::string() : world.company.find("VendorPayments", "1")["TransferAccount"].text_or("");
    };
    CHECK(booked_with({row("", "1810")}, "chargeback") == "");
    CHECK(booked_with({row("", "1810"), row("chargeback", "1099")}, "chargeback") == "1099");
    CHECK(booked_with({row("", "1810")}, "goodwill") == "1810");
}
