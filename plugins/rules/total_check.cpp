#include "total_check.hpp"

#include "bundles.hpp"
#include "line_amounts.hpp"
#include "document_forecast.hpp"

#include <vector>

namespace rules {

using namespace ledgerline;
using reckoning::DocumentForecast;

namespace {

enum class Lines { all, not_quarantined };

// A booking as the ERP will work it out.
DocumentForecast forecast_of(const Order& order, const Mode& mode, bool by_line, Lines lines = Lines::all) {
    DocumentForecast forecast(mode.gross(), mode.decimals(), by_line);
    for (const OrderLine line : order.lines()) {
        const LineBooking booking = line.booking();
        if (booking.omitted() || (booking.quarantined() && lines == Lines::not_quarantined)) continue;
        // A line that is not on an item yet has no quantity in the ERP's unit; it is one piece each, as on all others.
        const Decimal quantity = booking.quarantined() ? Decimal(line.quantity()) : *booking.quantity();
        forecast.add_line((*booking.unit_price() * quantity).rounded(mode.decimals(), Round::half_up), booking.tax_code(), *booking.tax_rate());
    }
    for (const FreightBooking freight : order.booking().freight()) {
        // A charge on an item is a line like any other.
        if (freight.item_code().empty()) forecast.add_freight(freight.amount(), freight.tax_rate());
        else forecast.add_line(freight.amount(), freight.tax_code(), freight.tax_rate());
    }
    return forecast;
}

// Where the difference comes from: every line and charge whose booked amount is not what the store says, and the tax.
class Bridge {
public:
    void add(const std::string& what, const Decimal& store, const Decimal& erp) {
        if (store == erp) return;
        if (++count_ > rows_max) {
            more_store_ += store;
            more_erp_ += erp;
        } else {
            rows_ += (rows_.empty() ? "" : ",") + row(what, store, erp);
        }
        explained_ += erp - store;
        if (text_.size() < 300) text_ += (text_.empty() ? "" : "; ") + format("{}: store {}, ERP {}", what, store, erp);
    }
    const Decimal& explained() const { return explained_; }
    std::string json() const {
        if (count_ <= rows_max) return "[" + rows_ + "]";
        return "[" + rows_ + "," + row(format("{} more", static_cast<std::int64_t>(count_ - rows_max)), more_store_, more_erp_) + "]";
    }
    const std::string& text() const { return text_; }

private:
    static std::string row(const std::string& what, const Decimal& store, const Decimal& erp) {
        return facts().add("what", what).add("store", store).add("erp", erp).add("difference", erp - store).json();
    }

    static constexpr std::size_t rows_max = 200; // the others together in one: a finding has a limit
    std::size_t count_ = 0;
    Decimal more_store_, more_erp_;
    std::string rows_, text_;
    Decimal explained_;
};

// The lines of a bundle share their amounts where one of them is left out, so they are compared together: at the bundle's line.
std::vector<std::size_t> places_in_bridge(const Order& order) {
    std::vector<std::size_t> places(order.lines().size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    for (const Bundle& bundle : bundles_of(order))
        if (order.lines()[bundle.whole].booking().omitted() || order.lines()[bundle.parts.front()].booking().omitted())
            for (const std::size_t part : bundle.parts) places[part] = bundle.whole;
    return places;
}

Bridge bridge_of(const Order& order, const Mode& mode, const DocumentForecast& forecast, const Decimal& store_total, const Decimal& erp_total) {
    Bridge bridge;
    const std::vector<Decimal> paid = paid_for_lines(order, mode);
    Decimal stated = other_charges(order, mode);
    const std::vector<std::size_t> told_at = places_in_bridge(order);
    std::vector<Decimal> store(paid.size()), erp(paid.size());
    std::size_t at = 0;
    for (const OrderLine line : order.lines()) {
        store[told_at[at]] += paid[at];
        if (!line.booking().omitted()) erp[told_at[at]] += *line.booking().amount();
        stated += paid[at++];
    }
    for (std::size_t i = 0; i < paid.size(); ++i) bridge.add(format("line {} ({})", order.lines()[i].id(), order.lines()[i].sku()), store[i], erp[i]);
    Decimal freight;
    for (const FreightBooking one : order.booking().freight()) freight += one.amount();
    bridge.add("shipping, handling, wrapping, fees", other_charges(order, mode), freight);
    if (!mode.gross()) bridge.add("tax", order.totals().tax(), forecast.tax_total());
    // What is left is a total that the store's own parts do not add up to.
    bridge.add("the store's total against the sum of its own parts", mode.total(order), stated);
    if (!mode.gross()) bridge.add("the store's total with tax against its total without tax and its tax", order.totals().inc_tax(), order.totals().ex_tax() + order.totals().tax());
    if (const Decimal rest = erp_total - store_total - bridge.explained(); !rest.is_zero()) bridge.add("rounding of the total", Decimal(0), rest);
    return bridge;
}

// Every charge was booked. If not, that was told, and a difference in the total would only say it again.
bool all_charges_booked(const Order& order, const Mode& mode) {
    Decimal freight;
    for (const FreightBooking one : order.booking().freight()) freight += one.amount();
    return freight == mode.minor(other_charges(order, mode));
}

// Store and ERP round every line, rate and charge in their own ways: each may move the tax by one minor unit at most. What
// is beyond that is another rate.
bool rounding_explains(const Order& order, const Mode& mode, const Decimal& difference) {
    std::int64_t places = 0;
    for ([[maybe_unused]] const OrderLine line : order.lines()) ++places;
    for ([[maybe_unused]] const FreightBooking freight : order.booking().freight()) ++places;
    for ([[maybe_unused]] const TaxRow row : order.taxes()) ++places;
    return difference.absolute() <= Decimal::from_units(places, mode.decimals());
}

bool any_quarantined(const Order& order) {
    for (const OrderLine line : order.lines())
        if (line.booking().quarantined()) return true;
    return false;
}

bool is_complete(const Order& order) {
    for (const OrderLine line : order.lines()) {
        const LineBooking booking = line.booking();
        if (booking.omitted()) continue;
        if (!booking.unit_price() || !booking.amount() || !booking.tax_rate() || booking.tax_code().empty()) return false;
        if (!booking.quarantined() && (!booking.quantity() || booking.item_code().empty())) return false;
    }
    return true;
}

} // namespace

Verdict TotalCheck::apply(Order order) {
    if (!is_complete(order)) {
        if (message().held()) return pass(); // what is missing was told by the rule that could not fill it in
        return hold("TOTAL_MISMATCH", "The total of order {} cannot be worked out: a line has no item, price or tax code. The route needs the rules sku-match, tax-map and discounts",
                    order.number())
            .at(order["lines"]);
    }
    const Mode mode(order);
    const DocumentForecast forecast = forecast_of(order, mode, by_line_);
    const Decimal store_total = mode.minor(order.grand_total());
    const Decimal erp_total = forecast.total();
    Booking booking = order.booking();
    // Quarantined lines are no part of the document: what it will come to and what waits are together the store's total.
    const bool in_part = any_quarantined(order);
    const DocumentForecast of_document = in_part ? forecast_of(order, mode, by_line_, Lines::not_quarantined) : forecast;
    const Decimal waiting = erp_total - of_document.total();
    booking.set_expected_total(store_total - waiting);
    booking.set_expected_tax(of_document.tax_total());
    if (in_part) booking.set_quarantined_total(waiting);
    booking.set_tax_rounding(by_line_ ? "line" : "document");
    if (erp_total != store_total) {
        if (message().held() && !all_charges_booked(order, mode)) return pass();
        const Bridge bridge = bridge_of(order, mode, forecast, store_total, erp_total);
        Facts found = facts().subject(format("order:{}", order.number())).add("expected", store_total).add("found", erp_total).add("difference", erp_total - store_total);
        if (in_part) found.add("quarantined", waiting);
        return hold("TOTAL_MISMATCH", "The document would come to {} {}, the store's total is {}: a difference of {} ({})", erp_total, order.currency(), store_total,
                    erp_total - store_total, bridge.text())
            .at(order["totals"]["inc_tax"])
            .because(found.add_json("bridge", bridge.json()));
    }
    // The total is the same, but how much of it is tax may still differ by the way of rounding.
    const Decimal store_tax = mode.minor(order.totals().tax());
    if (store_tax == forecast.tax_total()) return pass();
    const DocumentForecast other = forecast_of(order, mode, !by_line_);
    const std::string text = format("Order {} comes to the same total, but its tax is {} in the store and will be {} in the ERP, which rounds by {} ({} by {})", order.number(), store_tax,
                                    forecast.tax_total(), by_line_ ? "line" : "document", other.tax_total(), by_line_ ? "document" : "line");
    const Facts difference = facts().subject(format("order:{}", order.number())).add("store", store_tax).add("erp", forecast.tax_total()).add("other_rounding", other.tax_total());
    if (!rounding_explains(order, mode, forecast.tax_total() - store_tax))
        return hold("TAX_AMOUNT_DIFF",
                    "Order {} comes to the same total, but {} of it is tax in the store and {} would be tax in the ERP: that is no rounding, the tax map names another rate than the store took",
                    order.number(), store_tax, forecast.tax_total())
            .at(order["totals"]["tax"])
            .because(difference);
    if (hold_tax_) return hold("TAX_AMOUNT_DIFF", "{}", text).at(order["totals"]["tax"]).because(difference);
    explain("TAX_AMOUNT_DIFF", text, order["totals"]["tax"], difference);
    return pass();
}

} // namespace rules
