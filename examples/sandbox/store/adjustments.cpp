#include "store/adjustments.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace ledgerline::sandbox {

namespace {

using message::Value;
using Kind = StockFault::Kind;

constexpr std::pair<std::string_view, Kind> kinds[] = {
    {"late", Kind::late}, {"out_of_order", Kind::out_of_order}, {"lost", Kind::lost}, {"partial", Kind::partial}, {"not_saved", Kind::not_saved}};

} // namespace

StockFault stock_fault_from(const Value& value) {
    if (!value.is_object()) throw std::invalid_argument("a fault must be an object");
    StockFault out;
    bool has_kind = false;
    for (const auto& [name, member] : *value.as_object()) {
        if (name == "adjustments") out.adjustments = member.int_or(-1);
        else if (name == "one_in") out.one_in = member.int_or(0);
        else if (name == "delay_ms") out.delay_ms = member.int_or(-1);
        else if (name == "kind") {
            for (const auto& [word, kind] : kinds)
                if (member.text_or("") == word) out.kind = kind, has_kind = true;
        } else throw std::invalid_argument(name + ": unknown member of a fault of stock; known are kind, adjustments, one_in, delay_ms");
    }
    if (!has_kind) throw std::invalid_argument("kind: must be late, out_of_order, lost, partial or not_saved");
    if (out.adjustments < 0) throw std::invalid_argument("adjustments: must be 0 or more");
    if (out.one_in < 1) throw std::invalid_argument("one_in: must be 1 or more");
    if (out.delay_ms < 0 || out.delay_ms > 604'800'000) throw std::invalid_argument("delay_ms: must be 0 to 604800000");
    return out;
}

namespace store {

const StockFault* Adjustments::meets(Kind kind) {
    bool met = false;
    for (StockFault& fault : faults_) {
        if (met || fault.kind != kind) continue;
        if (fault.one_in > 1 && !random_.one_in(static_cast<std::uint64_t>(fault.one_in))) continue;
        met = true;
        met_ = fault;
        if (fault.adjustments > 0 && --fault.adjustments == 0) fault.adjustments = -1; // used up
    }
    std::erase_if(faults_, [](const StockFault& fault) { return fault.adjustments < 0; });
    return met ? &met_ : nullptr;
}

std::string Adjustments::new_transaction_id() {
    const std::uint64_t a = random_.next(), b = random_.next();
    char text[40];
    std::snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%012llx", static_cast<unsigned>(a >> 32), static_cast<unsigned>((a >> 16) & 0xFFFF), static_cast<unsigned>(a & 0xFFF),
                  static_cast<unsigned>(0x8000 | ((b >> 48) & 0x3FFF)), static_cast<unsigned long long>(b & 0xFFFF'FFFF'FFFFULL));
    return text;
}

std::string Adjustments::accept(bool relative, const std::string& reason, std::vector<AdjustmentLine> lines, base::Millis now) {
    constexpr base::Millis waits_ms = 60'000;
    AdjustmentFate fate{new_transaction_id(), reason, relative, now, 0, static_cast<std::int64_t>(lines.size()), 0, false};
    Waiting one;
    one.fate = fates_.size();
    one.due = now + settings_.adjustment_delay_ms;
    if (settings_.adjustment_jitter_ms > 0) one.due += static_cast<base::Millis>(random_.below(static_cast<std::uint64_t>(settings_.adjustment_jitter_ms) + 1));
    one.lines = std::move(lines);
    one.corrupted = settings_.bulk_overlap == BulkOverlap::corrupts && now < catalogue_job_until_;
    if (const StockFault* late = meets(Kind::late)) one.due += late->delay_ms;
    one.partial = meets(Kind::partial) != nullptr;
    fate.lost = meets(Kind::lost) != nullptr;
    // Those that wait for another are done right behind this one.
    std::vector<Waiting> behind;
    if (!fate.lost)
        for (auto other = waiting_.begin(); other != waiting_.end();) {
            if (!other->waits_for_another) { ++other; continue; }
            other->waits_for_another = false;
            other->due = one.due;
            behind.push_back(std::move(*other));
            other = waiting_.erase(other);
        }
    if (meets(Kind::out_of_order)) {
        one.waits_for_another = true;
        one.due += waits_ms;
    }
    const std::string id = fate.transaction_id;
    const bool lost = fate.lost;
    fates_.push_back(std::move(fate));
    if (!lost) waiting_.push_back(std::move(one));
    for (Waiting& other : behind) waiting_.push_back(std::move(other));
    apply_due(now);
    return id;
}

void Adjustments::apply_due(base::Millis now) {
    for (;;) {
        // The first of those that are due first.
        const auto next = std::min_element(waiting_.begin(), waiting_.end(), [](const Waiting& a, const Waiting& b) { return a.due < b.due; });
        if (next == waiting_.end() || next->due > now) return;
        const Waiting one = std::move(*next);
        waiting_.erase(next);
        apply(one);
    }
}

void Adjustments::apply(const Waiting& one) {
    AdjustmentFate& fate = fates_[one.fate];
    fate.applied = one.due;
    for (std::size_t i = 0; i < one.lines.size(); ++i) {
        if (one.partial && random_.one_in(2)) continue;
        if (one.corrupted && i % 2 == 0) continue;
        if (apply(one.lines[i], one)) ++fate.lines_applied;
    }
}

bool Adjustments::apply(const AdjustmentLine& line, const Waiting& one) {
    // Whatever was removed or is tracked otherwise meanwhile is left alone.
    const Location* location = locations_.find(line.location_id);
    Product* product = catalogue_.product(line.product_id);
    Variant* variant = line.variant_id ? catalogue_.variant(line.variant_id) : nullptr;
    if (!location || !location->enabled || !product || (line.variant_id && !variant)) return false;
    const StockItem item = variant ? item_of(*variant) : item_of(*product);
    if (!item.is_tracked()) return false;
    const AdjustmentFate& fate = fates_[one.fate];
    const StockCause cause{StockMovement::Cause::adjustment, static_cast<std::int64_t>(one.fate) + 1, fate.accepted, one.due};
    if (!fate.relative) return stock_.set(item, *location, line.quantity, cause);
    // Sold meanwhile: there is not enough any more.
    if (line.quantity < 0 && stock_.available(item, *location) + line.quantity < 0) return false;
    return stock_.add(item, *location, line.quantity, cause);
}

void Adjustments::catalogue_job(base::Millis now) {
    catalogue_job_until_ = now + settings_.bulk_job_ms;
    if (settings_.bulk_overlap == BulkOverlap::harmless) return;
    for (Waiting& one : waiting_) one.corrupted = true;
}

base::Millis Adjustments::quiet_at() const {
    base::Millis out = 0;
    for (const Waiting& one : waiting_) out = std::max(out, one.due);
    return out;
}

} // namespace store

} // namespace ledgerline::sandbox
