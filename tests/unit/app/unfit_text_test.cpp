// Protects the history from text that could never be read again, and the terminal from text that strangers wrote: a customer's
// name, a SKU, a plugin's words, a key of the configuration.
#include "command_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;
using Catch::Contains;
using message::Value;
namespace state = store::message_state;

namespace {

using Words = std::vector<std::string>;

std::string text(store::Id id) { return std::to_string(id); }

// A line break that ends a line is the only control character that may reach a terminal.
bool steers(const std::string& shown) {
    for (std::size_t at = 0; at < shown.size(); ++at) {
        const auto byte = static_cast<unsigned char>(shown[at]);
        if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return true;
        if (byte == 0xC2 && at + 1 < shown.size() && static_cast<unsigned char>(shown[at + 1]) < 0xA0) return true;
    }
    return false;
}

std::size_t lines_of(const std::string& shown) { return static_cast<std::size_t>(std::count(shown.begin(), shown.end(), '\n')); }

const std::string latin_1 = "f\xFCr", hostile = "\x1B[2J\r\xC2\x9B" "31m\nOrder 2 is posted\x7F";

} // namespace

TEST_CASE("order.exceptions: what could not be read again is refused before it is written, and the option is named") {
    CommandBench bench;
    const auto held = bench.add("1", state::held), settled = bench.add("2", state::held);
    const auto id = bench.hold(held, "SKU_NOT_FOUND"), closed = bench.hold(settled, "SKU_NOT_FOUND");
    REQUIRE(bench.run({"exceptions", "resolve", text(closed), "--note", "by hand"}).code == 0);
    for (const std::string& unfit : {latin_1, hostile, std::string("two\nlines"), std::string("\x1B[31m"), std::string("a\xC2\x85" "b"), std::string(2'001, 'x')})
        for (const auto& [words, named] : std::vector<std::pair<Words, std::string>>{{{"resolve", text(id), "--note", unfit}, "--note"},
                                                                                     {{"resolve", text(id), "--note", "fine", "--document", unfit}, "--document"},
                                                                                     {{"reopen", text(closed), "--note", unfit}, "--note"},
                                                                                     {{"assign", text(id), unfit}, "the team or person"}}) {
            Words all{"exceptions"};
            all.insert(all.end(), words.begin(), words.end());
            const Ran ran = bench.run(all);
            INFO(words.front() << " " << named << ": " << ran.out << ran.err);
            CHECK(ran.code == 2);
            CHECK_THAT(ran.err, Contains(named));
            CHECK_FALSE(steers(ran.err));
            CHECK(lines_of(ran.err) == 1);
        }
    CHECK(bench.exception(id).state == "open");
    CHECK(bench.exception(id).assigned_to.empty());
    CHECK(bench.last_entry(held) == "received by shop/orders: ");
    CHECK(bench.last_entry(settled) == "resolved by ada: by hand");
}

TEST_CASE("order.exceptions: a note, a document and a name have a length") {
    CommandBench bench;
    const auto held = bench.add("1", state::held);
    const auto id = bench.hold(held, "SKU_NOT_FOUND");
    CHECK_THAT(bench.run({"exceptions", "resolve", text(id), "--note", std::string(2'001, 'x')}).err, Contains("--note has 2001 bytes; the limit is 2000"));
    CHECK_THAT(bench.run({"exceptions", "resolve", text(id), "--note", "x", "--document", std::string(101, '1')}).err, Contains("the limit is 100"));
    CHECK_THAT(bench.run({"exceptions", "assign", text(id), std::string(101, 'a')}).err, Contains("the limit is 100"));
    CHECK(bench.run({"exceptions", "assign", text(id), std::string(100, 'a')}).code == 0);
    CHECK(bench.run({"exceptions", "resolve", text(id), "--note", std::string(2'000, 'x')}).code == 0);
}

TEST_CASE("order.exceptions: an exception is assigned to somebody, and a note says something") {
    CommandBench bench;
    const auto id = bench.hold(bench.add("1", state::held), "SKU_NOT_FOUND");
    for (const char* blank : {"", "  "}) {
        CHECK(bench.run({"exceptions", "assign", text(id), blank}).code == 2);
        CHECK(bench.run({"exceptions", "resolve", text(id), "--note", blank}).code == 2);
        CHECK(bench.run({"exceptions", "reopen", text(id), "--note", blank}).code == 2);
    }
    CHECK(bench.exception(id).state == "open");
}

TEST_CASE("order.exceptions: whatever the user is called, what was done is recorded and can be read") {
    for (const auto& [user, kept] : std::vector<std::pair<std::string, std::string>>{{latin_1, "f\\xfcr"}, {"a\x1B" "b", "a\\x1bb"}, {std::string(300, 'u'), std::string(100, 'u')},
                                                                                    {"M\xC3\xBCller", "M\xC3\xBCller"}}) {
        CommandBench bench;
        const auto held = bench.add("1", state::held);
        const auto id = bench.hold(held, "SKU_NOT_FOUND");
        CHECK(bench.run({"exceptions", "resolve", text(id), "--note", "by hand"}, user).code == 0);
        CHECK(bench.exception(id).closed_by == kept);
        CHECK(bench.last_entry(held) == "resolved by " + kept + ": by hand");
        CHECK(bench.json({"order", "trace", "1"}).size() == 1);
    }
}

TEST_CASE("order.trace: an entry that is not JSON is told as one that cannot be read, and the others with it") {
    CommandBench bench;
    const auto held = bench.add("1", state::held);
    const auto id = bench.hold(held, "SKU_NOT_FOUND");
    bench.commit([&](store::UnitOfWork& unit) {
        ledger::record(unit, {held, "order-1", "resolved", "ada", Value::object({{"note", latin_1}})});
        ledger::record(unit, {held, "order-1", "retry asked", "ada", Value::object()});
    });
    const Ran ran = bench.run({"order", "trace", "1"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("received from shop/orders") && Contains("resolved by ada: unreadable entry") && Contains("retry asked by ada"));
    CHECK(bench.json({"order", "trace", "1"}).as_array()->at(0)["history"].as_array()->at(1)["detail"].text_or("") == "unreadable entry");
    CHECK(bench.run({"verify-history"}).code == 0);
    {
        store::Connection raw(store::Location{(bench.folder.path() / "data" / "ledgerline.db").string()});
        raw.execute("UPDATE finding SET facts = 'no JSON', message = CAST(x'66fc72' AS TEXT)");
    }
    const Ran shown = bench.run({"exceptions", "show", text(id)});
    CHECK(shown.code == 0);
    CHECK_THAT(shown.out, Contains("unreadable entry") && Contains("f\\xfcr") && !Contains("no JSON"));
    CHECK(bench.json({"exceptions", "show", text(id)})["findings"].as_array()->at(0)["facts"].text_or("") == "unreadable entry");
    CHECK(bench.json({"order", "trace", "1"}).as_array()->at(0)["exception"]["findings"].as_array()->at(0)["facts"].text_or("") == "unreadable entry");
}

TEST_CASE("config.commands: what strangers wrote is shown, and does not steer the terminal") {
    CommandBench bench;
    store::Id id = 0;
    bench.commit([&](store::UnitOfWork& unit) {
        store::MessageRow row;
        row.route = "orders" + hostile;
        row.source = "shop/orders";
        row.type = "order";
        row.source_key = "1";
        row.revision = "r1";
        row.correlation = "order-1";
        row.state = state::held;
        row.number = "N1" + hostile;
        row.amount = "62.77";
        row.currency = "GBP" + hostile;
        row.id = unit.messages().add(row, order("1"));
        ledger::record(unit, {row.id, row.correlation, "dropped" + hostile, "a" + hostile, Value::object({{"note", hostile}})});
        unit.cursors().put({"shop/orders" + hostile, Value(), 1, 1});
        exceptions::Found found;
        found.code = "ODD" + hostile;
        found.message = "because of " + hostile;
        found.subject = "sku:" + hostile;
        found.component = hostile;
        found.where = hostile;
        found.facts = Value::object({{"sku", hostile}});
        id = bench.exceptions.hold(unit, row, {found});
    });
    REQUIRE(bench.run({"exceptions", "assign", text(id), "ada"}).code == 0);
    for (const Words& words : {Words{"status"}, Words{"order", "trace", "1"}, Words{"exceptions", "list"}, Words{"exceptions", "list", "--groups"}, Words{"exceptions", "show", text(id)}}) {
        const Ran ran = bench.run(words);
        INFO(words.front() << " " << words.back() << ": " << ran.out << ran.err);
        CHECK_THAT(ran.out, Contains("\\x1b[2J\\x0d\\u009b31m\\nOrder 2 is posted\\x7f"));
        CHECK_FALSE(steers(ran.out));
    }
    CHECK(lines_of(bench.run({"exceptions", "list"}).out) == 1);
    CHECK(lines_of(bench.run({"exceptions", "list", "--groups"}).out) == 1);
    const Ran unknown = bench.run({"order", "trace", hostile});
    CHECK(unknown.code == 1);
    CHECK_FALSE(steers(unknown.err));
    CHECK(bench.json({"exceptions", "list"}).as_array()->at(0)["number"].text_or("") == "N1" + hostile);
}

TEST_CASE("config.commands: columns stay in line whatever stands in them") {
    CommandBench bench;
    bench.hold(bench.add("1", state::held), "A\nB");
    bench.hold(bench.add("2", state::held), "ABBB");
    const std::string list = bench.run({"exceptions", "list"}).out;
    const std::size_t second = list.find('\n') + 1;
    REQUIRE(lines_of(list) == 2);
    CHECK(list.find(" it ") == list.find(" it ", second) - second);
}

TEST_CASE("config.commands: a key of the configuration does not steer the terminal when it is told") {
    for (const char* key : {"\"b\\e[2Jad\"", "\"b\\x9bad\"", "\"b\\nad\""}) {
        CommandBench bench(std::string(whole_deployment) + key + ": 1\n");
        const Ran ran = bench.run({"check"});
        INFO(ran.err);
        CHECK(ran.code == 78);
        CHECK_FALSE(steers(ran.err));
        CHECK(lines_of(ran.err) == 2);
    }
}

TEST_CASE("config.commands: words of the command line that are told back do not steer the terminal") {
    CommandBench bench;
    for (const Words& words : {Words{"sell" + hostile}, Words{"exceptions", hostile}, Words{"run", "--forever" + hostile}, Words{"exceptions", "show", hostile}, Words{"plugins", "describe", hostile}}) {
        const Ran ran = bench.run(words);
        INFO(ran.err);
        CHECK(ran.code == 2);
        CHECK_FALSE(steers(ran.err));
    }
}
