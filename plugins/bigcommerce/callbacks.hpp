// The store's callbacks: whether one is genuine, and which order it names.
#pragma once

#include <ledgerline/source.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace bigcommerce {

// The header that a hook is given to bring along, with the connection's callback_secret in it.
inline constexpr const char* callback_header = "X-Ledgerline-Secret";

class CallbackDoor {
public:
    explicit CallbackDoor(const ledgerline::Config& config);

    // Some secret is configured; without one nobody is let in.
    bool has_secret() const { return !client_secret_.empty() || !callback_secret_.empty(); }
    // "" or why it is not let in, for the log. With a callback_secret the header must carry it; a signature that is there must be right, and without a
    // callback_secret there must be one.
    std::string refusal(ledgerline::Receive& receive) const;
    // A source's answer to a callback: signals what `named` finds in a genuine event of this store, "" = it is not of its kind.
    ledgerline::Verdict take(ledgerline::Receive& receive, std::string (*named)(const ledgerline::Node& event)) const;

    // Placeholder of the secret in the header; "" if none is configured.
    const std::string& callback_secret() const { return callback_secret_; }

private:
    // Says in `producer` that it comes from another store.
    bool is_of_another_store(const ledgerline::Node& event) const;
    std::string signature_refusal(ledgerline::Receive& receive) const;

    std::string client_secret_, callback_secret_; // placeholders
    std::string producer_;                        // "stores/a1b2c3", "" if the url does not say
    std::int64_t replay_window_s_;
};

// The id of the order that an event is about; "" for events about something else. They write it in many ways, depending on the scope.
std::string order_named_in(const ledgerline::Node& event);
// What the refunds' source is to look at: "1047", an order that was refunded; "transaction:1047", an order whose money moved, which settles
// what was refunded before. "" for all others.
std::string refund_named_in(const ledgerline::Node& event);
inline constexpr std::string_view transaction_signal = "transaction:";
// Of a signal, which may be anything that was stored.
bool is_order_id(const std::string& text);

} // namespace bigcommerce
