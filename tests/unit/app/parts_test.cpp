// Protects an order that is posted in part: pipeline and dispatcher over one store, a rule that quarantines what is no item, and a sink
// that books what it is told. Whatever happens on the way, the order has one document, every line comes onto it once, and as long as one
// waits, somebody knows which and for how much money.
#include "support/engine_bench.hpp"
#include "support/open_demand.hpp"

#include "commerce/part_posting.hpp"
#include "decisions/decisions.hpp"
#include "delivery/dispatcher.hpp"
#include "ledgerline/decimal.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/reference_data.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {

using namespace ledgerline;
using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;
using Words = std::vector<std::string>;

// As the stock sees them: both are goods.
Value two_goods() {
    Value body = test::order("1", "50.40");
    Value& second = (*body.member("lines").as_array())[1];
    second.set("sku", "GHOST");
    second.set("kind", "physical");
    return body;
}

// Two lines: PAN-20 for 36.00 and one for 12.00 whose item is not there yet; 2.40 of freight.
Value two_lines(const std::string& id, const std::string& second = "GHOST") {
    Value body = test::order(id, "50.40");
    (*body.member("lines").as_array())[1].set("sku", second);
    return body;
}

class PartsBench : public test::EngineBench {
public:
    PartsBench() {
        std::vector<std::unique_ptr<plugin::Component>> chain, lanes;
        for (const char* rule : {"first", "leaves-out"}) chain.push_back(component(std::string("orders/") + rule, rule, plugin::ComponentKind::rule));
        lanes.push_back(component("erp/orders", "orders", plugin::ComponentKind::sink));
        pipeline::PipelineSettings rules;
        rules.route = "orders";
        rules.type = "order";
        rules.sink = "erp/orders";
        orders = std::make_unique<pipeline::Pipeline>(rules, pipeline::RuleChain(std::move(chain)), store, master, lookup, exceptions, log);
        delivery::DispatchSettings sending;
        sending.route = "orders";
        sending.sink = "erp/orders";
        sending.probe_after_ms = 30'000;
        dispatcher = std::make_unique<delivery::Dispatcher>(sending, std::move(lanes), store, exceptions, clock, log, 1);
        plugin.script("orders/first", [this](const test::Hand& hand) { return judge(hand); });
        plugin.script("orders/leaves-out", [](const test::Hand&) { return LL_PASS; });
        plugin.script("erp/orders", [this](const test::Hand& hand) { return book(hand); });
    }

    // As sku-match and total-check do it.
    ll_verdict judge(const test::Hand& hand) {
        const Value lines = hand.json("/body/lines");
        Decimal waiting;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Value& line = (*lines.as_array())[i];
            Value booking = line["booking"].is_object() ? line["booking"] : Value::object();
            booking.set("amount", factor == 1 ? line["total_inc_tax"] : Value("99.00"));
            const std::string sku = line["sku"].text_or("");
            const std::uint64_t index = i;
            const auto place = [&](const char* pattern) { return ll_at{hand.host->path(test::text(pattern)), 1, &index}; };
            if (!booking["posted"].bool_or(false) && known.count(sku) == 0) {
                booking.set("quarantined", true);
                waiting += Decimal::parse(line["total_inc_tax"].text_or("0"));
                hand.write("/scratch/facts", Value::object({{"subject", "sku:" + sku}, {"waits_for", "item:" + sku}}));
                hand.host->explain(hand.call, test::text("SKU_NOT_FOUND"), test::text("no item " + sku), place("/body/lines/*/sku"), hand.at("/scratch/facts"));
            } else if (!booking["posted"].bool_or(false)) {
                booking.set("item_code", sku);
                booking.set("quantity", line["quantity"].text_or(""));
            }
            const std::string json = message::write_json(booking);
            hand.host->write_json(hand.call, place("/body/lines/*/booking"), test::text(json));
        }
        hand.write("/body/booking/price_mode", "gross");
        hand.write("/body/booking/expected_total", (Decimal::parse("50.40") - waiting).rounded(2, Round::half_up).text());
        if (!waiting.is_zero()) hand.write("/body/booking/quarantined_total", waiting.rounded(2, Round::half_up).text());
        return verdict;
    }
    ll_verdict book(const test::Hand& hand) {
        Value results = Value::array();
        const Value deliveries = hand.json("/deliveries");
        for (const Value& one : *deliveries.as_array()) {
            const Value& booking = one["message"]["body"]["booking"];
            if (hand.operation == LL_DELIVER) sent.push_back(one);
            Value receipt = Value::object({{"id", "7"}, {"number", "700"}, {"amount", booked_as.empty() ? booking["expected_total"].text_or("") : booked_as}, {"currency", "GBP"}});
            Value result = Value::object({{"verdict", hand.operation == LL_PROBE ? "found" : says}, {"message", "so it is"}, {"receipt", std::move(receipt)}});
            results.push(std::move(result));
        }
        hand.write("/results", results);
        return LL_PASS;
    }
    void work() {
        for (int turn = 0; turn < 50; ++turn)
            if (!orders->step() && !dispatcher->step(0)) return;
        FAIL("there is work for ever");
    }
    void item_comes(const std::string& code) {
        known.insert(code);
        store.commit([&](store::UnitOfWork& unit) { master.apply(unit, test::item(code)); });
    }
    // A newer revision as the receiver takes it in, when the older one is held.
    store::MessageRow newer(const store::MessageRow& older, const Value& body) {
        store.commit([&](store::UnitOfWork& unit) {
            const auto row = unit.messages().find(older.id).value();
            REQUIRE(unit.messages().move(row.id, row.version, state::superseded));
            exceptions.close(unit, row, "engine: a newer revision came", "");
        });
        return add(body);
    }
    std::vector<store::CrossReferenceRow> references() const {
        std::vector<store::CrossReferenceRow> out;
        store.read([&](store::UnitOfWork& unit) { out = unit.cross_references().of_remote("7"); });
        return out;
    }
    std::string waiting_money(store::Id id) const {
        std::string out;
        store.read([&](store::UnitOfWork& unit) { out = unit.exceptions().open_of_message(id).value().amount; });
        return out;
    }

    commerce::ItemMaster master;
    commerce::ItemLookup lookup{store};
    std::unique_ptr<pipeline::Pipeline> orders;
    std::unique_ptr<delivery::Dispatcher> dispatcher;
    std::set<std::string> known{"PAN-20"};
    std::vector<Value> sent;
    std::string says = "delivered", booked_as;
    ll_verdict verdict = LL_PASS;
    int factor = 1; // another: the rules book it otherwise
};

std::string line_states(const Value& delivery) {
    std::string out;
    for (const Value& line : *delivery["message"]["body"]["lines"].as_array())
        out += line["booking"]["posted"].bool_or(false) ? 'p' : line["booking"]["quarantined"].bool_or(false) ? 'q' : 'n';
    return out;
}

} // namespace

TEST_CASE("order.parts: the good lines are posted, and the others wait with their reason and their money") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    REQUIRE(bench.sent.size() == 1);
    CHECK(line_states(bench.sent[0]) == "nq");
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
    CHECK(bench.waiting_money(row.id) == "12.00");
    REQUIRE(bench.references().size() == 1);
    CHECK(bench.references()[0].amount == "38.40");
    CHECK(bench.history(row.id) == Words{"routed", "sending", "delivered", "held"});
}

TEST_CASE("order.parts: while the good lines are on their way, the others are known to wait") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::routed);
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
}

TEST_CASE("order.parts: when its item comes the line is added to the same document, under a key of its own") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.item_comes("GHOST");
    bench.work();
    REQUIRE(bench.sent.size() == 2);
    CHECK(bench.sent[1]["idempotency_key"] == Value("order:shop:1+2"));
    CHECK(line_states(bench.sent[1]) == "pn");
    CHECK(bench.sent[1]["message"]["body"]["booking"]["addition"] ==
          Value::object({{"document_id", "7"}, {"document_number", "700"}, {"document_key", "order:shop:1"}, {"part", 2}}));
    CHECK(message::schema_problem("order", bench.sent[1]["message"]["body"]).empty());
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.open().empty());
    REQUIRE(bench.references().size() == 1);
    CHECK(bench.references()[0].idempotency_key == "order:shop:1");
    CHECK(bench.references()[0].amount == "50.40");
    CHECK_FALSE(bench.orders->step());
}

TEST_CASE("order.parts: an item that comes while the good lines are on their way wakes its line all the same") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.orders->step();
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 2);
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.open().empty());
}

TEST_CASE("order.parts: an item that comes while the rest is judged wakes its line all the same") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().release(row.id)); });
    // After the item was looked for and before the order is held again.
    bench.plugin.script("orders/first", [&](const test::Hand& hand) {
        const ll_verdict verdict = bench.judge(hand);
        if (bench.known.insert("GHOST").second) bench.store.commit([&](store::UnitOfWork& unit) { bench.master.apply(unit, test::item("GHOST")); });
        return verdict;
    });
    bench.work();
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.parts: asked again with nothing new to add, nothing is sent") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().release(row.id)); });
    bench.work();
    CHECK(bench.sent.size() == 1);
    CHECK_FALSE(bench.outbox("order:shop:1+2"));
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
}

TEST_CASE("order.parts: each item adds its line, with the next key") {
    PartsBench bench;
    Value body = two_lines("1");
    Value third = (*body["lines"].as_array())[1];
    third.set("id", "503");
    third.set("sku", "SPIRIT");
    third.set("total_inc_tax", "0.40");
    body.member("lines").push(third);
    const auto row = bench.add(body);
    bench.work();
    bench.item_comes("SPIRIT");
    bench.work();
    REQUIRE(bench.sent.size() == 2);
    CHECK(line_states(bench.sent.back()) == "pqn");
    CHECK(bench.message(row.id).state == state::held);
    bench.item_comes("GHOST");
    bench.work();
    REQUIRE(bench.sent.size() == 3);
    CHECK(bench.sent.back()["idempotency_key"] == Value("order:shop:1+3"));
    CHECK(line_states(bench.sent.back()) == "pnp");
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.parts: a lost answer is looked up before anything else, and the rest goes on from there") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.says = "unknown";
    bench.work();
    CHECK(bench.message(row.id).state == state::routed);
    bench.clock.at += 31'000;
    bench.work();
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
    bench.item_comes("GHOST");
    bench.work();
    bench.clock.at += 31'000;
    bench.work();
    CHECK(bench.sent.size() == 2);
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.parts: a document with another amount than its lines is told until it is right") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.booked_as = "38.41";
    bench.work();
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND", "BOOKED_TOTAL_DIFFERS"});
    bench.booked_as = "";
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.open().empty());
}

TEST_CASE("order.parts: a refused addition keeps the reasons of the lines that wait, and is tried again with the same key") {
    PartsBench bench;
    Value body = two_lines("1");
    Value third = (*body["lines"].as_array())[1];
    third.set("id", "503");
    third.set("sku", "SPIRIT");
    body.member("lines").push(third);
    const auto row = bench.add(body);
    bench.work();
    bench.says = "rejected";
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ERP_REJECTED", "SKU_NOT_FOUND"});
    bench.says = "delivered";
    bench.item_comes("SPIRIT");
    bench.work();
    CHECK(bench.sent.back()["idempotency_key"] == Value("order:shop:1+2"));
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.parts: lines on the document that would be booked otherwise now are not built upon") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.factor = 2;
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 1);
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"TOTAL_MISMATCH"});
}

TEST_CASE("order.parts: a revision that changes only the order's state takes over the lines that wait") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    Value noted = two_lines("1");
    noted.member("notes").set("staff", "call back");
    const auto second = bench.newer(row, noted);
    bench.work();
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"SKU_NOT_FOUND"});
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 2);
    CHECK(bench.message(second.id).state == state::delivered);
    CHECK(bench.references().size() == 1);
}

TEST_CASE("order.parts: a revision that changes the order is held, and says what never came onto the document") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    Value changed = two_lines("1");
    (*changed.member("lines").as_array())[0].set("quantity", 5);
    const auto second = bench.newer(row, changed);
    bench.work();
    CHECK(bench.message(second.id).state == state::held);
    REQUIRE(bench.findings(second.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK_THAT(bench.open().front(), Catch::Contains("1 line (12.00 GBP) never came onto that document"));
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 1);
}

TEST_CASE("order.parts: a revision that comes while the good lines are on their way stands for the rest") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.orders->step();
    Value noted = two_lines("1");
    noted.member("notes").set("staff", "call back");
    const auto second = bench.add(noted);
    bench.work();
    CHECK(bench.message(row.id).state == state::superseded);
    CHECK(bench.findings(row.id).empty());
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.open().size() == 1);
}

TEST_CASE("order.parts: an order that a rule drops after a part of it was posted is held") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.verdict = LL_DROP;
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ORDER_CHANGED_AFTER_POST"});
}

TEST_CASE("order.parts: what the rules leave out of the rest is over: the document is whole, and nothing is open for ever") {
    PartsBench bench;
    const auto row = bench.add(two_goods());
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, two_goods()); });
    bench.work();
    REQUIRE(bench.message(row.id).state == state::held);
    CHECK(test::open_now(bench.store, "1", bench.clock.at) > 0);
    bench.known.insert("GHOST");
    bench.plugin.script("orders/leaves-out", [](const test::Hand& hand) {
        const Value lines = hand.json("/body/lines");
        hand.write("/body/lines", Value::array({(*lines.as_array())[0]}));
        return LL_PASS;
    });
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 1);
    CHECK(bench.open().empty());
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(test::open_now(bench.store, "1", bench.clock.at) == 0);
}

TEST_CASE("order.parts: what a person settles of the rest is open no longer than what is on the document") {
    PartsBench bench;
    const auto row = bench.add(two_goods());
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, two_goods()); });
    bench.work();
    REQUIRE(test::open_now(bench.store, "1", bench.clock.at) > 0);
    bench.store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, unit.exceptions().open_of_message(row.id)->id, {"without the ghost", "", ""}, "ann"); });
    CHECK(test::open_now(bench.store, "1", bench.clock.at) == 0);
}

TEST_CASE("order.parts: what a person has settled is not posted any more") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.store.commit([&](store::UnitOfWork& unit) {
        decisions::resolve(unit, unit.exceptions().open_of_message(row.id).value().id, {"booked by hand", "", "erp/orders"}, "ann");
    });
    Value noted = two_lines("1");
    noted.member("notes").set("staff", "call back");
    const auto second = bench.add(noted);
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 1);
    CHECK(bench.message(second.id).state == state::applied);
}

TEST_CASE("order.parts: an order whose key leaves no room for parts is held as a whole") {
    PartsBench bench;
    const auto row = bench.add(two_lines(std::string(37, '1'))); // its own key has 48 characters
    bench.work();
    CHECK(bench.sent.empty());
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
}

TEST_CASE("order.parts: keys of parts keep their limits") {
    CHECK(commerce::part_key("order:shop:1", 2) == "order:shop:1+2");
    CHECK_FALSE(commerce::part_key("order:shop:1", 1));
    CHECK_FALSE(commerce::part_key("order:shop:1", 100));
    CHECK(commerce::part_key(std::string(48, 'k'), 9));
    CHECK_FALSE(commerce::part_key(std::string(48, 'k'), 10));
}
