// Protects refunds that people entered, and those whose payment changes its mind: they count against the order of the store that they name, whatever they are
// called, wait for nothing once they are withdrawn, and money that goes back after all is never silent.
#include "refund_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

struct EnteredBench : RefundBench {
    EnteredBench() {
        by_hand = pipeline("by-hand", "refund", "erp/credit-memos", {"for-refunds"}, {});
        plugin.script("by-hand/for-refunds", credits("1", "10.00", "10.00"));
    }
    store::MessageRow enter(const std::string& id, bool withdrawn = false) {
        Value body = refund(id, "1", "10.00", withdrawn ? "declined" : "settled");
        body.set("store", "shop");
        body.set("kind", "chargeback");
        if (withdrawn) body.set("withdrawn", Value::object({{"at", "2026-03-01T10:00:00Z"}, {"by", "ada"}, {"why", "won"}}));
        return add(body, "refund", "by-hand", "refunds");
    }
    std::unique_ptr<pipeline::Pipeline> by_hand;
};

} // namespace

TEST_CASE("refund.pipeline entered: it counts against the order of the store that it names, beside a refund of the store with the same id") {
    EnteredBench bench;
    bench.post_order();
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    bench.enter("12");
    REQUIRE(bench.by_hand->step());
    const Value original = bench.sent("refund:refunds:12")["original"];
    CHECK(message::schema_problem("refund", bench.sent("refund:refunds:12")).empty());
    CHECK(original["source"].text_or("") == "shop/orders");
    CHECK(original["credited_total"].text_or("") == "10.00");
    CHECK(original["keys"].as_array()->at(0).text_or("") == "refund:shop:12");
    bench.add_refund("13");
    REQUIRE(bench.refunds->step());
    const Value later = bench.sent("refund:shop:13")["original"];
    CHECK(later["credited_total"].text_or("") == "20.00");
    CHECK(later["refunds"].size() == 2);
    CHECK(later["keys"].as_array()->at(1).text_or("") == "refund:refunds:12");
}

TEST_CASE("refund.pipeline entered: together with those of the store it never passes what was sold") {
    EnteredBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", credits("4", "40.00", "40.00"));
    bench.add_refund("12", "40.00");
    REQUIRE(bench.refunds->step());
    const auto row = bench.enter("ARN-1");
    REQUIRE(bench.by_hand->step());
    CHECK(bench.findings(row.id) == Words{"REFUND_EXCEEDS_ORDER"});
}

TEST_CASE("refund.pipeline entered: one that was withdrawn does not wait for its order") {
    EnteredBench bench;
    bench.add(booked_order("1"));
    const auto waits = bench.enter("ARN-1");
    REQUIRE(bench.by_hand->step());
    CHECK(bench.findings(waits.id) == Words{"REFUND_WAITS_FOR_ORDER"});
    bench.plugin.script("by-hand/for-refunds", [](const Hand&) { return LL_DROP; });
    const auto withdrawn = bench.enter("ARN-1", true);
    REQUIRE(bench.by_hand->step());
    CHECK(bench.message(withdrawn.id).state == state::dropped);
}

TEST_CASE("refund.pipeline entered: one that is withdrawn after it was booked names the document to cancel") {
    EnteredBench bench;
    bench.post_order();
    const auto row = bench.enter("ARN-1");
    REQUIRE(bench.by_hand->step());
    bench.post(row);
    const auto withdrawn = bench.enter("ARN-1", true);
    REQUIRE(bench.by_hand->step());
    CHECK(bench.findings(withdrawn.id) == Words{"REFUND_CHANGED_AFTER_POST"});
    std::string title;
    bench.store.read([&](store::UnitOfWork& unit) { title = unit.exceptions().open_of_message(withdrawn.id).value().title; });
    CHECK(title.find("booked as document 700") != std::string::npos);
    CHECK(title.find("withdrawn by ada (won)") != std::string::npos);
}

TEST_CASE("refund.pipeline entered: one that was dropped with its order is judged anew when that is taken up again, one of another store's order is not") {
    EnteredBench bench;
    bench.plugin.script("orders/first", [](const Hand&) { return LL_DROP; });
    const auto dropped = [&](const std::string& id, const std::string& store) {
        Value body = refund(id, "1", "10.00");
        body.set("store", store);
        const auto row = bench.arrives(body, "refund", "by-hand", "refunds");
        bench.store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().move(row.id, row.version, state::dropped)); });
        return row;
    };
    bench.arrives(booked_order("1"), "order", "orders", "shop/orders");
    REQUIRE(bench.orders->step());
    const auto mine = dropped("ARN-1", "shop"), of_another_store = dropped("ARN-2", "outlet");
    Value changed = booked_order("1");
    changed.set("number", "N1b");
    bench.arrives(changed, "order", "orders", "shop/orders");
    bench.pass("orders/first");
    REQUIRE(bench.orders->step());
    CHECK(bench.message(mine.id).state == state::ready);
    CHECK(bench.message(of_another_store.id).state == state::dropped);
}

TEST_CASE("refund.pipeline: money that goes back after all, when its refund was settled as declined, is told") {
    RefundBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", holds("REFUND_DECLINED"));
    const auto row = bench.add_refund("12", "10.00", "declined");
    REQUIRE(bench.refunds->step());
    bench.settle(row.id, "the shopper does not want it");
    const auto later = bench.add_refund("12", "10.00", "settled");
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(later.id) == Words{"REFUND_CHANGED_AFTER_POST"});
}

TEST_CASE("refund.pipeline: after the memo of a declined refund was cancelled the same units can be given back") {
    RefundBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", credits("4", "40.00", "40.00"));
    const auto row = bench.add_refund("12", "40.00");
    REQUIRE(bench.refunds->step());
    bench.post(row);
    const auto declined = bench.add_refund("12", "40.00", "declined");
    REQUIRE(bench.refunds->step());
    const auto second = bench.add_refund("13", "40.00");
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(second.id) == Words{"REFUND_EXCEEDS_ORDER"});
    bench.store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, unit.exceptions().open_of_message(declined.id).value().id, {"cancelled it", "", "erp/credit-memos", true}, "ada"); });
    bench.release(second.id);
    REQUIRE(bench.refunds->step());
    CHECK(bench.message(second.id).state == state::routed);
}
