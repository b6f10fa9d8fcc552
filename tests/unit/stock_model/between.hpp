// The engine between both systems: production's own functions of demand and of what may be sold, over tables that are maps, called as the
// stages call them. Everything that leaves or arrives is a step of its own, so that anything may happen in between.
#pragma once

#include "commerce/demand.hpp"
#include "commerce/sellable.hpp"
#include "commerce/stock_policy.hpp"
#include "unit/stock_model/fake_tables.hpp"
#include "unit/stock_model/truth.hpp"

#include <optional>
#include <set>

namespace ledgerline::stock_model {

// Errors that are planted to see that the checks find them.
enum class Mistake { none, watermark_dropped, held_not_counted, booked_when_sent, levels_dated_late, contained_dated_late, doubt_forgotten, overlap_unnoticed, sold_counted_twice };
Planted planted_for(Mistake mistake);

class Between {
public:
    Between(const Setup& setup, Mistake mistake, const commerce::StockPolicy& policy, const Planted& planted);

    void set_time(Millis now) { now_ = now; }

    // Orders: a reading sees the shop as it is; what it has seen is taken in later.
    void read_orders(const Shop& shop);
    void take_in_orders(base::Random& random);
    // It was read just like that the last time.
    bool has_read(const ShopOrder& order) const;
    // Judges one order: sends it or a change of it, drops or holds it.
    bool judge(const std::string& key, base::Random& random);
    void person_decides(const std::string& key, Company& company, base::Random& random);

    // What was sent to the company and has no answer yet.
    struct Attempt {
        store::Id outbox = 0, message = 0;
        std::string key;
        Quantities lines;
        bool is_change = false, arrives = true, has_arrived = false, was_refused = false;
    };
    std::vector<Attempt> attempts;
    void arrive(Attempt& attempt, Company& company, base::Random& random);
    void answer(std::size_t attempt); // of what has arrived, or never will

    // Stock: a page is asked for, answered by the company, and compared.
    void ask_page();
    void see_page(const Company& company);
    void take_in_page();
    bool is_asking() const { return page_.has_value(); }
    bool has_seen() const { return page_ && page_->is_seen; }

    // Pushes: computed and sent, accepted by the shop, answered. "" or what is wrong with a number.
    std::string push();
    void accept(Shop& shop, base::Random& random);
    void pushed(bool answer_lost);
    bool is_pushing() const { return !pushing_.empty(); }
    bool was_accepted() const { return was_accepted_; }
    bool any_due_ever() const { return !tables_.due.empty(); }
    bool is_reading() const { return !reading_.empty(); }
    std::vector<std::string> ready_orders() const;
    std::string words_of_push() const;

    std::map<std::string, Quantities> wanted() const { return wanted_; } // as far as the engine can know

private:
    struct Snapshot {
        std::map<std::size_t, std::int64_t> available;
        std::map<std::string, Quantities> contained;
    };
    struct Page {
        std::size_t item = 0;
        Millis asked_at = 0;
        bool is_seen = false;
        std::string text;
        Snapshot truth;
    };
    struct Sent {
        std::string sku;
        std::size_t location = 0;
        std::int64_t quantity = 0, change = 0;
    };
    store::UnitOfWork unit() { return store::UnitOfWork(tables_, now_); }
    store::MessageRow& message(store::Id id) { return tables_.messages.at(id); }
    void send(store::MessageRow& row, const std::string& idempotency_key, message::Value body, bool is_change, base::Random& random);
    std::string check(const std::string& sku, std::size_t location, std::int64_t quantity) const;

    const Setup& setup_;
    const Mistake mistake_;
    const commerce::StockPolicy& policy_;
    FakeTables tables_;
    Millis now_ = 0, pass_began_ = 0;
    std::map<std::string, ShopOrder> reading_;
    std::map<std::string, ShopOrder> read_;
    std::map<std::string, Quantities> wanted_;
    std::set<std::string> on_hold_; // a rule says so until somebody releases it
    std::optional<Page> page_;
    std::size_t next_item_ = 0;
    std::map<std::string, Snapshot> snapshots_; // what the levels that are known were in truth
    std::vector<Sent> pushing_;
    bool was_accepted_ = false;
};

} // namespace ledgerline::stock_model
