// Protects the reading of refunds against a whole simulated store, over the wire form: what a folder of its data brought all comes, and what
// its callbacks name is read. In process, no sockets.
#include "refund_room.hpp"
#include "shop_room.hpp"

#include <filesystem>
#include <unistd.h>

using namespace bigcommerce_room;

namespace {

class Wire final : public base::Transport {
public:
    explicit Wire(sandbox::Shop& shop) : shop_(shop) {}
    base::Exchange send(const base::Endpoint&, const base::HttpRequest& request) override {
        ++requests;
        return {base::Reach::answered, shop_.handle(request), ""};
    }
    int requests = 0;

private:
    sandbox::Shop& shop_;
};

sandbox::ShopSettings store_settings(bool has_pagination) {
    sandbox::ShopSettings settings = united_kingdom();
    settings.refund_list_has_pagination = has_pagination;
    return settings;
}

// A folder of a store's data that is gone afterwards.
struct Folder {
    Folder() : path(std::filesystem::temp_directory_path() / ("ledgerline-shop-refunds-" + std::to_string(::getpid()))) { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(const char* file, const std::string& text) const { std::ofstream(path / file) << text; }
    std::filesystem::path path;
};

// A store with orders of two mugs, each refunded mug by mug: one by other means, one over the provider.
struct World : ShopWorld<Wire> {
    explicit World(int orders, bool has_pagination = true) : ShopWorld(store_settings(has_pagination)) {
        const Folder folder;
        sandbox::Shop maker(store_settings(true), clock, random);
        std::string order_lines, products, taxes, refunds;
        for (int i = 0; i < orders; ++i) {
            const std::int64_t id = maker.place_order(json(R"({"billing_address":{"first_name":"Ada","last_name":"Hill","country":"United Kingdom","country_iso2":"GB"},"products":[{"sku":"MUG-BLU","name":"Blue mug","price":"12.50","quantity":2}]})"));
            const Value whole = maker.order(id);
            const std::string number = std::to_string(id);
            order_lines += message::write_json(whole["order"]) + "\n";
            products += R"({"order_id":)" + number + R"(,"products":)" + message::write_json(whole["products"]) + "}\n";
            taxes += R"({"order_id":)" + number + R"(,"taxes":)" + message::write_json(whole["taxes"]) + "}\n";
            for (const int half : {1, 2}) {
                const std::string refund = std::to_string(2 * i + half);
                refunds += R"({"id":)" + refund + R"(,"order_id":)" + number + R"(,"user_id":0,"created":")" + v3_date(clock.at) +
                           R"(","reason":"","total_amount":12.5,"total_tax":2.08,"uses_merchant_override_values":false,"items":[{"item_type":"PRODUCT","item_id":)" +
                           (*whole["products"].as_array())[0]["id"].text_or("") + R"(,"reason":"","quantity":1,"requested_amount":12.5}],"payments":[{"id":)" + refund +
                           R"(,"provider_id":"custom","amount":12.5,"offline":)" + (half == 1 ? "true" : "false") + ",\"is_declined\":false,\"declined_message\":\"\"}]}\n";
            }
            clock.at += 60'000;
        }
        folder.write("orders.ndjson", order_lines);
        folder.write("order_products.ndjson", products);
        folder.write("order_taxes.ndjson", taxes);
        folder.write("refunds.ndjson", refunds);
        REQUIRE(shop.load(folder.path).refunds == 2 * orders);
        read_with(refund_settings(), "refunds");
    }
};

} // namespace

TEST_CASE("refund.bigcommerce shop: every refund of a store comes once and fits, with and without pages in its answers") {
    for (const bool has_pagination : {true, false}) {
        World world(140, has_pagination);
        CHECK(world.reader->read_all());
        CHECK(world.reader->times().size() == 280);
        for (const auto& one : world.reader->emitted) {
            INFO(one.source_key << " " << one.refusal);
            CHECK(one.refusal.empty());
            CHECK(one.body["currency"].text_or("") == "GBP");
            CHECK(one.body["total_inc_tax"].text_or("") == "12.5");
            CHECK(one.body["settlement"].text_or("") == (std::stoll(one.source_key) % 2 == 1 ? "settled" : "pending"));
        }
        world.wire.requests = 0;
        CHECK(world.reader->read_all());
        CHECK(world.wire.requests < 5);
    }
}

TEST_CASE("refund.bigcommerce shop: a refund's callback leads to the refunds of its order") {
    World world(3);
    CHECK(world.reader->read_all());
    const std::size_t before = world.reader->emitted.size();
    world.reader->signals = {"1002"};
    CHECK(world.reader->read_all());
    REQUIRE(world.reader->emitted.size() == before + 2);
    CHECK(world.reader->emitted.back().body["order_id"].text_or("") == "1002");
}
