#include "callbacks.hpp"

#include <ledgerline/format.hpp>

#include <charconv>
#include <string_view>

namespace bigcommerce {

using ledgerline::Node;
using ledgerline::Receive;
using ledgerline::Verdict;

namespace {

std::string secret_if_any(const ledgerline::Config& connection, const char* field) { return connection.has(field) ? connection.secret(field) : std::string(); }

// The last two parts of .../stores/a1b2c3.
std::string producer_of(const std::string& url) {
    const std::size_t at = url.rfind("/stores/");
    std::string producer = at == std::string::npos ? std::string() : url.substr(at + 1);
    while (!producer.empty() && producer.back() == '/') producer.pop_back();
    return producer;
}

bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

// As number or as text; "" for anything else.
std::string id_in(const Node& node) {
    if (!node.is_integer() && !node.is_text()) return "";
    const std::string id(node.text());
    return is_order_id(id) ? id : "";
}

std::string text_in(const Node& node) { return node.is_text() ? std::string(node.text()) : std::string(); }

} // namespace

CallbackDoor::CallbackDoor(const ledgerline::Config& config) :
    client_secret_(secret_if_any(config.connection(), "client_secret")), callback_secret_(secret_if_any(config.connection(), "callback_secret")),
    producer_(producer_of(config.connection().text("url"))), replay_window_s_(config.has("replay_window") ? config.duration_ms("replay_window") / 1'000 : 300) {}

std::string CallbackDoor::refusal(Receive& receive) const {
    if (!has_secret()) return "neither client_secret nor callback_secret is configured";
    if (!callback_secret_.empty() && !receive.knows(callback_secret_, receive.header("x-ledgerline-secret"))) return "the header X-Ledgerline-Secret is missing or wrong";
    const bool is_signed = !receive.header("webhook-signature").empty();
    if (client_secret_.empty() || (!is_signed && !callback_secret_.empty())) return "";
    return is_signed ? signature_refusal(receive) : "it is not signed";
}

std::string CallbackDoor::signature_refusal(Receive& receive) const {
    constexpr int signatures_max = 10;
    const std::string_view id = receive.header("webhook-id"), timestamp = receive.header("webhook-timestamp");
    std::int64_t at = 0;
    const auto [end, error] = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), at);
    if (id.empty() || error != std::errc() || end != timestamp.data() + timestamp.size()) return "webhook-id or webhook-timestamp is missing";
    const std::int64_t now = receive.call().now_ms() / 1'000;
    if (at < now - replay_window_s_ || at > now + replay_window_s_) return "its time is too far from ours";
    std::string content;
    content.append(id).append(".").append(timestamp).append(".").append(receive.text());
    // Several, separated by blanks: while a secret is changed, both are used.
    std::string_view rest = receive.header("webhook-signature");
    for (int count = 0; !rest.empty() && count < signatures_max; ++count) {
        const std::size_t blank = rest.find(' ');
        const std::string_view one = rest.substr(0, blank);
        rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
        if (begins(one, "v1,") && receive.signed_with(client_secret_, content, one.substr(3))) return "";
    }
    return "its signature is wrong";
}

bool CallbackDoor::is_of_another_store(const Node& event) const {
    const std::string producer = text_in(event["producer"]);
    return !producer_.empty() && begins(producer, "stores/") && producer != producer_;
}

Verdict CallbackDoor::take(Receive& receive, std::string (*named)(const Node& event)) const {
    if (const std::string why = refusal(receive); !why.empty()) return ledgerline::drop("CALLBACK_REFUSED", "{}", why);
    Node event = receive.call().scratch("nothing");
    try {
        event = receive.json();
    } catch (const ledgerline::RefusedError&) {
        receive.call().warning("a callback of the store is no JSON; it is ignored");
    }
    // Whatever is not ours is taken all the same: the store would send it again for two days, and then switch the hook off.
    if (!event.is_object() || is_of_another_store(event)) return ledgerline::pass();
    if (const std::string key = named(event); !key.empty()) receive.signal(key);
    return ledgerline::pass();
}

bool is_order_id(const std::string& text) {
    constexpr std::size_t digits_max = 18;
    return !text.empty() && text.size() <= digits_max && text.find_first_not_of("0123456789") == std::string::npos && text[0] != '0';
}

std::string order_named_in(const Node& event) {
    const std::string scope = text_in(event["scope"]);
    const Node data = event["data"];
    if (!data.is_object()) return "";
    const bool of_order = begins(scope, "store/order/"), of_channel = begins(scope, "store/channel/") && scope.find("/order/") != std::string::npos;
    if (!of_order && !of_channel && !begins(scope, "store/shipment/") && !begins(scope, "store/refund/") && !begins(scope, "store/transaction/")) return "";
    for (const char* member : {"order_id", "orderId"})
        if (std::string id = id_in(data[member]); !id.empty()) return id;
    // Of the others `id` is the thing's own.
    if (!of_order || text_in(data["type"]) == "transaction") return "";
    if (begins(scope, "store/order/metafield/")) return id_in(data["resource_id"]);
    return begins(scope, "store/order/transaction/") ? std::string() : id_in(data["id"]);
}

std::string refund_named_in(const Node& event) {
    const std::string order = order_named_in(event), scope = text_in(event["scope"]);
    if (order.empty()) return "";
    const auto is_about = [&](std::string_view what) { return scope.find(what) != std::string::npos; };
    if (is_about("/refund/")) return order;
    return is_about("/transaction/") ? std::string(transaction_signal) + order : std::string();
}

} // namespace bigcommerce
