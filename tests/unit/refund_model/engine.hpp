// The engine between both systems: production's pipelines, dispatchers, rules and decisions, stepped by hand, so that anything may happen in between.
#pragma once

#include "base/clock.hpp"
#include "commerce/item_master.hpp"
#include "decisions/decisions.hpp"
#include "delivery/dispatcher.hpp"
#include "pipeline/pipeline.hpp"
#include "intake/return_entry.hpp"
#include "support/scripted_plugin.hpp"
#include "unit/refund_model/erp.hpp"
#include "unit/refund_model/goods.hpp"

#include <map>

namespace ledgerline::refund_model {

// How a deployment is set up.
struct Policies {
    bool drops_declined = false, books_unstated = false, spreads = true, holds_undelivered = true, holds_tax = false;
    bool has_amount_account = true, has_deduction_account = true, has_tax_account = true;
    TaxRate amount_tax{"S0", 0}; // of amounts on their account
    std::string goods = "expected"; // none, returned
    std::string sellable_warehouse, scrap_warehouse;
    std::string words() const;
};
Policies random_policies(base::Random& random);

// What is loaded once for all histories.
struct Plugins {
    Plugins();
    test::ScriptedPlugin scripts;
    plugin::Catalog scripted, rules, connector;
};

struct Standing {
    store::MessageRow row;
    std::vector<std::string> codes; // of its open exception
    std::string document;           // of its cross reference
    bool is_held_for_tax = false;   // and not for what it credits of lines, charges or in all
};

class Engine {
public:
    Engine(Plugins& plugins, const Policies& policies, const Sale& sale, Erp& erp, OrderFate fate);

    // False: it was known just so.
    bool take_in(const std::string& type, const std::string& route, const std::string& source, const message::Value& body);
    // As a person at the desk enters it; why it is not taken, "" if it is.
    std::string enter_return(const GoodsBack& goods);
    message::Value body_of_return(const GoodsBack& goods) const; // of the ERP's own
    bool judge(const std::string& route);
    bool send(const std::string& route);
    void work(); // until nothing is due; a look-up waits for its time
    void pass(base::Millis ms) { clock_.at += ms; }

    // What people decide; in words, or why it was refused.
    std::string retry(const Standing& about);
    std::string resolve(const Standing& about, const std::string& document);
    std::string reopen_any(base::Random& random);
    void release(const std::string& type); // what is held of it is judged once more; "" of everything
    bool is_order_held_by_rule() const { return fate_ == OrderFate::held; }
    void let_order_pass() { fate_ = OrderFate::posted; }

    // Newest revisions by type and key.
    std::vector<Standing> newest(const std::string& type) const;
    std::vector<store::ExpectedReturnRow> expected() const;
    // Of a refund something was sent, or may have been.
    bool may_be_sent(const std::string& refund) const;
    // Something of it may be booked, nobody can find out, and a person is told so.
    bool is_doubt_told(const std::string& refund) const;
    // A return was booked where it is to be booked.
    bool came_back(const std::string& id) const;

private:
    struct HandClock final : base::Clock {
        base::Millis now() const override { return at; }
        base::Millis at = 1'769'850'000'000; // 2026-01-31T09:00:00Z
    };
    std::unique_ptr<pipeline::Pipeline> pipeline(const std::string& route, const std::string& type, const std::string& sink, std::vector<std::unique_ptr<plugin::Component>> rules);
    std::unique_ptr<plugin::Component> rule(Plugins& plugins, const std::string& name, const message::Value& settings);
    std::unique_ptr<plugin::Component> scripted_rule(Plugins& plugins, const std::string& name);
    plugin::Services services();
    Standing standing(store::UnitOfWork& unit, const store::MessageRow& row) const;

    OrderFate fate_;
    HandClock clock_;
    base::Log log_{nullptr, base::Log::Form::json, base::Level::error, clock_};
    config::OwnerSettings owners_;
    exceptions::Exceptions exceptions_{owners_};
    store::Store store_{store::Location{":memory:"}, clock_, store::Store::Mode::inline_};
    commerce::ItemMaster master_;
    commerce::ItemLookup lookup_{store_};
    std::map<std::string, std::unique_ptr<pipeline::Pipeline>> pipelines_;
    std::map<std::string, std::unique_ptr<delivery::Dispatcher>> dispatchers_;
};

} // namespace ledgerline::refund_model
