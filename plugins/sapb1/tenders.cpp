#include "tenders.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::string_view store_credit = "store_credit", gift_certificate = "gift_certificate";

const Transaction* find(const std::vector<Transaction>& transactions, std::string_view id) {
    const auto found = std::find_if(transactions.begin(), transactions.end(), [&](const Transaction& one) { return one.id() == id; });
    return found == transactions.end() ? nullptr : &*found;
}

bool is_voided(const Transaction& one, const std::vector<Transaction>& all) {
    return std::any_of(all.begin(), all.end(), [&](const Transaction& other) { return other.event() == "void" && other.ok() && other.reference_id() == one.id(); });
}

bool moved_money(const Transaction& one, const std::vector<Transaction>& all) {
    if (!one.ok()) return false;
    // A settlement confirms what it refers to; only of something that was pending it is the news.
    if (one.event() == "settled") {
        const Transaction* settled = find(all, one.reference_id());
        return !settled || settled->event() == "pending";
    }
    return (one.event() == "purchase" || one.event() == "capture") && !is_voided(one, all);
}

// Store credit and gift certificates stand in fields of the order, and the store may list them as transactions as well.
// They are redeemed when the order is placed.
void add_balance(Tenders& tenders, std::string_view method, std::string_view part, std::string_view placed_at, const Decimal& stated, const Decimal& listed) {
    if (stated.is_zero() && listed.is_zero()) return;
    if (!stated.is_zero() && !listed.is_zero() && stated != listed)
        tenders.problem = format("The order says that {} of it was paid by {}, its transactions say {}", stated.text(2), method, listed.text(2));
    tenders.list.push_back({std::string(part), std::string(method), {}, {}, std::string(placed_at), stated.is_zero() ? listed : stated});
}

} // namespace

Tenders tenders_of(const Confirmation& confirmation) {
    Tenders tenders;
    const Payment payment = confirmation.payment();
    std::vector<Transaction> all;
    for (const Transaction transaction : payment.transactions()) all.push_back(transaction);
    Decimal credit, gifts;
    for (const Transaction& one : all) {
        if (is_voided(one, all)) ++tenders.voided;
        if (!moved_money(one, all)) continue;
        if (one.test()) {
            ++tenders.tests;
            continue;
        }
        const auto amount = one.amount();
        if (!amount) {
            tenders.problem = format("The store does not say the amount of transaction {}", one.id());
            continue;
        }
        if (!one.currency().empty() && one.currency() != confirmation.currency())
            tenders.problem = format("Transaction {} is in {}, the order in {}", one.id(), one.currency(), confirmation.currency());
        if (one.method() == store_credit) credit += *amount;
        else if (one.method() == gift_certificate) gifts += *amount;
        else if (!amount->is_zero())
            tenders.list.push_back({std::string(one.id()), std::string(one.method()), std::string(one.gateway()), std::string(one.gateway_reference()), std::string(one.at()), *amount});
    }
    add_balance(tenders, store_credit, "credit", confirmation.placed_at(), payment.store_credit(), credit);
    add_balance(tenders, gift_certificate, "gift", confirmation.placed_at(), payment.gift_certificates(), gifts);
    for (const Tender& tender : tenders.list) tenders.sum += tender.amount;
    if (tenders.list.size() > tenders_max) tenders.problem = format("The order was paid in {} parts, more than the {} that are booked", tenders.list.size(), tenders_max);
    return tenders;
}

bool is_said_paid(const Payment& payment) {
    return payment.state() == "captured" || payment.state() == "partially_refunded" || payment.state() == "refunded";
}

std::string mismatch(const Confirmation& confirmation, const Tenders& tenders, bool rest_may_lack) {
    if (!tenders.problem.empty()) return tenders.problem;
    const Decimal difference = confirmation.total() - tenders.sum;
    if (difference.is_zero()) return {};
    const bool more = difference.is_negative();
    if (!more && (rest_may_lack || !is_said_paid(confirmation.payment()))) return {};
    std::string parts;
    for (const Tender& tender : tenders.list) parts += format("{}{} {} ({})", parts.empty() ? "" : ", ", tender.amount.text(2), tender.method, tender.part);
    return format("The order comes to {} {}, what was captured to {} ({}{}): a difference of {}", confirmation.total().text(2), confirmation.currency(), tenders.sum.text(2),
                  parts.empty() ? std::string("nothing") : parts, tenders.tests > 0 ? format("; {} of a test gateway not counted", tenders.tests) : std::string(), difference.absolute().text(2));
}

} // namespace sapb1
