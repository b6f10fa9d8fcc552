#include "checker.hpp"

#include "complaints.hpp"
#include "reading.hpp"
#include "returns.hpp"

#include "ledger/history.hpp"
#include "ledgerline/decimal.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace ledgerline::simulation {
namespace {

using message::Value;
namespace state = store::message_state;

class Checker : Complaints {
public:
    Checker(const World& world, store::UnitOfWork& unit) : world_(world), unit_(unit), cuts_(cuts_by_refunds(world, unit)) {}

    Parts parts() const {
        Parts parts = parts_;
        parts.changes = changes_;
        return parts;
    }
    std::vector<std::string> run() {
        every_order_has_one_ending();
        documents_are_what_orders_say();
        nothing_is_posted_behind_a_persons_back();
        history_tells_everything();
        return std::move(found_);
    }

private:
    void every_order_has_one_ending() {
        const Value rows = world_.shop().order_rows();
        for (const Value& row : *rows.as_array()) {
            const std::string id = row["id"].text_or("");
            const auto revisions = unit_.messages().revisions("shop/orders", "order", id);
            if (row["status_id"].int_or(0) == 0) continue; // the shopper is still at the checkout
            if (revisions.empty()) {
                complain("I1: order {} was never received", id);
                continue;
            }
            for (const auto& message : revisions) check_ending(message, message.id == revisions.back().id);
        }
    }

    void check_ending(const store::MessageRow& message, bool newest) {
        const bool ended = message.state == state::delivered || message.state == state::applied || message.state == state::dropped || message.state == state::settled || message.state == state::superseded;
        const auto exception = unit_.exceptions().open_of_message(message.id);
        if (message.state == state::held) {
            if (!exception) complain("I1: order {} is held without an exception", message.source_key);
            else if (exception->team.empty()) complain("I1: exception {} has no owner", exception->id);
        } else if (!ended) {
            complain("I10: order {} is still {} although everything is quiet", message.source_key, message.state);
        } else if (exception) {
            complain("I1: order {} is {} and has an open exception all the same: {}", message.source_key, message.state, exception->title);
        }
        if (newest && message.state == state::superseded) complain("I1: the newest revision of order {} is superseded by nothing", message.source_key);
        if (message.state == state::delivered) {
            const auto row = unit_.outbox().of_message(message.id);
            const bool is_change = row && row->idempotency_key.find("+c") != std::string::npos;
            if (is_change && is_cancellation(message)) return;
            Decimal& amount = posted_amount_[message.source_key]; // of the newest one that was sent
            posted_total_ -= amount;
            amount = Decimal::parse(message.amount).rounded(2, Round::half_up);
            posted_total_ += amount;
            ++posted_[message.source_key];
            if (posted_[message.source_key] > 1 && !is_change) complain("I5: two revisions of order {} were posted", message.source_key);
        }
    }

    void documents_are_what_orders_say() {
        world_.company().each_order([&](const Value& document) {
            const std::string key = document["U_LL_Key"].text_or("");
            if (key.empty()) complain("I2: document {} has no key", document["DocNum"].text_or("?"));
            if (!keys_.insert(key).second) complain("I2: two documents carry the key {}", key);
            check_document(key, document);
        });
        if (booked_whole_ != posted_total_)
            complain("I4: {} is booked on documents without waiting lines, the orders that count as posted come to {}", booked_whole_.text(2), posted_total_.text(2));
        if (keys_.size() != posted_.size() + in_part_)
            complain("I1: there are {} documents, {} orders that count as posted and {} that are posted in part", keys_.size(), posted_.size(), in_part_);
        // Payments take keys as well, one for each document, and so does all that goes back.
        const std::size_t beside = with_key("IncomingPayments", "pay:") + with_key("DownPayments", "dpm:") + keys_of_refunds(world_) + keys_of_returns(world_, unit_);
        const std::size_t taken = world_.company().count("U_LEDGERLINE") - beside;
        if (taken < keys_.size() + additions_ || taken > keys_.size() + additions_ + doubtful_)
            complain("I2: {} keys are taken for {} documents, {} additions and changes, and {} that people settled in doubt", taken, keys_.size(), additions_, doubtful_);
    }

    std::size_t with_key(const char* entity_set, const char* stem) const {
        const auto documents = all_of(world_.company(), entity_set);
        return static_cast<std::size_t>(std::count_if(documents.begin(), documents.end(), [&](const Value& one) { return one["U_LL_Key"].text_or("").rfind(stem, 0) == 0; }));
    }

    // What refunds took off the document.
    Cut cut_of(const std::string& order) const {
        const auto cut = cuts_.find(order);
        return cut == cuts_.end() ? Cut{} : cut->second;
    }
    // All goods of it were given back before they left.
    static bool is_whole(const Cut& cut, const Value& body) {
        const auto& lines = rows_in(body["lines"]);
        return !cut.units.empty() && std::all_of(lines.begin(), lines.end(), [&](const Value& line) {
            const auto units = cut.units.find(line["id"].text_or(""));
            return units != cut.units.end() && units->second == number(line["quantity"]);
        });
    }
    // It keeps what was on it at its end; it is closed where a down payment was credited of it.
    static bool is_over(const Cut& cut, const Value& document, const Value& body) {
        return is_yes(document["Cancelled"]) || (document["DocumentStatus"].text_or("") == "bost_Close" && is_whole(cut, body));
    }

    // Counts the changes of a document; returns how many a person has settled in doubt.
    std::size_t count_changes(const std::string& key) {
        std::size_t doubtful = 0;
        for (int change = 1; change < 100; ++change) {
            const auto row = unit_.outbox().by_key(fmt::format("{}+c{}", key, change));
            if (!row) break;
            // A change of what stands on no document takes no key.
            if (row->state == store::outbox_state::delivered && !world_.company().find("U_LEDGERLINE", row->idempotency_key).is_null()) ++additions_;
            if (row->state == store::outbox_state::delivered) ++changes_;
            if (row->state == store::outbox_state::settled) ++doubtful;
        }
        doubtful_ += doubtful;
        return doubtful;
    }

    // What nobody has to decide about is on the document as the store has it now.
    void check_newest(const std::string& key, const std::string& source_key, const Value& document) {
        const auto newest = unit_.messages().newest("shop/orders", "order", source_key);
        if (!newest || (newest->state != state::delivered && newest->state != state::applied) || settled_by_a_person(source_key)) return;
        const Value body = unit_.messages().body(newest->id);
        const bool is_cancelled = document["Cancelled"].text_or("") == "tYES";
        if ((body["status"]["phase"].text_or("") == "cancelled") != is_cancelled && !(is_cancelled && is_whole(cut_of(source_key), body))) complain("I5: order {} is {} in the store, its document is not so", source_key, body["status"]["name"].text_or(""));
        const Cut cut = cut_of(source_key);
        if (!cut.is_exact) return;
        const Decimal wanted = Decimal::parse(body["totals"]["inc_tax"].text_or("0")).rounded(2, Round::half_up) - cut.money, booked = Decimal::parse_number(document["DocTotal"].text_or("-1"));
        if (!is_cancelled && wanted != booked) complain("I4: the store's newest total of {} is {}, its document comes to {}, and nobody knows", key, wanted.text(2), booked.text(2));
    }

    // Worked out from the source document alone, by none of the engine's code.
    void check_document(const std::string& key, const Value& document) {
        const auto reference = unit_.cross_references().by_key(key);
        if (!reference) {
            complain("I1: document {} with the key {} is not in the books", document["DocNum"].text_or("?"), key);
            return;
        }
        if (count_changes(key) > 0) return; // a person has settled a change of which nobody knows whether it was made
        check_newest(key, reference->source_key, document);
        const Value body = unit_.messages().body(posted_message(key, reference->source_key, reference->message_id));
        Cut cut = cut_of(reference->source_key);
        const bool took_something = cuts_.count(reference->source_key) > 0;
        if (cut.is_doubtful || (took_something && is_over(cut, document, body))) return leave_out(reference->source_key);
        const Decimal booked = Decimal::parse_number(document["DocTotal"].text_or("-1"));
        Decimal expected = Decimal::parse(body["totals"]["inc_tax"].text_or("0")).rounded(2, Round::half_up);
        if (!cut.is_exact) cut.money = expected - booked; // its units tell
        expected -= cut.money;
        std::vector<const Value*> waiting;
        std::map<std::string, std::pair<std::string, Decimal>> lines;
        for (const Value& line : *document["DocumentLines"].as_array())
            lines[line["U_LL_Line"].text_or("")] = {line["ItemCode"].text_or(""), Decimal::parse_number(line["Quantity"].text_or("0"))};
        if (lines.size() != document["DocumentLines"].size()) complain("I3: document of {} holds a line twice", key);
        std::size_t known = 0;
        for (const Value& line : *body["lines"].as_array()) {
            const auto found = lines.find(line["id"].text_or(""));
            const Decimal left = Decimal(line["quantity"].int_or(0)) - cut.units[line["id"].text_or("")];
            if (found == lines.end()) {
                if (!left.is_zero()) waiting.push_back(&line);
                continue;
            }
            ++known;
            if (found->second.first != line["sku"].text_or("") || found->second.second != left)
                complain("I3: line {} of {} is {} of {} in its document", line["id"].text_or(""), key, found->second.second.text(), found->second.first);
        }
        if (known != lines.size()) complain("I3: document of {} holds {} lines that its order does not have", key, lines.size() - known);
        // Without discounts the money of a line that waits is the store's own figure; shares of a discount may be a penny to either side.
        const bool exact = Decimal::parse(body["discounts"]["order"].text_or("0")).is_zero() && Decimal::parse(body["discounts"]["coupons"].text_or("0")).is_zero();
        for (const Value* line : waiting) expected -= paid_for(*line).rounded(2, Round::half_up);
        const Decimal slack = exact || waiting.empty() ? Decimal() : Decimal::from_units(static_cast<std::int64_t>(body["lines"].size()), 2);
        if ((booked - expected).absolute() > slack) complain("I3: document of {} comes to {}, its lines in the order to {}", key, booked.text(2), expected.text(2));
        if (waiting.empty()) booked_whole_ += booked + cut.money;
        check_parts(key, *reference, waiting, booked, cut);
    }

    // What is on its document says nothing.
    void leave_out(const std::string& order) { posted_total_ -= posted_amount_[order]; }

    static Decimal paid_for(const Value& line) {
        if (const std::string stated = line["discounted_total_inc_tax"].text_or(""); !stated.empty()) return Decimal::parse(stated);
        Decimal paid = Decimal::parse(line["total_inc_tax"].text_or("0"));
        for (const Value& discount : *line["discounts"].as_array()) paid -= Decimal::parse(discount["amount"].text_or("0"));
        return paid;
    }

    // Lines that are not on the document wait for items that are not for sale, with somebody who knows; no longer than that.
    void check_parts(const std::string& key, const store::CrossReferenceRow& reference, const std::vector<const Value*>& waiting, const Decimal& booked, const Cut& cut) {
        std::int64_t added = 0;
        for (std::int64_t part = 2; part < 100; ++part)
            if (const auto row = unit_.outbox().by_key(fmt::format("{}+{}", key, part)); row && row->state == store::outbox_state::delivered) ++added;
        additions_ += static_cast<std::size_t>(added);
        if (Decimal::parse(reference.amount) != booked + cut.money) complain("I4: the books say {} for {}, its document {}", reference.amount, key, booked.text(2));
        if (added > 0 || !waiting.empty()) ++parts_.begun;
        if (added > 0 && waiting.empty()) ++parts_.completed;
        if (waiting.empty()) return;
        ++in_part_;
        const auto newest = unit_.messages().newest("shop/orders", "order", reference.source_key);
        const auto exception = newest ? unit_.exceptions().open_of_message(newest->id) : std::nullopt;
        if (!exception && settled_by_a_person(reference.source_key)) return;
        if (!exception) {
            complain("I1: lines of {} wait and nobody knows", key);
            return;
        }
        if (exception->code == "ORDER_CHANGED_AFTER_POST" || exception->code == "ORDER_CANCELLED_AFTER_POST") return; // the order was changed meanwhile: a person decides about all of it
        for (const Value* line : waiting) {
            const Value item = world_.company().find("Items", (*line)["sku"].text_or(""));
            if (!item.is_null() && item["ItemCode"] == (*line)["sku"] && item["SalesItem"].text_or("") == "tYES")
                complain("I1: line {} of {} waits although its item {} is there: {}", (*line)["id"].text_or(""), key, (*line)["sku"].text_or(""), exception->title);
        }
    }

    bool settled_by_a_person(const std::string& source_key) {
        const auto revisions = unit_.messages().revisions("shop/orders", "order", source_key);
        return std::any_of(revisions.begin(), revisions.end(), [](const auto& message) { return message.state == state::settled; });
    }

    // What a person has settled, and not given back, is nobody else's: no document of it is made.
    void nothing_is_posted_behind_a_persons_back() {
        for (const auto& message : unit_.messages().in_state(state::settled, 100'000)) {
            const std::string key = "order:shop:" + message.source_key;
            const auto row = unit_.outbox().by_key(key);
            // It was posted before, or a person has said so of what could not be found out.
            if (row && (row->state == store::outbox_state::delivered || row->state == store::outbox_state::settled)) continue;
            if (keys_.count(key) > 0) complain("I2: {} was settled by hand, and a document of it was made all the same", key);
        }
    }

    // A document that is cancelled keeps its lines and its total, whatever else was edited in the store before it was read as cancelled.
    bool is_cancellation(const store::MessageRow& message) { return unit_.messages().body(message.id)["status"]["phase"].text_or("") == "cancelled"; }

    // The message that was sent; a later one may stand in the reference when only its state differs, or a person has settled it.
    store::Id posted_message(const std::string& key, const std::string& source_key, store::Id otherwise) {
        store::Id newest = 0;
        for (const auto& message : unit_.messages().revisions("shop/orders", "order", source_key))
            if (message.state == state::delivered && (newest == 0 || !is_cancellation(message))) newest = message.id;
        if (newest != 0) return newest;
        const auto row = unit_.outbox().by_key(key);
        return row ? row->message_id : otherwise;
    }

    void history_tells_everything() {
        for (const char* key : {state::delivered, state::held, state::dropped, state::settled, state::superseded, state::applied})
            for (const auto& message : unit_.messages().in_state(key, 100'000)) {
                std::set<std::string> told;
                for (const auto& entry : unit_.history().of_message(message.id)) told.insert(entry.what);
                if (told.count("received") == 0) complain("I8: the history does not tell how message {} came", message.id);
                const bool end = message.state == state::applied ? told.count("applied") + told.count("unchanged") + told.count("goods received") > 0
                                 : message.state == state::held  ? told.count("held") + told.count("rejected") > 0
                                 : message.state == state::settled ? told.count("resolved") > 0
                                                                 : told.count(message.state) > 0;
                if (!end) complain("I8: the history does not tell how message {} became {}", message.id, message.state);
            }
    }

    const World& world_;
    store::UnitOfWork& unit_;
    std::map<std::string, int> posted_;
    std::map<std::string, Decimal> posted_amount_;
    std::set<std::string> keys_;  // of the ERP's documents
    std::map<std::string, Cut> cuts_; // by the store's id of the order
    Decimal posted_total_;        // of the orders that count as posted, as the store has them
    Decimal booked_whole_;        // on the ERP's documents that no line waits for
    std::size_t in_part_ = 0, additions_ = 0, changes_ = 0, doubtful_ = 0;
    Parts parts_;
};

} // namespace

std::vector<std::string> violations(const World& world, const store::Store& store, Parts& parts, Following* following) {
    std::vector<std::string> found;
    store.read([&](store::UnitOfWork& unit) {
        Checker checker(world, unit);
        found = checker.run();
        parts = checker.parts();
        if (!following) return;
        for (std::string& one : violations_of_what_follows(world, unit, *following)) found.push_back(std::move(one));
    });
    const ledger::Verification history = ledger::verify(store);
    if (!history.ok) found.push_back("I8: " + history.problem);
    return found;
}

} // namespace ledgerline::simulation
