// Protects the promise that matters for money: against a whole simulated company, each captured tender stands in the books once
// with its exact sum, whatever happens on the way.
#include "world.hpp"

using namespace sapb1_room;

namespace {

struct Paying : World {
    explicit Paying(const std::string& policy = "on-account", b1::CompanySettings settings = settings_of_test(), const std::string& version = "v2") : World(std::move(settings), version) {
        prepare();
        payments = room->payments(payments_settings(policy), line);
        const auto outcome = payments->handle(LL_PREPARE, Value::object({{"dry_run", false}}));
        REQUIRE(outcome.verdict == LL_PASS);
        REQUIRE(result(outcome, 2)["what"].text_or("") == "user field ORCT.U_LL_Key");
        REQUIRE(result(outcome, 2)["state"].text_or("") == "created");
    }
    // Posts the order 1047 of 54.80; afterwards `body` confirms it.
    Value posted(Value transactions, const std::string& state = "captured", const std::string& currency = "GBP") {
        Value sold = order();
        sold.set("currency", currency);
        const auto outcome = deliver({sold});
        REQUIRE(verdict(outcome) == "delivered");
        receipt = result(outcome)["receipt"];
        return confirmed(std::move(transactions), state, currency);
    }
    Value confirmed(Value transactions, const std::string& state = "captured", const std::string& currency = "GBP") const {
        for (Value& one : *transactions.as_array()) one.set("currency", currency);
        Value body = confirmation(std::move(transactions), state);
        body.set("currency", currency);
        body.member("document").set("id", receipt["id"]);
        body.member("document").set("number", receipt["number"]);
        return body;
    }
    plugin::Outcome pay(const Value& body) {
        auto outcome = payments->handle(LL_DELIVER, confirming(body));
        for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
        UNSCOPED_INFO(message::write_json(result(outcome)));
        return outcome;
    }
    std::string probe(const Value& body) { return verdict(payments->handle(LL_PROBE, confirming(body))); }
    Value payment(const std::string& entry = "1") const { return company.find("IncomingPayments", entry); }
    Value down_payment(const std::string& entry = "1") const { return company.find("DownPayments", entry); }

    std::unique_ptr<plugin::Component> payments;
    Value receipt;
};

Decimal amount(const Value& document, const char* name) { return Decimal::parse_number(document[name].text_or("0")); }
const Value whole = Value::array({transaction("55", "54.80")});

} // namespace

TEST_CASE("payment.sapb1 company: preparing twice makes everything once") {
    Paying world;
    const auto outcome = world.payments->handle(LL_PREPARE, Value::object({{"dry_run", false}}));
    for (std::size_t i = 0; i < 3; ++i) CHECK(result(outcome, i)["state"].text_or("") == "present");
}

TEST_CASE("payment.sapb1 company: money on account stands with its exact sum, account, reference and key, in both versions") {
    for (const char* version : {"v1", "v2"}) {
        INFO(version);
        Paying world("on-account", settings_of_test(), version);
        const Value body = world.posted(whole);
        const auto outcome = world.pay(body);
        REQUIRE(verdict(outcome) == "delivered");
        REQUIRE(world.company.count("IncomingPayments") == 1);
        const Value payment = world.payment(result(outcome)["receipt"]["id"].text_or(""));
        CHECK(payment["DocNum"].text_or("") == result(outcome)["receipt"]["number"].text_or("?"));
        CHECK(amount(payment, "TransferSum") == Decimal::parse("54.80"));
        CHECK(payment["TransferAccount"].text_or("") == "1810");
        CHECK(payment["TransferReference"].text_or("") == "pi_55");
        CHECK(payment["U_LL_Key"].text_or("") == "pay:shop:1047:55");
        CHECK(payment["PaymentInvoices"].size() == 0);
    }
}

TEST_CASE("payment.sapb1 company: a down payment comes to the order's total with its freight, and its payment settles it") {
    for (const char* version : {"v1", "v2"})
        for (const auto follow : {b1::UserFieldsFollow::headers_and_lines, b1::UserFieldsFollow::none}) {
            b1::CompanySettings settings = settings_of_test();
            settings.user_fields_follow = follow;
            INFO(version << ' ' << static_cast<int>(follow));
            Paying world("down-payment", settings, version);
            REQUIRE(verdict(world.pay(world.posted(whole))) == "delivered");
            REQUIRE(world.company.count("DownPayments") == 1);
            REQUIRE(world.company.count("IncomingPayments") == 1);
            CHECK(amount(world.down_payment(), "DocTotal") == Decimal::parse("54.80"));
            CHECK(amount(world.down_payment(), "PaidToDate") == Decimal::parse("54.80"));
            CHECK(world.down_payment()["DownPaymentType"].text_or("") == "dptInvoice");
            CHECK(world.down_payment()["U_LL_Key"].text_or("") == "dpm:shop:1047");
        }
}

TEST_CASE("payment.sapb1 company: split tenders settle one down payment, each with a payment of its own") {
    Paying world("down-payment");
    Value body = world.posted(Value::array({transaction("55", "30.00"), transaction("56", "10.00")}));
    body.member("payment").set("store_credit", "4.80");
    body.member("payment").set("gift_certificates", "10.00");
    REQUIRE(verdict(world.pay(body)) == "delivered");
    CHECK(world.company.count("DownPayments") == 1);
    CHECK(world.company.count("IncomingPayments") == 4);
    CHECK(amount(world.down_payment(), "PaidToDate") == Decimal::parse("54.80"));
}

TEST_CASE("payment.sapb1 company: the same confirmation again, also by another sink, books nothing more") {
    for (const char* policy : {"on-account", "down-payment"}) {
        Paying world(policy);
        const Value body = world.posted(whole);
        const auto first = world.pay(body), second = world.pay(body);
        CHECK(verdict(second) == "delivered");
        CHECK(result(second)["receipt"] == result(first)["receipt"]);
        auto other = world.room->payments(payments_settings(policy), world.line);
        CHECK(verdict(other->handle(LL_DELIVER, confirming(body))) == "delivered");
        CHECK(world.company.count("IncomingPayments") == 1);
    }
}

TEST_CASE("payment.sapb1 company: a later capture books itself alone, on the same down payment") {
    Paying world("down-payment");
    const Value held = transaction("54", "54.80", "authorization"), first = transaction("55", "30.00", "capture", "54"), second = transaction("56", "24.80", "capture", "54");
    REQUIRE(verdict(world.pay(world.posted(Value::array({held}), "authorized"))) == "delivered");
    CHECK(world.company.count("DownPayments") == 0);
    REQUIRE(verdict(world.pay(world.confirmed(Value::array({held, first}), "authorized"))) == "delivered");
    CHECK(world.company.count("IncomingPayments") == 1);
    REQUIRE(verdict(world.pay(world.confirmed(Value::array({held, first, second})))) == "delivered");
    CHECK(world.company.count("DownPayments") == 1);
    CHECK(world.company.count("IncomingPayments") == 2);
    CHECK(amount(world.payment("2"), "TransferSum") == Decimal::parse("24.80"));
    CHECK(amount(world.down_payment(), "PaidToDate") == Decimal::parse("54.80"));
}

TEST_CASE("payment.sapb1 company: an order in foreign currency is paid in it, and nothing stays open") {
    for (const char* policy : {"on-account", "down-payment"}) {
        Paying world(policy);
        world.company.set_rate("EUR", "", Decimal::parse("0.857"));
        REQUIRE(verdict(world.pay(world.posted(whole, "captured", "EUR"))) == "delivered");
        CHECK(world.payment()["DocCurrency"].text_or("") == "EUR");
        CHECK(amount(world.payment(), "TransferSum") == Decimal::parse("54.80"));
        if (std::string(policy) == "on-account") continue;
        CHECK(amount(world.down_payment(), "PaidToDateFC") == Decimal::parse("54.80"));
        CHECK(amount(world.down_payment(), "PaidToDate") == amount(world.down_payment(), "DocTotal"));
    }
}

TEST_CASE("payment.sapb1 company: whichever answer is lost, the money is found and never booked twice") {
    for (const char* policy : {"on-account", "down-payment"})
        for (const int status : {0, 502, 504})
            for (const int which : {1, 2}) {
                if (std::string(policy) == "on-account" && which == 2) continue;
                INFO(policy << ' ' << status << ' ' << which);
                Paying world(policy);
                const Value body = world.posted(whole);
                if (which == 2) { // the down payment stands already
                    world.company.contend("IncomingPayments", 1);
                    REQUIRE(verdict(world.pay(body)) == "retry");
                    REQUIRE(world.company.count("DownPayments") == 1);
                }
                if (status == 0) world.wire.lose_next = 1;
                else world.company.break_down_after_commit(1, status);
                REQUIRE(verdict(world.pay(body)) == "unknown");
                if (world.probe(body) != "found") CHECK(verdict(world.pay(body)) == "delivered");
                CHECK(world.company.count("IncomingPayments") == 1);
                CHECK(world.company.count("DownPayments") == (std::string(policy) == "on-account" ? 0U : 1U));
                CHECK(world.probe(body) == "found");
            }
}

TEST_CASE("payment.sapb1 company: an open invoice of the order is settled instead of a down payment") {
    for (const char* policy : {"on-account", "down-payment"}) {
        Paying world(policy);
        const Value body = world.posted(whole);
        const auto invoice = world.company.invoice("Orders", std::stoll(world.receipt["id"].text_or("0")));
        REQUIRE(verdict(world.pay(body)) == "delivered");
        CHECK(world.company.count("DownPayments") == 0);
        const Value paid = world.company.find("Invoices", std::to_string(invoice.doc_entry));
        CHECK(amount(paid, "PaidToDate") == amount(paid, "DocTotal"));
    }
}

TEST_CASE("payment.sapb1 company: a payment that a person booked is recognised, and counts once its key is written into it") {
    Paying world;
    const Value body = world.posted(whole);
    const auto made = world.company.make_document("IncomingPayments", json(R"({"DocType":"rCustomer","CardCode":"C20007","TransferAccount":"1810","TransferSum":54.8,"TransferReference":"pi_55"})"));
    CHECK(result(world.pay(body))["code"].text_or("") == "PAYMENT_MANUAL_IN_ERP");
    CHECK(world.company.count("IncomingPayments") == 1);
    world.company.change_document("IncomingPayments", made.doc_entry, json(R"({"U_LL_Key":"pay:shop:1047:55"})"));
    CHECK(verdict(world.pay(body)) == "delivered");
    CHECK(world.company.count("IncomingPayments") == 1);
}

TEST_CASE("payment.sapb1 company: a cancelled payment is not booked again by itself, and a cancelled order wants its payment looked at") {
    Paying world;
    Value body = world.posted(whole);
    const auto outcome = world.pay(body);
    REQUIRE(verdict(outcome) == "delivered");
    body.member("status").set("phase", "cancelled");
    CHECK(result(world.pay(body))["code"].text_or("") == "PAYMENT_OF_CANCELLED_ORDER");
    world.company.cancel_document("IncomingPayments", std::stoll(result(outcome)["receipt"]["id"].text_or("0")));
    CHECK(verdict(world.pay(body)) == "delivered");
    body.member("status").set("phase", "open");
    CHECK(result(world.pay(body))["code"].text_or("") == "ORDER_DUPLICATE_SUSPECT");
}

TEST_CASE("payment.sapb1 company: a closed period, a missing rate and a locked row say so") {
    Paying world;
    const Value body = world.posted(whole);
    world.company.lock_period("2026-01-01", "2026-01-31");
    CHECK(result(world.pay(body))["code"].text_or("") == "PERIOD_CLOSED");
    world.company.unlock_periods();
    world.company.contend("IncomingPayments", 1);
    CHECK(result(world.pay(body))["code"].text_or("") == "ERP_LOCKED");
    CHECK(verdict(world.pay(body)) == "delivered");
    CHECK(world.company.count("IncomingPayments") == 1);
}

TEST_CASE("payment.sapb1 company: under faults of every kind the money of an order ends as one down payment and one payment of each tender") {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        INFO("seed " << seed);
        Paying world("down-payment");
        Value body = world.posted(Value::array({transaction("55", "30.00"), transaction("56", "20.00")}));
        body.member("payment").set("gift_certificates", "4.80");
        base::Random chance(seed);
        bool doubtful = false, booked = false;
        for (int round = 0; round < 100 && !booked; ++round) {
            world.room->clock.at += 61'000;
            switch (chance.below(10)) {
            case 0: world.company.expire_sessions(); break;
            case 1: world.company.contend("IncomingPayments", 1); break;
            case 2: world.company.contend("DownPayments", 1); break;
            case 3: world.company.break_down(1, 503); break;
            case 4: world.company.break_down(1, 504); break;
            case 5: world.company.break_down_after_commit(1, 502); break;
            case 6: world.wire.lose_next = 1; break;
            case 7: world.company.fail_commits(1); break;
            case 8: world.company.expire_sessions_after(2); break;
            default: break;
            }
            if (doubtful) {
                const std::string word = world.probe(body);
                if (word == "found") booked = true;
                if (word == "absent") doubtful = false;
                continue;
            }
            const auto outcome = world.pay(body);
            if (outcome.verdict == LL_RETRY) continue;
            REQUIRE(verdict(outcome) != "rejected");
            doubtful = verdict(outcome) == "unknown";
            booked = verdict(outcome) == "delivered";
        }
        CHECK(booked);
        CHECK(world.company.count("DownPayments") == 1);
        CHECK(world.company.count("IncomingPayments") == 3);
        for (const char* part : {"55", "56", "gift"}) CHECK(world.company.objects_with("IncomingPayments", "U_LL_Key", std::string("pay:shop:1047:") + part).size() == 1);
        CHECK(amount(world.down_payment(), "PaidToDate") == Decimal::parse("54.80"));
    }
}
