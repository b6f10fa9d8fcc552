// Protects what people decide about an exception: nothing that may have been booked is sent again, what they settled stays settled,
// and what they take back is judged anew.
#include "support/engine_bench.hpp"

#include "decisions/decisions.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;
using Words = std::vector<std::string>;

class DecisionBench : public test::EngineBench {
public:
    // An order in a state, with its outbox row in another; "" = none.
    store::MessageRow order_in(const std::string& message_state, const std::string& delivery = "", base::Millis due_at = 0) {
        const store::MessageRow row = add(test::order("1"));
        store.commit([&](store::UnitOfWork& unit) {
            if (!delivery.empty()) put_in_outbox(unit, row, test::order("1"), delivery, due_at);
            REQUIRE(unit.messages().move(row.id, row.version, message_state));
        });
        return message(row.id);
    }
    store::Id held_for(const store::MessageRow& row, const std::string& code) {
        store::Id id = 0;
        exceptions::Found found;
        found.code = code;
        found.message = "because of " + code;
        store.commit([&](store::UnitOfWork& unit) { id = exceptions.hold(unit, row, {found}); });
        return id;
    }
    // "" if it was done; else why it was refused.
    std::string decide(const std::function<void(store::UnitOfWork&)>& decision) {
        try {
            store.commit(decision);
        } catch (const decisions::Refused& refusal) {
            return refusal.what();
        }
        return "";
    }
    std::string retry(store::Id id) {
        return decide([&](store::UnitOfWork& unit) { decisions::retry(unit, decisions::find_open(unit, id), "ada"); });
    }
    std::string resolve(store::Id id, const std::string& document = "") {
        return decide([&](store::UnitOfWork& unit) { decisions::resolve(unit, id, {"by hand", document, "erp/orders"}, "ada"); });
    }
    std::string reopen(store::Id id) {
        return decide([&](store::UnitOfWork& unit) { decisions::reopen(unit, id, "not after all", "bob"); });
    }
    std::optional<store::CrossReferenceRow> reference() const {
        std::optional<store::CrossReferenceRow> out;
        store.read([&](store::UnitOfWork& unit) { out = unit.cross_references().by_key("order:shop:1"); });
        return out;
    }
};

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("order.decisions: what is held is judged anew") {
    DecisionBench bench;
    const auto row = bench.order_in(state::held);
    CHECK(bench.retry(bench.held_for(row, "SKU_NOT_FOUND")) == "");
    CHECK(bench.message(row.id).state == state::ready);
    CHECK(bench.history(row.id) == Words{"retry asked"});
}

TEST_CASE("order.decisions: what is tried now and then is tried at once") {
    for (const char* waits : {outbox_state::ready, outbox_state::waiting}) {
        DecisionBench bench;
        const auto row = bench.order_in(state::routed, waits, bench.clock.at + 600'000);
        CHECK(bench.retry(bench.held_for(row, "ERP_LOCKED")) == "");
        CHECK(bench.outbox("order:shop:1")->due_at == bench.clock.at);
        CHECK(bench.outbox("order:shop:1")->state == waits);
    }
}

TEST_CASE("order.decisions: what may have been booked is never sent again") {
    DecisionBench bench;
    const auto row = bench.order_in(state::routed, outbox_state::unconfirmed);
    CHECK(says(bench.retry(bench.held_for(row, "ORDER_UNCONFIRMED")), "sending it again is not safe"));
    CHECK(bench.outbox("order:shop:1")->state == outbox_state::unconfirmed);
}

TEST_CASE("order.decisions: what is being sent just now is nobody's to decide") {
    DecisionBench bench;
    const auto row = bench.order_in(state::routed, outbox_state::in_flight);
    const auto id = bench.held_for(row, "ERP_LOCKED");
    CHECK(says(bench.retry(id), "being sent just now"));
    CHECK(says(bench.resolve(id), "being sent just now"));
    CHECK(bench.message(row.id).state == state::routed);
}

TEST_CASE("order.decisions: what cannot be found out is settled by a person, with the document or without") {
    for (const std::string document : {"", "26000090"}) {
        DecisionBench bench;
        const auto row = bench.order_in(state::routed, outbox_state::unconfirmed);
        CHECK(bench.resolve(bench.held_for(row, "ORDER_UNCONFIRMED"), document) == "");
        CHECK(bench.message(row.id).state == state::settled);
        CHECK(bench.outbox("order:shop:1")->state == outbox_state::settled);
        CHECK(bench.open().empty());
        CHECK(bench.reference().has_value() == !document.empty());
        if (!document.empty()) CHECK(bench.reference()->remote_number == document);
    }
}

TEST_CASE("order.decisions: as long as it is looked up nobody needs to guess") {
    DecisionBench bench;
    const auto row = bench.order_in(state::routed, outbox_state::unconfirmed);
    CHECK(says(bench.resolve(bench.held_for(row, "SKU_NOT_FOUND")), "still being looked up"));
    CHECK(bench.outbox("order:shop:1")->state == outbox_state::unconfirmed);
}

TEST_CASE("order.decisions: what waits for an approval, or is locked for long, may be settled by hand") {
    for (const char* waits : {outbox_state::ready, outbox_state::waiting}) {
        DecisionBench bench;
        const auto row = bench.order_in(state::routed, waits, bench.clock.at + 600'000);
        CHECK(bench.resolve(bench.held_for(row, "ERP_LOCKED")) == "");
        CHECK(bench.outbox("order:shop:1")->state == outbox_state::settled);
        CHECK(bench.message(row.id).state == state::settled);
    }
}

TEST_CASE("order.decisions: another document than the one that stands is refused") {
    DecisionBench bench;
    const auto row = bench.order_in(state::held);
    bench.store.commit([&](store::UnitOfWork& unit) { unit.cross_references().put({"shop/orders", "order", "1", "erp/orders", "order:shop:1", "7", "700", "", "", "", row.id, 1}); });
    const auto id = bench.held_for(row, "ORDER_CHANGED_AFTER_POST");
    CHECK(says(bench.resolve(id, "701"), "document 700 stands for order N1 already"));
    CHECK(bench.resolve(id, "700") == "");
}

TEST_CASE("order.decisions: an exception about a flow has no document") {
    DecisionBench bench;
    store::Id id = 0;
    bench.store.commit([&](store::UnitOfWork& unit) { id = bench.exceptions.flow(unit, "orders", {"STORE_AUTH", "refused", "", "shop/orders", "", "", Value::object()}); });
    CHECK(says(bench.resolve(id, "700"), "about the flow orders"));
    CHECK(bench.resolve(id) == "");
    bench.store.read([](store::UnitOfWork& unit) {
        const auto entry = unit.history().last().value();
        const Value detail = message::parse_json(entry.detail);
        CHECK(entry.message_id == 0);
        CHECK(entry.what == "resolved");
        CHECK(entry.who == "ada");
        CHECK(detail["note"].text_or("") == "by hand");
        CHECK(detail["code"].text_or("") == "STORE_AUTH");
        CHECK(detail["route"].text_or("") == "orders");
        CHECK(detail["subject"].text_or("") == "shop/orders");
    });
}

TEST_CASE("order.decisions: what was settled by mistake is judged anew, and its hand-made document forgotten") {
    DecisionBench bench;
    const auto row = bench.order_in(state::held);
    const auto id = bench.held_for(row, "SKU_NOT_FOUND");
    REQUIRE(bench.resolve(id, "4711") == "");
    CHECK(bench.reopen(id) == "");
    CHECK(bench.message(row.id).state == state::ready);
    CHECK_FALSE(bench.reference());
    CHECK(bench.history(row.id) == Words{"resolved", "reopened"});
}

TEST_CASE("order.decisions: reopening judges the newest revision") {
    DecisionBench bench;
    const auto row = bench.order_in(state::held);
    const auto id = bench.held_for(row, "SKU_NOT_FOUND");
    REQUIRE(bench.resolve(id) == "");
    const auto newer = bench.add(test::order("1", "99.00"));
    bench.store.commit([&](store::UnitOfWork& unit) { unit.messages().move(newer.id, newer.version, state::held); });
    CHECK(bench.reopen(id) == "");
    CHECK(bench.message(row.id).state == state::superseded);
    CHECK(bench.message(newer.id).state == state::ready);
}

TEST_CASE("order.decisions: reopening the older of two settlements gives the order back, not nothing") {
    DecisionBench bench;
    const auto row = bench.order_in(state::held);
    const auto first = bench.held_for(row, "SKU_NOT_FOUND");
    REQUIRE(bench.resolve(first, "55") == "");
    const auto newer = bench.add(test::order("1", "99.00"));
    bench.store.commit([&](store::UnitOfWork& unit) { unit.messages().move(newer.id, newer.version, state::held); });
    REQUIRE(bench.resolve(bench.held_for(bench.message(newer.id), "ORDER_CHANGED_AFTER_POST")) == "");
    CHECK(bench.reopen(first) == "");
    CHECK(bench.message(row.id).state == state::superseded);
    CHECK(bench.message(newer.id).state == state::ready);
}

TEST_CASE("order.decisions: what the engine posted is not given back to it") {
    DecisionBench bench;
    const auto row = bench.order_in(state::held, outbox_state::delivered);
    bench.store.commit([&](store::UnitOfWork& unit) { unit.cross_references().put({"shop/orders", "order", "1", "erp/orders", "order:shop:1", "7", "700", "", "", "", row.id, 1}); });
    const auto id = bench.held_for(row, "ORDER_CHANGED_AFTER_POST");
    REQUIRE(bench.resolve(id) == "");
    CHECK(says(bench.reopen(id), "the engine posted order N1 as document 700"));
}

TEST_CASE("order.decisions: only what a person settled can be taken back") {
    DecisionBench bench;
    const auto row = bench.order_in(state::held);
    const auto id = bench.held_for(row, "SKU_NOT_FOUND");
    CHECK(says(bench.reopen(id), "is open"));
    bench.store.commit([&](store::UnitOfWork& unit) {
        unit.messages().move(row.id, row.version, state::superseded);
        bench.exceptions.close(unit, row, "engine: a newer revision came", "");
    });
    CHECK(says(bench.reopen(id), "was not settled by hand"));
    CHECK(says(bench.reopen(99), "there is no exception 99"));
}

namespace {

// A refund that is booked as memo 66000001, and whose payment is declined afterwards.
class DeclinedBench : public DecisionBench {
public:
    DeclinedBench() {
        booked = add(refund("settled"), "refund", "refunds", "shop/refunds");
        store.commit([&](store::UnitOfWork& unit) {
            put_in_outbox(unit, booked, refund("settled"), outbox_state::delivered, 0);
            REQUIRE(unit.messages().move(booked.id, booked.version, state::delivered));
            store::CrossReferenceRow memo;
            memo.source = "shop/refunds";
            memo.type = "refund";
            memo.source_key = "12";
            memo.sink = "erp/credit-memos";
            memo.idempotency_key = "refund:shop:12";
            memo.remote_number = "66000001";
            memo.message_id = booked.id;
            unit.cross_references().put(memo);
            unit.credits().add({0, "shop", "1", "shop/refunds", "12", "total", "", "10.00", "0"});
            unit.expected_returns().put({"shop/refunds", "12", "31", "shop/orders", "1", "MUG", "1", "0", "2026-04-01", false, false, booked.id});
        });
        declined = add(refund("declined"), "refund", "refunds", "shop/refunds");
        store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().move(declined.id, declined.version, state::held)); });
        exception = held_for(declined, "REFUND_CHANGED_AFTER_POST");
    }
    static Value refund(const std::string& settlement) { return Value::object({{"id", "12"}, {"order_id", "1"}, {"settlement", settlement}, {"total_inc_tax", "10.00"}}); }
    std::string cancelled(store::Id id, const std::string& document = "") {
        return decide([&](store::UnitOfWork& unit) { resolution = decisions::resolve(unit, id, {"cancelled it", document, "erp/credit-memos", true}, "ada"); });
    }
    std::size_t counts() const {
        std::size_t rows = 0;
        store.read([&](store::UnitOfWork& unit) { rows = unit.credits().of_refund("shop/refunds", "12").size() + unit.expected_returns().of_refund("shop/refunds", "12").size(); });
        return rows;
    }
    store::MessageRow booked, declined;
    store::Id exception = 0;
    decisions::Resolution resolution;
};

} // namespace

TEST_CASE("refund.decisions: a memo that a person cancelled counts no more: its credits and goods are free, and its key too") {
    DeclinedBench bench;
    CHECK(bench.counts() == 2);
    REQUIRE(bench.cancelled(bench.exception) == "");
    CHECK(bench.resolution.cancelled_document == "66000001");
    CHECK(bench.counts() == 0);
    CHECK(bench.message(bench.declined.id).state == state::settled);
    CHECK(bench.outbox("refund:shop:12")->state == outbox_state::settled);
    CHECK(bench.history(bench.declined.id).back() == "resolved");
    bench.store.read([&](store::UnitOfWork& unit) { CHECK_FALSE(unit.cross_references().of_source("shop/refunds", "refund", "12")); });
    CHECK(bench.reopen(bench.exception) == "");
    CHECK(bench.message(bench.declined.id).state == state::ready);
}

TEST_CASE("refund.decisions: what was withdrawn cannot be given back to the engine, which would book nothing of it") {
    DeclinedBench bench;
    REQUIRE(bench.cancelled(bench.exception) == "");
    Value withdrawn = DeclinedBench::refund("declined");
    withdrawn.set("withdrawn", Value::object({{"at", "2026-03-01T10:00:00Z"}, {"by", "ada"}, {"why", "won"}}));
    bench.add(withdrawn, "refund", "refunds", "shop/refunds");
    CHECK(says(bench.reopen(bench.exception), "under another key"));
    CHECK(bench.message(bench.declined.id).state == state::settled);
}

TEST_CASE("refund.decisions: resolved without a word of the memo, what it credited stays credited") {
    DeclinedBench bench;
    REQUIRE(bench.resolve(bench.exception) == "");
    CHECK(bench.counts() == 2);
}

TEST_CASE("refund.decisions: only a document of a refund that stands can have been cancelled") {
    DeclinedBench bench;
    CHECK(says(bench.cancelled(bench.exception, "66000001"), "one of both"));
    CHECK(bench.counts() == 2);
    const auto order = bench.order_in(state::held);
    CHECK(says(bench.cancelled(bench.held_for(order, "SKU_NOT_FOUND")), "resolve it with its note alone"));
    REQUIRE(bench.cancelled(bench.exception) == "");
    CHECK(bench.reopen(bench.exception) == "");
    CHECK(says(bench.cancelled(bench.held_for(bench.message(bench.declined.id), "REFUND_DECLINED")), "no document stands"));
}
