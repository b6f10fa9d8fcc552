// Protects: every code has an owner, a verdict and words that help; the manual's page is what the catalogue says.
#include "exceptions/catalogue.hpp"
#include "exceptions/manual.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

using namespace ledgerline::exceptions;

TEST_CASE("exceptions.catalogue: every kind is complete and has one of the known words") {
    const std::set<std::string_view> teams{"merchandising", "finance", "cx", "operations", "it"};
    const std::set<std::string_view> verdicts{verdict::by_itself, verdict::after_fix, verdict::look_up, verdict::decide};
    const std::set<std::string_view> severities{severity::low, severity::medium, severity::high};
    std::set<std::string_view> codes;
    for (const Kind& kind : catalogue()) {
        INFO(kind.code);
        CHECK(codes.insert(kind.code).second);
        CHECK(teams.count(kind.team) == 1);
        CHECK(verdicts.count(kind.verdict) == 1);
        CHECK(severities.count(kind.severity) == 1);
        CHECK(kind.meaning.size() > 30);
        CHECK(kind.meaning.back() == '.');
        CHECK(kind.remedy.size() > 30);
        CHECK(kind.remedy.back() == '.');
        CHECK(&kind_of(kind.code) == &kind);
        CHECK(known(kind.code));
    }
}

TEST_CASE("exceptions.catalogue: a lost answer is never retried blindly") {
    CHECK(kind_of("ORDER_UNCONFIRMED").verdict == verdict::look_up);
}

TEST_CASE("exceptions.catalogue: what is to be done can be done: only verbs that there are are named") {
    const std::set<std::string> verbs{"exceptions retry", "exceptions resolve", "exceptions reopen", "return withdraw", "ledgerline check", "ledgerline prepare", "ledgerline status"};
    std::size_t named = 0;
    for (const Kind& kind : catalogue()) {
        const std::string remedy(kind.remedy);
        INFO(kind.code << ": " << remedy);
        CHECK(remedy.find("elease") == std::string::npos);
        CHECK(remedy.find("link it") == std::string::npos);
        for (std::size_t open = remedy.find('`'); open != std::string::npos;) {
            const std::size_t close = remedy.find('`', open + 1);
            REQUIRE(close != std::string::npos);
            const std::string command = remedy.substr(open + 1, close - open - 1);
            open = remedy.find('`', close + 1);
            if (command.starts_with("--")) continue; // an option of the verb before
            INFO(command);
            CHECK(verbs.count(command.substr(0, command.find(' ', command.find(' ') + 1))) == 1);
            if (command.starts_with("exceptions resolve") || command.starts_with("exceptions reopen")) CHECK(command.find(" ID --note ...") != std::string::npos);
            ++named;
        }
    }
    CHECK(named >= 10);
}

TEST_CASE("exceptions.catalogue: an unknown code is owned by IT") {
    CHECK_FALSE(known("ACME_SPECIAL"));
    CHECK(kind_of("ACME_SPECIAL").team == "it");
    CHECK(kind_of("").team == "it");
}

TEST_CASE("exceptions.manual: docs/exceptions.md is what the catalogue says") {
    const std::string path = LEDGERLINE_SOURCE_DIR "/docs/exceptions.md";
    if (std::getenv("LEDGERLINE_WRITE_DOCS") != nullptr) std::ofstream(path) << manual();
    std::stringstream page;
    page << std::ifstream(path).rdbuf();
    INFO("run this test with LEDGERLINE_WRITE_DOCS=1 to write the page anew");
    CHECK(page.str() == manual());
}
