// Protects the entering of returns by people and programs, and the telling of money and goods as one story.
#include "entered_bench.hpp"

#include "app/api.hpp"
#include "app/return_desk.hpp"

using namespace ledgerline;
using namespace ledgerline::test;
using message::Value;

namespace {

const std::string with_returns = whole_deployment + R"(  returns:
    from: returns
    to: erp/returns
    rules: [return-warehouse: {scrap_warehouse: SCRAP}]
  erp-returns: {from: erp/returns, to: returned-goods, source: {store: shop}}
)";

struct ReturnsBench : EnteredBench {
    ReturnsBench() : EnteredBench(with_returns, Value::array({goods("31", "MUG"), goods("32", "PAN")})) {}
    static Value goods(const std::string& id, const std::string& sku) {
        Value out = line(id, 2);
        out.set("sku", sku);
        out.set("kind", "physical");
        return out;
    }
    std::vector<std::string> mug(const std::string& id, const std::string& quantity = "1") const { return {"return", "record", "--order", "N1047", "--id", id, "--sku", "MUG", "--quantity", quantity}; }
};

} // namespace

TEST_CASE("return.command: several lines, each with what stands behind it, become one return") {
    ReturnsBench bench;
    const Ran ran = bench.run({"return", "record", "--order", "N1047", "--id", "RMA-17", "--sku", "MUG", "--quantity", "1", "--line", "32", "--quantity", "2", "--unsellable", "--reason", "broken", "--note", "in one box"});
    INFO(ran.err);
    CHECK(ran.code == app::exit_code::fine);
    CHECK(ran.out == "Return RMA-17 of order N1047: 1 of MUG, 2 of PAN (not sellable) is recorded; the rules are next.\n");
    bench.commit([](store::UnitOfWork& unit) {
        const auto row = unit.messages().newest("returns", "return", "RMA-17").value();
        const Value body = unit.messages().body(row.id);
        CHECK(row.route == "returns");
        CHECK(body["origin"].text_or("") == "console");
        CHECK(body["confirmed_by"].text_or("") == "ada");
        CHECK(body["order_id"].text_or("") == "1047");
        CHECK(body["lines"].as_array()->at(1)["reason"].text_or("") == "broken");
    });
}

TEST_CASE("return.command: the same return is recorded once, another under its id is refused, and a dry run keeps nothing") {
    ReturnsBench bench;
    auto dry = bench.mug("R1");
    dry.push_back("--dry-run");
    CHECK(bench.run(dry).out.find("would be recorded") != std::string::npos);
    CHECK(bench.json(bench.mug("R1"))["is_new"].bool_or(false));
    CHECK_FALSE(bench.json(bench.mug("R1"))["is_new"].bool_or(true));
    const Ran other = bench.run(bench.mug("R1", "2"));
    CHECK(other.code == app::exit_code::usage);
    CHECK(other.err.find("other content") != std::string::npos);
    CHECK(bench.run(bench.mug("R2", "2")).err.find("return R1") != std::string::npos);
    auto elsewhere = bench.mug("R3");
    elsewhere.insert(elsewhere.end(), {"--store", "shopp"});
    CHECK(bench.run(elsewhere).err.find("there are shop, erp") != std::string::npos);
    CHECK(bench.run({"return", "record", "--order", "9", "--id", "R3", "--sku", "MUG", "--quantity", "1"}).code == app::exit_code::usage);
    CHECK(bench.run({"return", "record", "--order", "N1047", "--id", "R3", "--quantity", "1"}).code == app::exit_code::usage);
    CHECK(bench.run({"return", "record", "--order", "N1047", "--id", "R3", "--quantity", "1", "--sku", "MUG"}).code == app::exit_code::usage);
}

TEST_CASE("return.command: nobody is told that what people enter was never read") {
    ReturnsBench bench;
    const std::string out = bench.run({"status"}).out;
    CHECK_THAT(out, Catch::Contains("shop/orders"));
    CHECK_THAT(out, !Catch::Contains("returns "));
}

TEST_CASE("return.command: a deployment without a route for returns says how to have one") {
    CommandBench bench;
    bench.add("1", store::message_state::delivered);
    const Ran ran = bench.run({"return", "record", "--order", "1", "--id", "R1", "--sku", "MUG", "--quantity", "1"});
    CHECK(ran.code == app::exit_code::usage);
    CHECK(ran.err.find("from: returns") != std::string::npos);
}

TEST_CASE("return.command: the deployment is in order, and what cannot work is refused") {
    ReturnsBench bench;
    CHECK(bench.run({"check"}).code == app::exit_code::fine);
    const auto problems = [](const std::string& routes) {
        const Ran ran = CommandBench(whole_deployment + routes).run({"check"});
        CHECK(ran.code == app::exit_code::configuration);
        return ran.err;
    };
    CHECK(problems("  a: {from: returns, to: returned-goods}\n").find("erp/returns") != std::string::npos);
    CHECK(problems("  a: {from: returns, to: erp/returns, every: 1m}\n").find("nothing is polled") != std::string::npos);
    CHECK(problems("  a: {from: returns, to: erp/returns}\n  b: {from: returns, to: erp/returns}\n").find("already") != std::string::npos);
    CHECK_THAT(problems("  a: {from: shop/refunds, to: returned-goods}\n"), Catch::Contains("the returned goods take"));
}

TEST_CASE("return.api: programs need the token, each answer says what became of it") {
    ReturnsBench bench;
    const std::string token = "a-token-of-more-than-twenty", path = (bench.folder.path() / "data" / "ledgerline.db").string();
    store::Store store(store::Location{path}, bench.clock, store::Store::Mode::inline_);
    const config::Deployment deployment = config::read_deployment(bench.folder.path(), "", config::test::environment({{"SHOP_TOKEN", shop_token}, {"ERP_PASSWORD", erp_password}}));
    const app::ReturnDesk desk(deployment.settings);
    int rung = 0;
    CHECK(app::return_routes(store, desk, [] {}, "").empty());
    const app::ReturnDesk closed{config::Settings()};
    const auto unanswered = app::return_routes(store, closed, [] {}, token);
    REQUIRE(unanswered.size() == 2);
    const auto routes = app::return_routes(store, desk, [&] { ++rung; }, token);
    REQUIRE(routes.size() == 2);
    const auto send = [&](const web::Route& route, const std::string& body, const std::string& authorization = "Bearer a-token-of-more-than-twenty") {
        base::HttpRequest request;
        request.method = "POST";
        request.body = body;
        request.headers.emplace_back("authorization", authorization);
        request.headers.emplace_back("user-agent", "wms/2");
        return route.answer(request, "");
    };
    const auto post = [&](const std::string& body, const std::string& authorization = "Bearer a-token-of-more-than-twenty") { return send(routes.front(), body, authorization); };
    const std::string good = R"({"order":"1047","id":"R1","lines":[{"sku":"MUG","quantity":1}]})";
    CHECK(post(good, "Bearer wrong").status == 401);
    base::HttpRequest unrouted;
    unrouted.headers.emplace_back("authorization", "Bearer " + token);
    unrouted.body = good;
    CHECK(unanswered.front().answer(unrouted, "").status == 501);
    CHECK(unanswered.front().answer(unrouted, "").body.find("from: returns") != std::string::npos);
    CHECK(post(good).status == 201);
    CHECK(post(good).status == 200);
    CHECK(rung == 1);
    CHECK(post(R"({"order":"1047","id":"R1","lines":[{"sku":"MUG","quantity":2}]})").status == 409);
    CHECK(post(R"({"order":"77","id":"R2","lines":[{"sku":"MUG","quantity":1}]})").status == 404);
    for (const char* wrong : {"", "[]", "{", R"({"order":"1047","id":"R2"})", R"({"order":1047,"id":"R2","lines":[]})", R"({"order":"1047","id":"R2","lines":[{"sku":"MUG","quantity":"many"}]})",
                              R"({"order":"1047","id":"R2","lines":[{"sku":"MUG","quantity":2}]})", R"({"order":"1047","id":"R2","colour":"red","lines":[{"sku":"MUG","quantity":1}]})",
                              R"({"order":"1047","id":"R2","lines":[{"sku":"MUG","quantity":1,"unsellable":"no"}]})"}) {
        const auto answer = post(wrong);
        INFO(wrong << " gives " << answer.body);
        CHECK(answer.status == 400);
        CHECK(message::parse_json(answer.body)["error"].text_or("").size() > 10);
    }
    const std::string endless(100'000, '9');
    CHECK(post(R"({"order":"1047","id":"R2","lines":[{"sku":"MUG","quantity":")" + endless + R"("}]})").body.size() < 500);
    CHECK(post(R"({"order":"1047","id":"R2","n)" + endless + R"(":1,"lines":[]})").body.size() < 500);
    CHECK(message::parse_json(post(good).body)["confirmed_by"].text_or("") == "wms/2");
    const web::Route& withdrawals = routes.back();
    CHECK(withdrawals.path == "/api/v1/returns/withdrawals");
    const std::string withdrawal = R"({"id":"R1","reason":"counted wrongly","by":"grace"})";
    CHECK(send(withdrawals, withdrawal, "Bearer wrong").status == 401);
    CHECK(send(unanswered.back(), withdrawal).status == 501);
    CHECK(send(withdrawals, R"({"id":"R9","reason":"no such"})").status == 404);
    CHECK(send(withdrawals, R"({"id":"R1"})").status == 400);
    CHECK(send(withdrawals, R"({"key":"R1","reason":"wrong member"})").status == 400);
    rung = 0;
    const auto withdrawn = send(withdrawals, withdrawal);
    CHECK(withdrawn.status == 201);
    CHECK(message::parse_json(withdrawn.body)["withdrawn"]["by"].text_or("") == "grace");
    CHECK(send(withdrawals, withdrawal).status == 200);
    CHECK(rung == 1);
    CHECK(post(good).status == 409);
}

TEST_CASE("return.command: a return is withdrawn once, told, and a dry run keeps nothing") {
    ReturnsBench bench;
    REQUIRE(bench.run(bench.mug("RMA-17", "2")).code == app::exit_code::fine);
    const std::vector<std::string> withdraw{"return", "withdraw", "--id", "RMA-17", "--reason", "It was one"};
    auto dry = withdraw;
    dry.push_back("--dry-run");
    CHECK(bench.run(dry).out.find("would be withdrawn") != std::string::npos);
    CHECK(bench.run(bench.mug("RMA-18")).code == app::exit_code::usage);
    CHECK(bench.run(withdraw).out.find("Return RMA-17 of order 1047: 2 of MUG is withdrawn") != std::string::npos);
    CHECK(bench.run(withdraw).out.find("was withdrawn before") != std::string::npos);
    CHECK(bench.run(bench.mug("RMA-18")).code == app::exit_code::fine);
    const std::string story = bench.run({"refund", "trace", "RMA-17"}).out;
    CHECK_THAT(story, Catch::Contains("withdrawn by ada at"));
    CHECK_THAT(story, Catch::Contains("withdrawn by ada: It was one"));
    CHECK(bench.run({"return", "withdraw", "--id", "RMA-99", "--reason", "no such"}).code == app::exit_code::usage);
    CHECK(bench.run({"return", "withdraw", "--id", "RMA-18"}).code == app::exit_code::usage);
}

TEST_CASE("refund.trace: money and goods are one story, by any of their names") {
    ReturnsBench bench;
    bench.run(bench.mug("RMA-17"));
    bench.commit([](store::UnitOfWork& unit) {
        store::MessageRow row;
        row.route = "refunds";
        row.source = "shop/refunds";
        row.type = "refund";
        row.source_key = "12";
        row.revision = "r";
        row.group_key = "refund:shop/refunds:12";
        row.correlation = "order-1047";
        row.state = store::message_state::delivered;
        row.amount = "10.00";
        row.currency = "GBP";
        row.id = unit.messages().add(row, message::parse_json(R"({"id":"12","order_id":"1047","reason":"Too small","total_tax":"1.67","settlement":"settled","items":[{"kind":"line","target_id":"31","quantity":1,"amount":"10"}],
            "payments":[{"provider_id":"stripe","amount":"10","state":"settled"}]})"));
        ledger::record(unit, {row.id, row.correlation, "received", "shop/refunds", Value::object({{"changed_at", "2026-03-01T10:00:00Z"}})});
        unit.credits().add({0, "shop", "1047", "shop/refunds", "12", "line:31", "1", "10.00", ""});
        unit.expected_returns().put({"shop/refunds", "12", "31", "shop/orders", "1047", "MUG-1", "1", "0", "2026-04-01", false, false, row.id});
        store::CrossReferenceRow memo;
        memo.source = row.source;
        memo.type = row.type;
        memo.source_key = row.source_key;
        memo.sink = "erp/credit-memos";
        memo.idempotency_key = "refund:shop:12";
        memo.remote_id = "7";
        memo.remote_number = "14000003";
        memo.amount = "10.00";
        memo.currency = "GBP";
        memo.message_id = row.id;
        unit.cross_references().put(memo);
    });
    for (const char* name : {"12", "N1047", "1047", "14000003", "RMA-17"}) {
        const Ran ran = bench.run({"refund", "trace", name});
        INFO(name << "\n" << ran.out << ran.err);
        CHECK(ran.code == app::exit_code::fine);
        CHECK(ran.out.find("Return RMA-17 of order N1047") != std::string::npos);
        CHECK(ran.out.find("1 of MUG received") != std::string::npos);
        if (std::string(name) == "RMA-17") continue;
        for (const char* words : {"Refund 12 of order N1047", "posted as document 14000003 with 10.00 GBP", "stripe 10.00 GBP settled", "line:31 1 for 10.00 GBP", "1 of MUG-1 (line 31) expected until 2026-04-01, none there"})
            CHECK(ran.out.find(words) != std::string::npos);
    }
    const Value all = bench.json({"refund", "trace", "12"});
    CHECK(all.as_array()->at(0)["refunds"].as_array()->at(0)["credits"].size() == 1);
    CHECK(all.as_array()->at(0)["goods_expected"].as_array()->at(0)["due_on"].text_or("") == "2026-04-01");
    const Ran order = bench.run({"order", "trace", "1047"});
    CHECK(order.out.find("refund 12 of 10.00 GBP") != std::string::npos);
    CHECK(order.out.find("return RMA-17: 1 of MUG") != std::string::npos);
    CHECK(bench.run({"refund", "trace", "99"}).code == app::exit_code::findings);
}
