// Protects the judgement over every scenario of refunds: each way in which the books can be wrong is noticed. Pure: no engine, no systems.
#include "credits.hpp"

#include "message/json.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using message::Value;
using scenario::Credits;

namespace {

Value json(const std::string& text) { return message::parse_json(text); }

// An order of two mugs, one of them refunded, credited and paid out.
struct Books {
    Books() {
        found.refunds = json(R"([{"id":"1","key":"refund:shop:1","route":"refunds","order":"1001","total":"12.00","amount":"12.00","state":"delivered","declined":false,"findings":[],"payments":[{"provider":"stripe","amount":"12.00","declined":false}]}])");
        found.orders = json(R"([{"id":"1001","total":"24.00","booked":null,"lines":[{"id":"5","quantity":2}]}])");
        found.sales_orders = json(R"([{"U_LL_Key":"order:shop:1001","DocTotal":24,"DocumentLines":[{"U_LL_Line":"5","Quantity":2}]}])");
        found.memos = json("[" + memo("refund:shop:1", "12", "1") + "]");
        found.payouts = json("[" + payout("refund:shop:1+p1", "12") + "]");
        found.stock = found.stock_by_memos = Value::object();
        scenario = json(R"({"maps":{"payouts.csv":"provider,policy,account,currency\nstripe,outgoing-payment,1810,\n"},"routes":{"refunds":{"sink":{"payouts":"payouts.csv"}}}})");
    }
    static std::string memo(const std::string& key, const std::string& total, const std::string& units) {
        return R"({"U_LL_Key":")" + key + R"(","DocTotal":)" + total + R"(,"DocumentLines":[{"U_LL_Line":"5","Quantity":)" + units + "}]}";
    }
    static std::string payout(const std::string& key, const std::string& sum) { return R"({"U_LL_Key":")" + key + R"(","Cancelled":"tNO","TransferSum":)" + sum + "}"; }
    // What it says, each on a line.
    std::string said() const {
        std::string out;
        for (const std::string& one : scenario::check_credits(found, scenario)) out += one + "\n";
        return out;
    }
    void cancel_the_order(const std::string& cancelled_order) {
        found.sales_orders.as_array()->front().set("Cancelled", "tYES");
        found.payouts = Value::array();
        scenario = json(R"({"routes":{"refunds":{"sink":{"cancelled_order":")" + cancelled_order + R"("}}}})");
    }

    Credits found;
    Value scenario;
};

} // namespace

TEST_CASE("refund.scenarios judgement: good books are good") { CHECK(Books().said().empty()); }

TEST_CASE("refund.scenarios judgement: a memo or a payment of a refund that the store does not have") {
    Books memo;
    memo.found.memos.push(json(Books::memo("refund:shop:2", "3", "0")));
    CHECK_THAT(memo.said(), Catch::Contains("a credit memo carries the key refund:shop:2, and there is no such refund"));
    Books payout;
    payout.found.payouts.push(json(Books::payout("refund:shop:2+p1", "3")));
    CHECK_THAT(payout.said(), Catch::Contains("an outgoing payment carries the key refund:shop:2+p1, and there is no such refund"));
}

TEST_CASE("refund.scenarios judgement: a payment leaves the books once, with its amount, where finance says so") {
    Books twice;
    twice.found.payouts.push(json(Books::payout("refund:shop:1+p1", "12")));
    CHECK_THAT(twice.said(), Catch::Contains("two outgoing payments carry the key refund:shop:1+p1"));
    Books none;
    none.found.payouts = Value::array();
    CHECK_THAT(none.said(), Catch::Contains("0 is paid out for refund:shop:1+p1, and 12.00 should be"));
    Books in_part;
    in_part.found.payouts = json("[" + Books::payout("refund:shop:1+p1", "7") + "]");
    CHECK_THAT(in_part.said(), Catch::Contains("7 is paid out"));
    in_part.found.payouts.push(json(Books::payout("refund:shop:1+p1r", "5")));
    CHECK(in_part.said().empty());
    Books unknown;
    unknown.found.payouts.push(json(Books::payout("refund:shop:1+p2", "12")));
    CHECK_THAT(unknown.said(), Catch::Contains("refund:shop:1+p2, which is no payment of a refund"));
    Books not_wanted;
    not_wanted.scenario = Value::object();
    CHECK_THAT(not_wanted.said(), Catch::Contains("12 is paid out for refund:shop:1+p1, and 0 should be"));
}

TEST_CASE("refund.scenarios judgement: of a cancelled order all is credited or nothing, as the deployment says") {
    for (const char* policy : {"nothing", "memo"})
        for (const char* total : {"0", "5", "12"}) {
            Books books;
            books.cancel_the_order(policy);
            books.found.memos = json("[" + Books::memo("refund:shop:1", total, "1") + "]");
            INFO(policy << " " << total);
            CHECK(books.said().empty() == (std::string(total) == (std::string(policy) == "memo" ? "12" : "0")));
        }
}

TEST_CASE("refund.scenarios judgement: never more units of a line than were sold") {
    Books books;
    books.found.memos = json("[" + Books::memo("refund:shop:1", "12", "3") + "]");
    CHECK_THAT(books.said(), Catch::Contains("of line 5 of order 1001 3 units are credited, and 2 were sold"));
    Books unknown_order;
    unknown_order.found.sales_orders = Value::array();
    CHECK(unknown_order.said().empty());
    unknown_order.found.memos = json("[" + Books::memo("refund:shop:1", "12", "3") + "]");
    CHECK_THAT(unknown_order.said(), Catch::Contains("3 units are credited"));
}
