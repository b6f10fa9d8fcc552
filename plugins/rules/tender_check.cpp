#include "tender_check.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rules {

using namespace ledgerline;

namespace {

// Store credit and gift certificates stand in the order itself, and some stores show them as transactions too.
bool is_credit(std::string_view method) { return method == "store_credit" || method == "gift_certificate"; }

// What one order was paid with.
class Tenders {
public:
    Tenders(const Order& order, bool counts_promises) : order_(order), counts_promises_(counts_promises) {
        for (const Transaction one : order.payment().transactions()) events_.emplace(one.id(), one.event());
        for (const Transaction one : order.payment().transactions()) note_what_it_ends(one);
        for (const Transaction one : order.payment().transactions()) take(one);
        for (const auto& [method, stated] : {std::pair{"store_credit", order.payment().store_credit()}, std::pair{"gift_certificate", order.payment().gift_certificates()}}) {
            if (!stated.is_zero()) add(method, stated);
            const Decimal& moved = method == std::string_view("store_credit") ? store_credit_ : gift_certificates_;
            if (!moved.is_zero() && moved != stated) doubt(format("the order states {} {}, its transactions {}", method, stated, moved));
        }
    }

    const Decimal& sum() const { return sum_; }
    // Some payment besides store credit and gift certificates is there, with its amount.
    bool stated() const { return stated_; }
    const std::string& doubts() const { return doubts_; }
    std::string text() const { return text_.empty() ? "nothing" : text_; }
    std::string json() const { return "[" + json_ + "]"; }

private:
    void note_what_it_ends(const Transaction& one) {
        if (!one.ok() || (one.event() != "capture" && one.event() != "void" && !settles(one))) return;
        if (one.event() == "void") voided_.insert(std::string(one.reference_id()));
        if (!one.reference_id().empty()) ended_.insert(std::string(one.reference_id()));
        else if (one.event() == "capture") captured_without_reference_ = true;
    }
    // A settlement confirms what it refers to; only of something that was pending it is the news.
    bool settles(const Transaction& one) const {
        if (one.event() != "settled") return false;
        const auto settled = events_.find(std::string(one.reference_id()));
        return settled != events_.end() && settled->second == "pending";
    }
    void take(const Transaction& one) {
        const std::string_view event = one.event();
        const bool moved = event == "purchase" || event == "capture" || settles(one), promised = event == "authorization" || event == "pending";
        if (!one.ok() || (!moved && !promised)) return;
        if (voided_.count(std::string(one.id())) != 0) return;
        if (event != "capture" && ended_.count(std::string(one.id())) != 0) return;
        if (promised && (!counts_promises_ || captured_without_reference_)) return;
        if (!one.amount()) {
            stated_ = false;
            unstated_ = true;
            return;
        }
        if (!one.currency().empty() && one.currency() != order_.currency()) return doubt(format("{} {} was paid in another currency", *one.amount(), one.currency()));
        if (is_credit(one.method())) {
            (one.method() == "store_credit" ? store_credit_ : gift_certificates_) += *one.amount();
            return;
        }
        stated_ = !unstated_;
        add(one.method(), *one.amount());
    }
    void add(std::string_view method, const Decimal& amount) {
        sum_ += amount;
        text_ += format("{}{} {}", text_.empty() ? "" : " + ", method, amount);
        json_ += (json_.empty() ? "" : ",") + facts().add("method", method).add("amount", amount).json();
    }
    void doubt(const std::string& what) { doubts_ += (doubts_.empty() ? "" : "; ") + what; }

    const Order& order_;
    bool counts_promises_;
    std::map<std::string, std::string> events_; // by the id of the transaction
    std::set<std::string> voided_, ended_;       // ended: captured, settled or voided
    bool captured_without_reference_ = false, stated_ = false, unstated_ = false;
    Decimal sum_, store_credit_, gift_certificates_;
    std::string text_, json_, doubts_;
};

} // namespace

Verdict TenderCheck::apply(Order order) {
    const Tenders tenders(order, counts_promises_);
    const Decimal total = order.grand_total();
    if (tenders.doubts().empty() && tenders.sum() == total) return pass();
    if (tenders.doubts().empty() && !tenders.stated() && !holds_unstated_ && tenders.sum() < total) return pass();
    const int decimals = static_cast<int>(order.decimals());
    return hold("TENDER_MISMATCH", "Order {} comes to {} {} and was paid with {} ({}): a difference of {}{}", order.number(), total.normalized().text(decimals), order.currency(),
                tenders.sum().normalized().text(decimals), tenders.text(), (tenders.sum() - total).normalized().text(decimals), tenders.doubts().empty() ? std::string() : "; " + tenders.doubts())
        .at(order["payment"])
        .because(facts().subject(format("order:{}", order.number())).add("expected", total.normalized().text(decimals)).add("found", tenders.sum().normalized().text(decimals))
                     .add("difference", (tenders.sum() - total).normalized().text(decimals)).add_json("tenders", tenders.json()));
}

} // namespace rules
