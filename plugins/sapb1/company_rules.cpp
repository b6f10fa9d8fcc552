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

// "cd3Digits", by name or by its stored number; what is neither follows the company.
std::optional<std::int64_t> own_digits(const std::string& decimals, const std::optional<std::int64_t>& of_company) {
    if (decimals == "cdWithoutDecimals" || decimals == "0") return 0;
    const std::string_view digit = decimals.rfind("cd", 0) == 0 ? std::string_view(decimals).substr(2, 1) : std::string_view(decimals);
    if (digit.size() == 1 && digit[0] >= '1' && digit[0] <= '6') return digit[0] - '0';
    return of_company;
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
    rates_are_indirect_ = false;
    currency_digits_.clear();
    if (!answer.ok() || !answer.has_json()) {
        call.warning("the company does not show its settings, so its rounding is not compared with that of the rules");
        return;
    }
    const Node body = answer.json(), info = body["AdminInfo"].is_object() ? body["AdminInfo"] : body;
    price_digits_ = digits_of(info["PriceAccuracy"]);
    amount_digits_ = digits_of(info["TotalsAccuracy"]);
    if (!info["RoundTaxAmounts"].is_missing()) tax_by_line_ = is_yes(info["RoundTaxAmounts"]);
    if (!info["DirectIndirectRate"].is_missing()) rates_are_indirect_ = !is_yes(info["DirectIndirectRate"]);
    answer.discard();
}

std::optional<std::int64_t> CompanyRules::digits_of_currency(Call& call, Session& session, const std::string& currency) {
    if (const auto known = currency_digits_.find(currency); known != currency_digits_.end()) return known->second;
    const Response answer = session.send(call, Request::get("/Currencies").query("$filter", "Code eq " + literal(currency)).query("$select", "Code,Decimals"));
    if (!answer.answered() || answer.status() == 503) throw Unavailable("ERP_UNAVAILABLE", "SAP Business One does not answer (its currencies)");
    std::optional<std::int64_t> digits; // not shown: not compared
    if (answer.ok() && answer.has_json()) {
        digits = amount_digits_;
        for (const Node row : answer.json()["value"].elements_or_none()) digits = own_digits(text_of(row["Decimals"]), amount_digits_);
    }
    answer.discard();
    return currency_digits_[currency] = digits;
}

std::string CompanyRules::tax_problem(std::string_view tax_rounding) {
    if (!tax_by_line_ || tax_rounding.empty() || (tax_rounding == "line") == *tax_by_line_) return {};
    read_at_ms_ = 0; // whoever corrects it there is not to wait for us
    return format("The company rounds tax {}, and the rules reckon with the other way: set total-check's tax_rounding to {}", *tax_by_line_ ? "on each line" : "for the whole document",
                  *tax_by_line_ ? "line" : "document");
}

std::string CompanyRules::amount_problem(Call& call, Session& session, std::int64_t decimals, const std::string& currency) {
    // Nearly always the company's digits are the store's, and nothing is asked.
    if (!amount_digits_ || *amount_digits_ == decimals) return {};
    const auto digits = digits_of_currency(call, session, currency);
    if (!digits || *digits == decimals) return {};
    read_at_ms_ = 0;
    return format("The company keeps amounts in {} with {} digits after the point, and the store with {}: tax and lines would be rounded otherwise. Set the decimals of that currency "
                  "in the company's setup of currencies; then retry",
                  currency, *digits, decimals);
}

std::string CompanyRules::disagreement(Call& call, Session& session, const Order& order, const std::string& currency) {
    const Booking booking = order.booking();
    if (const std::string problem = tax_problem(booking.tax_rounding()); !problem.empty()) throw Unavailable("CONFIG_DRIFT", problem + ". Nothing is posted until they agree", drift_pause_ms);
    if (std::string problem = amount_problem(call, session, order.decimals(), currency); !problem.empty()) return problem;
    if (!price_digits_) return {};
    const std::int64_t digits = *price_digits_;
    const auto is_rounded = [&](const std::optional<Decimal>& price) { return price && price->normalized().scale() > digits; };
    for (const OrderLine line : order.lines())
        if (const auto price = line.booking().unit_price(); is_rounded(price)) {
            read_at_ms_ = 0;
            return format("The company keeps prices with {} digits and would round the {} of line {}: set discounts' price_decimals to {}, or raise the digits in the company's general "
                          "settings; then retry",
                          digits, price->normalized(), line.id(), digits);
        }
    for (const FreightBooking freight : booking.freight())
        if (!freight.item_code().empty() && is_rounded(freight.amount())) {
            read_at_ms_ = 0;
            return format("The company keeps prices with {} digits and would round the {} of {}: book such charges on freight codes instead of items, or raise the digits in the company's "
                          "general settings; then retry",
                          digits, freight.amount().normalized(), freight.label());
        }
    return {};
}

std::string CompanyRules::price_problem(const MemoPlan& plan) {
    if (!price_digits_) return {};
    for (const std::vector<MemoLine>* lines : {&plan.lines, &plan.of_down_payment})
        for (const MemoLine& line : *lines)
            if (const std::int64_t digits = *price_digits_; line.price.normalized().scale() > digits) {
                read_at_ms_ = 0;
                return format("The company keeps prices with {} digits and would round the {} of {}: raise the digits in the company's general settings, then retry; or book the refund by hand and resolve this with its "
                              "number",
                              digits, line.price.normalized(), line.item_code);
            }
    return {};
}

std::string CompanyRules::in_words() const {
    if (!price_digits_ || !amount_digits_ || !tax_by_line_) return {};
    return format("prices have {} digits (discounts: price_decimals), amounts {}, tax is rounded {} (total-check: tax_rounding: {})", *price_digits_, *amount_digits_,
                  *tax_by_line_ ? "on each line" : "for the whole document", *tax_by_line_ ? "line" : "document");
}

} // namespace sapb1
