#include "inventory_sink.hpp"

#include "named_identities.hpp"
#include "order_mapper.hpp"

#include <ledgerline/text.hpp>

#include <set>

namespace bigcommerce {

using namespace ledgerline;

namespace {

constexpr std::string_view needs = "Writing needs the scope Store Inventory: modify";
constexpr std::int64_t quantity_max = 2'147'483'647; // more is not saved there, without a word

bool is_id(std::string_view text) { return !text.empty() && text.size() <= 18 && text[0] != '0' && text.find_first_not_of("0123456789") == std::string_view::npos; }

DeliveryResult not_sent(const Availability& wanted, const std::string& why) {
    return rejected("STOCK_PUSH_PARTIAL", format("The stock of {} at {} was not sent: {}", shown(wanted.sku()), wanted.location(), why), facts().subject(format("sku:{}", wanted.sku())));
}

// All adjustments of a request are of one location, so what is said of locations is said of all.
Group named_in(const ResourceProblem& problem, std::int64_t location, const Group& group, const auto& names) {
    const NamedIdentities named = identities_in(problem.words);
    if (named.about_location && (named.locations.empty() || named.locations.contains(std::to_string(location)))) return group;
    Group bad;
    for (const std::size_t one : group)
        if (names(one, named)) bad.push_back(one);
    return bad;
}

} // namespace

InventorySink::InventorySink(const Config& config) : api_(config.connection().secret("token")), locations_(api_), reason_(config.text("reason")) {}

Verdict InventorySink::deliver(Batch& batch) {
    return over_store(batch, api_, needs, [&] {
        SplitSending sending(batch.call());
        for (const auto& [location, at] : adjustments_of(batch)) push(batch, sending, location, at.adjustments);
    });
}

InventorySink::Adjustments InventorySink::adjustments_of(Batch& batch) {
    Adjustments out;
    locations_.begin_call();
    for (const Delivery delivery : batch) {
        const Availability wanted = delivery.availability();
        const bool by_product = wanted.tracking() == "product";
        const std::string id(by_product ? wanted.product_id() : wanted.variant_id());
        const std::string name(wanted.location());
        const std::int64_t quantity = wanted.quantity();
        const auto location = locations_.find(batch.call(), name);
        if (!location || !location->enabled) {
            batch.set(delivery.index(), rejected("STOCK_UNMAPPED_WAREHOUSE", format(location ? "The location {} is disabled in the store, which takes no stock for it" : "The store has no location {}", shown(name)),
                                                 facts().subject("location:" + name)));
            continue;
        }
        if (!is_id(id)) {
            batch.set(delivery.index(), not_sent(wanted, format("{} is no id of a {} in the store", shown(id), by_product ? "product" : "variant")));
            continue;
        }
        if (quantity < 0 || quantity > quantity_max) {
            batch.set(delivery.index(), not_sent(wanted, format("{} is no number of pieces that the store can hold", quantity)));
            continue;
        }
        AtLocation& at = out[location->id];
        const auto [known, is_new] = at.known.emplace((by_product ? "product " : "variant ") + id, at.adjustments.size());
        if (is_new) at.adjustments.push_back({by_product, id, quantity, {}});
        Adjustment& adjustment = at.adjustments[known->second];
        // Several say it of one item (SKUs that share their product's stock, a location with two names): nothing is promised that
        // one of them does not have.
        adjustment.quantity = std::min(adjustment.quantity, quantity);
        adjustment.deliveries.push_back(delivery.index());
    }
    return out;
}

void InventorySink::push(Batch& batch, SplitSending& sending, std::int64_t location, const std::vector<Adjustment>& adjustments) {
    Group all(adjustments.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    const auto is_named = [&](std::size_t one, const NamedIdentities& named) {
        const Adjustment& adjustment = adjustments[one];
        if ((adjustment.by_product ? named.products : named.variants).contains(adjustment.id) || named.unsaid.contains(adjustment.id)) return true;
        return std::any_of(adjustment.deliveries.begin(), adjustment.deliveries.end(),
                           [&](std::uint64_t index) { return named.skus.contains(std::string(batch[index].availability().sku())); });
    };
    sending.run(std::move(all), [&](const Group& group) { send(batch, location, adjustments, group); },
                [&](const Group& group, const ResourceProblem& problem) { return named_in(problem, location, group, is_named); },
                [&](std::size_t one, const ResourceProblem& problem) { refuse(batch, location, adjustments[one], problem); },
                [&](std::size_t one, const RetryLater& later) {
                    for (const std::uint64_t index : adjustments[one].deliveries) batch.set(index, later);
                });
}

void InventorySink::send(Batch& batch, std::int64_t location, const std::vector<Adjustment>& adjustments, const Group& group) {
    std::string body = "{\"reason\":" + json_quoted(reason_of(batch, adjustments, group)) + ",\"items\":[";
    for (const std::size_t one : group) {
        const Adjustment& adjustment = adjustments[one];
        body += format("{}{{\"location_id\":{},\"{}\":{},\"quantity\":{}}", one == group.front() ? "" : ",", location, adjustment.by_product ? "product_id" : "variant_id",
                       adjustment.id, adjustment.quantity);
    }
    body += "]}";
    try {
        const auto answer = api_.change(batch.call(), Request::put("/v3/inventory/adjustments/absolute").json_text(body));
        const Node id = answer ? answer->json()["transaction_id"] : batch.call().scratch("no-answer");
        if (!id.is_text() && !id.is_integer()) throw Unanswered("the store answered an adjustment without its transaction");
        const std::string transaction(id.text());
        for (const std::size_t one : group)
            for (const std::uint64_t index : adjustments[one].deliveries)
                batch.set(index, delivered({transaction, std::string(batch[index].availability().location()), Decimal(adjustments[one].quantity), ""}));
        answer->discard();
    } catch (const Unanswered& problem) {
        for (const std::size_t one : group)
            for (const std::uint64_t index : adjustments[one].deliveries)
                batch.set(index, unknown("STORE_UNCONFIRMED", "{}; the stock that the store shows tells whether it was done", problem.what()));
        throw;
    }
}

void InventorySink::refuse(Batch& batch, std::int64_t location, const Adjustment& adjustment, const ResourceProblem& problem) {
    const NamedIdentities named = identities_in(problem.words);
    // Also where it speaks of no location: it may have been disabled since, and the store need not say so.
    locations_.forget();
    for (const std::uint64_t index : adjustment.deliveries) {
        const Availability wanted = batch[index].availability();
        if (!named.about_location) {
            batch.set(index, not_sent(wanted, problem.what()));
            continue;
        }
        batch.set(index, rejected("STOCK_UNMAPPED_WAREHOUSE", format("The store takes no stock for its location {} ({}): {}", shown(wanted.location()), location, problem.what()),
                                  facts().subject(format("location:{}", wanted.location()))));
    }
}

std::string InventorySink::reason_of(const Batch& batch, const std::vector<Adjustment>& adjustments, const Group& group) const {
    // A request has one. The deliveries' own, where they agree.
    std::set<std::string> reasons;
    for (const std::size_t one : group)
        for (const std::uint64_t index : adjustments[one].deliveries) reasons.emplace(batch[index].availability().reason());
    return reasons.size() == 1 && !reasons.begin()->empty() ? *reasons.begin() : reason_;
}

Verdict InventorySink::probe(Batch& batch) {
    return over_store(batch, api_, "Reading stock needs the scope Store Inventory: read-only", [&] {
        try {
            locations_.begin_call();
            read_back(batch, false);
            read_back(batch, true);
            for (std::uint64_t i = 0; i < batch.size(); ++i)
                if (!batch.is_answered(i)) batch.set(i, absent());
        } catch (const ResourceProblem& problem) {
            for (std::uint64_t i = 0; i < batch.size(); ++i)
                if (!batch.is_answered(i)) batch.set(i, unknown("STORE_UNCONFIRMED", "The stock in the store cannot be read: {}", about_answer(problem.what())));
        }
    });
}

void InventorySink::read_back(Batch& batch, bool by_product) {
    constexpr std::size_t ids_max = 240; // one page, and some 3,000 bytes of an address
    std::multimap<std::string, std::uint64_t> wanted;
    std::map<std::uint64_t, std::int64_t> locations; // of deliveries
    std::set<std::int64_t> different;
    for (const Delivery delivery : batch) {
        const Availability availability = delivery.availability();
        if ((availability.tracking() == "product") != by_product) continue;
        const auto location = locations_.find(batch.call(), std::string(availability.location()));
        const std::string id(by_product ? availability.product_id() : availability.variant_id());
        if (!location || !is_id(id)) continue;
        wanted.emplace(id, delivery.index());
        locations[delivery.index()] = location->id;
        different.insert(location->id);
    }
    std::string location_ids;
    for (const std::int64_t id : different) location_ids += (location_ids.empty() ? "" : ",") + std::to_string(id);

    for (auto next = wanted.begin(); next != wanted.end();) {
        std::string ids;
        for (std::size_t count = 0; next != wanted.end() && count < ids_max; ++count) {
            ids += (ids.empty() ? "" : ",") + next->first;
            next = wanted.upper_bound(next->first);
        }
        const Filters filters{{by_product ? "product_id:in" : "variant_id:in", ids}, {"location_id:in", location_ids}};
        api_.each_v3(batch.call(), "/v3/inventory/items", filters, [&](const Node& row) {
            const Node identity = row["identity"];
            const auto [first, last] = wanted.equal_range(std::string(text_in(identity[by_product ? "product_id" : "variant_id"])));
            for (auto one = first; one != last; ++one)
                for (const Node at : row["locations"].elements_or_none())
                    if (whole_number(at["location_id"]) == locations[one->second]) {
                        const Availability availability = batch[one->second].availability();
                        batch.set(one->second, found({std::string(availability.variant_id()), std::string(availability.location()), at["total_inventory_onhand"].decimal(), ""}));
                    }
        });
    }
}

Verdict InventorySink::list(List& list) {
    if (list.type() != "stock-settings") return unsupported();
    const Node summary = list.new_body();
    summary["decrements"].set("unknown");
    summary["returns_on_cancel"].set(false);
    summary["edits_adjust"].set(false);
    std::string why;
    try {
        if (const auto answer = api_.get(list.call(), Request::get("/v3/settings/inventory"))) {
            const Node settings = answer->json()["data"];
            const std::string_view behaviour = text_in(settings["update_stock_behavior"]);
            if (behaviour == "order_placed") summary["decrements"].set("placed");
            else if (behaviour == "order_completed_or_shipped") summary["decrements"].set("completed");
            else why = format("update_stock_behavior is {}", shown(behaviour));
            summary["returns_on_cancel"].set(is_true(settings["refund_order_stock_adjustment"]));
            summary["edits_adjust"].set(is_true(settings["edit_order_stock_adjustment"]));
            answer->discard();
        }
    } catch (const ShopProblem& problem) {
        if (problem.kind == ShopProblem::Kind::rate_limit) return retry_after(std::max<std::int64_t>(problem.again_ms, 1'000), "STORE_RATE_LIMIT", "{}", problem.what());
        if (problem.kind == ShopProblem::Kind::unavailable) return retry_after(problem.again_ms, "STORE_UNAVAILABLE", "{}", problem.what());
        why = format("{}. Reading it needs the scope Information & Settings: read-only", problem.what());
    } catch (const ResourceProblem& problem) {
        why = problem.what();
    } catch (const DocumentError& problem) {
        why = about_answer(problem.what());
    }
    if (!why.empty()) list.call().warning("when the store takes its stock down is not known: {}", why);
    list.emit("settings", "", summary);
    list.set_more(false);
    return pass();
}

} // namespace bigcommerce
