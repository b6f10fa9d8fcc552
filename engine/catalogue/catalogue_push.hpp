// The catalogue's part of pushing: compares the item of each SKU that is due with what the store has, and sends what the ERP decides and
// the store has otherwise. What was sent counts as being there until it is read again, so nothing is sent twice; what the store does not
// keep is not sent for ever (LISTING_DRIFT), and what it refuses is told (LISTING_REFUSED).
#pragma once

#include "catalogue/wanted.hpp"
#include "exceptions/bounded_flow.hpp"
#include "states/push_work.hpp"

#include <map>
#include <string>
#include <vector>

namespace ledgerline::catalogue {

struct CataloguePushSettings {
    std::string route;          // "catalogue"
    std::string sink;           // "shop/catalogue"
    std::string store;          // the connection: "shop"
    std::string listing_source; // whose cursor says whether the store was read to its end: "shop/catalogue"
};

class CataloguePush final : public states::PushWork {
public:
    // `exceptions` borrowed.
    CataloguePush(CataloguePushSettings settings, CataloguePolicy policy, const exceptions::Exceptions& exceptions);

    const char* type() const override { return "listing-change"; }
    std::string mark_all(store::UnitOfWork& unit, const std::string& after, std::size_t limit) override;
    void begin_step(base::Millis now) override;
    std::vector<states::PushPart> prepare(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) override;
    base::Millis answered(store::UnitOfWork& unit, const states::PushPart& part, const message::Value& result) override;
    void all_answered(store::UnitOfWork& unit, const std::vector<states::PushPart>& parts, const std::vector<message::Value>& results) override;

    const CataloguePolicy& policy() const { return policy_; }
    // What the SKU's item wants now, and what cannot be made; for lists of what would be done. Nothing is noted.
    Wanted look(store::UnitOfWork& unit, const std::string& sku) const;

private:
    struct Case {
        store::PushDueRow due;
        message::Value item, listing; // null: there is none
        Wanted wanted;
        store::PushedListingRow pushed;
    };
    Case case_of(store::UnitOfWork& unit, const store::PushDueRow& due) const;
    // A change of an item is one of all SKUs that stand for it.
    void spread(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) const;
    // The store has the item under another SKU.
    bool is_sold_otherwise(store::UnitOfWork& unit, const std::string& item_code, std::string_view day) const;
    bool is_several(store::UnitOfWork& unit, const std::string& sku) const;
    // Whether it is to be sent now; else it was put off.
    bool is_to_be_sent(store::UnitOfWork& unit, Case& one) const;
    bool waits_for_reading(store::UnitOfWork& unit, const Case& one) const;
    void nothing_to_do(store::UnitOfWork& unit, Case& one) const;
    void put_off(store::UnitOfWork& unit, const store::PushDueRow& due, store::Millis until) const;
    void end_or_wait(store::UnitOfWork& unit, const store::PushDueRow& due, const std::string& next_day) const;
    // Another exception speaks of it now, or none ("").
    void set_trouble(store::UnitOfWork& unit, store::PushedListingRow& pushed, const std::string& code, const std::string& message, message::Value facts) const;
    const exceptions::BoundedFlow* flow_of(const std::string& code) const;
    void tell_rest(store::UnitOfWork& unit) const;
    void delivered(store::UnitOfWork& unit, const states::PushPart& part, const message::Value& result, store::PushedListingRow& pushed);
    void refused(store::UnitOfWork& unit, const states::PushPart& part, const message::Value& result, store::PushedListingRow& pushed) const;
    message::Value keep_listing(store::UnitOfWork& unit, const states::PushPart& part, const message::Value& receipt) const;

    const CataloguePushSettings settings_;
    const CataloguePolicy policy_;
    const exceptions::BoundedFlow drift_, refused_, undecided_;
    std::map<std::string, std::string> next_day_; // of what was prepared last, by SKU
};

// Marks everything that a catalogue may be about: after the deployment has changed, or for a list of all changes. The SKUs behind `after`,
// at most `limit` listings and items each; returns where to go on, "" at the end.
std::string mark_all(store::UnitOfWork& unit, const std::string& route, const std::string& store, const CataloguePolicy& policy, const std::string& after, std::size_t limit);

} // namespace ledgerline::catalogue
