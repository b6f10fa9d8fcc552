// Protects: a held message has one open exception that says in one line what is wrong and who must act; it is updated, not
// doubled, and closed when the cause is gone. By a store in memory.
#include "exceptions/exceptions.hpp"
#include "unit/store/sample.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using exceptions::Exceptions;
using exceptions::Found;
using message::Value;
using store::UnitOfWork;

namespace {

Found missing(const std::string& sku) {
    return {"SKU_NOT_FOUND", "SKU " + sku + " is not in the item master", "/lines/0/sku", "sku:" + sku, "item:" + sku,
            "rules/sku-match", Value::object({{"sku", sku}})};
}

Found about(const std::string& code, const std::string& message = "something") { return {code, message, "", "", "", "engine", {}}; }

store::MessageRow a_message(UnitOfWork& unit) {
    store::MessageRow row = sample::order("1047");
    row.id = unit.messages().add(row, Value());
    return row;
}

} // namespace

TEST_CASE("exceptions.hold: the exception says what, whose, and how much money waits") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const auto held = a_message(unit);
        const auto id = Exceptions({}).hold(unit, held, {missing("85123a")});
        const auto row = unit.exceptions().find(id);
        REQUIRE(row);
        CHECK(row->message_id == held.id);
        CHECK(row->route == "orders");
        CHECK(row->code == "SKU_NOT_FOUND");
        CHECK(row->team == "merchandising");
        CHECK(row->severity == "medium");
        CHECK(row->verdict == "after a fix");
        CHECK(row->title == "SKU 85123a is not in the item master");
        CHECK(row->subject == "sku:85123a");
        CHECK(row->type == "order");
        CHECK(row->source_key == "1047");
        CHECK(row->number == "N1047");
        CHECK(row->amount == "24.90");
        CHECK(row->currency == "GBP");
        CHECK(row->opened_at == unit.now());
        const auto findings = unit.exceptions().findings(id);
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].where == "/lines/0/sku");
        CHECK(findings[0].waits_for == "item:85123a");
        CHECK(findings[0].component == "rules/sku-match");
        CHECK(findings[0].facts == R"({"sku":"85123a"})");
    });
}

TEST_CASE("exceptions.hold: a second time updates the open exception") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const auto held = a_message(unit);
        const Exceptions exceptions({});
        const auto id = exceptions.hold(unit, held, {missing("a"), missing("b")});
        unit.exceptions().assign(id, "jo");
        CHECK(exceptions.hold(unit, held, {missing("b")}) == id);
        const auto row = unit.exceptions().find(id);
        CHECK(row->title == "SKU b is not in the item master");
        CHECK(row->assigned_to == "jo");
        CHECK(unit.exceptions().findings(id).size() == 1);
        CHECK(unit.exceptions().list({}).size() == 1);
    });
}

TEST_CASE("exceptions.hold: after it was closed a new one opens") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const auto held = a_message(unit);
        const Exceptions exceptions({});
        const auto first = exceptions.hold(unit, held, {missing("a")});
        exceptions.close(unit, held, "engine: the cause went away", "item a appeared");
        CHECK(unit.exceptions().find(first)->state == "closed");
        CHECK(unit.exceptions().find(first)->closed_by == "engine: the cause went away");
        CHECK(unit.exceptions().find(first)->resolution == "item a appeared");
        CHECK(unit.exceptions().find(first)->closed_at == unit.now());
        exceptions.close(unit, held, "engine", ""); // nothing is open: nothing happens
        CHECK(unit.exceptions().find(first)->closed_by == "engine: the cause went away");
        CHECK(exceptions.hold(unit, held, {missing("a")}) != first);
    });
}

TEST_CASE("exceptions.hold: without a finding it is a mistake of the caller") {
    sample::Memory memory;
    CHECK_THROWS_AS(memory.store.commit([](UnitOfWork& unit) { Exceptions({}).hold(unit, a_message(unit), {}); }), std::logic_error);
}

TEST_CASE("exceptions.flow: one open exception for a route, code and subject") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Exceptions exceptions({});
        const auto first = exceptions.flow(unit, "orders", about("ERP_UNAVAILABLE", "no answer"));
        CHECK(exceptions.flow(unit, "orders", about("ERP_UNAVAILABLE", "still no answer")) == first);
        CHECK(unit.exceptions().find(first)->title == "still no answer");
        CHECK(unit.exceptions().find(first)->team == "it");
        CHECK(unit.exceptions().find(first)->message_id == 0);
        CHECK(exceptions.flow(unit, "items", about("ERP_UNAVAILABLE")) != first);
        CHECK(exceptions.flow(unit, "orders", about("ERP_SESSION")) != first);
        Found other = about("ERP_UNAVAILABLE");
        other.subject = "host:b";
        CHECK(exceptions.flow(unit, "orders", other) != first);
        CHECK(unit.exceptions().list({}).size() == 4);

        exceptions.close_flow(unit, "orders", "ERP_UNAVAILABLE", "engine: it answers again");
        CHECK(unit.exceptions().find(first)->state == "closed");
        CHECK(unit.exceptions().list({}).size() == 2);
    });
}

TEST_CASE("exceptions.flow: a message's exception with the same code stays open when the flow's closes") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Exceptions exceptions({});
        const auto of_message = exceptions.hold(unit, a_message(unit), {about("ERP_REJECTED")});
        exceptions.flow(unit, "orders", about("ERP_REJECTED"));
        exceptions.close_flow(unit, "orders", "ERP_REJECTED", "engine");
        CHECK(unit.exceptions().find(of_message)->state == "open");
        CHECK(unit.exceptions().list({}).size() == 1);
    });
}

TEST_CASE("exceptions.flow: all that is open about one system closes when it answers again") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Exceptions exceptions({});
        Found away = about("ERP_UNAVAILABLE"), refused = about("ERP_SESSION"), other = about("ERP_SESSION"), of_message = about("ERP_REJECTED");
        away.subject = refused.subject = of_message.subject = "erp/orders";
        other.subject = "erp/items";
        exceptions.flow(unit, "orders", away);
        exceptions.flow(unit, "orders", refused);
        const auto kept = exceptions.flow(unit, "orders", other);
        const auto message = exceptions.hold(unit, a_message(unit), {of_message});
        exceptions.close_flow_about(unit, "orders", "erp/orders", "engine: erp/orders answers again");
        const auto open = unit.exceptions().list({});
        REQUIRE(open.size() == 2);
        CHECK(open[0].id == kept);
        CHECK(open[1].id == message);
    });
}

TEST_CASE("exceptions.owner: owners.yaml comes before the catalogue") {
    const Exceptions exceptions({{{"TAX_CODE_MISSING", "it"}}, {}});
    CHECK(exceptions.owner("TAX_CODE_MISSING") == "it");
    CHECK(exceptions.owner("TOTAL_MISMATCH") == "finance");
    CHECK(exceptions.owner("OVERSOLD") == "cx");
    CHECK(exceptions.owner("ACME_SPECIAL") == "it");
}

TEST_CASE("exceptions.hold: a code of a plugin's own is kept") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const auto id = Exceptions({{{"ACME_SPECIAL", "finance"}}, {}}).hold(unit, a_message(unit), {about("ACME_SPECIAL")});
        CHECK(unit.exceptions().find(id)->code == "ACME_SPECIAL");
        CHECK(unit.exceptions().find(id)->team == "finance");
    });
}

TEST_CASE("exceptions.title: one plain line, and how many more") {
    CHECK(exceptions::title({missing("a")}) == "SKU a is not in the item master");
    CHECK(exceptions::title({missing("a"), missing("b"), missing("c")}) == "SKU a is not in the item master and 2 more");
    CHECK(exceptions::title({about("X", "first\r\n\tsecond   third\n")}) == "first second third");
    CHECK(exceptions::title({about("ERP_SESSION", "")}) == "The ERP refused the login, or the session was lost again and again.");
}

TEST_CASE("exceptions.title: a text that is cut behind a word says that it goes on") {
    std::string text;
    while (text.size() < 240) text += "words ";
    REQUIRE(text.size() == 240);
    CHECK(exceptions::title({about("X", text + "more")}) == text + "...");
    text.back() = 's';
    CHECK(exceptions::title({about("X", text + " and more")}) == text + "...");
    CHECK(exceptions::title({about("X", text)}) == text);
}

TEST_CASE("exceptions.title: a page of text is cut, not inside a character") {
    std::string page(239, 'x');
    for (int times = 0; times < 50; ++times) page += "\xE2\x82\xAC"; // euro sign
    const std::string title = exceptions::title({about("X", page)});
    CHECK(title == std::string(239, 'x') + "...");
}
