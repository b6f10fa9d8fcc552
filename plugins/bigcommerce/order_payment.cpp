// Payment: what the store says of its state, and the movements of money.
#include "order_mapper.hpp"

#include "dates.hpp"

#include <array>
#include <utility>

namespace bigcommerce {
namespace {

// The store writes its states with blanks. "paid" and "captured" both mean that the money is there.
std::string_view state_of(std::string_view stated) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> states{{{"", "none"},
                                                                                         {"authorized", "authorized"},
                                                                                         {"capture pending", "authorized"},
                                                                                         {"captured", "captured"},
                                                                                         {"paid", "captured"},
                                                                                         {"declined", "declined"},
                                                                                         {"held for review", "review"},
                                                                                         {"partially refunded", "partially_refunded"},
                                                                                         {"pending", "pending"},
                                                                                         {"refunded", "refunded"},
                                                                                         {"void", "void"},
                                                                                         {"void pending", "void"}}};
    for (const auto& [name, state] : states)
        if (name == stated) return state;
    return "unknown";
}

std::string_view event_of(std::string_view stated) {
    for (const std::string_view known : {"purchase", "authorization", "capture", "refund", "void", "pending", "settled"})
        if (known == stated) return known;
    return "other";
}

} // namespace

void map_payment(const Node& order, const Node& payment) {
    const std::string_view stated = order["payment_status"].text_or("");
    payment["state"].set(state_of(stated));
    payment["stated"].set(stated);
    copy_text(order["payment_method"], payment["method"]);
    copy_text(order["payment_provider_id"], payment["provider_id"]);
    copy_amount_or_zero(order["store_credit_amount"], payment["store_credit"]);
    copy_amount_or_zero(order["gift_certificate_amount"], payment["gift_certificates"]);
    payment["transactions"].set_json("[]");
}

void map_transaction(const Node& row, const Node& transaction) {
    transaction["id"].set(row["id"].text());
    transaction["event"].set(event_of(row["event"].text_or("")));
    copy_text(row["method"], transaction["method"]);
    copy_text(row["gateway"], transaction["gateway"]);
    copy_text(row["gateway_transaction_id"], transaction["gateway_reference"]);
    // The sign of refunds is not documented: what counts is the event.
    if (is_unset(row["amount"])) transaction["amount"].set(""); // such as an attempt that failed
    else transaction["amount"].set(row["amount"].decimal().absolute());
    copy_text(row["currency"], transaction["currency"]);
    const auto at = row["date_created"].is_text() ? seconds_of(row["date_created"].text()) : std::nullopt;
    transaction["at"].set(at ? iso(*at) : std::string());
    transaction["ok"].set(row["status"].text_or("ok") == "ok");
    transaction["test"].set(is_true(row["test"]));
    copy_id(row["reference_transaction_id"], transaction["reference_id"]);
}

} // namespace bigcommerce
