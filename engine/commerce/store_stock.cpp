#include "commerce/store_stock.hpp"

#include "base/clock.hpp"
#include "commerce/order_phase.hpp"
#include "commerce/order_quantities.hpp"

#include <algorithm>

namespace ledgerline::commerce {
namespace {

using message::Value;

std::string phase_of(const Value& body) { return body["status"]["phase"].text_or(""); }

// Phases in which a store may give back what it has taken off.
bool is_given_back(const Value& body) { return is_cancelled(body) || phase_of(body) == "refunded"; }

std::int64_t shipped_of(const Value& body) {
    std::int64_t sum = 0;
    if (const auto* lines = body["lines"].as_array())
        for (const Value& line : *lines) sum += line["quantity_shipped"].int_or(0);
    return sum;
}

// What one revision may have done to the store's own numbers.
struct Effect {
    store::Millis placed_at = 0, changed_at = 0; // by the store's clock, 0 = unknown
    bool any_takes_off = false;  // by a store that takes orders off when they are completed or shipped
    bool any_given_back = false;
    bool is_new = false;
    bool is_counted_late = false; // it was known before it was placed
};

Effect effect_of(const std::optional<Value>& earlier, const Value& now) {
    static const Value nothing;
    const Value& before = earlier ? *earlier : nothing;
    Effect effect;
    effect.is_new = !earlier;
    effect.is_counted_late = earlier && phase_of(before) == "incomplete" && phase_of(now) != "incomplete";
    const bool was_fulfilled = phase_of(before) == "fulfilled", is_fulfilled = phase_of(now) == "fulfilled";
    effect.any_takes_off = was_fulfilled != is_fulfilled || shipped_of(before) != shipped_of(now);
    effect.any_given_back = earlier ? is_given_back(before) != is_given_back(now) : is_given_back(now);
    return effect;
}

// Why nobody can know what the store shows; "" if `taken` of it were taken off since.
std::string doubt_about(const store::PushQueue::Pusher& pusher, const store::PushedStockRow& sent, const Effect& effect, const std::string& order, std::int64_t more, std::int64_t& taken) {
    if (effect.any_given_back) return order + " was cancelled or refunded, and the store may have put it back";
    if (pusher.takes_off != "placed" && effect.any_takes_off) return order + " was shipped or completed, and the store may have taken it off";
    if (more == 0) return "";
    if (!effect.is_new) return order + (effect.is_counted_late ? " was placed, nobody knows when" : " was changed, and the store may have followed");
    if (pusher.takes_off == "completed") return "";
    if (pusher.takes_off.empty()) return order + " was placed, and it is not known yet whether the store takes it off";
    // What was placed before the number left, and not changed since, is overwritten by it; what comes after it was applied is taken off; in
    // between nobody knows.
    if (sent.answered_at == 0) return order + " was placed while the number was on its way";
    if (effect.placed_at > sent.answered_at + pusher.settle_ms) {
        taken = more;
        return "";
    }
    if (effect.changed_at != 0 && std::max(effect.placed_at, effect.changed_at) < sent.sent_at - pusher.settle_ms) return "";
    return order + " was placed about when the number was applied";
}

} // namespace

store::PushedStockRow begun(const std::optional<store::PushedStockRow>& before, store::PushedStockRow next, store::Millis now, store::Millis settle_ms) {
    next.sent_at = now;
    next.answered_at = 0;
    next.sold_since = 0;
    next.doubt.clear();
    // The store may apply the two in any order.
    if (before && (before->answered_at == 0 || now <= before->answered_at + settle_ms)) next.doubt = "another number was sent shortly before";
    return next;
}

std::set<std::string> store_took_off(store::UnitOfWork& unit, const std::vector<store::PushQueue::Pusher>& pushers, const std::string& order_name, store::Millis changed_at,
                                     const std::optional<Value>& earlier, const Value& now) {
    Effect effect = effect_of(earlier, now);
    effect.placed_at = base::parse_time(now["placed_at"].text_or("")).value_or(0);
    effect.changed_at = changed_at;
    const Quantities counted_before = earlier ? counted(*earlier) : Quantities(), counted_now = counted(now);
    Quantities all = quantities_of(now);
    if (earlier) all.merge(quantities_of(*earlier));
    std::set<std::string> skus;
    for (const auto& [sku, ignored] : all) {
        const std::int64_t more = of(counted_now, sku) - of(counted_before, sku);
        if (more != 0) skus.insert(sku);
        for (store::PushedStockRow& sent : unit.pushed_stock().of_sku(sku)) {
            const auto pusher = std::find_if(pushers.begin(), pushers.end(), [&](const auto& one) { return one.route == sent.route; });
            if (pusher == pushers.end()) continue;
            std::int64_t taken = 0;
            const std::string doubt = doubt_about(*pusher, sent, effect, order_name, more, taken);
            if (doubt.empty() && taken == 0) continue;
            sent.sold_since += taken;
            if (sent.doubt.empty()) sent.doubt = doubt;
            unit.pushed_stock().put(sent);
            skus.insert(sku);
        }
    }
    return skus;
}

} // namespace ledgerline::commerce
