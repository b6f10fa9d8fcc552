// Protects against real stores: payloads that were recorded from them, where a folder of such files lies beside the source
// tree. They are not part of the product, so without the folder the test says that it looked at nothing.
#include "refund_room.hpp"

#include <filesystem>
#include <set>

using namespace bigcommerce_room;

namespace {

std::filesystem::path folder() { return std::filesystem::path(LEDGERLINE_SOURCE_DIR).parent_path() / "shared" / "data" / "recorded" / "bigcommerce"; }
Value recorded(const std::string& file) { return read_json((folder() / file).string()); }

bool there() {
    if (std::filesystem::exists(folder())) return true;
    WARN("there are no recorded payloads beside the source tree: nothing was looked at");
    return false;
}

// Orders of a real store with the lines and the transactions of others.
Answers order_from(const Value& row) {
    Answers answers;
    answers.order = row;
    answers.parts["products"] = recorded("orders_v2__149__products__get_all.json");
    answers.parts["transactions"] = recorded("orders__transactions__get.json");
    return answers;
}

const std::vector<const char*> orders{"order_v2_127.json", "order_v2_463.json", "order_v2_create_response_128962.json", "orders_v2__101__get.json", "orders_v2__get_all.json"};
const std::vector<const char*> parts{"orders_v2__149__products__get_all.json", "orders__transactions__get.json", "no-data-paginated.json"};

const std::vector<const char*> refunds{"orders__order_refunds__get_all.json", "refund_v3_12.json"};

struct Refusal {
    const char* file;
    const char* told; // what a person reads of it
};
const std::vector<Refusal> refusals{
    {"error_catalog_trees_delete_404.json", "(404): Entity with id tree [3] was not found"},
    {"error_content_pages_bulk_update_404.json", "(404): A Page was not found with an id of 000"},
    {"error_customers_create_422.json", "(422): Create customers failed. (.customer_create: Error creating customers: email customer@example.com already in use)"},
    {"error_customers_list_422.json", "(422): The filter(s): foo are not valid filter parameter(s)."},
    {"inventory_relative_422_item_has_another_tracking_mode_error.json", "(422): "},
    {"inventory_relative_422_item_requires_absolute_adjustment_before_relative_error.json", "(422): "},
};

// What neither the source of orders nor that of refunds reads.
const std::vector<std::pair<const char*, const char*>> others{
    {"catalog__products__get_all.json", "a product"},
    {"catalog__products__variants__get_all.json", "a product"},
    {"product_v3_77_edited.json", "a product"},
    {"product_v3_mockedProduct.json", "a product"},
    {"categories_v3.json", "a category"},
    {"channels__get_all.json", "a channel: an order names its own"},
    {"customer_v3_680.json", "a customer: an order brings its own"},
    {"customers_list_no_records_200.json", "a customer: an order brings its own"},
    {"inventory_location_items_v3_after.json", "stock"},
    {"inventory_location_items_v3_before.json", "stock"},
    {"inventory_relative_request.json", "stock"},
    {"order_v2_create_request.json", "an order as a client makes it, without what the store computes"},
    {"storeinformation_store.json", "the store itself"},
    {"storeinformation_time.json", "the store itself"},
    {"webhook_store_customer_created.json", "a callback"},
    {"webhook_store_order_created.json", "a callback"},
    {"webhook_store_order_statusUpdated.json", "a callback"},
    {"webhook_store_product_created.json", "a callback"},
    {"webhook_store_product_inventory_updated.json", "a callback"},
    {"webhook_store_product_updated.json", "a callback"},
    {"webhook_store_shipment_created.json", "a callback"},
    {"webhook_store_sku_created.json", "a callback"},
    {"webhook_store_sku_inventory_updated.json", "a callback"},
};

} // namespace

TEST_CASE("order.bigcommerce recorded: orders of real stores fit the canonical order") {
    if (!there()) return;
    std::size_t read = 0;
    for (const char* file : orders) {
        Value rows = recorded(file);
        if (rows.is_object()) rows = Value::array({rows});
        for (const Value& row : *rows.as_array()) {
            if (row["status_id"].int_or(0) == 0) continue; // still at the checkout
            Answers answers = order_from(row);
            INFO(file << " " << row["id"].text_or(""));
            // Recorded before stores stated it.
            const Value body = body_of(answers, row.find("is_tax_inclusive_pricing") ? "stated" : "without-tax");
            CHECK(body["totals"]["inc_tax"].text_or("") == row["total_inc_tax"].text_or("?"));
            CHECK(body["currency"].text_or("") == row[row.find("default_currency_code") ? "default_currency_code" : "currency_code"].text_or("?"));
            CHECK(body["lines"].size() == answers.parts["products"].size());
            ++read;
        }
    }
    CHECK(read >= 4);
}

TEST_CASE("order.bigcommerce recorded: lines and transactions of a real store keep their amounts") {
    if (!there()) return;
    Answers answers = sample_order();
    answers.parts["products"] = recorded("orders_v2__149__products__get_all.json");
    answers.parts["transactions"] = recorded("orders__transactions__get.json");
    const Value body = body_of(answers);
    const auto& lines = *body["lines"].as_array();
    REQUIRE(lines.size() == answers.parts["products"].size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Value& row = answers.parts["products"].as_array()->at(i);
        CHECK(lines[i]["sku"].text_or("?") == row["sku"].text_or(""));
        CHECK(lines[i]["total_inc_tax"].text_or("?") == row["total_inc_tax"].text_or(""));
    }
    const auto& transactions = *body["payment"]["transactions"].as_array();
    REQUIRE(transactions.size() == answers.parts["transactions"]["data"].size());
    CHECK(transactions.front()["amount"].text_or("?") == answers.parts["transactions"]["data"].as_array()->front()["amount"].text_or(""));
}

TEST_CASE("order.bigcommerce recorded: a list of transactions without any is an order without any") {
    if (!there()) return;
    Answers answers = sample_order();
    answers.parts["transactions"] = recorded("no-data-paginated.json");
    CHECK(body_of(answers)["payment"]["transactions"].size() == 0);
}

TEST_CASE("refund.bigcommerce recorded: refunds of real stores fit the canonical refund") {
    if (!there()) return;
    RefundWorld world;
    for (const char* file : refunds) {
        const Value data = recorded(file)["data"];
        const Value row = data.is_array() ? data.as_array()->front() : data; // a list, or a single one
        world.store.refunds[row["id"].int_or(0)] = row;
        world.store.orders[row["order_id"].text_or("")] = json(R"({"default_currency_code":"USD"})");
    }
    CHECK(world.reader->read_all());
    CHECK(world.reader->refused() == 0);
    CHECK(world.newest("1")["total_inc_tax"].text_or("") == "1.99");
    CHECK(world.newest("1")["created_at"].text_or("?").empty());
    CHECK(world.state("1") == "declined"); // whatever means were chosen
    CHECK(world.newest("12")["total_inc_tax"].text_or("") == "50");
    CHECK((*world.newest("12")["items"].as_array())[0]["amount"].text_or("?").empty());
    CHECK(world.state("12") == "settled");
}

TEST_CASE("order.bigcommerce recorded: what a real store says of its refusals reaches the person who must act") {
    if (!there()) return;
    for (const Refusal& refusal : refusals) {
        INFO(refusal.file);
        const Value body = recorded(refusal.file);
        Answers answers = sample_order();
        answers.instead["/v2/orders/" + answers.order["id"].text_or("") + "/products"] = [&](const Value&) { return answered(static_cast<int>(body["status"].int_or(0)), body); };
        CHECK_THAT(refusal_of(answers), Catch::Contains(refusal.told) && Catch::Contains(body["title"].text_or("?").substr(0, 30)));
    }
}

TEST_CASE("order.bigcommerce recorded: every recorded payload is looked at, or it is said why not") {
    if (!there()) return;
    std::set<std::string> known;
    for (const char* file : orders) known.insert(file);
    for (const char* file : parts) known.insert(file);
    for (const char* file : refunds) known.insert(file);
    for (const Refusal& refusal : refusals) known.insert(refusal.file);
    for (const auto& [file, what] : others) known.insert(file);
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
        INFO(entry.path().filename().string());
        CHECK(known.count(entry.path().filename().string()) == 1);
    }
}

TEST_CASE("order.bigcommerce recorded: what is no order is never taken for one") {
    if (!there()) return;
    for (const auto& [file, what] : others) {
        Value row = recorded(file);
        if (const auto* rows = row["data"].as_array(); rows && !rows->empty()) row = rows->front();
        if (!row.is_object()) continue;
        INFO(file << ": " << what);
        Answers answers = order_from(row);
        SetClock clock;
        Reader reader(answers, clock);
        const plugin::Outcome outcome = reader.poll();
        CHECK(reader.times().empty());
        CHECK((outcome.verdict != LL_PASS || outcome.emitted.empty() || !outcome.emitted.front().refusal.empty()));
    }
}
