// Protects the entering of returns: each id once, only of goods that were sold and are not back yet, and every refusal says field, value and remedy.
#include "entry_bench.hpp"

#include "intake/return_entry.hpp"
#include "message/schema.hpp"

using namespace ledgerline;
using namespace ledgerline::test;
using intake::EntryRefused;
using message::Value;
using Why = EntryRefused::Why;

namespace {

struct ReturnDesk : EntryBench {
    ReturnDesk() { add_order("shop/orders", "1047"); }
    void add_order(const std::string& source, const std::string& id) {
        Value body = order(id);
        Value line = body["lines"].as_array()->at(0);
        line.set("id", "31");
        line.set("sku", "MUG");
        line.set("kind", "physical");
        line.set("quantity", Value(3));
        body.set("lines", Value::array({line}));
        body.set("number", id);
        add(body, "order", "orders", source);
    }
    intake::EnteredReturn mugs(const std::string& id, const std::string& quantity) const {
        intake::EnteredReturn entry;
        entry.id = id;
        entry.order = "1047";
        entry.lines.push_back({"", "MUG", quantity, true, "", ""});
        return entry;
    }
    intake::Entered enter(const intake::EnteredReturn& entry) {
        return entered([&](store::UnitOfWork& unit) { return intake::enter_return(unit, receiver, "returns", entry, {"console", "ada"}); });
    }
    intake::Entered withdraw(const std::string& id, const std::string& reason = "counted wrongly") {
        return entered([&](store::UnitOfWork& unit) { return intake::withdraw_return(unit, receiver, "returns", {id, reason, "grace"}, {"api", "wms/2"}); });
    }
    using EntryBench::refused;
    Why refused(const intake::EnteredReturn& entry, const std::string& words = "") {
        return refused([&] { enter(entry); }, words);
    }
    std::size_t rows() const {
        std::size_t count = 0;
        store.read([&](store::UnitOfWork& unit) { count = unit.returned().of_order("shop/orders", "1047").size(); });
        return count;
    }
};

} // namespace

TEST_CASE("return.entry: a return is a message once, with who entered it, and counts at once") {
    ReturnDesk bench;
    const auto entered = bench.enter(bench.mugs("RMA-17", "2"));
    CHECK(entered.is_new);
    CHECK(entered.body["lines"].as_array()->at(0)["line_id"].text_or("") == "31");
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto row = unit.messages().newest("returns", "return", "RMA-17").value();
        CHECK(row.state == store::message_state::ready);
        CHECK(row.correlation == "order-1047");
        CHECK(unit.history().of_message(row.id).back().who == "ada");
    });
    CHECK(bench.rows() == 1);
    bench.clock.at += 86'400'000;
    CHECK_FALSE(bench.enter(bench.mugs("RMA-17", "2.0")).is_new); // the day of the first counts
    CHECK(bench.refused(bench.mugs("RMA-17", "1"), "RMA-17") == Why::other_content);
    CHECK(bench.rows() == 1);
}

TEST_CASE("return.entry: no more comes back than was sold") {
    ReturnDesk bench;
    bench.enter(bench.mugs("R1", "2"));
    CHECK(bench.refused(bench.mugs("R2", "2"), "return R1") == Why::unfit);
    CHECK(bench.enter(bench.mugs("R2", "1")).is_new);
    CHECK(bench.refused(bench.mugs("R3", "1")) == Why::unfit);
    CHECK(bench.rows() == 2);
}

TEST_CASE("return.entry: what does not fit is refused in plain words") {
    ReturnDesk bench;
    auto entry = bench.mugs("R1", "1");
    Why why = Why::unfit;
    std::string words;
    SECTION("no id") { entry.id = "R 1", words = "id:"; }
    SECTION("an id that no key could hold") { entry.id = std::string(36, 'x'), words = "35"; }
    SECTION("an order that nobody knows") { entry.order = "9", why = Why::no_order, words = "\"9\""; }
    SECTION("an order of another store") { entry.store = "other", why = Why::no_order, words = "other"; }
    SECTION("no lines") { entry.lines.clear(), words = "lines"; }
    SECTION("too many lines") { entry.lines.resize(intake::return_lines_max + 1, entry.lines.front()), words = "200"; }
    SECTION("a quantity of nothing") { entry.lines.front().quantity = "0", words = "\"0\""; }
    SECTION("a quantity that is none") { entry.lines.front().quantity = "two", words = "\"two\""; }
    SECTION("both line and SKU") { entry.lines.front().line_id = "31", words = "both"; }
    SECTION("another SKU") { entry.lines.front().sku = "mug", words = "\"mug\""; }
    SECTION("no day") { entry.received_on = "2026-02-30", words = "2026-02-30"; }
    SECTION("a day to come") { entry.received_on = "2199-01-01", words = "2199"; }
    CHECK(bench.refused(entry, words) == why);
    CHECK(bench.rows() == 0);
}

TEST_CASE("return.entry: where two stores have such an order, the store must be named") {
    ReturnDesk bench;
    bench.add_order("other/orders", "1047");
    auto entry = bench.mugs("R1", "1");
    CHECK(bench.refused(entry, "name the store") == Why::unfit);
    entry.store = "other";
    CHECK(bench.enter(entry).body["store"].text_or("") == "other");
}

TEST_CASE("return.entry: a withdrawal is a newer revision, once, and what was not posted counts no more at once, and its id is not used again") {
    ReturnDesk bench;
    bench.enter(bench.mugs("RMA-17", "3"));
    REQUIRE(bench.refused(bench.mugs("RMA-18", "1"), "RMA-17") == Why::unfit);
    const auto entered = bench.withdraw("RMA-17");
    CHECK(entered.is_new);
    CHECK(entered.order_number == "1047");
    CHECK(entered.body["cancelled"].bool_or(false));
    CHECK(entered.body["withdrawn"]["by"].text_or("") == "grace");
    CHECK(message::schema_problem("return", entered.body) == "");
    CHECK(bench.rows() == 0);
    CHECK(bench.enter(bench.mugs("RMA-18", "1")).is_new);
    CHECK_FALSE(bench.withdraw("RMA-17", "again").is_new);
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto all = unit.messages().revisions("returns", "return", "RMA-17");
        REQUIRE(all.size() == 2);
        CHECK(all.front().state == store::message_state::superseded);
        CHECK(unit.history().of_message(all.back().id).back().what == "withdrawn");
        CHECK(unit.history().of_message(all.back().id).back().who == "wms/2");
    });
    CHECK(bench.refused(bench.mugs("RMA-17", "3"), "withdrawn") == Why::other_content);
    CHECK(bench.refused([&] { bench.withdraw("RMA-99"); }, "RMA-99") == Why::no_order);
    CHECK(bench.refused([&] { bench.withdraw("RMA-18", " "); }, "reason") == Why::unfit);
    CHECK(bench.refused([&] { bench.withdraw("no id"); }, "no id") == Why::unfit);
}

TEST_CASE("return.entry: one that is withdrawn while it is sent goes on counting until that is over") {
    ReturnDesk bench;
    bench.enter(bench.mugs("RMA-17", "3"));
    bench.store.commit([&](store::UnitOfWork& unit) {
        const auto row = unit.messages().newest("returns", "return", "RMA-17").value();
        REQUIRE(unit.messages().move(row.id, row.version, store::message_state::routed));
        EngineBench::put_in_outbox(unit, row, unit.messages().body(row.id), store::outbox_state::unconfirmed);
    });
    bench.withdraw("RMA-17");
    CHECK(bench.rows() == 1);
}
