// What an item wants otherwise in the store: pure, so that the engine, `push --dry-run` and the tests reckon the same.
#pragma once

#include "catalogue/catalogue_policy.hpp"

#include <string>
#include <vector>

namespace ledgerline::catalogue {

struct FieldChange {
    std::string field;        // as in the Listing Change: "price"
    message::Value now, then; // null where there is nothing yet
    std::string why;          // "price list 1"
};

struct Wanted {
    bool create = false;
    std::vector<FieldChange> changes;  // in the order of their fields; none: nothing is to be done
    std::vector<std::string> problems; // values that the ERP decides and that cannot be made, in plain words; their fields stay as they are
    std::string next_day;              // on which something else may be wanted though nothing changes, "" = none is known
};

// `listing` null: the store has none. `hidden_by_us`: the engine took it out of sight; what merchandising hid is never shown.
// A variant with siblings shares name and tax class with them, so these are never changed there; it is hidden by making it unpurchasable.
Wanted wanted(const std::string& sku, const message::Value& item, const message::Value& listing, const CataloguePolicy& policy, std::string_view day, bool hidden_by_us);

// The members of `changes` in the Listing Change.
message::Value values_of(const std::vector<FieldChange>& changes);
// The canonical Listing Change.
message::Value listing_change(const std::string& sku, const message::Value& listing, const Wanted& wanted);
// What the store has once it has taken the change.
message::Value with_change(message::Value listing, const message::Value& listing_change);

} // namespace ledgerline::catalogue
