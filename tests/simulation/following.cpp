#include "following.hpp"

#include "complaints.hpp"
#include "reading.hpp"

#include "ledgerline/decimal.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::simulation {
namespace {

using message::Value;
namespace state = store::message_state;

class Follower : Complaints {
public:
    Follower(const World& world, store::UnitOfWork& unit, Following& seen) : world_(world), unit_(unit), seen_(seen) {}

    std::vector<std::string> run() {
        const Value rows = world_.shop().order_rows();
        for (const Value& row : *rows.as_array()) orders_.emplace(row["id"].text_or(""), world_.shop().order(row["id"].int_or(0)));
        every_message_has_one_ending();
        numbers_are_in_the_store();
        money_is_booked_once();
        deliveries_are_shipments();
        return std::move(found_);
    }

private:
    static constexpr const char* told_store = "shop/orders>shop/order-status";
    static constexpr const char* told_payments = "shop/orders>erp/payments";
    static constexpr const char* deliveries = "erp/shipments";

    void every_message_has_one_ending() {
        for (const auto& one : unit_.messages().unended())
            if (one.source != "shop/orders" && one.source != "erp/items") unended_[one.source] = one.messages;
        for (const auto& message : unit_.messages().in_state(state::held, 100'000)) {
            if (unended_.count(message.source) == 0) continue;
            --unended_[message.source];
            const auto exception = unit_.exceptions().open_of_message(message.id);
            if (!exception || exception->team.empty()) complain("I1: {} {} is held without an exception that has an owner", message.type, message.source_key);
        }
        for (const auto& [source, messages] : unended_)
            if (messages != 0) complain("I10: {} messages of {} are not ended although everything is quiet", messages, source);
    }

    // A person knows, or has decided.
    bool is_with_a_person(const char* source, const char* type, const std::string& key) {
        for (const auto& message : unit_.messages().revisions(source, type, key))
            if (message.state == state::settled || unit_.exceptions().open_of_message(message.id)) return true;
        return false;
    }

    void numbers_are_in_the_store() {
        world_.company().each_order([&](const Value& document) {
            const std::string key = document["U_LL_Key"].text_or("");
            const auto reference = unit_.cross_references().by_key(key);
            if (!reference) return; // I1 tells of it
            const std::string& id = reference->source_key;
            if (!unit_.messages().newest(told_store, "confirmation", id) || !unit_.messages().newest(told_payments, "confirmation", id)) complain("I11: nobody was told of the document of order {}", id);
            const std::string there = orders_.at(id)["order"]["external_order_id"].text_or("");
            if (there == document["DocNum"].text_or("?")) ++seen_.numbers;
            else if (!is_with_a_person(told_store, "confirmation", id)) complain("I11: the store knows order {} as \"{}\", its document is {}, and nobody knows", id, there, document["DocNum"].text_or("?"));
        });
    }

    // What the store has taken of an order's money, by the name that its payment must have.
    static std::map<std::string, Decimal> captured(const Value& order) {
        std::map<std::string, Decimal> tenders;
        const std::string stem = "pay:shop:" + order["order"]["id"].text_or("") + ":";
        for (const Value& one : *order["transactions"].as_array()) {
            const std::string event = one["event"].text_or(""), method = one["method"].text_or("");
            if (one["status"].text_or("") != "ok" || (event != "purchase" && event != "capture")) continue;
            tenders[stem + (method == "store_credit" ? "credit" : method == "gift_certificate" ? "gift" : one["id"].text_or(""))] += number(one["amount"]);
        }
        return tenders;
    }

    void money_is_booked_once() {
        std::map<std::string, Decimal> booked;
        for (const Value& payment : all_of(world_.company(), "IncomingPayments")) {
            const std::string key = payment["U_LL_Key"].text_or("");
            if (key.empty()) continue; // of people
            if (!booked.emplace(key, number(payment["TransferSum"])).second) complain("I12: two payments carry the key {}", key);
            ++seen_.payments;
        }
        std::set<std::string> down_payments;
        for (const Value& one : all_of(world_.company(), "DownPayments"))
            if (!down_payments.insert(one["U_LL_Key"].text_or("")).second) complain("I12: two down payments carry the key {}", one["U_LL_Key"].text_or(""));
        for (const auto& [id, order] : orders_) {
            const auto tenders = captured(order);
            const auto reference = unit_.cross_references().by_key("order:shop:" + id);
            const Value document = reference ? world_.company().find("Orders", reference->remote_id) : Value();
            const bool known = is_with_a_person(told_payments, "confirmation", id);
            // No money is booked of an order that is cancelled.
            const bool is_due = reference && !is_yes(document["Cancelled"]) && order["order"]["status_id"].int_or(0) != 5;
            Decimal sum;
            for (const auto& [key, amount] : tenders) {
                const auto payment = booked.find(key);
                if (payment == booked.end()) {
                    if (is_due && !known) complain("I12: {} of {} is captured, not booked, and nobody knows", amount.text(2), key);
                    continue;
                }
                if (payment->second != amount) complain("I12: payment {} holds {}, the store has {}", key, payment->second.text(2), amount.text(2));
                sum += payment->second;
                booked.erase(payment);
            }
            const Decimal total = Decimal::parse(order["order"]["total_inc_tax"].text_or("0"));
            // Of an order that became cheaper somebody may know by the change itself.
            if (sum > total && !known && !is_with_a_person("shop/orders", "order", id)) complain("I12: {} is booked of order {}, which comes to {}, and nobody knows", sum.text(2), id, total.text(2));
        }
        for (const auto& [key, amount] : booked) complain("I12: payment {} of {} is no money of the store", key, amount.text(2));
    }

    void deliveries_are_shipments() {
        std::map<std::string, const Value*> by_mark;
        for (const auto& [id, order] : orders_)
            for (const Value& shipment : *order["shipments"].as_array())
                if (!by_mark.emplace(id + " " + shipment["comments"].text_or(""), &shipment).second) complain("I13: order {} has two shipments \"{}\"", id, shipment["comments"].text_or(""));
        for (const Value& delivery : all_of(world_.company(), "DeliveryNotes")) {
            const std::string cancel = delivery["CancelStatus"].text_or("csNo"), entry = delivery["DocEntry"].text_or(""), order = delivery["NumAtCard"].text_or("");
            if (cancel == "csCancellation") continue; // what reverses a delivery is none
            const std::string name = fmt::format("{} Delivery {}/{}", order, delivery["DocNum"].text_or(""), entry);
            const bool known = is_with_a_person(deliveries, "shipment", entry);
            const auto shipment = by_mark.find(name);
            if (cancel == "csYes") {
                ++seen_.taken_back;
                if (shipment != by_mark.end() && !known) complain("I13: {} was cancelled, and its shipment stands", name);
            } else if (shipment == by_mark.end()) {
                if (!known) complain("I13: {} is no shipment, and nobody knows", name);
            } else {
                compare(name, delivery, *shipment->second, known);
            }
            if (shipment != by_mark.end()) by_mark.erase(shipment);
        }
        for (const auto& [name, ignored] : by_mark) complain("I13: the shipment of {} is no delivery", name);
    }

    void compare(const std::string& name, const Value& delivery, const Value& shipment, bool known) {
        ++seen_.shipments;
        std::map<std::string, Decimal> sent, there;
        for (const Value& line : *delivery["DocumentLines"].as_array()) sent[line["U_LL_Line"].text_or("")] += number(line["Quantity"]);
        for (const Value& item : *shipment["items"].as_array()) there[item["order_product_id"].text_or("")] += number(item["quantity"]);
        if (sent != there) complain("I13: {} has other quantities in the store", name);
        const std::string tracking = delivery["TrackingNumber"].text_or("");
        if (tracking != shipment["tracking_number"].text_or("") && !known) complain("I13: {} is tracked as \"{}\", in the store as \"{}\"", name, tracking, shipment["tracking_number"].text_or(""));
        if (!tracking.empty()) ++seen_.tracked;
        const Value order = world_.company().find("Orders", delivery["DocumentLines"].as_array()->front()["BaseEntry"].text_or(""));
        if (order["DocumentLines"].size() > delivery["DocumentLines"].size()) ++seen_.partial;
    }

    const World& world_;
    store::UnitOfWork& unit_;
    Following& seen_;
    std::map<std::string, Value> orders_; // of the store, by id
    std::map<std::string, std::int64_t> unended_;
};

} // namespace

std::vector<std::string> violations_of_what_follows(const World& world, store::UnitOfWork& unit, Following& seen) { return Follower(world, unit, seen).run(); }

} // namespace ledgerline::simulation
