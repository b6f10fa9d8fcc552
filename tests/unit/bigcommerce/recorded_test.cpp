// Protects against real stores: payloads that were recorded from them, where a folder of such files lies beside the source
// tree. They are not part of the product, so without the folder the test says that it looked at nothing.
#include "room.hpp"

#include <filesystem>

using namespace bigcommerce_room;

namespace {

std::filesystem::path folder() { return std::filesystem::path(LEDGERLINE_SOURCE_DIR).parent_path() / "shared" / "data" / "recorded" / "bigcommerce"; }

} // namespace

TEST_CASE("order.bigcommerce recorded: orders of real stores fit the canonical order") {
    if (!std::filesystem::exists(folder())) {
        WARN("there are no recorded payloads beside the source tree: nothing was looked at");
        return;
    }
    const Value products = read_json((folder() / "orders_v2__149__products__get_all.json").string());
    std::size_t read = 0;
    for (const char* file : {"order_v2_127.json", "order_v2_463.json", "order_v2_create_response_128962.json", "orders_v2__101__get.json", "orders_v2__get_all.json"}) {
        Value rows = read_json((folder() / file).string());
        if (rows.is_object()) rows = Value::array({rows});
        for (const Value& row : *rows.as_array()) {
            if (row["status_id"].int_or(0) == 0) continue;
            Answers answers;
            answers.order = row;
            answers.parts["products"] = products;
            answers.parts["transactions"] = read_json((folder() / "orders__transactions__get.json").string());
            INFO(file << " " << row["id"].text_or(""));
            // Recorded before stores stated it.
            const Value body = body_of(answers, row.find("is_tax_inclusive_pricing") ? "stated" : "without-tax");
            CHECK(body["totals"]["inc_tax"].text_or("") == row["total_inc_tax"].text_or("?"));
            CHECK(body["lines"].size() == products.size());
            ++read;
        }
    }
    CHECK(read >= 4);
}
