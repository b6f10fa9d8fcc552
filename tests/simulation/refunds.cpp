#include "refunds.hpp"

#include "reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace ledgerline::simulation {
namespace {

using message::Value;
namespace state = store::message_state;

constexpr const char* source = "shop/refunds";

std::string key_of(const Value& refund) { return "refund:shop:" + refund["id"].text_or(""); }
Decimal total_of(const Value& refund) { return number(refund["total_amount"]); }

enum class Money { pending, went, declined, partly_declined };
Money money_of(const Value& refund) {
    std::size_t went = 0, declined = 0;
    for (const Value& payment : rows_in(refund["payments"])) {
        if (payment["is_declined"].bool_or(false)) ++declined;
        else if (payment["offline"].bool_or(false) || !payment["transaction_id"].text_or("").empty()) ++went;
        else return Money::pending;
    }
    return declined == 0 ? Money::went : went == 0 ? Money::declined : Money::partly_declined;
}

// "refund:shop:12" of "refund:shop:12+2" and of "refund:shop:12+p1r".
std::string stem_of(const Value& document) {
    const std::string key = document["U_LL_Key"].text_or("");
    return key.substr(0, key.find('+'));
}

bool is_booked(store::UnitOfWork& unit, const std::string& id) {
    const auto revisions = unit.messages().revisions(source, "refund", id);
    return std::any_of(revisions.begin(), revisions.end(), [](const auto& one) { return one.state == state::delivered; });
}

// A person has settled what may have been booked.
bool is_doubtful(store::UnitOfWork& unit, const std::string& key) {
    const auto row = unit.outbox().by_key(key);
    return row && row->state == store::outbox_state::settled;
}

using Memos = std::map<std::string, std::vector<Value>>; // by the key of the refund; of people: under "" or the order's key
Memos memos_of(const World& world) {
    Memos out;
    for (Value& memo : all_of(world.company(), "CreditNotes"))
        if (!is_void(memo)) {
            const std::string stem = stem_of(memo);
            out[stem].push_back(std::move(memo));
        }
    return out;
}

using Count = std::pair<const char*, std::size_t RefundsSeen::*>;
constexpr std::array<Count, 21> counts{{{"memos", &RefundsSeen::memos},
                                        {"of open invoices", &RefundsSeen::of_invoices},
                                        {"alone", &RefundsSeen::alone},
                                        {"of down payments", &RefundsSeen::of_down_payments},
                                        {"by hand", &RefundsSeen::by_hand},
                                        {"adopted", &RefundsSeen::adopted},
                                        {"amended orders", &RefundsSeen::amended},
                                        {"of cancelled orders", &RefundsSeen::cancelled},
                                        {"payouts", &RefundsSeen::payouts},
                                        {"on account", &RefundsSeen::on_account},
                                        {"pending", &RefundsSeen::pending},
                                        {"declined", &RefundsSeen::declined},
                                        {"waiting for their orders", &RefundsSeen::waiting},
                                        {"held otherwise", &RefundsSeen::with_finance},
                                        {"settled by people", &RefundsSeen::settled},
                                        {"dropped", &RefundsSeen::dropped},
                                        {"of amounts", &RefundsSeen::amounts},
                                        {"of shipping", &RefundsSeen::shipping},
                                        {"of fees", &RefundsSeen::fees},
                                        {"from before their order was booked", &RefundsSeen::early},
                                        {"further ones of an order", &RefundsSeen::further}}};

bool is_of_down_payment(const Value& line) { return line["BaseType"].int_or(-1) == 203; }

class Checker {
public:
    Checker(const World& world, store::UnitOfWork& unit, bool pays_out, RefundsSeen& seen) : world_(world), unit_(unit), pays_out_(pays_out), seen_(seen), refunds_(world.shop().refunds()), memos_(memos_of(world)) {}

    std::vector<std::string> run() {
        std::set<std::string> orders;
        for (const Value& refund : rows_in(refunds_)) {
            check_refund(refund);
            if (!orders.insert(refund["order_id"].text_or("")).second) ++seen_.further;
        }
        memos_are_of_refunds();
        payouts_are_of_payments();
        for (const std::string& order : orders) check_order(order);
        return std::move(found_);
    }

private:
    template <class... Arguments>
    void complain(fmt::format_string<Arguments...> pattern, Arguments&&... arguments) {
        found_.push_back(fmt::format(pattern, std::forward<Arguments>(arguments)...));
    }

    void count_kinds(const Value& refund) {
        for (const Value& item : rows_in(refund["items"])) {
            const std::string kind = item["item_type"].text_or("");
            if (kind == "ORDER") ++seen_.amounts;
            if (kind == "SHIPPING") ++seen_.shipping;
            if (kind == "FEE") ++seen_.fees;
        }
    }

    static bool is_settled(const std::vector<store::MessageRow>& revisions) {
        const bool is_over = revisions.back().state == state::settled || revisions.back().state == state::applied;
        return is_over && std::any_of(revisions.begin(), revisions.end(), [](const auto& one) { return one.state == state::settled; });
    }

    // An earlier posting that a person settled may stand whatever the newest revision says.
    void check_refund(const Value& refund) {
        const std::string id = refund["id"].text_or(""), key = key_of(refund);
        const auto revisions = unit_.messages().revisions(source, "refund", id);
        if (revisions.empty()) return complain("I16: refund {} was never received", id);
        const auto& newest = revisions.back();
        const bool booked = is_booked(unit_, id), has_key = !world_.company().find("U_LEDGERLINE", key).is_null();
        const Money money = money_of(refund);
        if (const auto order = unit_.cross_references().by_key("order:shop:" + refund["order_id"].text_or("")); booked && order && order->at > revisions.front().received_at) ++seen_.early;
        if (newest.state == state::superseded) complain("I16: the newest revision of refund {} is superseded by nothing", id);
        if (!booked && has_key && !is_doubtful(unit_, key)) complain("I16: refund {} is {}, and the company has its key", id, newest.state);
        if (!booked && memos_.count(key) > 0 && !is_doubtful(unit_, key)) complain("I16: refund {} is {}, and has a credit memo", id, newest.state);
        if (booked) return check_booked(refund, money, has_key);
        if (newest.state == state::dropped) {
            ++seen_.dropped;
            const auto order = unit_.messages().newest("shop/orders", "order", refund["order_id"].text_or(""));
            const bool is_nothing = total_of(refund).is_zero(), has_no_order = order && order->state == state::dropped;
            if (!is_nothing && !has_no_order) complain("I16: refund {} of {} was dropped, and its order is {}", id, total_of(refund).text(2), order ? order->state : "unknown");
        } else if (is_settled(revisions)) {
            ++seen_.settled; // whatever the store says of it later
        } else if (newest.state == state::held) {
            check_held(id, newest, money);
        } else {
            complain("I16: refund {} is {} although everything is quiet", id, newest.state);
        }
    }

    void check_held(const std::string& id, const store::MessageRow& newest, Money money) {
        const auto exception = unit_.exceptions().open_of_message(newest.id);
        if (!exception || exception->team.empty()) return complain("I16: refund {} is held, and nobody knows", id);
        const std::string& code = exception->code;
        if (code == "REFUND_WAITS_FOR_ORDER") return void(++seen_.waiting); // its order comes first, whatever became of the money
        if ((code == "REFUND_PENDING") != (money == Money::pending)) complain("I16: refund {} is held by {}, and its money {}", id, code, money == Money::pending ? "is on its way" : "is not");
        const bool is_declined = money == Money::declined || money == Money::partly_declined;
        if (is_declined != (code == "REFUND_DECLINED")) complain("I16: refund {} is held by {}, and its money was {}", id, code, is_declined ? "declined" : "not declined");
        if (code == "REFUND_PENDING") ++seen_.pending;
        else if (code == "REFUND_DECLINED") ++seen_.declined;
        else ++seen_.with_finance;
    }

    void check_booked(const Value& refund, Money money, bool has_key) {
        const std::string id = refund["id"].text_or("");
        count_kinds(refund);
        if (money != Money::went) complain("I16: refund {} is booked, and its money did not go back", id);
        const auto reference = unit_.cross_references().of_source(source, "refund", id);
        if (!reference) return complain("I16: refund {} is booked, and nobody knows as what", id);
        if (Decimal::parse(reference->amount) != total_of(refund)) complain("I16: refund {} of {} is booked with {}", id, total_of(refund).text(2), reference->amount);
        const auto memos = memos_.find(key_of(refund));
        Decimal credited;
        if (memos != memos_.end())
            for (const Value& memo : memos->second) {
                ++seen_.memos;
                credited += number(memo["DocTotal"]);
                bool of_invoice = false, of_down_payment = false;
                for (const Value& line : rows_in(memo["DocumentLines"])) {
                    of_invoice = of_invoice || line["BaseType"].int_or(-1) == 13;
                    of_down_payment = of_down_payment || is_of_down_payment(line);
                }
                if (memo["DocumentReferences"].size() == 0) ++seen_.adopted; // people who enter one name no documents
                ++(of_down_payment ? seen_.of_down_payments : of_invoice ? seen_.of_invoices : seen_.alone);
            }
        if (credited > total_of(refund)) complain("I16: refund {} of {} is credited with {}", id, total_of(refund).text(2), credited.text(2));
        const auto order = unit_.cross_references().by_key("order:shop:" + refund["order_id"].text_or(""));
        const Value document = order ? world_.company().find("Orders", order->remote_id) : Value();
        if (credited < total_of(refund)) ++(is_void(document) ? seen_.cancelled : seen_.amended);
        // Of an order that is cancelled there is nothing to credit, so nothing is sent either.
        if (!has_key && !is_void(document)) complain("I16: refund {} is booked, and the company does not have its key", id);
    }

    void memos_are_of_refunds() {
        std::set<std::string> keys, refunds;
        for (const Value& refund : rows_in(refunds_)) refunds.insert(key_of(refund));
        for (const auto& [stem, memos] : memos_)
            for (const Value& memo : memos) {
                const std::string key = memo["U_LL_Key"].text_or("");
                if (stem.rfind("refund:", 0) != 0) {
                    ++seen_.by_hand;
                    continue;
                }
                if (!keys.insert(key).second) complain("I16: two credit memos carry the key {}", key);
                if (refunds.count(stem) == 0) complain("I16: credit memo {} is of no refund", key);
            }
    }

    void payouts_are_of_payments() {
        std::map<std::string, Decimal> paid;
        std::set<std::string> keys;
        for (const Value& one : all_of(world_.company(), "VendorPayments")) {
            const std::string key = one["U_LL_Key"].text_or("");
            if (key.empty()) continue; // of people
            if (!keys.insert(key).second) complain("I18: two outgoing payments carry the key {}", key);
            ++seen_.payouts;
            if (one["PaymentInvoices"].size() == 0) ++seen_.on_account;
            paid[key.back() == 'r' ? key.substr(0, key.size() - 1) : key] += number(one["TransferSum"]);
        }
        for (const Value& refund : rows_in(refunds_)) {
            const bool booked = is_booked(unit_, refund["id"].text_or(""));
            std::map<std::int64_t, const Value*> payments; // by id, as their payouts count them
            for (const Value& payment : rows_in(refund["payments"])) payments.emplace(payment["id"].int_or(0), &payment);
            std::size_t place = 0;
            for (const auto& [ignored, payment] : payments) {
                const std::string key = fmt::format("{}+p{}", key_of(refund), ++place);
                const bool is_owed = pays_out_ && booked && (*payment)["provider_id"].text_or("") == "stripe" && !(*payment)["is_declined"].bool_or(false);
                const Decimal owed = is_owed ? number((*payment)["amount"]) : Decimal(), there = paid[key];
                if (there != owed && !is_doubtful(unit_, key_of(refund))) complain("I18: {} left the books for {}, and {} should have", there.text(2), key, owed.text(2));
                paid.erase(key);
            }
        }
        for (const auto& [key, sum] : paid) complain("I18: {} left the books for {}, which is no payment of a refund", sum.text(2), key);
    }

    Decimal down_payment_of(const std::string& id) {
        Decimal sum;
        for (const Value& one : all_of(world_.company(), "DownPayments"))
            if (one["NumAtCard"].text_or("") == id && one["CancelStatus"].text_or("") == "csNo") sum += number(one["DocTotal"]);
        return sum;
    }

    // What amends an order takes its units off the sales order, so that this says how much may be credited beside it.
    void check_order(const std::string& id) {
        const auto reference = unit_.cross_references().by_key("order:shop:" + id);
        if (!reference) return;
        const Value document = world_.company().find("Orders", reference->remote_id);
        std::map<std::string, Decimal> left, credited;
        for (const Value& line : rows_in(document["DocumentLines"])) left[line["U_LL_Line"].text_or("")] += number(line["Quantity"]);
        Decimal money, all;
        for (const auto& [ignored, memos] : memos_)
            for (const Value& memo : memos) {
                const Value::Array& lines = rows_in(memo["DocumentLines"]);
                if (memo["NumAtCard"].text_or("") != id) continue;
                all += number(memo["DocTotal"]);
                if (std::any_of(lines.begin(), lines.end(), is_of_down_payment)) continue;
                money += number(memo["DocTotal"]);
                for (const Value& line : lines) {
                    if (const std::string of = line["U_LL_Line"].text_or(""); !of.empty() && left.count(of) > 0) credited[of] += number(line["Quantity"]);
                    else if (line["BaseType"].int_or(-1) == 13) complain("I17: credit memo {} credits line {} of order {}, which its sales order does not have", memo["DocNum"].text_or(""), of, id);
                }
            }
        for (const auto& [line, units] : credited)
            if (units > left[line]) complain("I17: {} of line {} of order {} are credited, and its sales order has {}", units.text(), line, id, left[line].text());
        // A charge that is taken off an order with a down payment is credited by a memo that names no document: then all of them are of the down payment.
        const Decimal paid = down_payment_of(id), most = paid.is_zero() ? number(document["DocTotal"]) : std::max(number(document["DocTotal"]), paid);
        if ((paid.is_zero() ? money : all) > most) complain("I17: {} of order {} are credited, and its sales order and its down payment come to {} at most", (paid.is_zero() ? money : all).text(2), id, most.text(2));
    }

    const World& world_;
    store::UnitOfWork& unit_;
    const bool pays_out_;
    RefundsSeen& seen_;
    const Value refunds_;
    const Memos memos_;
    std::vector<std::string> found_;
};

} // namespace

std::map<std::string, Cut> cuts_by_refunds(const World& world, store::UnitOfWork& unit) {
    std::map<std::string, Cut> out;
    const Memos memos = memos_of(world);
    const Value refunds = world.shop().refunds();
    for (const Value& refund : rows_in(refunds)) {
        const std::string order = refund["order_id"].text_or("");
        if (is_doubtful(unit, key_of(refund))) out[order].is_doubtful = true;
        if (!is_booked(unit, refund["id"].text_or(""))) continue;
        Cut& cut = out[order];
        cut.money += total_of(refund);
        for (const Value& item : rows_in(refund["items"]))
            if (item["item_type"].text_or("") == "PRODUCT") cut.units[item["item_id"].text_or("")] += Decimal(item["quantity"].int_or(0));
        const auto of_refund = memos.find(key_of(refund));
        if (of_refund != memos.end())
            for (const Value& memo : of_refund->second) {
                cut.money -= number(memo["DocTotal"]);
                for (const Value& line : rows_in(memo["DocumentLines"]))
                    if (const std::string id = line["U_LL_Line"].text_or(""); !id.empty() && !is_of_down_payment(line)) cut.units[id] -= number(line["Quantity"]);
            }
        if (!world.company().objects_with("DownPayments", "U_LL_Key", "dpm:shop:" + order).empty()) cut.is_exact = false;
    }
    return out;
}

void RefundsSeen::add(const RefundsSeen& other) {
    for (const auto& count : counts) this->*count.second += other.*count.second;
    lost += other.lost;
}

std::string RefundsSeen::told() const {
    std::string text;
    for (const auto& [name, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "refunds: " : ", ", this->*count, name);
    return fmt::format("{}; {} answers lost", text, lost);
}

bool RefundsSeen::all_happened() const {
    return lost != 0 && std::all_of(counts.begin(), counts.end(), [this](const auto& one) { return this->*one.second != 0; });
}

std::size_t keys_of_refunds(const World& world) {
    std::size_t keys = 0;
    const Value refunds = world.shop().refunds();
    for (const Value& refund : rows_in(refunds)) {
        if (!world.company().find("U_LEDGERLINE", key_of(refund)).is_null()) ++keys;
        for (std::size_t place = 1; place <= refund["payments"].size(); ++place)
            for (const char* rest : {"", "r"})
                if (!world.company().find("U_LEDGERLINE", fmt::format("{}+p{}{}", key_of(refund), place, rest)).is_null()) ++keys;
    }
    return keys;
}

std::vector<std::string> violations_of_refunds(const World& world, store::UnitOfWork& unit, bool pays_out, RefundsSeen& seen) { return Checker(world, unit, pays_out, seen).run(); }

} // namespace ledgerline::simulation
