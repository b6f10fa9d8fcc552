// The payment side of OrderWriter: rows of GET /v3/orders/{id}/transactions.
#include "store/order_writer.hpp"

#include "message/json.hpp"
#include "store/format.hpp"

namespace ledgerline::sandbox::store {

using message::Value;

Value OrderWriter::transaction(const OrderRecord& record, const PlacedPayment& payment, const std::string& event,
                               const Decimal& amount, const std::string& currency, std::int64_t reference,
                               base::Millis at) const {
    const std::int64_t id = identifiers_.transaction++;
    const Value nothing;
    const Value empty_check = Value::object({{"code", Value("")}, {"message", Value("")}});
    Value row = Value::object();
    row.set("id", id);
    row.set("order_id", std::to_string(record.id));
    row.set("event", event);
    row.set("method", payment.method);
    row.set("amount", json_number(amount));
    row.set("currency", currency);
    row.set("gateway", payment.gateway);
    row.set("gateway_transaction_id", payment.method == "credit_card" ? "sandbox-" + std::to_string(id) : "");
    row.set("payment_method_id", payment.gateway + "." + (payment.method == "credit_card" ? "card" : payment.method));
    row.set("date_created", iso8601(at));
    row.set("test", payment.test);
    row.set("status", payment.state == "declined" ? "error" : "ok");
    row.set("fraud_review", false);
    row.set("reference_transaction_id", reference == 0 ? nothing : Value(reference));
    Value address_check = empty_check;
    address_check.set("street_match", "");
    address_check.set("postal_match", "");
    row.set("avs_result", std::move(address_check));
    row.set("cvv_result", empty_check);
    row.set("credit_card", payment.method == "credit_card" ? Value::object({{"card_type", Value("visa")},
                                                                             {"card_iin", Value("411111")},
                                                                             {"card_last4", Value("1111")},
                                                                             {"card_expiry_month", Value(9)},
                                                                             {"card_expiry_year", Value(2030)}})
                                                           : nothing);
    row.set("gift_certificate", payment.method == "gift_certificate" ? Value::object({{"code", Value("")}, {"status", Value("active")}}) : nothing);
    row.set("store_credit", payment.method == "store_credit" ? Value::object({{"remaining_balance", Value(0)}}) : nothing);
    row.set("offline", payment.method == "offline" ? Value::object({{"display_name", Value(record.payment_method)}}) : nothing);
    row.set("custom", payment.method == "custom" ? Value::object({{"payment_method", Value(record.payment_method)}}) : nothing);
    row.set("payment_instrument_token", nothing);
    row.set("custom_provider_field_result", nothing);
    return row;
}

std::string OrderWriter::transactions(const OrderRecord& record, const Placing& placing) const {
    Value out = Value::array();
    const std::string currency =
        placing.head.find("default_currency_code") ? placing.head["default_currency_code"].text_or("") : settings_.currency;
    if (placing.transactions) {
        for (const Value& given : *placing.transactions->as_array()) {
            Value row = transaction(record, placing.payment, "purchase", record.total_inc_tax, currency, 0, record.created);
            if (given.is_object())
                for (const auto& [name, value] : *given.as_object()) row.set(name, value);
            out.push(std::move(row));
        }
        return message::write_json(out);
    }
    const auto tender = [&](const char* method, const char* gateway, const Decimal& amount) {
        if (amount.is_zero()) return;
        PlacedPayment payment;
        payment.state = "captured";
        payment.method = method;
        payment.gateway = gateway;
        out.push(transaction(record, payment, "purchase", amount, currency, 0, record.created));
    };
    if (placing.payment.state == "none") return "[]";
    tender("store_credit", "storecredit", placing.store_credit);
    tender("gift_certificate", "giftcertificate", placing.gift_certificate);
    const Decimal rest = record.total_inc_tax - placing.store_credit - placing.gift_certificate;
    if (!rest.is_zero()) {
        const std::string& state = placing.payment.state;
        const char* event = state == "authorized" ? "authorization" : state == "pending" ? "pending" : "purchase";
        out.push(transaction(record, placing.payment, event, rest, currency, 0, record.created));
    }
    return message::write_json(out);
}

} // namespace ledgerline::sandbox::store
