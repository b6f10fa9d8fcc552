// Protects: one open exception for a message, found by code, subject, team and route, grouped by cause. By a store in
// memory.
#include "sample.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::store;

namespace {

Id open(UnitOfWork& unit, Id message_id, const std::vector<FindingRow>& findings, const std::string& code = "SKU_NOT_FOUND") {
    ExceptionRow row = sample::exception(message_id, code);
    row.subject = findings.front().subject;
    return unit.exceptions().open(row, findings);
}

template <typename Set> std::size_t found(UnitOfWork& unit, Set set) {
    ExceptionTable::Filter filter;
    set(filter);
    return unit.exceptions().list(filter).size();
}

} // namespace

TEST_CASE("store.exceptions: every field comes back") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        ExceptionRow row = sample::exception(7);
        row.assigned_to = "jo";
        row.number = "N7";
        row.amount = "3.50";
        row.currency = "GBP";
        row.id = unit.exceptions().open(row, {{"A", "s", "w", "c", "m", "/w", "{\"f\":1}"}});
        const auto back = unit.exceptions().find(row.id);
        REQUIRE(back);
        CHECK(back->message_id == 7);
        CHECK(back->route == row.route);
        CHECK(back->code == row.code);
        CHECK(back->team == row.team);
        CHECK(back->assigned_to == "jo");
        CHECK(back->severity == row.severity);
        CHECK(back->verdict == row.verdict);
        CHECK(back->state == "open");
        CHECK(back->title == row.title);
        CHECK(back->subject == row.subject);
        CHECK(back->type == row.type);
        CHECK(back->source_key == row.source_key);
        CHECK(back->number == "N7");
        CHECK(back->amount == "3.50");
        CHECK(back->currency == "GBP");
        CHECK(back->opened_at == row.opened_at);
        const auto findings = unit.exceptions().findings(row.id);
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].code == "A");
        CHECK(findings[0].subject == "s");
        CHECK(findings[0].waits_for == "w");
        CHECK(findings[0].component == "c");
        CHECK(findings[0].message == "m");
        CHECK(findings[0].where == "/w");
        CHECK(findings[0].facts == "{\"f\":1}");
    });
}

TEST_CASE("store.exceptions: a second open exception of a message is impossible") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) { unit.exceptions().open(sample::exception(7), {}); });
    CHECK_THROWS_AS(memory.store.commit([](UnitOfWork& unit) { unit.exceptions().open(sample::exception(7), {}); }), StoreError);
}

TEST_CASE("store.exceptions: an update replaces the findings and keeps who works on it since when") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id id = open(unit, 7, {sample::finding("sku:a", "item:A"), sample::finding("sku:b", "item:B")});
        REQUIRE(unit.exceptions().assign(id, "jo"));
        ExceptionRow changed = sample::exception(7, "TOTAL_MISMATCH");
        changed.title = "Another thing";
        changed.opened_at = 9'999;
        unit.exceptions().update(id, changed, {sample::finding("", "", "TOTAL_MISMATCH")});
        const auto row = unit.exceptions().open_of_message(7);
        REQUIRE(row);
        CHECK(row->id == id);
        CHECK(row->code == "TOTAL_MISMATCH");
        CHECK(row->title == "Another thing");
        CHECK(row->assigned_to == "jo");
        CHECK(row->opened_at == 2'000);
        CHECK(unit.exceptions().findings(id).size() == 1);
    });
}

TEST_CASE("store.exceptions: closed means closed") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id id = open(unit, 7, {sample::finding("sku:a", "item:A")});
        CHECK(unit.exceptions().close(id, 5'000, "jo", "created the item"));
        CHECK_FALSE(unit.exceptions().close(id, 6'000, "sam", ""));
        CHECK_FALSE(unit.exceptions().assign(id, "sam"));
        CHECK_FALSE(unit.exceptions().open_of_message(7));
        CHECK_THROWS_AS(unit.exceptions().update(id, sample::exception(7), {}), StoreError);
        const auto row = unit.exceptions().find(id);
        CHECK(row->state == "closed");
        CHECK(row->closed_at == 5'000);
        CHECK(row->closed_by == "jo");
        CHECK(row->resolution == "created the item");
        open(unit, 7, {sample::finding("sku:a", "item:A")}); // and it may happen again
    });
}

TEST_CASE("store.exceptions: a list is filtered by every field alone and together") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        open(unit, 1, {sample::finding("sku:a", "item:A")});
        open(unit, 2, {sample::finding("sku:b", "item:B"), sample::finding("sku:a", "", "SKU_NEAR_MATCH")});
        const Id closed = open(unit, 3, {sample::finding("sku:a", "item:A")});
        unit.exceptions().close(closed, 1, "jo", "");
        ExceptionRow other = sample::exception(4, "TOTAL_MISMATCH");
        other.team = "finance";
        other.route = "refunds";
        other.subject = "";
        unit.exceptions().open(other, {});

        CHECK(found(unit, [](auto&) {}) == 3);
        CHECK(found(unit, [](auto& f) { f.state = "closed"; }) == 1);
        CHECK(found(unit, [](auto& f) { f.state = ""; }) == 4);
        CHECK(found(unit, [](auto& f) { f.code = "SKU_NOT_FOUND"; }) == 2);
        CHECK(found(unit, [](auto& f) { f.code = "SKU_NEAR_MATCH"; }) == 1);
        CHECK(found(unit, [](auto& f) { f.code = "TOTAL_MISMATCH"; }) == 1);
        CHECK(found(unit, [](auto& f) { f.team = "finance"; }) == 1);
        CHECK(found(unit, [](auto& f) { f.subject = "sku:a"; }) == 2);
        CHECK(found(unit, [](auto& f) { f.subject = "sku:b"; }) == 1);
        CHECK(found(unit, [](auto& f) { f.route = "refunds"; }) == 1);
        CHECK(found(unit, [](auto& f) { f.code = "SKU_NOT_FOUND"; f.team = "merchandising"; f.subject = "sku:b"; f.route = "orders"; }) == 1);
        CHECK(found(unit, [](auto& f) { f.limit = 2; }) == 2);
    });
}

TEST_CASE("store.exceptions: one cause of many messages is one group, the biggest first") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        open(unit, 1, {sample::finding("sku:b", "item:B")});
        open(unit, 2, {sample::finding("sku:a", "item:A"), sample::finding("sku:a", "item:A")});
        open(unit, 3, {sample::finding("sku:a", "item:A"), sample::finding("sku:b", "item:B", "SKU_NEAR_MATCH")});
        const Id closed = open(unit, 4, {sample::finding("sku:b", "item:B")});
        unit.exceptions().close(closed, 1, "jo", "");

        const auto groups = unit.exceptions().groups({});
        REQUIRE(groups.size() == 3);
        CHECK(groups[0].subject == "sku:a");
        CHECK(groups[0].code == "SKU_NOT_FOUND");
        CHECK(groups[0].team == "merchandising");
        CHECK(groups[0].title == "sku:a is not in the item master");
        CHECK(groups[0].messages == 2);
        CHECK(groups[0].findings == 3);
        CHECK(groups[0].oldest == 2'000);
        CHECK(groups[1].messages == 1);
        CHECK(groups[2].messages == 1);
    });
}

TEST_CASE("store.exceptions: counts are of open ones by team and code") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        open(unit, 1, {sample::finding("sku:b", "item:B")});
        const Id closed = open(unit, 2, {sample::finding("sku:b", "item:B")});
        unit.exceptions().close(closed, 1, "jo", "");
        const auto counts = unit.exceptions().counts();
        REQUIRE(counts.size() == 1);
        CHECK(counts[0].team == "merchandising");
        CHECK(counts[0].code == "SKU_NOT_FOUND");
        CHECK(counts[0].exceptions == 1);
        CHECK(counts[0].oldest == 2'000);
        CHECK(counts[0].assigned_to.empty());
    });
}

TEST_CASE("store.exceptions: a team finds its own and what it was given, also as groups") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id given = open(unit, 1, {sample::finding("sku:a", "item:A")});
        open(unit, 2, {sample::finding("sku:b", "item:B"), sample::finding("sku:b", "", "SKU_NEAR_MATCH")});
        unit.exceptions().assign(given, "operations");
        CHECK(found(unit, [](auto& f) { f.team = "operations"; }) == 1);
        CHECK(found(unit, [](auto& f) { f.team = "merchandising"; }) == 2);
        CHECK(unit.exceptions().counts().size() == 2);

        const auto groups = [&](auto set) {
            ExceptionTable::Filter filter;
            set(filter);
            return unit.exceptions().groups(filter);
        };
        CHECK(groups([](auto&) {}).size() == 3);
        CHECK(groups([](auto& f) { f.team = "operations"; }).at(0).subject == "sku:a");
        CHECK(groups([](auto& f) { f.team = "operations"; }).size() == 1);
        CHECK(groups([](auto& f) { f.code = "SKU_NEAR_MATCH"; }).size() == 1);
        CHECK(groups([](auto& f) { f.subject = "sku:b"; }).size() == 2);
        CHECK(groups([](auto& f) { f.route = "refunds"; }).empty());
        CHECK(groups([](auto& f) { f.state = "closed"; }).empty());
        CHECK(groups([](auto& f) { f.limit = 2; }).size() == 2);
    });
}

TEST_CASE("store.exceptions: a group whose findings say different things has no title, but an example") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        open(unit, 1, {{"ACME", "", "", "c", "first", "", "{}"}});
        open(unit, 2, {{"ACME", "", "", "c", "second", "", "{}"}});
        const auto groups = unit.exceptions().groups({});
        REQUIRE(groups.size() == 1);
        CHECK(groups[0].title.empty());
        CHECK(groups[0].example == "first");
    });
}
