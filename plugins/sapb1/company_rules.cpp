#include "company_rules.hpp"

#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::int64_t refresh_every_ms = 3'600'000;
constexpr std::int64_t drift_pause_ms = 60'000;

std::optional<std::int64_t> digits_of(const Node& node) {
    const auto number = Decimal::try_parse(text_of(node));
    if (!number || !number->is_whole()) return std::nullopt;
    return number->rounded(0, Round::half_up).units();
}

} // namespace

void CompanyRules::refresh(Call& call, Session& session) {
    if (read_at_ms_ != 0 && std::abs(call.now_ms() - read_at_ms_) < refresh_every_ms) return;
    const Response answer = session.send(call, Request::post("/CompanyService_GetAdminInfo").json_text("{}").read_only());
    if (!answer.answered() || answer.status() == 503)
        throw Unavailable("ERP_UNAVAILABLE", "SAP Business One does not answer (settings of the company)");
    read_at_ms_ = call.now_ms();
    price_digits_.reset();
    amount_digits_.reset();
    tax_by_line_.reset();
    if (!answer.ok() || !answer.has_json()) {
        call.warning("the company does not show its settings, so its rounding is not compared with that of the rules");
        return;
    }
    const Node body = answer.json(), info = body["AdminInfo"].is_object() ? body["AdminInfo"] : body;
    price_digits_ = digits_of(info["PriceAccuracy"]);
    amount_digits_ = digits_of(info["TotalsAccuracy"]);
    if (!info["RoundTaxAmounts"].is_missing()) tax_by_line_ = is_yes(info["RoundTaxAmounts"]);
    answer.discard();
}

std::string CompanyRules::disagreement(const Order& order) {
    const Booking booking = order.booking();
    if (tax_by_line_ && !booking.tax_rounding().empty() && (booking.tax_rounding() == "line") != *tax_by_line_) {
        const bool by_line = *tax_by_line_;
        read_at_ms_ = 0; // whoever corrects it there is not to wait for us
        throw Unavailable("CONFIG_DRIFT",
                          format("The company rounds tax {}, and the rules reckon with the other way: set total-check's tax_rounding to {}. Nothing is posted until they agree",
                                 by_line ? "on each line" : "for the whole document", by_line ? "line" : "document"),
                          drift_pause_ms);
    }
    if (!price_digits_) return {};
    for (const OrderLine line : order.lines())
        if (const auto price = line.booking().unit_price(); price && price->normalized().scale() > *price_digits_) {
            const std::int64_t digits = *price_digits_;
            read_at_ms_ = 0;
            return format("The company keeps prices with {} digits and would round the {} of line {}: set discounts' price_decimals to {}, or raise the digits in the company's general "
                          "settings; then retry",
                          digits, price->normalized(), line.id(), digits);
        }
    return {};
}

std::string CompanyRules::in_words() const {
    if (!price_digits_ || !amount_digits_ || !tax_by_line_) return {};
    return format("prices have {} digits (discounts: price_decimals), amounts {}, tax is rounded {} (total-check: tax_rounding: {})", *price_digits_, *amount_digits_,
                  *tax_by_line_ ? "on each line" : "for the whole document", *tax_by_line_ ? "line" : "document");
}

} // namespace sapb1
