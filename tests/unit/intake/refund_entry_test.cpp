// Protects the entering of money that went back outside of the store: each key once, the order's store and currency, and every refusal says field, value
// and remedy. What is withdrawn is a newer revision of the same refund.
#include "entry_bench.hpp"

#include "intake/refund_entry.hpp"
#include "message/schema.hpp"

using namespace ledgerline;
using namespace ledgerline::test;
using intake::EntryRefused;
using message::Value;
using Why = EntryRefused::Why;

namespace {

struct DeskBench : EntryBench {
    DeskBench() { add_order("shop/orders"); }
    void add_order(const std::string& source) {
        Value body = order("1047"), line = body["lines"].as_array()->at(0);
        line.set("id", "31");
        line.set("quantity", Value(3));
        body.set("lines", Value::array({line}));
        body.set("number", "N1047");
        add(body, "order", "orders", source);
    }
    static intake::EnteredRefund chargeback(const std::string& key = "ARN-1") {
        intake::EnteredRefund entry;
        entry.key = key;
        entry.order = "N1047";
        entry.kind = "chargeback";
        entry.amount = "12.5";
        entry.reason = "Not received";
        return entry;
    }
    intake::Entered enter(const intake::EnteredRefund& entry) {
        return entered([&](store::UnitOfWork& unit) { return intake::enter_refund(unit, receiver, "by-hand", entry, {"console", "ada"}); });
    }
    intake::Entered withdraw(const std::string& key, const std::string& reason = "Won") {
        return entered([&](store::UnitOfWork& unit) { return intake::withdraw_refund(unit, receiver, "by-hand", {key, reason, "grace"}, {"api", "bank/1"}); });
    }
    std::size_t revisions(const std::string& key) const {
        std::size_t count = 0;
        store.read([&](store::UnitOfWork& unit) { count = unit.messages().revisions("refunds", "refund", key).size(); });
        return count;
    }
};

const Value& first_item(const intake::Entered& entered) { return entered.body["items"].as_array()->at(0); }

} // namespace

TEST_CASE("refund.entry: a chargeback is a refund of its order's store, settled and without goods") {
    DeskBench bench;
    const auto entered = bench.enter(DeskBench::chargeback());
    CHECK(entered.is_new);
    CHECK(entered.order_number == "N1047");
    CHECK(message::schema_problem("refund", entered.body).empty());
    CHECK(entered.body["store"].text_or("") == "shop");
    CHECK(entered.body["order_id"].text_or("") == "1047");
    CHECK(entered.body["total_inc_tax"].text_or("") == "12.50");
    CHECK(entered.body["settlement"].text_or("") == "settled");
    CHECK(entered.body["goods"].text_or("") == "none");
    CHECK(entered.body["created_by"].text_or("") == "ada");
    CHECK(first_item(entered)["kind"].text_or("") == "order");
    CHECK(first_item(entered)["reason"].text_or("") == "Chargeback ARN-1: Not received");
    CHECK(entered.body["payments"].as_array()->at(0)["provider_id"].text_or("") == "chargeback");
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto row = unit.messages().newest("refunds", "refund", "ARN-1").value();
        CHECK(row.state == store::message_state::ready);
        CHECK(row.correlation == "order-1047");
        CHECK(row.amount == "12.50");
        CHECK(unit.history().of_message(row.id).back().who == "ada");
    });
}

TEST_CASE("refund.entry: the same key with the same money is one, whoever enters it and in which words, and with other money it is refused") {
    DeskBench bench;
    bench.enter(DeskBench::chargeback());
    bench.clock.at += 86'400'000;
    auto again = DeskBench::chargeback("arn-1");
    again.reason = "Chargeback of November";
    again.amount = "12.50";
    again.by = "grace";
    CHECK_FALSE(bench.enter(again).is_new);
    again.amount = "12.51";
    CHECK(bench.refused([&] { bench.enter(again); }, "ARN-1") == Why::other_content);
    again = DeskBench::chargeback();
    again.kind = "goodwill";
    CHECK(bench.refused([&] { bench.enter(again); }, "other content") == Why::other_content);
    CHECK(bench.revisions("ARN-1") == 1);
}

TEST_CASE("refund.entry: without a key the same entry is one, and another reason makes another") {
    DeskBench bench;
    auto entry = DeskBench::chargeback("");
    entry.kind = "goodwill";
    const auto first = bench.enter(entry);
    CHECK(first.is_new);
    CHECK(first.body["id"].text_or("").rfind("GOODWILL-", 0) == 0);
    CHECK_FALSE(bench.enter(entry).is_new);
    entry.reason = "Late again";
    CHECK(bench.enter(entry).is_new);
}

TEST_CASE("refund.entry: units, shipping and the day are taken as they are named") {
    DeskBench bench;
    auto entry = DeskBench::chargeback();
    entry.lines = {{"31", "2"}};
    entry.shipping = "2.5";
    entry.on = "2025-02-27";
    entry.goods_expected = true;
    entry.by = "grace";
    const auto entered = bench.enter(entry);
    CHECK(first_item(entered)["kind"].text_or("") == "line");
    CHECK(first_item(entered)["quantity"].int_or(0) == 2);
    CHECK(entered.body["items"].as_array()->at(1)["amount"].text_or("") == "2.50");
    CHECK(entered.body["created_at"].text_or("") == "2025-02-27T12:00:00Z");
    CHECK(entered.body["created_by"].text_or("") == "grace");
    CHECK(entered.body["goods"].text_or("") == "expected");
}

TEST_CASE("refund.entry: what does not fit is refused in plain words") {
    DeskBench bench;
    auto entry = DeskBench::chargeback();
    Why why = Why::unfit;
    std::string words;
    SECTION("no key of a chargeback") { entry.key.clear(), words = "bank's reference"; }
    SECTION("a key that no document could carry") { entry.key = std::string(31, 'x'), words = "30"; }
    SECTION("a key with a blank") { entry.key = "ARN 1", words = "\"ARN 1\""; }
    SECTION("an order that nobody knows") { entry.order = "9", why = Why::no_order, words = "\"9\""; }
    SECTION("no kind") { entry.kind = "gift", words = "\"gift\""; }
    SECTION("no reason") { entry.reason = "  ", words = "reason"; }
    SECTION("no amount") { entry.amount = "", words = "amount"; }
    SECTION("an amount of nothing") { entry.amount = "0.00", words = "\"0.00\""; }
    SECTION("a negative amount") { entry.amount = "-1", words = "\"-1\""; }
    SECTION("a hidden cent") { entry.amount = "12.505", words = "2 digits"; }
    SECTION("more money than there is") { entry.amount = "1000000000000.01", words = "1000000000000"; }
    SECTION("a charge of more money than there is") { entry.shipping = "92233720368547758.07", words = "shipping"; }
    SECTION("a line that the order does not have") { entry.lines = {{"77", "1"}}, words = "\"77\""; }
    SECTION("goods of no line") { entry.goods_expected = true, words = "goods_expected"; }
    SECTION("a line twice") { entry.lines = {{"31", "1"}, {"31", "1"}}, words = "twice"; }
    SECTION("half a unit") { entry.lines = {{"31", "0.5"}}, words = "\"0.5\""; }
    SECTION("no units") { entry.lines = {{"31", ""}}, words = "units"; }
    SECTION("too many lines") { entry.lines.assign(intake::refund_lines_max + 1, {"31", "1"}), words = "200"; }
    SECTION("charges above the amount") { entry.lines = {{"31", "1"}}, entry.shipping = "13", words = "13.00"; }
    SECTION("charges that are not the amount") { entry.shipping = "2", words = "2.00"; }
    SECTION("a day to come") { entry.on = "2199-01-01", words = "2199"; }
    SECTION("a reason without end") { entry.reason = std::string(501, 'x'), words = "500"; }
    CHECK(bench.refused([&] { bench.enter(entry); }, words) == why);
    CHECK(bench.revisions("ARN-1") == 0);
}

TEST_CASE("refund.entry: where two stores have such an order, the store must be named") {
    DeskBench bench;
    bench.add_order("other/orders");
    auto entry = DeskBench::chargeback();
    CHECK(bench.refused([&] { bench.enter(entry); }, "name the store") == Why::unfit);
    entry.store = "other";
    CHECK(bench.enter(entry).body["store"].text_or("") == "other");
}

TEST_CASE("refund.entry: where an order of one store has the id that is the number of another's, the store must be named") {
    DeskBench bench;
    Value body = order("N1047");
    bench.add(body, "order", "orders", "other/orders");
    CHECK(bench.refused([&] { bench.enter(DeskBench::chargeback()); }, "1047 of shop") == Why::unfit);
}

TEST_CASE("refund.entry: a withdrawal is a newer revision that is declined, once, and its key is not used again") {
    DeskBench bench;
    bench.enter(DeskBench::chargeback());
    const auto entered = bench.withdraw("arn-1");
    CHECK(entered.is_new);
    CHECK(message::schema_problem("refund", entered.body).empty());
    CHECK(entered.body["settlement"].text_or("") == "declined");
    CHECK(entered.body["withdrawn"]["by"].text_or("") == "grace");
    CHECK_FALSE(bench.withdraw("ARN-1", "Won again").is_new);
    CHECK(bench.revisions("ARN-1") == 2);
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto all = unit.messages().revisions("refunds", "refund", "ARN-1");
        CHECK(all.front().state == store::message_state::superseded);
        CHECK(unit.history().of_message(all.back().id).back().who == "bank/1");
    });
    CHECK(bench.refused([&] { bench.enter(DeskBench::chargeback()); }, "withdrawn") == Why::other_content);
    CHECK(bench.refused([&] { bench.withdraw("ARN-2"); }, "ARN-2") == Why::no_order);
    CHECK(bench.refused([&] { bench.withdraw("ARN-1", ""); }, "reason") == Why::unfit);
}
