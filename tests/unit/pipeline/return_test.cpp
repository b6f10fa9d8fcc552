// Protects what the pipeline does with returns: they wait for their order, their lines are found there and nowhere else, no more comes back than was sold,
// and however often one is judged or delivered its goods count once.
#include "pipe_bench.hpp"

#include "commerce/custody.hpp"
#include "commerce/refund_original.hpp"
#include "revisions/goods_back.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

Value sold(const std::string& id, const std::string& sku, int units, const std::string& item, const std::string& quantity, const std::string& parent = "", bool omitted = false) {
    Value line = order("1")["lines"].as_array()->at(0);
    line.set("id", id);
    line.set("sku", sku);
    line.set("kind", "physical");
    line.set("parent_id", parent);
    line.set("quantity", Value(units));
    Value booking = Value::object({{"item_code", item}, {"quantity", quantity}, {"unit_price", "10"}, {"amount", "40.00"}, {"tax_code", "A1"}, {"tax_rate", "20"}, {"warehouse", "01"}});
    if (omitted) booking.set("omitted", true);
    line.set("booking", std::move(booking));
    return line;
}

// Four mugs; two sets of a bundle that is booked by its parts (1 pan and 2 lids each); one line that shares its SKU with another.
Value booked_order() {
    Value body = order("1");
    body.set("lines", Value::array({sold("31", "MUG", 4, "MUG-1", "4"), sold("40", "SET", 2, "", "0", "", true), sold("41", "PAN", 2, "PAN-1", "2", "40"), sold("42", "LID", 4, "LID-1", "4", "40"),
                                    sold("51", "TWIN", 1, "TWIN-1", "1"), sold("52", "TWIN", 1, "TWIN-1", "1")}));
    body.set("booking", Value::object({{"price_mode", "gross"}, {"customer", Value::object({{"policy", "fixed"}, {"card_code", "C1"}})}, {"expected_total", "48.50"}, {"expected_tax", "8.08"}}));
    return body;
}

Value line(const std::string& line_id, const std::string& sku, const std::string& quantity, bool sellable = true) {
    return Value::object({{"id", "1"}, {"line_id", line_id}, {"sku", sku}, {"item_code", ""}, {"quantity", quantity}, {"sellable", sellable}, {"warehouse", ""}, {"reason", ""}});
}

Value returned(const std::string& id, Value lines, bool posted = false, const std::string& order_id = "1") {
    return Value::object({{"id", id}, {"number", id}, {"origin", posted ? "erp" : "console"}, {"order_id", order_id}, {"store", "shop"}, {"refund_id", ""}, {"received_on", "2026-02-01"}, {"confirmed_at", "2026-02-01T10:00:00Z"},
                          {"confirmed_by", "ada"}, {"stock_posted", posted}, {"lines", std::move(lines)}, {"note", ""}});
}

struct ReturnBench : PipeBench {
    ReturnBench() {
        entered = pipeline("returns", "return", "erp/returns", {"for-returns"}, {});
        booked = pipeline("erp-returns", "return", "returned-goods", {}, {});
        plugin.script("returns/for-returns", [this](const Hand& hand) {
            Value lines = hand.json("/body/lines");
            for (Value& line : *lines.as_array())
                for (Value& row : *line.member("booking").as_array()) {
                    row.set("warehouse", goes_to);
                    row.set("posts", !goes_to.empty());
                }
            hand.write("/body/lines", lines);
            return LL_PASS;
        });
    }
    store::MessageRow enter(const std::string& id, Value lines) { return add(returned(id, std::move(lines)), "return", "returns", "returns"); }
    store::MessageRow book(const Value& body) { return add(body, "return", "erp-returns", "erp/returns"); }
    void post_order() {
        const auto row = add(booked_order());
        REQUIRE(orders->step());
        post(row);
        store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, unit.messages().find(row.id).value()); });
    }
    // A refund of line 31 was booked that expects its goods.
    store::Id expect(const std::string& id, const std::string& quantity) {
        const auto row = add(Value::object({{"id", id}, {"order_id", "1"}}), "refund", "refunds", "shop/refunds");
        store.commit([&](store::UnitOfWork& unit) {
            const Value goods = Value::object({{"line_id", "31"}, {"item_code", "MUG-1"}, {"quantity", quantity}}), of = Value::object({{"line_id", "31"}, {"kind", "physical"}});
            commerce::goods_expected(unit, row, Value::object({{"order_id", "1"}, {"original", Value::object({{"source", "shop/orders"}, {"lines", Value::array({of})}})},
                                                                 {"booking", Value::object({{"custody", "expected"}, {"return_due", "2026-01-01"}, {"lines", Value::array({goods})}})}}), Value());
        });
        return row.id;
    }
    std::string missing(const std::string& refund) const {
        std::string text;
        store.read([&](store::UnitOfWork& unit) { text = commerce::goods_missing(unit, "shop/refunds", refund); });
        return text;
    }
    void deliver(const store::MessageRow& row) {
        post(row);
        came_back(row);
    }
    // Who entered it takes it back.
    store::MessageRow withdraw(const std::string& id, Value lines) {
        Value body = returned(id, std::move(lines));
        body.set("cancelled", true);
        body.set("withdrawn", Value::object({{"at", "2026-02-02T10:00:00Z"}, {"by", "grace"}, {"why", "counted wrongly"}}));
        return add(body, "return", "returns", "returns");
    }
    std::string title(store::Id id) const {
        std::string text;
        store.read([&](store::UnitOfWork& unit) { text = unit.exceptions().open_of_message(id).value().title; });
        return text;
    }
    // A person says that the document of the message's exception was reversed.
    void reversed(store::Id id) {
        store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, unit.exceptions().open_of_message(id).value().id, {"reversed", "", "", true}, "ada"); });
    }
    void came_back(const store::MessageRow& row) {
        store.commit([&](store::UnitOfWork& unit) { revisions::goods_came_back(unit, exceptions, row, unit.outbox().body(unit.outbox().of_message(row.id)->id)); });
    }
    // "31:1" of what counts for the order, in the unit of its lines.
    Words counted() const {
        Words out;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.returned().of_order("shop/orders", "1")) out.push_back(row.return_key + " " + row.line_id + ":" + row.units + " " + row.state);
        });
        return out;
    }
    Value sent(const std::string& id) const {
        Value body;
        store.read([&](store::UnitOfWork& unit) { body = unit.outbox().body(unit.outbox().by_key("return:returns:" + id).value().id); });
        return body;
    }

    std::string goes_to = "01";
    std::unique_ptr<pipeline::Pipeline> entered, booked;
};

} // namespace

TEST_CASE("return.pipeline: a return is sent with its order beside it and its lines as they were booked") {
    ReturnBench bench;
    bench.post_order();
    const auto row = bench.enter("R1", Value::array({line("", "MUG", "2")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(row.id).state == state::routed);
    const Value sent = bench.sent("R1"), booking = sent["lines"].as_array()->at(0)["booking"].as_array()->at(0);
    CHECK(message::schema_problem("return", sent) == "");
    CHECK(sent["original"]["document"]["number"].text_or("") == "700");
    CHECK(sent["lines"].as_array()->at(0)["line_id"].text_or("") == "31");
    CHECK(booking["item_code"].text_or("") == "MUG-1");
    CHECK(booking["quantity"].text_or("") == "2");
    CHECK(bench.counted() == Words{"R1 31:2 announced"});
}

TEST_CASE("return.pipeline: a bundle comes back as its parts") {
    ReturnBench bench;
    bench.post_order();
    bench.enter("R1", Value::array({line("40", "", "1")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.counted() == Words{"R1 41:1 announced", "R1 42:2 announced"});
    const auto part = bench.enter("R2", Value::array({line("42", "", "3")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(part.id) == Words{"RETURN_MISMATCH"}); // two of four lids are back with the bundle
}

TEST_CASE("return.pipeline: what the order does not have, or more than was sold, is held") {
    ReturnBench bench;
    bench.post_order();
    Value lines = Value::array();
    SECTION("another case is another SKU") { lines.push(line("", "mug", "1")); }
    SECTION("a line of another order") { lines.push(line("99", "", "1")); }
    SECTION("two lines with the SKU") { lines.push(line("", "TWIN", "1")); }
    SECTION("more than was sold") { lines.push(line("31", "", "5")); }
    SECTION("more than was sold in two lines") {
        lines.push(line("31", "", "3"));
        lines.push(line("31", "", "2", false));
    }
    SECTION("nothing") { lines.push(line("31", "", "0")); }
    const auto row = bench.enter("R1", std::move(lines));
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(row.id).front() == "RETURN_MISMATCH");
    CHECK(bench.counted().empty());
}

TEST_CASE("return.pipeline: returns of every origin count together, also in one batch") {
    ReturnBench bench;
    bench.post_order();
    const auto first = bench.enter("R1", Value::array({line("31", "", "3")})), second = bench.enter("R2", Value::array({line("31", "", "2")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(first.id).state == state::routed);
    CHECK(bench.message(second.id).state == state::ready); // what it was judged from is not so any more
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(second.id) == Words{"RETURN_MISMATCH"});
    const auto third = bench.book(returned("7", Value::array({line("31", "", "2")}), true));
    REQUIRE(bench.booked->step());
    CHECK(bench.findings(third.id) == Words{"RETURN_MISMATCH"});
}

TEST_CASE("return.pipeline: a return waits for its order, and one of an order that nobody knows is a question") {
    ReturnBench bench;
    const auto unknown = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(unknown.id) == Words{"RETURN_NO_ORDER"});
    const auto order_row = bench.add(booked_order());
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, order_row); });
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(unknown.id) == Words{"RETURN_WAITS_FOR_ORDER"});
    REQUIRE(bench.orders->step());
    bench.post(order_row);
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, order_row); });
    REQUIRE(bench.entered->step());
    CHECK(bench.message(unknown.id).state == state::routed);
    CHECK(bench.open().empty());
}

TEST_CASE("return.goods: what is delivered ends what is expected, once, however often it is told") {
    ReturnBench bench;
    bench.post_order();
    const store::Id refund = bench.expect("12", "2");
    bench.store.commit([&](store::UnitOfWork& unit) { bench.exceptions.hold(unit, unit.messages().find(refund).value(), {{"RETURN_NOT_RECEIVED", "where are they", "", "", "", "engine", Value::object()}}); });
    const auto one = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.missing("12") == "2 of MUG-1"); // announced is not there
    bench.deliver(one);
    CHECK(bench.missing("12") == "1 of MUG-1");
    bench.came_back(one);
    CHECK(bench.missing("12") == "1 of MUG-1");
    CHECK(bench.counted() == Words{"R1 31:1 received"});
    CHECK(bench.findings(refund) == Words{"RETURN_NOT_RECEIVED"});
    const auto two = bench.enter("R2", Value::array({line("31", "", "1", false)}));
    REQUIRE(bench.entered->step());
    bench.deliver(two);
    CHECK(bench.missing("12") == "");
    CHECK(bench.open().empty());
}

TEST_CASE("return.goods: goods that are back before their refund is booked are not waited for") {
    ReturnBench bench;
    bench.post_order();
    const auto row = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    bench.deliver(row);
    bench.expect("12", "1");
    CHECK(bench.missing("12") == "");
}

TEST_CASE("return.goods: what cannot be sold and goes nowhere is told, with item, quantity and order") {
    ReturnBench bench;
    bench.post_order();
    const auto row = bench.enter("R1", Value::array({line("31", "", "1", false)}));
    SECTION("nowhere") {
        bench.goes_to = "";
        REQUIRE(bench.entered->step());
        bench.deliver(row);
        REQUIRE(bench.findings(row.id) == Words{"RETURN_UNSELLABLE"});
        CHECK(bench.open().front().find("1 of MUG-1 of order N1") != std::string::npos);
    }
    SECTION("scrap") {
        bench.goes_to = "SCRAP";
        REQUIRE(bench.entered->step());
        bench.deliver(row);
        CHECK(bench.open().empty());
    }
}

TEST_CASE("return.goods: what the ERP has booked itself counts, and one that is cancelled there counts no more") {
    ReturnBench bench;
    bench.post_order();
    bench.expect("12", "1");
    Value body = returned("7", Value::array({line("31", "", "1")}), true);
    const auto row = bench.book(body);
    REQUIRE(bench.booked->step());
    CHECK(bench.message(row.id).state == state::applied);
    CHECK(bench.missing("12") == "");
    body.set("cancelled", true);
    const auto later = bench.book(body);
    REQUIRE(bench.booked->step());
    CHECK(bench.message(later.id).state == state::applied);
    CHECK(bench.counted().empty());
    CHECK(bench.missing("12") == "1 of MUG-1");
    CHECK(bench.open().empty());
}

TEST_CASE("return.goods: a person who settles a return without a document takes it out of the count, one who names it leaves it in") {
    ReturnBench bench;
    bench.post_order();
    bench.expect("12", "1");
    bench.plugin.script("returns/for-returns", holds("RETURN_MISMATCH"));
    const auto row = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    SECTION("without") {
        bench.settle(row.id, "not ours");
        CHECK(bench.counted().empty());
        CHECK(bench.missing("12") == "1 of MUG-1");
    }
    SECTION("with") {
        bench.settle(row.id, "booked by hand", "21000001");
        CHECK(bench.counted() == Words{"R1 31:1 received"});
        CHECK(bench.missing("12") == "");
    }
}

TEST_CASE("return.pipeline: what a rule holds because its line is on no document goes on with the order") {
    ReturnBench bench;
    bench.post_order();
    bool first = true;
    bench.plugin.script("returns/for-returns", [&](const Hand& hand) {
        if (!first) return LL_PASS;
        first = false;
        hand.explain("RETURN_NO_ORDER", "no item");
        return LL_HOLD;
    });
    const auto row = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    REQUIRE(bench.findings(row.id) == Words{"RETURN_NO_ORDER"});
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, unit.messages().newest("shop/orders", "order", "1").value()); });
    REQUIRE(bench.entered->step());
    CHECK(bench.message(row.id).state == state::routed);
}

TEST_CASE("return.withdrawn: what was not posted never is, and counts no more") {
    ReturnBench bench;
    bench.post_order();
    bench.enter("R1", Value::array({line("31", "", "4")}));
    const auto withdrawn = bench.withdraw("R1", Value::array({line("31", "", "4")}));
    while (bench.entered->step()) continue;
    CHECK(bench.message(withdrawn.id).state == state::dropped);
    CHECK(bench.counted().empty());
    CHECK(bench.open().empty());
    CHECK(bench.detail_of(withdrawn.id, "dropped")["reasons"].as_array()->at(0)["message"].text_or("").find("withdrawn by grace (counted wrongly)") != std::string::npos);
    const auto right = bench.enter("R2", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(right.id).state == state::routed);
}

TEST_CASE("return.withdrawn: what was posted counts until a person has reversed it, and its goods are missed again then") {
    ReturnBench bench;
    bench.post_order();
    bench.expect("12", "1");
    const auto row = bench.enter("R1", Value::array({line("31", "", "4")}));
    REQUIRE(bench.entered->step());
    bench.deliver(row);
    REQUIRE(bench.missing("12") == "");
    const auto withdrawn = bench.withdraw("R1", Value::array({line("31", "", "4")}));
    REQUIRE(bench.entered->step());
    REQUIRE(bench.findings(withdrawn.id) == Words{"RETURN_MISMATCH"});
    CHECK(bench.title(withdrawn.id).find("Return R1 was withdrawn by grace (counted wrongly) after its goods were booked as document 700") != std::string::npos);
    CHECK(bench.counted() == Words{"R1 31:4 received"});
    SECTION("reversed") {
        bench.reversed(withdrawn.id);
        CHECK(bench.counted().empty());
        CHECK(bench.missing("12") == "1 of MUG-1");
        CHECK(bench.open().empty());
        CHECK(bench.message(withdrawn.id).state == state::settled);
        CHECK(bench.detail_of(withdrawn.id, "resolved")["document_cancelled"].text_or("") == "700");
        const auto right = bench.enter("R2", Value::array({line("31", "", "1")}));
        REQUIRE(bench.entered->step());
        CHECK(bench.message(right.id).state == state::routed);
    }
    SECTION("it stands all the same") {
        bench.settle(withdrawn.id, "they are there");
        CHECK(bench.counted() == Words{"R1 31:4 received"});
        CHECK(bench.missing("12") == "");
    }
}

TEST_CASE("return.withdrawn: one for which nothing was posted asks nobody, and what was told of its goods is over") {
    ReturnBench bench;
    bench.post_order();
    bench.goes_to = "";
    const auto row = bench.enter("R1", Value::array({line("31", "", "1", false)}));
    REQUIRE(bench.entered->step());
    bench.deliver(row);
    bench.store.commit([&](store::UnitOfWork& unit) {
        auto reference = unit.cross_references().of_source(row.source, row.type, row.source_key).value();
        reference.remote_id = "";
        reference.remote_number = "nothing posted: no warehouse";
        unit.cross_references().put(reference);
    });
    REQUIRE(bench.findings(row.id) == Words{"RETURN_UNSELLABLE"});
    const auto withdrawn = bench.withdraw("R1", Value::array({line("31", "", "1", false)}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(withdrawn.id).state == state::dropped);
    CHECK(bench.counted().empty());
    CHECK(bench.open().empty());
}

TEST_CASE("return.withdrawn: one that a person settled without a document changes nothing") {
    ReturnBench bench;
    bench.post_order();
    const auto row = bench.enter("R1", Value::array({line("31", "", "5")}));
    REQUIRE(bench.entered->step());
    bench.settle(row.id, "not ours");
    const auto withdrawn = bench.withdraw("R1", Value::array({line("31", "", "5")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(withdrawn.id).state == state::applied);
    CHECK(bench.open().empty());
    CHECK(bench.counted().empty());
}

TEST_CASE("return.goods: one that the ERP cancels after a person named a document for it counts no more, and the document is asked about") {
    ReturnBench bench;
    bench.post_order();
    bench.expect("12", "1");
    Value body = returned("7", Value::array({line("31", "", "5")}), true);
    const auto row = bench.book(body);
    REQUIRE(bench.booked->step());
    bench.settle(row.id, "booked by hand", "21000001");
    REQUIRE(bench.counted() == Words{"7 31:5 received"});
    REQUIRE(bench.missing("12") == "");
    body.set("cancelled", true);
    const auto cancelled = bench.book(body);
    REQUIRE(bench.booked->step());
    REQUIRE(bench.findings(cancelled.id) == Words{"RETURN_MISMATCH"});
    CHECK(bench.title(cancelled.id).find("Return 7 was cancelled in the ERP after a person named document 21000001") != std::string::npos);
    CHECK(bench.counted().empty());
    CHECK(bench.missing("12") == "1 of MUG-1");
    bench.settle(cancelled.id, "nothing to reverse");
    CHECK(bench.counted().empty());
    CHECK(bench.open().empty());
}

TEST_CASE("return.pipeline: a return that changed is said to have changed where that was") {
    ReturnBench bench;
    bench.post_order();
    Value body = returned("7", Value::array({line("31", "", "5")}), true);
    const auto row = bench.book(body);
    REQUIRE(bench.booked->step());
    std::string document;
    SECTION("settled") {}
    SECTION("settled with a document") { document = "21000001"; }
    bench.settle(row.id, "looked at", document);
    body.member("lines").as_array()->at(0).set("quantity", "2");
    const auto later = bench.book(body);
    REQUIRE(bench.booked->step());
    REQUIRE(bench.findings(later.id) == Words{"RETURN_MISMATCH"});
    CHECK(bench.title(later.id).find("Return 7 was changed in the ERP after") != std::string::npos);
}
