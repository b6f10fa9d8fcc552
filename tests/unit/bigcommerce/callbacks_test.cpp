// Protects: only callbacks of the store are taken, whatever proof the store gives, and each names its order in whichever of the many
// ways the store writes it.
#include "room.hpp"

#include "base/digest.hpp"
#include "config/secrets.hpp"
#include "plugin/http_service.hpp"

using namespace bigcommerce_room;

namespace {

// The values of a published example, made with the reference library.
constexpr const char* client_secret = "8d1f0a7c5b3e49d2a6f4c0b9e7d81352";
constexpr std::int64_t signed_at = 1'741'101'667;
const std::string signed_body = R"({"producer":"stores/a1b2c3d4e5","hash":"99fd5567b5ea823bbefe3f2d01bd9b2726ee2ab2","created_at":1741101667,"store_id":"1002345678","scope":"store/order/created","data":{"type":"order","id":1047}})";
const std::string signature = "v1,b0izpablXA8xRF12tm/6mI4SCRL5Qx3AvzWh850BfnQ=";

struct NoWire final : base::Transport {
    base::Exchange send(const base::Endpoint&, const base::HttpRequest&) override { return {base::Reach::not_sent, {}, "a callback asks nobody"}; }
};

struct Door {
    explicit Door(const std::string& client = client_secret, const std::string& header = "") {
        clock.at = signed_at * 1'000;
        Value line = connection();
        line.set("url", "https://shop.example.test/stores/a1b2c3d4e5");
        line.set("token", secrets.keep("a-token-of-the-store"));
        if (!client.empty()) line.set("client_secret", secrets.keep(client));
        if (!header.empty()) line.set("callback_secret", secrets.keep(header));
        http = std::make_unique<plugin::ConnectionHttp>(wire, line, secrets, "Ledgerline/test");
        reader = std::make_unique<Reader>(*http, clock, settings(), line);
    }
    plugin::Outcome call(const std::string& body, const Value& headers) const {
        return reader->receive(Value::object({{"method", "POST"}, {"path", "/hooks/shop"}, {"headers", headers}, {"text", body}}));
    }
    static Value headers(const std::string& proof = signature, const std::string& id = "msg_2t9QyXc0mVb4", const std::string& at = std::to_string(signed_at)) {
        return Value::object({{"webhook-id", id}, {"webhook-timestamp", at}, {"webhook-signature", proof}});
    }
    // What a callback with this body, well signed, is about; "" for nothing. Fails the test if it is not taken.
    std::string order_of(const std::string& body) const {
        const std::string content = "msg_1." + std::to_string(signed_at) + "." + body;
        const plugin::Outcome outcome = call(body, headers("v1," + base::hmac_sha256_base64(client_secret, content), "msg_1"));
        CHECK(outcome.verdict == LL_PASS);
        const Value& signals = outcome.document["signals"];
        REQUIRE(signals.size() <= 1);
        return signals.size() == 0 ? "" : signals.as_array()->front()["key"].text_or("?");
    }
    std::string event(const std::string& scope, const std::string& data) const { return order_of(R"({"producer":"stores/a1b2c3d4e5","scope":")" + scope + R"(","data":)" + data + "}"); }

    SetClock clock;
    config::Secrets secrets;
    NoWire wire;
    std::unique_ptr<plugin::ConnectionHttp> http;
    std::unique_ptr<Reader> reader;
};

bool is_taken(const plugin::Outcome& outcome) { return outcome.verdict == LL_PASS && outcome.document["signals"].size() == 1; }
bool is_refused(const plugin::Outcome& outcome) { return outcome.verdict == LL_DROP && outcome.document["signals"].size() == 0; }

} // namespace

TEST_CASE("order.bigcommerce callbacks: the published example is genuine, and names its order") {
    Door door;
    const plugin::Outcome outcome = door.call(signed_body, Door::headers());
    REQUIRE(is_taken(outcome));
    CHECK(outcome.document["signals"].as_array()->front()["key"].text_or("") == "1047");
}

TEST_CASE("order.bigcommerce callbacks: one changed byte of the body, the id or the time is a forgery") {
    Door door;
    std::string other = signed_body;
    other[other.find("1047")] = '2';
    CHECK(is_refused(door.call(other, Door::headers())));
    CHECK(is_refused(door.call(signed_body, Door::headers(signature, "msg_other"))));
    CHECK(is_refused(door.call(signed_body, Door::headers(signature, "msg_2t9QyXc0mVb4", std::to_string(signed_at + 1)))));
    CHECK(is_refused(door.call(signed_body + " ", Door::headers())));
}

TEST_CASE("order.bigcommerce callbacks: any of several signatures is enough, other versions do not count") {
    Door door;
    CHECK(is_taken(door.call(signed_body, Door::headers("v1,AAAA v2,BBBB " + signature))));
    CHECK(is_refused(door.call(signed_body, Door::headers("v2," + signature.substr(3)))));
    CHECK(is_refused(door.call(signed_body, Door::headers("v1,AAAA"))));
    CHECK(is_refused(door.call(signed_body, Door::headers(signature.substr(3)))));
}

TEST_CASE("order.bigcommerce callbacks: what is older than the window, or of the future, is refused") {
    Door door;
    for (const std::int64_t seconds : {-300, 300}) {
        door.clock.at = (signed_at + seconds) * 1'000;
        CHECK(is_taken(door.call(signed_body, Door::headers())));
    }
    for (const std::int64_t seconds : {-302, 301}) {
        INFO(seconds);
        door.clock.at = (signed_at + seconds) * 1'000;
        CHECK(is_refused(door.call(signed_body, Door::headers())));
    }
}

TEST_CASE("order.bigcommerce callbacks: without a signature, or with a part of one, nobody is let in") {
    Door door;
    CHECK(is_refused(door.call(signed_body, Value::object())));
    for (const char* missing : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
        Value headers = Door::headers();
        headers.erase(missing);
        INFO(missing);
        CHECK(is_refused(door.call(signed_body, headers)));
    }
    CHECK(is_refused(door.call(signed_body, Door::headers(signature, "msg_2t9QyXc0mVb4", "1741101667x"))));
}

TEST_CASE("order.bigcommerce callbacks: the secret in the header opens the door where it is configured") {
    Door door("", "our-own-callback-secret");
    CHECK(is_taken(door.call(signed_body, Value::object({{"x-ledgerline-secret", "our-own-callback-secret"}}))));
    CHECK(is_refused(door.call(signed_body, Value::object({{"x-ledgerline-secret", "our-own-callback-secret "}}))));
    CHECK(is_refused(door.call(signed_body, Door::headers())));
}

TEST_CASE("order.bigcommerce callbacks: with both secrets the header must be right, and a signature that is there too") {
    Door door(client_secret, "our-own-callback-secret");
    Value both = Door::headers();
    both.set("x-ledgerline-secret", "our-own-callback-secret");
    CHECK(is_taken(door.call(signed_body, both)));
    CHECK(is_taken(door.call(signed_body, Value::object({{"x-ledgerline-secret", "our-own-callback-secret"}})))); // the store may not sign
    both.set("webhook-signature", "v1,AAAA");
    CHECK(is_refused(door.call(signed_body, both)));
    CHECK(is_refused(door.call(signed_body, Door::headers())));
}

TEST_CASE("order.bigcommerce callbacks: nothing configured lets nobody in") {
    Door door("", "");
    CHECK(is_refused(door.call(signed_body, Door::headers())));
    CHECK(is_refused(door.call(signed_body, Value::object({{"x-ledgerline-secret", ""}}))));
}

TEST_CASE("order.bigcommerce callbacks: every scope that concerns an order names it, as number or as text") {
    Door door;
    CHECK(door.event("store/order/created", R"({"type":"order","id":250})") == "250");
    CHECK(door.event("store/order/updated", R"({"type":"order","id":"250"})") == "250");
    CHECK(door.event("store/order/archived", R"({"type":"order","id":250})") == "250");
    CHECK(door.event("store/order/statusUpdated", R"({"type":"order","id":250,"status":{"previous_status_id":0,"new_status_id":11}})") == "250");
    CHECK(door.event("store/order/statusUpdated", R"({"type":"order","id":250})") == "250");
    CHECK(door.event("store/order/message/created", R"({"type":"order","id":250,"message":{"order_message_id":3}})") == "250");
    CHECK(door.event("store/order/refund/created", R"({"type":"order","id":250,"refund":{"refund_id":3}})") == "250");
    CHECK(door.event("store/order/transaction/created", R"({"type":"transaction","order_id":"250","transaction_id":"176342342"})") == "250");
    CHECK(door.event("store/order/metafield/created", R"({"metafield_id":14,"resource_id":"270"})") == "270");
    CHECK(door.event("store/shipment/created", R"({"type":"shipment","id":12,"orderId":251})") == "251");
    CHECK(door.event("store/refund/created", R"({"id":3,"order_id":251})") == "251");
    CHECK(door.event("store/channel/1/order/updated", R"({"order_id":127})") == "127");
}

TEST_CASE("order.bigcommerce callbacks: what is not about an order is taken and changes nothing") {
    Door door;
    CHECK(door.event("store/product/updated", R"({"type":"product","id":205})").empty());
    CHECK(door.event("store/sku/inventory/updated", R"({"type":"sku","id":461,"inventory":{"product_id":206}})").empty());
    CHECK(door.event("store/channel/*/inventory/product/stock_changed", R"({"variant_id":127,"product_id":113})").empty());
    CHECK(door.event("store/shipment/created", R"({"type":"shipment","id":12})").empty()); // its own id is no order's
    CHECK(door.event("store/order/transaction/updated", R"({"type":"transaction","id":"9"})").empty());
    for (const char* id : {"0", "-5", "1.5", "\"\"", "\"12x\"", "null", "{}", "\"1234567890123456789\"", "\"007\""}) {
        INFO(id);
        CHECK(door.event("store/order/created", std::string(R"({"type":"order","id":)") + id + "}").empty());
    }
}

TEST_CASE("order.bigcommerce callbacks: members may be missing, of another kind, or unknown") {
    Door door;
    CHECK(door.order_of(R"({"scope":"store/order/created","data":{"id":7},"store_id":1002345678,"surprise":[1]})") == "7");
    for (const char* body : {"{}", "[]", "null", "", "no json", R"({"scope":5,"data":{"id":7}})", R"({"scope":"store/order/created","data":7})", R"({"scope":"store/order/created"})"}) {
        INFO(body);
        CHECK(door.order_of(body).empty());
    }
}

TEST_CASE("order.bigcommerce callbacks: another store's event is not ours") {
    Door door;
    CHECK(door.order_of(R"({"producer":"stores/other","scope":"store/order/created","data":{"id":7}})").empty());
}

TEST_CASE("order.bigcommerce callbacks: nothing secret stands in the reasons") {
    Door door(client_secret, "our-own-callback-secret");
    const plugin::Outcome outcome = door.call(signed_body, Door::headers("v1,AAAA"));
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings.front().message.find("v1,") == std::string::npos);
    CHECK(outcome.findings.front().message.find(client_secret) == std::string::npos);
    CHECK(outcome.findings.front().message.find("our-own") == std::string::npos);
}
