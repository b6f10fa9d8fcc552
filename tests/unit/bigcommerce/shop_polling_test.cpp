// Protects the polling against a whole simulated store, over the wire form: every order comes, every change comes, whatever pages,
// clocks and switches of the store do. In process, no sockets.
#include "shop_room.hpp"

using namespace bigcommerce_room;

namespace {

class Wire final : public base::Transport {
public:
    explicit Wire(sandbox::Shop& shop) : shop_(shop) {}
    base::Exchange send(const base::Endpoint&, const base::HttpRequest& request) override {
        base::HttpRequest sent = request;
        targets.push_back(request.target);
        if (rewrite) rewrite(sent);
        base::HttpResponse response = shop_.handle(sent);
        if (spoil) spoil(sent, response);
        return {base::Reach::answered, std::move(response), ""};
    }
    std::vector<std::string> targets;
    std::function<void(base::HttpRequest&)> rewrite;
    std::function<void(const base::HttpRequest&, base::HttpResponse&)> spoil;

private:
    sandbox::Shop& shop_;
};

struct World : ShopWorld<Wire> {
    explicit World(const sandbox::ShopSettings& store = united_kingdom(), const Value& fields = settings()) : ShopWorld(store) { read_with(fields, "orders"); }
    std::int64_t place(const std::string& more = "") {
        return shop.place_order(json(R"({"billing_address":{"first_name":"Ada","last_name":"Hill","street_1":"1 High St","city":"London","zip":"E1 6AN","country":"United Kingdom","country_iso2":"GB",
            "email":"ada@example.com"},"products":[{"sku":"MUG-BLU","name":"Blue mug","price":"12.50","quantity":2}])" + (more.empty() ? "" : "," + more) + "}"));
    }
    void wait(int seconds) { clock.at += seconds * 1'000; }
    // Everything that the store has was emitted, and the last that was emitted is as it is now.
    void check_complete() {
        std::map<std::string, std::string> newest;
        for (const auto& one : reader->emitted) newest[one.source_key] = one.body["totals"]["inc_tax"].text_or("") + " " + one.body["status"]["code"].text_or("") + " " + one.body["notes"]["staff"].text_or("");
        for (const std::int64_t id : shop.order_ids()) {
            const Value order = shop.order(id)["order"];
            if (order["status_id"].int_or(0) == 0) continue;
            INFO(id);
            CHECK(newest[std::to_string(id)] == order["total_inc_tax"].text_or("") + " " + order["status_id"].text_or("") + " " + order["staff_notes"].text_or(""));
        }
    }
};

} // namespace

TEST_CASE("order.bigcommerce polling: first every order by id, then what was changed") {
    World world;
    for (int i = 0; i < 12; ++i, world.wait(60)) world.place();
    CHECK(world.reader->read_all(5));
    CHECK(world.reader->times().size() == 12);
    world.wait(3'600);
    world.shop.set_status(1003, 2);
    CHECK(world.reader->read_all(5));
    CHECK(world.reader->emitted.back().source_key == "1003");
    world.check_complete();
    for (const auto& one : world.reader->emitted) CHECK(one.refusal.empty());
}

TEST_CASE("order.bigcommerce polling: what is known is not read again, but for the last second, once") {
    World world;
    for (int i = 0; i < 6; ++i, world.wait(10)) world.place();
    CHECK(world.reader->read_all());
    for (int i = 0; i < 4; ++i) {
        world.wait(30);
        CHECK(world.reader->read_all());
    }
    std::map<std::string, int> expected;
    for (int id = 1001; id <= 1006; ++id) expected[std::to_string(id)] = id == 1006 ? 2 : 1;
    CHECK(world.reader->times() == expected);
}

TEST_CASE("order.bigcommerce polling: an order that changes twice within one second is seen as it is in the end") {
    World world;
    const auto id = world.place();
    CHECK(world.reader->read_all());
    world.wait(60);
    world.shop.edit_order(id, json(R"({"staff_notes":"one"})"));
    CHECK(world.reader->read_all());
    world.shop.edit_order(id, json(R"({"staff_notes":"two"})"));
    CHECK(world.reader->read_all()); // still within that second, it may change once more
    world.wait(30);
    CHECK(world.reader->read_all());
    world.check_complete();
}

TEST_CASE("order.bigcommerce polling: an order that changes in the second of its listing is read again, whatever else comes meanwhile") {
    World world;
    const auto cart = world.place(R"("status_id":0)");
    CHECK(world.reader->read_all());
    world.shop.set_status(cart, 11); // the same second
    world.wait(5);
    world.place();
    CHECK(world.reader->read_all());
    world.wait(30);
    CHECK(world.reader->read_all());
    CHECK(world.reader->times()[std::to_string(cart)] >= 1);
    world.check_complete();
}

TEST_CASE("order.bigcommerce polling: what the lists show late is found by the overlap, also behind full pages") {
    for (const int orders : {97, 100, 250, 260}) {
        World world;
        for (int i = 0; i < orders; ++i) world.place();
        CHECK(world.reader->read_all(250));
        world.wait(600);
        for (const auto id : world.shop.order_ids()) world.shop.edit_order(id, json(R"({"staff_notes":"recounted"})"));
        world.wait(1);
        sandbox::Fault fault;
        fault.kind = sandbox::Fault::Kind::stale_list;
        fault.delay_ms = 7'000;
        fault.requests = 4;
        fault.path = "/orders";
        world.shop.inject(fault);
        world.place();
        for (int i = 0; i < 6; ++i, world.wait(4)) CHECK(world.reader->read_all(250));
        world.wait(30);
        CHECK(world.reader->read_all(250));
        INFO(orders);
        world.check_complete();
    }
}

TEST_CASE("order.bigcommerce polling: an order from a far future does not hide the others") {
    World world;
    world.place(R"("date_created":"2099-01-01T00:00:00Z")");
    const auto id = world.place();
    CHECK(world.reader->read_all());
    world.wait(600);
    world.shop.edit_order(id, json(R"({"staff_notes":"here"})"));
    CHECK(world.reader->read_all());
    world.wait(30);
    CHECK(world.reader->read_all());
    world.check_complete();
}

TEST_CASE("order.bigcommerce polling: hundreds of orders that change in one second all come") {
    for (const bool inclusive : {true, false}) {
        sandbox::ShopSettings settings = united_kingdom();
        settings.date_bounds_inclusive = inclusive;
        World world(settings);
        for (int i = 0; i < 610; ++i) world.place();
        CHECK(world.reader->read_all(250));
        world.wait(600);
        for (const auto id : world.shop.order_ids()) world.shop.edit_order(id, json(R"({"staff_notes":"recounted"})"));
        CHECK(world.reader->read_all(250));
        world.check_complete();
    }
}

TEST_CASE("order.bigcommerce polling: pages that shift while they are read lose nothing") {
    World world;
    for (int i = 0; i < 520; ++i) world.place();
    CHECK(world.reader->read_all(250));
    world.wait(600);
    for (const auto id : world.shop.order_ids()) world.shop.edit_order(id, json(R"({"staff_notes":"recounted"})"));
    sandbox::Fault fault;
    fault.kind = sandbox::Fault::Kind::touch_after_list;
    fault.requests = 6;
    fault.path = "/orders";
    world.shop.inject(fault);
    CHECK(world.reader->read_all(100));
    world.wait(5);
    CHECK(world.reader->read_all(100));
    world.check_complete();
}

TEST_CASE("order.bigcommerce polling: an order that is edited while it is read comes again as it is") {
    World world;
    const auto id = world.place();
    sandbox::Fault fault;
    fault.kind = sandbox::Fault::Kind::edit_before_lines;
    fault.path = "/products";
    world.wait(30);
    world.shop.inject(fault);
    CHECK(world.reader->read_all());
    CHECK(world.reader->read_all());
    CHECK(world.reader->times()[std::to_string(id)] >= 2);
    world.check_complete();
    const Value newest = world.reader->emitted.back().body;
    CHECK((*newest["lines"].as_array())[0]["quantity"] == Value(3));
}

TEST_CASE("order.bigcommerce polling: a store that ignores the filter sends everything, and only changes are read") {
    World world;
    for (int i = 0; i < 70; ++i, world.wait(60)) world.place();
    CHECK(world.reader->read_all());
    world.wire.rewrite = [](base::HttpRequest& request) {
        const auto at = request.target.find("min_date_modified=");
        if (at == std::string::npos) return;
        const auto end = request.target.find('&', at);
        request.target.erase(at, end == std::string::npos ? std::string::npos : end - at + 1);
    };
    world.wait(3'600);
    world.shop.set_status(1007, 10);
    const std::size_t before = world.reader->emitted.size();
    CHECK(world.reader->read_all());
    CHECK(world.reader->emitted.size() <= before + 2); // the changed one, and the last second once more
    world.check_complete();
}

TEST_CASE("order.bigcommerce polling: an incomplete order is not read, and comes when it is paid") {
    World world;
    const auto cart = world.place(R"("status_id":0)");
    world.place();
    CHECK(world.reader->read_all());
    CHECK(world.reader->times().count(std::to_string(cart)) == 0);
    world.wait(1'200);
    world.shop.set_status(cart, 11);
    CHECK(world.reader->read_all());
    CHECK(world.reader->times()[std::to_string(cart)] == 1);
}

TEST_CASE("order.bigcommerce polling: archived orders and other channels are left out") {
    sandbox::ShopSettings store = united_kingdom();
    store.archived_orders_in_list = true;
    World world(store, settings("2"));
    world.place(R"("channel_id":1)");
    const auto ours = world.place(R"("channel_id":2)");
    world.place(R"("channel_id":2,"is_deleted":true)");
    CHECK(world.reader->read_all());
    for (const auto& [id, times] : world.reader->times()) CHECK(id == std::to_string(ours));
    CHECK(world.reader->times().size() == 1);
}

TEST_CASE("order.bigcommerce polling: orders before the first day are left alone, the first of that day is not") {
    for (const bool inclusive : {true, false}) {
        sandbox::ShopSettings store = united_kingdom();
        store.date_bounds_inclusive = inclusive;
        World world(store, settings("", "2026-03-02"));
        world.place();
        world.clock.at = 1'772'409'600'000; // 2026-03-02T00:00:00Z
        const auto first = world.place();
        world.wait(60);
        const auto second = world.place();
        CHECK(world.reader->read_all());
        world.wait(600);
        world.shop.set_status(1001, 2); // an old one changes: still not ours
        CHECK(world.reader->read_all());
        std::vector<std::string> ids;
        for (const auto& [id, times] : world.reader->times()) ids.push_back(id);
        CHECK(ids == std::vector<std::string>{std::to_string(first), std::to_string(second)});
    }
}

TEST_CASE("order.bigcommerce polling: lines on many pages, also where the store cuts every page to fifty") {
    for (const bool cut : {false, true}) {
        World world;
        Value lines = Value::array();
        for (int i = 0; i < 1'020; ++i) lines.push(json(R"({"sku":"MUG-BLU","name":"Blue mug","price":"0.50","quantity":1})"));
        Value order = json(R"({"billing_address":{"first_name":"Ada","last_name":"Hill","country":"United Kingdom","country_iso2":"GB"}})");
        order.set("products", lines);
        world.shop.place_order(order);
        if (cut)
            world.wire.rewrite = [](base::HttpRequest& request) {
                const auto at = request.target.find("limit=250");
                if (at != std::string::npos) request.target.replace(at, 9, "limit=50");
            };
        CHECK(world.reader->read_all());
        REQUIRE(!world.reader->emitted.empty());
        CHECK(world.reader->emitted.front().body["lines"].size() == 1'020);
        CHECK(world.reader->emitted.front().body["taxes"].size() == 1'020);
    }
}

TEST_CASE("order.bigcommerce polling: every switch of the store's undocumented choices gives the same orders") {
    std::string expected;
    for (int variant = 0; variant < 6; ++variant) {
        sandbox::ShopSettings store = united_kingdom();
        if (variant == 1) store.date_bounds_inclusive = false;
        if (variant == 2) store.empty_sub_list = sandbox::EmptyList::empty_array;
        if (variant == 3) store.transactions_empty_no_content = true;
        if (variant == 4) store.fees_shape = sandbox::FeesShape::object;
        if (variant == 5) store.fees_shape = sandbox::FeesShape::single;
        World world(store);
        world.place(R"("fees":[{"name":"Deposit","cost":"2.40"}])");
        world.place(R"("payment":{"state":"pending"},"status_id":7)");
        CHECK(world.reader->read_all());
        REQUIRE(world.reader->emitted.size() == 2);
        Value bodies = Value::array();
        for (const auto& one : world.reader->emitted) {
            CHECK(one.refusal.empty());
            bodies.push(one.body);
        }
        const std::string text = message::write_json(bodies);
        if (expected.empty()) expected = text;
        INFO(variant);
        CHECK(text == expected);
    }
}

TEST_CASE("order.bigcommerce polling: answers that are cut, not UTF-8 or too deep are refused without losing the others") {
    std::string deep = "[{\"id\":1,\"options\":";
    for (int i = 0; i < 200; ++i) deep += "[";
    for (const std::string& body : {std::string("[{\"id\":1,\"name\":\"cut"), std::string("[{\"id\":1,\"name\":\"\xff\xfe\"}]"), deep, std::string("[{\"id\":1,\"id\":2}]")}) {
        World world;
        world.place();
        const auto bad = world.place();
        world.place();
        world.wire.spoil = [&](const base::HttpRequest& request, base::HttpResponse& response) {
            if (request.target.find("/" + std::to_string(bad) + "/products") != std::string::npos) response.body = body;
        };
        for (int i = 0; i < 6; ++i) world.reader->poll();
        CHECK(world.reader->times().size() == 2);
        CHECK(world.reader->refused() == 1);
        world.wire.spoil = nullptr;
        world.wait(660);
        CHECK(world.reader->read_all());
        CHECK(world.reader->times().size() == 3);
    }
}

TEST_CASE("order.bigcommerce polling: the token goes out in the header and nowhere else") {
    World world;
    world.place();
    std::size_t with_token = 0;
    world.wire.rewrite = [&](base::HttpRequest& request) {
        if (base::header(request.headers, "X-Auth-Token") == world.shop.settings().token) ++with_token;
        CHECK(request.target.find(world.shop.settings().token) == std::string::npos);
    };
    CHECK(world.reader->read_all());
    CHECK(with_token == world.wire.targets.size());
}

TEST_CASE("order.bigcommerce polling: a stop ends the poll early and loses nothing") {
    World world;
    for (int i = 0; i < 5; ++i) world.place();
    world.wire.spoil = [&](const base::HttpRequest& request, base::HttpResponse&) {
        if (request.target.find("/1002/") != std::string::npos) world.reader->stopping = true;
    };
    const auto outcome = world.reader->poll();
    CHECK(outcome.verdict == LL_PASS);
    CHECK(outcome.emitted.size() == 2);
    world.wire.spoil = nullptr;
    world.reader->stopping = false;
    CHECK(world.reader->read_all());
    CHECK(world.reader->times().size() == 5);
}

TEST_CASE("order.bigcommerce polling: an order that is archived after it was read comes once more and says so, an older one never comes") {
    sandbox::ShopSettings settings = united_kingdom();
    settings.archived_orders_in_list = true;
    World world(settings);
    const auto old = world.place(), known = world.place();
    world.shop.edit_order(old, json(R"({"is_deleted":true})"));
    world.wait(3'600);
    CHECK(world.reader->read_all());
    CHECK(world.reader->times().count(std::to_string(old)) == 0);
    world.shop.edit_order(known, json(R"({"is_deleted":true})"));
    CHECK(world.reader->read_all());
    CHECK(world.reader->emitted.back().source_key == std::to_string(known));
    CHECK(world.reader->emitted.back().body["status"]["archived"] == Value(true));
    CHECK(world.reader->emitted.back().refusal.empty());
}

TEST_CASE("order.bigcommerce polling: an order that has left the lists does not keep the cursor where it was") {
    World world; // archived orders are not in its lists
    world.place();
    const auto gone = world.place();
    CHECK(world.reader->read_all());
    world.shop.edit_order(gone, json(R"({"is_deleted":true})"));
    for (int i = 0; i < 60; ++i) {
        world.wait(60);
        world.place();
        CHECK(world.reader->read_all());
    }
    CHECK(world.reader->cursor["doubtful"].size() <= 1);
    CHECK(world.reader->cursor["seen"].size() < 12); // those of the overlap
}
