// The second half of the rule: what each item of a refund stands for in what was booked.
#include "refund_booking.hpp"

#include "words.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

constexpr int quantity_digits = 6;

std::optional<std::size_t> line_at(const RefundOriginal& original, std::string_view id) {
    const auto lines = original.lines();
    for (std::uint64_t i = 0; i < lines.size(); ++i)
        if (lines[i].line_id() == id) return static_cast<std::size_t>(i);
    return std::nullopt;
}

// The amount of an item as the store states it, in minor units.
std::optional<Decimal> stated(const RefundItem& item, int decimals) {
    const auto amount = item.amount();
    if (!amount) return std::nullopt;
    return amount->rounded(decimals, Round::half_up);
}

CreditPart* part_of_line(CreditParts& parts, std::size_t line) {
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const CreditPart& part) { return part.kind == CreditPart::Kind::line && part.index == line; });
    return found == parts.end() ? nullptr : &*found;
}

} // namespace

RefundBookingRule::Obstacle RefundBookingRule::add_item(const Refund& refund, const RefundItem& item, CreditParts& parts) const {
    const std::string_view kind = item.kind();
    if (kind == "line") return add_line(refund, item, parts);
    if (kind == "order") return add_amount(refund, item, amounts_, parts);
    if (kind == "tax") return add_amount(refund, item, tax_only_, parts);
    return add_charge(refund, item, parts);
}

RefundBookingRule::Obstacle RefundBookingRule::add_line(const Refund& refund, const RefundItem& item, CreditParts& parts) const {
    const RefundOriginal original = refund.original();
    const auto at = line_at(original, item.target_id());
    if (!at)
        return hold("REFUND_EXCEEDS_ORDER", "Refund {} gives back line {}, which order {} does not have", refund.id(), item.target_id(), original.number()).at(item["target_id"]).because(facts_of(refund));
    const OriginalLine line = original.lines()[*at];
    if (!line.omitted()) return add_units(refund, item, *at, Decimal(item.quantity()), parts);
    // A bundle is given back by the lines that were booked in its place. A part that the bundle itself stands for carries no amount.
    if (line.units() == 0) return std::nullopt;
    const auto lines = original.lines();
    for (std::uint64_t i = 0; i < lines.size(); ++i) {
        if (lines[i].parent_id() != line.line_id() || lines[i].omitted()) continue;
        const Decimal units = (Decimal(lines[i].units()) * Decimal(item.quantity())).divided(Decimal(line.units()), quantity_digits, Round::half_up);
        if (Obstacle obstacle = add_units(refund, item, static_cast<std::size_t>(i), units, parts)) return obstacle;
    }
    return std::nullopt;
}

RefundBookingRule::Obstacle RefundBookingRule::add_units(const Refund& refund, const RefundItem& item, std::size_t at, const Decimal& units, CreditParts& parts) const {
    const RefundOriginal original = refund.original();
    const OriginalLine line = original.lines()[at];
    if (line.given_up())
        return hold("REFUND_NO_ORDER", "Refund {} gives back {} of line {} ({}), which is on no document: a person settled what was left of order {}", refund.id(), units.normalized(), line.line_id(), line.sku(), original.number())
            .at(item["target_id"])
            .because(facts_of(refund));
    if (!line.posted())
        return hold("REFUND_WAITS_FOR_ORDER", "Refund {} gives back {} of line {} ({}), which is on no document of order {} yet", refund.id(), units.normalized(), line.line_id(), line.sku(), original.number())
            .at(item["target_id"])
            .because(facts_of(refund));
    if (units.is_zero()) return std::nullopt;
    CreditPart* part = part_of_line(parts, at);
    const Decimal whole(line.units()), booked = line.quantity();
    const Decimal before = line.credited_quantity() + (part ? part->quantity : Decimal());
    // All that is left, however it was divided before.
    const bool is_rest = !whole.is_zero() && (before * whole).divided(booked, quantity_digits, Round::half_up) + units == whole;
    const Decimal quantity = is_rest ? booked - before : whole.is_zero() ? Decimal() : (booked * units).divided(whole, quantity_digits, Round::half_up).normalized();
    if (whole.is_zero() || before + quantity > booked)
        return hold("REFUND_EXCEEDS_ORDER", "Refund {} gives back {} of line {} ({}) of order {}: {} were booked, and {} are credited already", refund.id(), units.normalized(), line.line_id(), line.sku(), original.number(),
                    booked.normalized(), before.normalized())
            .at(item["quantity"])
            .because(facts_of(refund).add("booked", booked).add("credited", before));
    const int decimals = static_cast<int>(refund.decimals());
    // Cumulative, so that the last unit gives back the last minor unit.
    const auto share = [&](const Decimal& of) { return (line.amount() * of).divided(booked, decimals, Round::half_up); };
    const Decimal left = line.amount() - line.credited_amount();
    const Decimal natural = std::min(share(before + quantity) - share(before), left);
    if (part) {
        part->quantity += quantity;
        part->amount = std::min(part->amount + natural, left);
        if (const auto more = stated(item, decimals); more && part->stated) part->stated = *part->stated + *more;
        else part->stated.reset();
        return std::nullopt;
    }
    CreditPart fresh;
    fresh.kind = CreditPart::Kind::line;
    fresh.index = at;
    fresh.quantity = quantity;
    fresh.amount = natural;
    fresh.left = left;
    fresh.stated = stated(item, decimals);
    fresh.tax_code = line.tax_code();
    fresh.tax_rate = line.tax_rate();
    parts.push_back(std::move(fresh));
    return std::nullopt;
}

RefundBookingRule::Obstacle RefundBookingRule::add_charge(const Refund& refund, const RefundItem& item, CreditParts& parts) const {
    const RefundOriginal original = refund.original();
    const int decimals = static_cast<int>(refund.decimals());
    const std::string_view place = item.kind(); // charges are called alike on both sides
    const std::optional<Decimal> wanted = stated(item, decimals);
    Decimal open, given;
    const auto freight = original.freight();
    std::optional<std::string> tax_code;
    bool is_one_tax = true;
    for (const OriginalFreight row : freight) {
        if (row.place() != place || row.amount() == row.credited_amount()) continue;
        if (tax_code && *tax_code != row.tax_code()) is_one_tax = false;
        tax_code = std::string(row.tax_code());
        open += row.amount() - row.credited_amount();
    }
    // Which of them is meant the store says by a consignment that the booking does not know.
    if (!is_one_tax && wanted && *wanted != open)
        return hold("REFUND_AMOUNT_ONLY", "Refund {} gives back {} of {}, and order {} has charges for that with several tax codes: which one is meant is not known", refund.id(), *wanted, place, original.number())
            .at(item["amount"])
            .because(facts_of(refund).add("left", open));
    open = Decimal();
    for (std::uint64_t i = 0; i < freight.size(); ++i) {
        const OriginalFreight row = freight[i];
        if (row.place() != place) continue;
        const auto same = std::find_if(parts.begin(), parts.end(), [&](const CreditPart& part) { return part.kind == CreditPart::Kind::charge && part.index == i; });
        const Decimal left = row.amount() - row.credited_amount(), taken = same == parts.end() ? Decimal() : same->amount;
        open += left - taken;
        const Decimal amount = wanted ? std::min(left - taken, *wanted - given) : left - taken;
        if (amount.is_zero() || amount.is_negative()) continue;
        given += amount;
        if (same != parts.end()) {
            same->amount += amount;
            continue;
        }
        CreditPart part;
        part.kind = CreditPart::Kind::charge;
        part.index = static_cast<std::size_t>(i);
        part.amount = amount;
        part.left = left;
        part.tax_code = row.tax_code();
        part.tax_rate = row.tax_rate();
        part.is_freight_row = row.item_code().empty();
        parts.push_back(std::move(part));
    }
    if (!wanted || given == *wanted) return std::nullopt;
    return hold("REFUND_EXCEEDS_ORDER", "Refund {} gives back {} of {}, and of what was booked for that in order {} only {} are left", refund.id(), *wanted, place, original.number(), open)
        .at(item["amount"])
        .because(facts_of(refund).add("left", open));
}

RefundBookingRule::Obstacle RefundBookingRule::add_amount(const Refund& refund, const RefundItem& item, const Account& account, CreditParts& parts) const {
    const bool is_tax = item.kind() == "tax";
    const std::optional<Decimal> amount = stated(item, static_cast<int>(refund.decimals()));
    if (!account.is_set() || !amount)
        return hold("REFUND_AMOUNT_ONLY", "Refund {} gives back {} of order {} {}, {}", refund.id(), amount ? amount->text(2) : std::string("an amount"), refund.original().number(),
                    is_tax ? std::string_view("as tax alone") : std::string_view("as an amount without lines"),
                    amount ? std::string_view("and no account is set for that") : std::string_view("and does not say how much"))
            .at(item["amount"])
            .because(facts_of(refund));
    const std::string label = !item.reason().empty() ? std::string(item.reason()) : is_tax ? "Tax correction" : "Refund of an amount";
    parts.push_back(account.part(*amount, refund.original().price_mode(), static_cast<int>(refund.decimals()), label));
    return std::nullopt;
}

RefundBookingRule::Obstacle RefundBookingRule::add_deductions(const Refund& refund, const RefundItem& item, CreditParts& parts, bool& in_price) const {
    Decimal sum;
    std::string label;
    for (const RefundAdjustment adjustment : item.adjustments()) {
        sum += adjustment.amount().rounded(static_cast<int>(refund.decimals()), Round::half_up);
        if (label.empty()) label = adjustment.label();
    }
    if (sum.is_zero()) return std::nullopt;
    if (deductions_.is_set()) {
        parts.push_back(deductions_.part(sum, refund.original().price_mode(), static_cast<int>(refund.decimals()), label.empty() ? "Deduction" : label));
        return std::nullopt;
    }
    // Less is credited for the line itself.
    const auto at = line_at(refund.original(), item.target_id());
    CreditPart* part = at ? part_of_line(parts, *at) : nullptr;
    if (!part || part->amount + sum < Decimal())
        return hold("REFUND_AMOUNT_ONLY", "Refund {} of order {} takes off {} which no line can bear, and no account is set for deductions", refund.id(), refund.original().number(), sum.absolute())
            .at(item["adjustments"])
            .because(facts_of(refund));
    part->amount += sum;
    in_price = true;
    return std::nullopt;
}

} // namespace rules
