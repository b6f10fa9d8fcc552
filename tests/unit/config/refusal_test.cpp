// Protects: that what a component says of its checked settings leads people to the place where they wrote it.
#include "config/refusal.hpp"
#include "config/maps.hpp"
#include "config/tree.hpp"
#include "config/yaml.hpp"
#include "message/json.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::config;
using message::Value;

namespace {

const char* written = "part:\n"
                      "  limit: 5\n"
                      "  names: [a, b]\n"
                      "  map: tax.csv\n"
                      "  lines:\n"
                      "    - {sku: A-1, item: B-7}\n"
                      "    - {sku: A-2, item: B-8}\n"
                      "  a/b: x\n";

struct Part {
    Part() {
        std::vector<Problem> problems;
        const auto tree = read_yaml(written, "a.yaml", problems);
        REQUIRE(tree);
        section.value = tree->value["part"];
        section.places = places_below(tree->places, "/part");
        section.place = tree->names.at("/part");
        section.field = "part";
        settings = section.value;
        settings.set("map", LoadedMaps(std::map<std::string, std::string>{{"tax.csv", "# taxes\nrate,code\n20,S1\n\n5,S2\n"}}).rows("tax.csv"));
    }
    Section section;
    Value settings;
};

} // namespace

TEST_CASE("config.refusal: it stands where the value was written") {
    const Part part;
    struct Case {
        const char *where, *told;
    };
    for (const Case& one : {Case{"/limit", "a.yaml:2:10: part.limit: no"}, Case{"/names/1", "a.yaml:3:14: part.names[1]: no"},
                            Case{"/lines/1/item", "a.yaml:7:24: part.lines[1].item: no"}, Case{"/a~1b", "a.yaml:8:8: part.a/b: no"},
                            // What is not there is told at what it belongs to.
                            Case{"/never", "a.yaml:1:1: part.never: no"}, Case{"/lines/1/note", "a.yaml:7:7: part.lines[1].note: no"}, Case{"/lines/9/sku", "a.yaml:6:5: part.lines[9].sku: no"},
                            Case{"", "a.yaml:1:1: part: no"}}) {
        INFO(one.where);
        CHECK(refusal(part.section, part.settings, one.where, "no").text() == one.told);
    }
}

TEST_CASE("config.refusal: a row of a map file is told with the file, its line and the column") {
    const Part part;
    CHECK(refusal(part.section, part.settings, "/map/1/rate", "\"5\" is no rate").text() == "a.yaml:4:8: part.map: maps/tax.csv:5: rate: \"5\" is no rate");
    CHECK(refusal(part.section, part.settings, "/map/0", "is there twice").text() == "a.yaml:4:8: part.map: maps/tax.csv:3: is there twice");
    CHECK(refusal(part.section, part.settings, "/map", "is too long").text() == "a.yaml:4:8: part.map: is too long");
}

TEST_CASE("config.refusal: a value that came by reference is shown as its reference, for it may be a secret in the wrong place") {
    Part part;
    part.section.secrets = std::make_shared<Secrets>("m");
    part.section.value.set("limit", part.section.secrets->keep("s3cret-token", "${env:TOKEN}"));
    CHECK(refusal(part.section, part.settings, "/limit", "\"s3cret-token\" is no limit; s3cret-token never is").text() ==
          "a.yaml:2:10: part.limit: \"${env:TOKEN}\" is no limit; ${env:TOKEN} never is");
}
