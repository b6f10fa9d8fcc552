// Protects the entering of money that went back outside of the store, by command and over HTTP, and that its story says what it is and who said so.
#include "entered_bench.hpp"

#include "app/api.hpp"
#include "app/refund_desk.hpp"

using namespace ledgerline;
using namespace ledgerline::test;
using message::Value;

namespace {

const std::string with_refunds = whole_deployment + R"(  by-hand:
    from: refunds
    to: erp/credit-memos
    rules: [refund-gate, refund-booking: {amount_account: "440000", amount_tax_code: S1}]
)";

struct RefundsBench : EnteredBench {
    RefundsBench() : EnteredBench(with_refunds, Value::array({line("31", 2)})) {}
    std::vector<std::string> chargeback(const std::string& amount = "12.50") const {
        return {"refund", "record", "--order", "N1047", "--kind", "chargeback", "--key", "ARN-1", "--amount", amount, "--line", "31=1", "--shipping", "2.50", "--reason", "Not received"};
    }
};

} // namespace

TEST_CASE("refund.command: a chargeback is recorded once, told and withdrawn") {
    RefundsBench bench;
    auto dry = bench.chargeback();
    dry.push_back("--dry-run");
    CHECK(bench.run(dry).out == "Chargeback ARN-1 of 12.50 GBP of order N1047 would be recorded; the rules are next.\n");
    const Ran ran = bench.run(bench.chargeback());
    INFO(ran.err);
    CHECK(ran.code == app::exit_code::fine);
    CHECK(ran.out == "Chargeback ARN-1 of 12.50 GBP of order N1047 is recorded; the rules are next.\n");
    CHECK_FALSE(bench.json(bench.chargeback())["is_new"].bool_or(true));
    const Ran other = bench.run(bench.chargeback("13.50"));
    CHECK(other.code == app::exit_code::usage);
    CHECK(other.err.find("other content") != std::string::npos);
    const Ran story = bench.run({"refund", "trace", "ARN-1"});
    for (const char* words : {"Refund ARN-1 of order N1047 from refunds", "chargeback, entered by ada over the console", "Not received", "1 of line 31", "entered by ada over the console: Not received"}) {
        INFO(words << "\n" << story.out);
        CHECK(story.out.find(words) != std::string::npos);
    }
    CHECK(bench.run({"order", "trace", "1047"}).out.find("chargeback ARN-1 of 12.50 GBP") != std::string::npos);
    CHECK(bench.run({"refund", "trace", "arn-1"}).out == story.out);
    CHECK(bench.run({"refund", "withdraw", "ARN-1", "--reason", "The bank decided for us"}).out.find("of order N1047 is withdrawn") != std::string::npos);
    CHECK(bench.run({"refund", "withdraw", "ARN-1", "--reason", "again"}).out.find("was withdrawn before") != std::string::npos);
    CHECK(bench.run({"refund", "trace", "ARN-1"}).out.find("The bank decided for us") != std::string::npos);
    CHECK(bench.run({"refund", "withdraw", "ARN-2", "--reason", "no such"}).code == app::exit_code::usage);
}

TEST_CASE("refund.command: a line without units says how to write it") {
    RefundsBench bench;
    const Ran ran = bench.run({"refund", "record", "--order", "1047", "--kind", "other", "--amount", "1", "--line", "31", "--reason", "x"});
    CHECK(ran.code == app::exit_code::usage);
    CHECK(ran.err.find("32=2") != std::string::npos);
}

TEST_CASE("refund.command: a deployment without a route for it says how to have one, and what cannot work is refused") {
    RefundsBench bench;
    CHECK(bench.run({"check"}).code == app::exit_code::fine);
    CommandBench none;
    none.add("1", store::message_state::delivered);
    const Ran ran = none.run({"refund", "record", "--order", "1", "--kind", "other", "--amount", "1", "--reason", "x"});
    CHECK(ran.code == app::exit_code::usage);
    CHECK(ran.err.find("from: refunds") != std::string::npos);
    const auto problems = [](const std::string& yaml) {
        const Ran checked = CommandBench(yaml).run({"check"});
        CHECK(checked.code == app::exit_code::configuration);
        return checked.err;
    };
    CHECK(problems(whole_deployment + "  a: {from: refunds, to: erp/credit-memos, every: 1m}\n").find("nothing is polled") != std::string::npos);
    CHECK(problems(whole_deployment + "  a: {from: refunds, to: erp/orders}\n").find("does not take refunds") != std::string::npos);
    CHECK(problems(whole_deployment + "  a: {from: refunds, to: erp/credit-memos}\n  b: {from: refunds, to: erp/credit-memos}\n").find("already") != std::string::npos);
    std::string called_so = whole_deployment;
    called_so.replace(called_so.find("  shop:"), 7, "  refunds:");
    CHECK(problems(called_so).find("choose another") != std::string::npos);
}

TEST_CASE("refund.api: programs need the token, and each answer says what became of it") {
    RefundsBench bench;
    const std::string token = "a-token-of-more-than-twenty", path = (bench.folder.path() / "data" / "ledgerline.db").string();
    store::Store store(store::Location{path}, bench.clock, store::Store::Mode::inline_);
    const config::Deployment deployment = config::read_deployment(bench.folder.path(), "", config::test::environment({{"SHOP_TOKEN", shop_token}, {"ERP_PASSWORD", erp_password}}));
    const app::RefundDesk desk(deployment.settings);
    int rung = 0;
    CHECK(app::refund_routes(store, desk, [] {}, "").empty());
    const auto routes = app::refund_routes(store, desk, [&] { ++rung; }, token);
    REQUIRE(routes.size() == 2);
    const auto post = [&](std::size_t route, const std::string& body, const std::string& authorization = "Bearer a-token-of-more-than-twenty") {
        base::HttpRequest request;
        request.method = "POST";
        request.body = body;
        request.headers.emplace_back("authorization", authorization);
        request.headers.emplace_back("user-agent", "bank/2");
        return routes.at(route).answer(request, "");
    };
    const std::string good = R"({"order":"1047","key":"ARN-1","kind":"chargeback","amount":12.5,"lines":[{"line":"31","units":1}],"reason":"Not received"})";
    CHECK(post(0, good, "Bearer wrong").status == 401);
    const auto created = post(0, good);
    CHECK(created.status == 201);
    CHECK(message::parse_json(created.body)["created_by"].text_or("") == "bank/2");
    CHECK(post(0, good).status == 200);
    CHECK(rung == 1);
    CHECK(post(0, R"({"order":"1047","key":"ARN-1","kind":"chargeback","amount":"13","reason":"x"})").status == 409);
    CHECK(post(0, R"({"order":"77","key":"ARN-2","kind":"chargeback","amount":"13","reason":"x"})").status == 404);
    for (const char* wrong : {"", "[]", R"({"order":"1047"})", R"({"order":"1047","key":"A","kind":"chargeback","amount":[],"reason":"x"})", R"({"order":"1047","key":"A","kind":"other","amount":"1","reason":"x","colour":"red"})",
                              R"({"order":"1047","key":"A","kind":"other","amount":"1","reason":"x","lines":{}})", R"({"order":"1047","key":"A","kind":"other","amount":"1","reason":"x","goods_expected":"no"})",
                              R"({"order":"1047","key":"A","kind":"other","amount":"1","reason":"x","lines":[{"line":31,"units":1}]})"}) {
        const auto answer = post(0, wrong);
        INFO(wrong << " gives " << answer.body);
        CHECK(answer.status == 400);
        CHECK(message::parse_json(answer.body)["error"].text_or("").size() > 10);
    }
    CHECK(post(1, R"({"key":"ARN-1","reason":"Won"})", "").status == 401);
    CHECK(post(1, R"({"key":"ARN-1","reason":"Won"})").status == 201);
    CHECK(post(1, R"({"key":"ARN-1","reason":"Won"})").status == 200);
    CHECK(post(1, R"({"key":"ARN-9","reason":"Won"})").status == 404);
    CHECK(post(1, R"({"key":"ARN-1","why":"Won"})").status == 400);
}
