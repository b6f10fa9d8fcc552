#include "refund_booking.hpp"

#include "days.hpp"
#include "line_amounts.hpp"
#include "words.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

} // namespace

RefundBookingRule::Account RefundBookingRule::account_of(const Config& config, const std::string& name) {
    Account account{config.text(name + "_account"), config.text(name + "_tax_code"), Decimal()};
    const std::string rate = config.text(name + "_tax_rate");
    const auto read = Decimal::try_parse(rate.empty() ? "0" : rate);
    if (!read || read->is_negative()) config.refuse(config.problem(name + "_tax_rate", "\"{}\" is no rate in percent (write 20 or 8.25)", rate));
    else account.tax_rate = *read;
    if (account.is_set() && account.tax_code.empty()) config.refuse(config.problem(name + "_tax_code", "the account {} needs a tax code", account.account));
    return account;
}

RefundBookingRule::RefundBookingRule(const Config& config) :
    amounts_(account_of(config, "amount")), deductions_(account_of(config, "deduction")), tax_only_(account_of(config, "tax")), earlier_(account_of(config, "earlier")),
    earlier_card_code_(config.text("earlier_card_code")), spreads_by_hand_(config.choice("by_hand") == "spread"), by_line_otherwise_(config.choice("tax_rounding") == "line"),
    holds_tax_(config.choice("tax_difference") == "hold"), by_creation_(config.choice("date") == "refund"), price_decimals_(static_cast<int>(config.integer("price_decimals"))), custody_(config.choice("goods")), return_days_(config.integer("return_days")),
    series_(config.text("series")), comments_(config.text("comments")) {
    const auto offset = offset_ms_of(config.text("utc_offset"));
    if (!offset) config.refuse(config.problem("utc_offset", "\"{}\" is no offset from UTC (write +01:00)", config.text("utc_offset")));
    offset_s_ = offset.value_or(0) / 1'000;
    if (const std::string unknown = unknown_placeholder(comments_, {"refund", "order", "reason"}); !unknown.empty())
        config.refuse(config.problem("comments", "{} in \"{}\" is not known; known are {{refund}, {{order} and {{reason}", unknown, comments_));
    if (return_days_ < 0 || return_days_ > 3'650) config.refuse(config.problem("return_days", "{} is not between 0 and 3650 days", return_days_));
    if (price_decimals_ < 0 || price_decimals_ > 6) config.refuse(config.problem("price_decimals", "{} is not between 0 and 6", price_decimals_));
    if (earlier_card_code_.empty() != !earlier_.is_set())
        config.refuse(config.problem("earlier_card_code", "refunds of orders from before the engine was used need both a business partner (earlier_card_code) and an account (earlier_account)"));
}

CreditPart RefundBookingRule::Account::part(const Decimal& given, std::string_view price_mode, int decimals, std::string label) const {
    const Decimal hundred(100), tax = tax_rate.normalized();
    CreditPart out;
    out.amount = price_mode == "net" ? (given * hundred).normalized().divided((tax + hundred).normalized(), decimals, Round::half_up) : given.rounded(decimals, Round::half_up);
    out.account = account;
    out.tax_code = tax_code;
    out.tax_rate = tax_rate;
    out.label = std::move(label);
    return out;
}

Verdict RefundBookingRule::apply(Refund refund) {
    if (message().held()) return pass(); // what keeps it was told already
    if (refund.total_inc_tax().is_zero())
        return drop("REFUND_OF_NOTHING", "Refund {} of order {} gives back 0.00: there is nothing to credit", refund.id(), refund.order_id());
    const RefundOriginal original = refund.original();
    if (!original.exists()) return book_unknown(refund);

    CreditParts parts;
    bool deducted = false;
    for (const RefundItem item : refund.items()) {
        if (Obstacle obstacle = add_item(refund, item, parts)) return *obstacle;
        if (Obstacle obstacle = add_deductions(refund, item, parts, deducted)) return *obstacle;
    }
    if (refund.items().empty()) { // tax alone
        if (!tax_only_.is_set())
            return hold("REFUND_AMOUNT_ONLY", "Refund {} of order {} gives back {} {} and names nothing: it corrects tax alone, and no account is set for that", refund.id(), original.number(), refund.total_inc_tax(),
                        refund.currency())
                .at(refund["items"])
                .because(facts_of(refund));
        parts.push_back(tax_only_.part(refund.total_inc_tax(), original.price_mode(), static_cast<int>(refund.decimals()), "Tax correction"));
    }
    const bool by_line = original.tax_rounding().empty() ? by_line_otherwise_ : original.tax_rounding() == "line";
    const RefundArithmetic arithmetic(original.price_mode() == "gross", static_cast<int>(refund.decimals()), by_line);
    if (!settle_amounts(refund, arithmetic, deducted, parts)) return mismatch(refund, arithmetic, parts);
    const Decimal tax = arithmetic.tax(parts);
    if (Obstacle obstacle = compare_tax(refund, tax)) return *obstacle;
    if (Obstacle obstacle = write_parts(refund, parts)) return *obstacle;

    RefundBooking booking = refund.booking();
    booking.set_price_mode(original.price_mode());
    booking.set_card_code(original.card_code());
    booking.set_branch(original.branch());
    if (const auto rate = original.rate()) booking.set_rate(*rate);
    booking.set_expected_total(arithmetic.total(parts));
    booking.set_expected_tax(tax);
    if (holds_tax_) booking.set_tax_limited(true);
    write_header(refund);
    write_custody(refund, parts);
    return pass();
}

bool RefundBookingRule::settle_amounts(const Refund& refund, const RefundArithmetic& arithmetic, bool deducted, CreditParts& parts) const {
    const Decimal target = refund.total_inc_tax().rounded(static_cast<int>(refund.decimals()), Round::half_up);
    if (arithmetic.fit(parts, target)) return true;
    // The store may have taken other amounts than a share of what was booked, for instance before a discount.
    CreditParts as_stated = parts;
    const bool all_stated = std::all_of(as_stated.begin(), as_stated.end(), [](CreditPart& part) {
        if (part.kind != CreditPart::Kind::line) return true;
        if (!part.stated || *part.stated > part.left || part.stated->is_negative()) return false;
        part.amount = *part.stated;
        return true;
    });
    if (all_stated && !deducted && arithmetic.fit(as_stated, target)) {
        parts = std::move(as_stated);
        return true;
    }
    return spreads_by_hand_ && (refund.amounts_set_by_hand() || deducted) && arithmetic.spread(parts, target);
}

Verdict RefundBookingRule::mismatch(const Refund& refund, const RefundArithmetic& arithmetic, const CreditParts& parts) const {
    const Decimal found = arithmetic.total(parts), target = refund.total_inc_tax();
    std::string rows, text;
    for (const CreditPart& part : parts) {
        const std::string what = part.kind == CreditPart::Kind::line     ? format("line {}", refund.original().lines()[part.index].line_id())
                                 : part.kind == CreditPart::Kind::charge ? std::string(refund.original().freight()[part.index].place())
                                                                         : part.label;
        if (text.size() < 300) text += (text.empty() ? "" : "; ") + format("{}: {}", what, part.amount);
        if (rows.size() < 8'000) rows += (rows.empty() ? "" : ",") + facts().add("what", what).add("share", part.amount).add("store", part.stated ? part.stated->text() : std::string()).json();
    }
    return hold("TOTAL_MISMATCH", "Refund {} gives back {} {} of order {}, and its shares of what was booked come to {}: a difference of {} ({})", refund.id(), target, refund.currency(), refund.original().number(), found,
                found - target, text)
        .at(refund["total_inc_tax"])
        .because(facts_of(refund).add("expected", target).add("found", found).add("difference", found - target).add_json("bridge", "[" + rows + "]"));
}

RefundBookingRule::Obstacle RefundBookingRule::compare_tax(const Refund& refund, const Decimal& tax) const {
    const RefundOriginal original = refund.original();
    const Decimal booked = original.booked_tax(), credited = original.credited_tax() + tax;
    if (tax <= Decimal() || credited <= booked) return std::nullopt;
    const std::string text = format("With refund {} the credit memos of order {} come to {} {} of tax, and it was booked with {}: a difference of {}", refund.id(), original.number(), credited, refund.currency(), booked,
                                    credited - booked);
    const Facts difference = facts_of(refund).add("booked", booked).add("credited", credited).add("difference", credited - booked);
    if (holds_tax_) return hold("REFUND_EXCEEDS_ORDER", "{}", text).at(refund["total_inc_tax"]).because(difference);
    explain("TAX_AMOUNT_DIFF", text, refund["total_inc_tax"], difference);
    return std::nullopt;
}

Verdict RefundBookingRule::book_unknown(Refund& refund) const {
    if (!earlier_.is_set())
        return hold("REFUND_NO_ORDER", "Refund {} is of order {} from before the engine was used, and no business partner and account are set for such refunds", refund.id(), refund.order_id())
            .at(refund["order_id"])
            .because(facts_of(refund));
    const int decimals = static_cast<int>(refund.decimals());
    const RefundArithmetic arithmetic(true, decimals, by_line_otherwise_);
    const CreditParts parts{earlier_.part(refund.total_inc_tax(), "gross", decimals, format("Refund of order {}", refund.order_id()))};
    if (Obstacle obstacle = write_parts(refund, parts)) return *obstacle;
    RefundBooking booking = refund.booking();
    booking.set_price_mode("gross");
    booking.set_card_code(earlier_card_code_);
    booking.set_branch("");
    booking.set_expected_total(arithmetic.total(parts));
    booking.set_expected_tax(arithmetic.tax(parts));
    booking.set_custody("none");
    write_header(refund);
    return pass();
}

RefundBookingRule::Obstacle RefundBookingRule::write_line(Refund& refund, const CreditPart& part) const {
    const OriginalLine line = refund.original().lines()[part.index];
    const auto price = unit_price(line.unit_price(), part.amount, part.quantity, price_decimals_, static_cast<int>(refund.decimals()));
    if (!price)
        return hold("TOTAL_MISMATCH", "{} of line {} ({}) in refund {} come to {}, and no price of {} decimals times {} is that", part.quantity.normalized(), line.line_id(), line.sku(), refund.id(), part.amount,
                    static_cast<std::int64_t>(price_decimals_), part.quantity.normalized())
            .at(refund["items"])
            .because(facts_of(refund));
    // What a return has brought back already would come into stock a second time.
    const bool is_goods = custody_of(refund) == "returned" && (line.kind() == "physical" || line.kind() == "custom");
    const Decimal back = line.returned_quantity();
    if (is_goods && !back.is_zero() && back < part.quantity)
        return hold("RETURN_MISMATCH",
                    "Refund {} gives back {} of line {} ({}), and its credit memo would put all of them into stock; but {} came back with a return already. Book it by hand, with stock for the others only, and resolve this "
                    "with its number",
                    refund.id(), part.quantity.normalized(), line.line_id(), line.sku(), back.normalized())
            .at(refund["items"])
            .because(facts_of(refund).add("returned", back));
    RefundLineBooking to = refund.booking().add_line();
    to.set_line_id(line.line_id());
    to.set_item_code(line.item_code());
    to.set_quantity(part.quantity.normalized());
    to.set_unit_price(*price);
    to.set_amount(part.amount);
    to.set_tax_code(line.tax_code());
    to.set_tax_rate(line.tax_rate());
    to.set_warehouse(line.warehouse());
    to.set_returns_goods(is_goods && back.is_zero());
    return std::nullopt;
}

RefundBookingRule::Obstacle RefundBookingRule::write_parts(Refund& refund, const CreditParts& parts) const {
    RefundBooking booking = refund.booking();
    for (const CreditPart& part : parts) {
        if (part.kind == CreditPart::Kind::line) {
            if (Obstacle obstacle = write_line(refund, part)) return obstacle;
        } else if (part.kind == CreditPart::Kind::charge) {
            if (part.amount.is_zero()) continue;
            const OriginalFreight row = refund.original().freight()[part.index];
            FreightBooking to = booking.add_freight();
            to.set_code(row.code());
            to.set_amount(part.amount);
            to.set_tax_code(row.tax_code());
            to.set_tax_rate(row.tax_rate());
            to.set_label(row.label());
            to.set_place(row.place());
            if (!row.item_code().empty()) {
                to.set_item_code(row.item_code());
                to.set_warehouse(row.warehouse());
            }
        } else {
            RefundAmountBooking to = booking.add_amount();
            to.set_label(part.label);
            to.set_account(part.account);
            to.set_amount(part.amount);
            to.set_tax_code(part.tax_code);
            to.set_tax_rate(part.tax_rate);
        }
    }
    return std::nullopt;
}

std::string RefundBookingRule::custody_of(const Refund& refund) const { return refund.goods().empty() ? custody_ : std::string(refund.goods()); }

std::int64_t RefundBookingRule::booked_at(const Refund& refund) const {
    std::int64_t at = call().now_ms();
    if (by_creation_ && !refund.created_at().empty()) {
        const auto created = ms_of_iso(refund.created_at());
        if (!created) refund["created_at"].fail("is not a time (2026-01-31T09:15:00Z)");
        at = *created;
    }
    return at + offset_s_ * 1'000;
}

void RefundBookingRule::write_header(Refund& refund) const {
    RefundBooking booking = refund.booking();
    booking.set_document_date(day_of(booked_at(refund)));
    booking.set_series(series_);
    const RefundOriginal original = refund.original();
    const std::string order(original.exists() ? original.number() : refund.order_id());
    booking.set_comments(replaced(replaced(replaced(comments_, "{refund}", refund.id()), "{order}", order), "{reason}", refund.reason()));
}

void RefundBookingRule::write_custody(Refund& refund, const CreditParts& parts) const {
    RefundBooking booking = refund.booking();
    const auto comes_back = [&](const CreditPart& part) {
        if (part.kind != CreditPart::Kind::line) return false;
        const std::string_view kind = refund.original().lines()[part.index].kind();
        return kind == "physical" || kind == "custom";
    };
    const std::string custody = custody_of(refund);
    if (custody == "none" || std::none_of(parts.begin(), parts.end(), comes_back)) {
        booking.set_custody("none");
        return;
    }
    booking.set_custody(custody);
    if (custody == "expected") booking.set_return_due(day_of(booked_at(refund) + return_days_ * day_ms));
}

} // namespace rules
