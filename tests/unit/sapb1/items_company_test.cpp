// Protects the reading of items from a whole simulated company: each comes, once, whatever its pages and clock are like.
#include "world.hpp"

using namespace sapb1_room;

namespace {

struct Reading : World {
    Reading(b1::CompanySettings settings = settings_of_test()) : World(std::move(settings)) {
        for (int i = 0; i < 47; ++i)
            company.add_item(Value::object({{"ItemCode", "ART-" + std::to_string(100 + i)}, {"ItemName", "Article"}, {"SalesItem", "tYES"}, {"Valid", "tYES"}, {"SalesVATGroup", "A1"}}));
        source = room->source(source_settings(), line);
    }
    // Codes of one pass, in their order.
    std::vector<std::string> pass(int limit) {
        std::vector<std::string> codes;
        for (bool more = true; more;) {
            const auto outcome = source->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", limit}}));
            for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
            REQUIRE(outcome.verdict == LL_PASS);
            for (const auto& one : outcome.emitted) {
                CHECK(one.refusal == "");
                codes.push_back(one.source_key);
            }
            cursor = outcome.document["cursor"];
            more = outcome.document["more"].bool_or(false);
        }
        return codes;
    }
    std::unique_ptr<plugin::Component> source;
    Value cursor = Value::object();
};

} // namespace

TEST_CASE("item.sapb1 company: every item comes exactly once, whatever the page and the form of its link") {
    for (const auto link : {b1::NextLink::relative, b1::NextLink::absolute_path, b1::NextLink::without_filter}) {
        b1::CompanySettings settings = settings_of_test();
        settings.next_link = link;
        Reading world(settings);
        const auto codes = world.pass(7);
        CHECK(codes.size() == 50);
        CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == 50);
    }
}

TEST_CASE("item.sapb1 company: a change is read at the next poll, and alone once the clock has moved on") {
    Reading world;
    world.pass(20);
    const auto later = [&](std::int64_t ms) { world.clock.at += ms, world.room->clock.at += ms; };
    later(600'000);
    world.pass(20); // the last look back
    CHECK(world.pass(20).empty());
    world.company.change_item("ART-120", json(R"({"Frozen":"tYES","Valid":"tNO"})"));
    CHECK(world.pass(20) == std::vector<std::string>{"ART-120"});
}

TEST_CASE("item.sapb1 company: an item that came after the last poll is read after a gap of any length") {
    for (const std::int64_t gap : {10'000, 190'000, 3'600'000}) {
        Reading world;
        world.pass(20);
        const auto later = [&](std::int64_t ms) { world.clock.at += ms, world.room->clock.at += ms; };
        world.pass(20);
        later(5'000);
        world.company.add_item(json(R"({"ItemCode":"NEW-1","ItemName":"New","SalesItem":"tYES","Valid":"tYES"})")); // in the minute of the newest change
        later(gap);
        const auto codes = world.pass(20);
        INFO(gap);
        CHECK(std::count(codes.begin(), codes.end(), "NEW-1") == 1);
    }
}

TEST_CASE("item.sapb1 company: the company's clock may be far from ours") {
    b1::CompanySettings settings = settings_of_test();
    settings.utc_offset_minutes = -480;
    Reading world(settings);
    world.pass(20);
    world.clock.at += 600'000, world.room->clock.at += 600'000;
    world.pass(20); // the last look back
    world.company.change_item("ART-101", json(R"({"ItemName":"Changed"})"));
    CHECK(world.pass(20) == std::vector<std::string>{"ART-101"});
}
