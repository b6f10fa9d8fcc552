// Protects the sentence by which a person learns what changed in an order: lines by their SKU, the total always, no paths of a document.
#include "support/engine_bench.hpp"

#include "commerce/change.hpp"
#include "commerce/change_words.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using Catch::Matchers::Contains;
using message::Value;

Value line(const std::string& id, const std::string& sku, int quantity) {
    Value line = test::order("1")["lines"].as_array()->at(0);
    line.set("id", id);
    line.set("sku", sku);
    line.set("quantity", Value(quantity));
    return line;
}
Value with_lines(std::vector<Value> lines, const std::string& total) {
    Value order = test::order("1", total);
    order.set("lines", Value::array(std::move(lines)));
    return order;
}
std::string words(const Value& before, const Value& now) { return commerce::in_words(commerce::differences("order", before, now), before, now); }

} // namespace

TEST_CASE("order.change: a line that came or went is named by its SKU, with what the total became") {
    const Value one = with_lines({line("1", "MUG", 2)}, "25.0000"), two = with_lines({line("1", "MUG", 2), line("2", "BOWL", 1)}, "34.0000");
    CHECK(words(one, two) == "line 2 (BOWL) was added; the total was 25.00, is now 34.00");
    CHECK(words(two, one) == "line 2 (BOWL) was taken off; the total was 34.00, is now 25.00");
}

TEST_CASE("order.change: what changed in a line is named in words") {
    CHECK(words(with_lines({line("1", "MUG", 2)}, "25.00"), with_lines({line("1", "MUG", 3)}, "25.00")) == "line 1 (MUG): quantity was 2, is now 3");
    Value moved = test::order("1");
    moved.member("billing_address").set("city", "Bath");
    CHECK_THAT(words(test::order("1"), moved), Contains("billing address city was ") && Contains(", is now Bath") && !Contains("/"));
}

TEST_CASE("order.change: of many changes the first are told, the total among them, and how many more") {
    std::vector<Value> before, now;
    for (int n = 1; n <= 5; ++n) {
        before.push_back(line(std::to_string(n), "SKU-" + std::to_string(n), 1));
        now.push_back(line(std::to_string(n), "SKU-" + std::to_string(n), 2));
    }
    CHECK(words(with_lines(before, "10.00"), with_lines(now, "20.00")) ==
          "line 1 (SKU-1): quantity was 1, is now 2; line 2 (SKU-2): quantity was 1, is now 2; the total was 10.00, is now 20.00 (and 3 more)");
}

TEST_CASE("order.change: three digits of a dinar stay, zeros of the store go") {
    CHECK_THAT(words(with_lines({line("1", "MUG", 2)}, "1.1250"), with_lines({line("1", "MUG", 2)}, "7")), Contains("the total was 1.125, is now 7"));
}
