// PUT v3 /inventory/adjustments/absolute and POST .../relative. One wrong item refuses the whole request; texts that the documentation
// doesn't have are our own, in the manner of those that it has.
#include "store/body.hpp"
#include "store/resources.hpp"
#include "store/stock_identity.hpp"

#include <algorithm>
#include <set>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr std::size_t items_max = 2'000;
constexpr std::int64_t quantity_far = 1'000'000'000'000; // beyond all that is kept, and sums with it are numbers still

struct Asked {
    StockIdentity identity;
    const Location* location = nullptr;
    std::int64_t location_id = 0;
    std::int64_t quantity = 0;
};

[[noreturn]] void refuse_fields(Value errors) { throw Refused(422, "Payload contains invalid fields", std::move(errors)); }

std::vector<Asked> read_items(const Value& body, bool relative) {
    const auto* items = body["items"].as_array();
    if (!items || items->empty()) refuse_fields(Value::object({{"items", "At least one item must be specified"}}));
    if (items->size() > items_max) throw Refused(413, "The request payload is too large. The maximum items allowed in the array is 2000", Value::object());
    std::vector<Asked> out;
    out.reserve(items->size());
    Value errors = Value::object();
    for (const Value& item : *items) {
        const std::string place = "items." + std::to_string(out.size()) + ".";
        Asked one;
        if (!read_identity(item, one.identity)) errors.set(place + "identity", "Exactly one of sku, variant_id or product_id must be specified");
        if (const auto* location = item["location_id"].as_int()) one.location_id = *location;
        else errors.set(place + "location_id", "must be an integer");
        const auto* quantity = item["quantity"].as_int();
        if (!quantity) errors.set(place + "quantity", "must be an integer");
        else if (!relative && *quantity < 0) errors.set(place + "quantity", "must be greater than or equal to 0");
        else one.quantity = std::clamp(*quantity, -quantity_far, quantity_far);
        out.push_back(std::move(one));
    }
    if (errors.size() > 0) refuse_fields(std::move(errors));
    return out;
}

class Checks {
public:
    Checks(const State& state, bool relative) : state_(state), relative_(relative) {}

    std::vector<AdjustmentLine> lines(std::vector<Asked> asked) {
        find_locations(asked);
        find_items(asked);
        if (relative_) check_levels(asked);
        return without_duplicates(asked);
    }

private:
    // "words, identities: [...]", or our own words only, where the store is set so.
    void refuse(const std::string& words, const std::string& list) const {
        throw Refused(422, state_.settings.stock.titles_name_items ? words + list : "Payload contains invalid items", Value::object());
    }

    void find_locations(std::vector<Asked>& asked) const {
        std::set<std::int64_t> unknown, closed;
        for (Asked& one : asked) {
            one.location = state_.locations.find(one.location_id);
            if (!one.location) unknown.insert(one.location_id);
            else if (!one.location->enabled) closed.insert(one.location_id);
        }
        const auto list = [](const std::set<std::int64_t>& ids) {
            std::string out;
            for (const std::int64_t id : ids) out += (out.empty() ? "[" : ",") + std::to_string(id);
            return out + "]";
        };
        if (!unknown.empty()) refuse("Location not found, identities: ", list(unknown));
        if (!closed.empty()) refuse("Location is disabled, identities: ", list(closed));
    }

    void find_items(std::vector<Asked>& asked) const {
        const StockSettings& settings = state_.settings.stock;
        IdentityList unknown, otherwise, untracked;
        std::vector<Asked> known;
        known.reserve(asked.size());
        for (Asked& one : asked) {
            const auto found = resolve(one.identity, state_.catalogue);
            if (!found) {
                if (settings.unknown_sku == UnknownSku::refuse) unknown.add(one.identity.text());
                continue;
            }
            one.identity.item = found->item;
            if (!found->item.is_tracked()) {
                if (settings.untracked_refused) untracked.add(one.identity.text());
                continue;
            }
            if (!found->fits) {
                const std::string by(name_of(found->item.product->tracking));
                otherwise.add("Item with " + one.identity.text() + " is tracked by " + by + ", please update stock by " + by + " id");
                continue;
            }
            known.push_back(std::move(one));
        }
        if (!unknown.is_empty()) refuse("Items not found, identities: ", unknown.text());
        if (!otherwise.is_empty()) refuse("", otherwise.text());
        if (!untracked.is_empty()) refuse("Items are not tracked, identities: ", untracked.text());
        asked = std::move(known);
    }

    void check_levels(const std::vector<Asked>& asked) const {
        IdentityList never_set, short_of;
        for (const Asked& one : asked) {
            if (!state_.stock.cell(one.identity.item, *one.location).ever_set) never_set.add(one.identity.text());
            else if (one.quantity < 0 && state_.stock.available(one.identity.item, *one.location) + one.quantity < 0) short_of.add(one.identity.text());
        }
        if (!never_set.is_empty()) refuse("Items with identity: ", never_set.text() + " requires absolute adjustment before relative");
        if (!short_of.is_empty()) refuse("Not enough stock of the items with identity: ", short_of.text());
    }

    std::vector<AdjustmentLine> without_duplicates(const std::vector<Asked>& asked) const {
        const DuplicateLine rule = state_.settings.stock.duplicate_line;
        std::vector<AdjustmentLine> out;
        std::map<std::pair<std::pair<std::int64_t, std::int64_t>, std::int64_t>, std::size_t> places;
        IdentityList twice;
        for (const Asked& one : asked) {
            const StockItem& item = one.identity.item;
            const AdjustmentLine line{item.product->id, item.variant ? item.variant->id : 0, one.location_id, one.quantity};
            const auto [at, is_new] = places.try_emplace({{line.product_id, line.variant_id}, line.location_id}, out.size());
            if (is_new) out.push_back(line);
            else if (rule == DuplicateLine::refuse) twice.add(one.identity.text());
            else if (rule == DuplicateLine::last) out[at->second] = line;
        }
        if (!twice.is_empty()) refuse("Items are there more than once, identities: ", twice.text());
        return out;
    }

    const State& state_;
    bool relative_;
};

} // namespace

base::HttpResponse answer_adjustments(const Call& call, State& state, base::Millis now) {
    require_scope(call, state, {scope_inventory});
    const std::string kind = call.path.size() == 3 ? call.path[2] : "";
    if (kind != "absolute" && kind != "relative") throw Refused(404, "The requested resource was not found.");
    const bool relative = kind == "relative";
    require_method(call, {relative ? "POST" : "PUT"});
    const Value body = read_body(call);
    auto lines = Checks(state, relative).lines(read_items(body, relative));
    return json_answer(Value::object({{"transaction_id", state.adjustments.accept(relative, body["reason"].text_or(""), std::move(lines), now)}}));
}

} // namespace ledgerline::sandbox::store
