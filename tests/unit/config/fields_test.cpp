// Protects: that a component gets exactly what its manifest describes, or the person who configures it reads where, what
// and what to write instead.
// How: a manifest with a field of every type; tables of (what is written, what must come out).
#include "config/fields.hpp"
#include "config/maps.hpp"
#include "config/tree.hpp"
#include "config/yaml.hpp"
#include "message/json.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::config;
using message::Value;

namespace {

const char* manifest = R"([
  {"name": "address", "type": "text", "required": false},
  {"name": "limit", "type": "decimal", "help": "Orders above this amount wait", "example": "5000.00"},
  {"name": "count", "type": "integer"},
  {"name": "strict", "type": "boolean"},
  {"name": "wait", "type": "duration"},
  {"name": "policy", "type": "choice", "choices": ["hold", "default", "post-good-lines"]},
  {"name": "token", "type": "secret"},
  {"name": "names", "type": "list"},
  {"name": "states", "type": "list", "choices": ["captured", "authorized"]},
  {"name": "map", "type": "map_file", "columns": ["tax_class", "code", "[country]"]},
  {"name": "any", "type": "map_file"},
  {"name": "lines", "type": "table", "columns": ["sku", "item", "[note]"]}
])";

// As the deployment reader makes it: a part of a file, two levels down, references replaced.
struct Written {
    std::shared_ptr<Secrets> secrets = std::make_shared<Secrets>("m");
    std::vector<Problem> problems;
    Section section;

    explicit Written(const std::string& yaml) {
        std::string text = "part:\n" + yaml;
        replace(text, "${env:TOKEN}", secrets->keep("s3cret-token", "${env:TOKEN}"));
        replace(text, "${env:SHORT}", secrets->keep("abc", "${env:SHORT}"));
        replace(text, "${env:PORT}", secrets->keep("8080", "${env:PORT}"));
        const auto tree = read_yaml(text, "a.yaml", problems);
        REQUIRE(tree);
        section.value = tree->value["part"];
        section.places = places_below(tree->places, "/part");
        section.names = places_below(tree->names, "/part");
        section.place = tree->names.at("/part");
        section.field = "part";
        section.secrets = secrets;
    }
    static void replace(std::string& text, const std::string& what, const std::string& by) {
        for (auto at = text.find(what); at != std::string::npos; at = text.find(what)) text.replace(at, what.size(), by);
    }
};

LoadedMaps maps() {
    return LoadedMaps({{"tax.csv", "# classes\ntax_class,code\n1,S1\n2,S2\n"},
                       {"countries.csv", "tax_class,code,country\n1,S1,GB\n"},
                       {"wrong.csv", "tax_clas,code\n1,S1\n"},
                       {"broken.csv", "tax_class,code\n1,S1,x\n"},
                       {"empty.csv", "tax_class,code\n"}});
}

// The checked values as JSON, or the problems.
std::string checked(const std::string& yaml, const char* fields = manifest) {
    Written written(yaml);
    const Value out = check(written.section, fields_of(message::parse_json(fields)), maps(), written.problems);
    if (written.problems.empty()) return message::write_json(out);
    std::string texts;
    for (const Problem& problem : written.problems) texts += (texts.empty() ? "" : "\n") + problem.text();
    return texts;
}

struct Row {
    std::string written, result;
};

void check_rows(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        INFO(row.written);
        CHECK(checked("  " + row.written + "\n") == row.result);
    }
}

} // namespace

TEST_CASE("config. a value of every type is converted") {
    check_rows({
        {"{}", "{}"},
        {"address: http://x", R"({"address":"http://x"})"},
        {"address: 20", R"({"address":"20"})"},
        {"address: true", R"({"address":"true"})"},
        {"address: 1.10", R"({"address":"1.10"})"},
        {"address: \"http://localhost:${env:PORT}/x\"", R"({"address":"http://localhost:8080/x"})"},
        {"limit: 5000.00", R"({"limit":"5000.00"})"},
        {"limit: 5000", R"({"limit":"5000"})"},
        {"limit: \"-1.10\"", R"({"limit":"-1.10"})"},
        {"count: 7", R"({"count":7})"},
        {"count: \"7\"", R"({"count":7})"},
        {"count: \"${env:PORT}\"", R"({"count":8080})"},
        {"strict: true", R"({"strict":true})"},
        {"strict: \"false\"", R"({"strict":false})"},
        {"wait: 500ms", R"({"wait":500})"},
        {"wait: 30s", R"({"wait":30000})"},
        {"wait: 5m", R"({"wait":300000})"},
        {"wait: 1h", R"({"wait":3600000})"},
        {"wait: 7d", R"({"wait":604800000})"},
        {"wait: 0s", R"({"wait":0})"},
        {"policy: post-good-lines", R"({"policy":"post-good-lines"})"},
        {"token: \"${env:TOKEN}\"", R"({"token":"${secret:1:m}"})"},
        {"names: [a, 1, yes]", R"({"names":["a","1","yes"]})"},
        {"names: []", R"({"names":[]})"},
        {"states: [captured]", R"({"states":["captured"]})"},
        {"map: tax.csv", R"({"map":[{"tax_class":"1","code":"S1","@line":3},{"tax_class":"2","code":"S2","@line":4}]})"},
        {"map: countries.csv", R"({"map":[{"tax_class":"1","code":"S1","country":"GB","@line":2}]})"},
        {"map: empty.csv", R"({"map":[]})"},
        {"map: [{tax_class: 1, code: S1}, {tax_class: 2, code: S2, country: GB}]", R"({"map":[{"tax_class":"1","code":"S1"},{"tax_class":"2","code":"S2","country":"GB"}]})"},
        {"any: wrong.csv", R"({"any":[{"tax_clas":"1","code":"S1","@line":2}]})"},
        {"lines: [{sku: a, item: B1}, {sku: 2, item: x, note: n}]", R"({"lines":[{"sku":"a","item":"B1"},{"sku":"2","item":"x","note":"n"}]})"},
    });
}

TEST_CASE("config. a value that does not fit its field is told with place, field, value and remedy") {
    check_rows({
        {"address:", "a.yaml:2:3: part.address: has no value; write one, or remove the line"},
        {"address: [a]", "a.yaml:2:12: part.address: must be a single value, not a list"},
        {"address: {a: 1}", "a.yaml:2:12: part.address: must be a single value, not a mapping"},
        {"adress: x", "a.yaml:2:3: part.adress: is not known; did you mean \"address\"?"},
        {"limit: \"5.000,00\"", "a.yaml:2:10: part.limit: \"5.000,00\" is not a decimal (write 5000.00)"},
        {"limit: \"5,000.00\"", "a.yaml:2:10: part.limit: \"5,000.00\" is not a decimal (write 5000.00)"},
        {"limit: 7,50", "a.yaml:2:10: part.limit: \"7,50\" is not a decimal (write 7.50)"},
        {"limit: 1,000", "a.yaml:2:10: part.limit: \"1,000\" is not a decimal (write 1000 or 1.000)"},
        {"limit: \"\xC2\xA3" "5.00\"", "a.yaml:2:10: part.limit: \"\xC2\xA3" "5.00\" is not a decimal (write 5.00)"},
        {"limit: 1.000.000", "a.yaml:2:10: part.limit: \"1.000.000\" is not a decimal (write 1000000)"},
        {"limit: 1e3", "a.yaml:2:10: part.limit: \"1e3\" is not a decimal (write 13)"},
        {"limit: much", "a.yaml:2:10: part.limit: \"much\" is not a decimal (write a number like 12.50)"},
        {"limit: true", "a.yaml:2:10: part.limit: \"true\" is not a decimal (write a number like 12.50)"},
        {"count: 1.0", "a.yaml:2:10: part.count: \"1.0\" is not a whole number (write 1)"},
        {"count: 08", "a.yaml:2:10: part.count: \"08\" is not a whole number (write 8)"},
        {"count: 99999999999999999999", "a.yaml:2:10: part.count: \"99999999999999999999\" is not a whole number"},
        {"strict: yes", "a.yaml:2:11: part.strict: \"yes\" is not true or false (write true)"},
        {"strict: off", "a.yaml:2:11: part.strict: \"off\" is not true or false (write false)"},
        {"strict: maybe", "a.yaml:2:11: part.strict: \"maybe\" is not true or false"},
        {"wait: 30", "a.yaml:2:9: part.wait: \"30\" has no unit (write 30s, 30m or 30h)"},
        {"wait: 1.5h", "a.yaml:2:9: part.wait: \"1.5h\" is not a duration (write a whole number and ms, s, m, h or d, such as 30s, 5m or 1h)"},
        {"wait: -5s", "a.yaml:2:9: part.wait: \"-5s\" is not a duration (write a whole number and ms, s, m, h or d, such as 30s, 5m or 1h)"},
        {"wait: 99999999h", "a.yaml:2:9: part.wait: \"99999999h\" is not a duration (write a whole number and ms, s, m, h or d, such as 30s, 5m or 1h)"},
        {"policy: hlod", "a.yaml:2:11: part.policy: \"hlod\" is not one of hold, default and post-good-lines (write hold)"},
        {"policy: refuse", "a.yaml:2:11: part.policy: \"refuse\" is not one of hold, default and post-good-lines"},
        {"names: captured", "a.yaml:2:10: part.names: must be a list (write [captured])"},
        {"names: \"a, b\"", "a.yaml:2:10: part.names: must be a list (write [\"a, b\"])"},
        {"names: {a: b}", "a.yaml:2:10: part.names: must be a list (write [a, b])"},
        {"names: [[a]]", "a.yaml:2:11: part.names[0]: must be a single value, not a list"},
        {"states: [captured, authorised]", "a.yaml:2:22: part.states[1]: \"authorised\" is not one of captured and authorized (write authorized)"},
        {"map: tac.csv", "a.yaml:2:8: part.map: maps/tac.csv does not exist; did you mean \"tax.csv\"?"},
        {"map: ../secret.csv", "a.yaml:2:8: part.map: maps/../secret.csv does not exist; known are broken.csv, countries.csv, empty.csv, tax.csv and wrong.csv"},
        {"map: broken.csv", "a.yaml:2:8: part.map: maps/broken.csv:2: this row has 3 columns, the header has 2; put quotes around a cell that holds a comma"},
        {"map: wrong.csv", "a.yaml:2:8: part.map: maps/wrong.csv:1: the column \"tax_clas\" is not known; did you mean \"tax_class\"?\n"
                           "a.yaml:2:8: part.map: maps/wrong.csv:1: the column \"tax_class\" is missing"},
        {"lines: a", "a.yaml:2:10: part.lines: must be a list of rows, each with sku, item and note"},
        {"lines: [a]", "a.yaml:2:11: part.lines[0]: must be a row with sku, item and note"},
        {"lines: [{sku: a, itm: b}]", "a.yaml:2:20: part.lines[0].itm: is not known; did you mean \"item\"?\n"
                                      "a.yaml:2:11: part.lines[0].item: is missing"},
        {"lines: [{sku: [a], item: b}]", "a.yaml:2:17: part.lines[0].sku: must be a single value, not a list"},
        {"[a]", "a.yaml:1:1: part: must be a mapping: one \"name: value\" for each field"},
    });
}

TEST_CASE("config. a secret is taken only by reference, alone, and long enough") {
    const std::string refused = "a.yaml:2:10: part.token: write the secret as ${env:NAME} or ${file:path}, alone; it must not stand in the configuration itself";
    check_rows({
        {"token: hunter2hunter2", refused},
        {"token: 12345678", refused},
        {"token: \"Bearer ${env:TOKEN}\"", refused},
        {"token: [a]", refused},
        {"token: \"${env:SHORT}\"", "a.yaml:2:10: part.token: the value of ${env:SHORT} is shorter than 4 characters, which can't be kept out of logs; use a longer secret"},
    });
}

TEST_CASE("config. a secret that stands in the wrong field is not printed") {
    for (const char* field : {"limit", "count", "strict", "wait", "policy"}) {
        const std::string problem = checked("  " + std::string(field) + ": \"${env:TOKEN}\"\n");
        INFO(problem);
        CHECK(problem.find("\"${env:TOKEN}\" ") != std::string::npos);
        CHECK(problem.find("s3cret") == std::string::npos);
        CHECK(problem.find("write") == std::string::npos);
    }
}

TEST_CASE("config. the value of a plain field may be printed afterwards, that of a secret field may not") {
    Written written("  address: \"${env:PORT}\"\n  token: \"${env:TOKEN}\"\n");
    check(written.section, fields_of(message::parse_json(manifest)), maps(), written.problems);
    CHECK(written.secrets->redact("8080 s3cret-token") == "8080 ***");
}

TEST_CASE("config. required fields must be there, and defaults step in") {
    const char* fields = R"([
      {"name": "limit", "type": "decimal", "required": true, "help": "Orders above this amount wait", "example": "5000.00"},
      {"name": "token", "type": "secret", "required": true},
      {"name": "sku", "required": true},
      {"name": "wait", "type": "duration", "default": "30s"},
      {"name": "strict", "type": "boolean", "default": true},
      {"name": "states", "type": "list", "default": ["captured"]},
      {"name": "map", "type": "map_file", "default": "tax.csv"}
    ])";
    CHECK(checked("  wait: 1s\n", fields) == "a.yaml:1:1: part.limit: is missing (Orders above this amount wait); for example limit: 5000.00\n"
                                             "a.yaml:1:1: part.token: is missing; write token: \"${env:NAME}\" or \"${file:path}\"\n"
                                             "a.yaml:1:1: part.sku: is missing");
    CHECK(checked("  {limit: 1, token: \"${env:TOKEN}\", sku: \"\"}\n", fields) == "a.yaml:2:43: part.sku: is empty; write a value");
    CHECK(checked("  {limit: 1, token: \"${env:TOKEN}\", sku: x}\n", fields) ==
          R"({"limit":"1","token":"${secret:1:m}","sku":"x","wait":30000,"strict":true,"states":["captured"],)"
          R"("map":[{"tax_class":"1","code":"S1","@line":3},{"tax_class":"2","code":"S2","@line":4}]})");
}

TEST_CASE("config. a component without fields takes none") {
    CHECK(checked("  {}\n", "[]") == "{}");
    CHECK(checked("  a: 1\n", "[]") == "a.yaml:2:3: part.a: is not known; nothing can be set here");
}

TEST_CASE("config. a bad manifest is refused with its field") {
    struct BadManifest {
        std::string json, error;
    };
    const std::vector<BadManifest> bad = {
        {R"({})", "the manifest's fields are no array"},
        {R"([{"type": "text"}])", "a field of the manifest has no name"},
        {R"([{"name": "a", "type": "txt"}])", "the manifest's field a has the unknown type \"txt\"; did you mean \"text\"?"},
        {R"([{"name": "a"}, {"name": "a"}])", "the manifest has the field a twice"},
        {R"([{"name": "a", "type": "choice"}])", "the manifest's field a is a choice without choices"},
        {R"([{"name": "a", "type": "table"}])", "the manifest's field a is a table without columns"},
        {R"([{"name": "a", "type": "duration", "default": "soon"}])",
         "the manifest's default of the field a: \"soon\" is not a duration (write a whole number and ms, s, m, h or d, such as 30s, 5m or 1h)"},
        {R"([{"name": "a", "type": "secret", "default": "x"}])", "the manifest's field a is a secret with a default"},
    };
    for (const BadManifest& one : bad) {
        INFO(one.json);
        CHECK_THROWS_WITH(fields_of(message::parse_json(one.json)), one.error);
    }
    CHECK(fields_of(Value()).empty());
    CHECK(fields_of(message::parse_json(R"([{"name": "a", "from_a_later_sdk": 1}])")).size() == 1);
}

TEST_CASE("config. the nearest name forgives a slip, not a guess") {
    const std::vector<std::string> known = {"url", "token", "ca_file", "sku-match", "payment-gate"};
    CHECK(nearest("tokn", known) == "token");
    CHECK(nearest("tokne", known) == "token");
    CHECK(nearest("URL", known) == "url");
    CHECK(nearest("ca-file", known) == "ca_file");
    CHECK(nearest("sku_match", known) == "sku-match");
    CHECK(nearest("password", known) == "");
    CHECK(nearest("", known) == "");
    CHECK(nearest(std::string(1000, 'x'), known) == "");
}
