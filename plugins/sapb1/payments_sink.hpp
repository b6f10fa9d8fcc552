// The money of orders into SAP Business One. Each captured tender is an incoming payment of its own (a payment of SAP holds one
// transfer with one reference), each in a change set with the row of its key: so a later capture adds its own payment and nothing
// is booked twice. By policy it settles a down payment of the sales order, an open invoice, or stands on account.
#pragma once

#include "judgement.hpp"
#include "payment_document.hpp"
#include "session.hpp"

#include <ledgerline/sink.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sapb1 {

class PaymentsSink : public ledgerline::Sink {
public:
    explicit PaymentsSink(const ledgerline::Config& config);

    ledgerline::DeliveryResult deliver(ledgerline::Delivery& delivery) override;
    std::optional<ledgerline::ProbeResult> probe(ledgerline::Delivery& delivery) override;
    ledgerline::Verdict prepare(ledgerline::Prepare& prepare) override;

private:
    // A tender that is to stand in the books.
    struct Due {
        Tender tender;
        const PaymentRule* rule = nullptr;
        std::string key;
        std::optional<MoneyDocument> booked;
    };
    // The order's money as it is to be and as it stands.
    struct Account {
        std::string order_number, currency; // the store's
        std::string down_payment_key;
        ledgerline::Decimal total; // of the order in the store
        SalesOrder order;
        std::vector<Due> due;
        std::vector<std::string> keys; // of all its tenders, also of those that are not booked here
        bool is_complete() const;
        ledgerline::Receipt receipt() const;
    };
    // What the payments of an order may settle; looked up once.
    struct Targets {
        std::optional<MoneyDocument> down_payment;
        std::vector<MoneyDocument> invoices; // open ones, where there is no down payment
    };
    using Answer = std::optional<ledgerline::DeliveryResult>; // nothing: go on

    // The account, or the answer where there is nothing to book or a person must act first.
    std::variant<Account, ledgerline::DeliveryResult> examine(const ledgerline::Delivery& delivery);
    ledgerline::DeliveryResult examine_cancelled(ledgerline::Call& call, const ledgerline::Confirmation& confirmation, const std::string& stem, const std::string& down_payment_key);
    Answer find_booked(ledgerline::Call& call, Account& account, const std::string& stem);
    // A payment that was booked for money which the store does not count any more.
    static Answer find_stray(const Account& account, const std::string& stem, const std::vector<MoneyDocument>& stands);

    // `again`: a key was taken a moment ago, so the document must be there now.
    ledgerline::DeliveryResult book(const ledgerline::Delivery& delivery, bool again);
    Answer find_targets(ledgerline::Call& call, const Account& account, Targets& targets);
    Answer find_down_payment(ledgerline::Call& call, const Account& account, Targets& targets);
    static ledgerline::Decimal due_by_down_payment(const Account& account);
    Answer make_down_payment(ledgerline::Call& call, const Account& account, Targets& targets, bool& look_again);
    Answer book_payment(ledgerline::Call& call, const Account& account, Due& due, Targets& targets, bool& look_again);
    // Which documents this amount settles. `applied` stays empty for a payment on account.
    Answer settle(const Account& account, const Due& due, Targets& targets, std::vector<Applied>& applied) const;
    ledgerline::DeliveryResult refusal(ledgerline::Call& call, const Account& account, const std::string& what, const std::string& key, const std::string& date, const Fault& fault,
                                       bool& look_again);
    std::string date_of(const ledgerline::Call& call, const Tender& tender) const;

    PaymentMap map_;
    std::string down_payment_type_;
    bool dated_by_transaction_;
    std::int64_t offset_seconds_;
    Session session_;
};

} // namespace sapb1
