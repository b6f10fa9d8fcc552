#include "b1/company_services.hpp"

#include "b1/body_reader.hpp"
#include "b1/body_writer.hpp"
#include "b1/calendar.hpp"

#include "message/json.hpp"

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

const char* yes_no(bool yes) {
    return yes ? "tYES" : "tNO";
}

Refusal wrong_method() {
    return {405, "-1000", "Method Not Allowed"};
}

} // namespace

std::optional<base::HttpResponse> CompanyServices::answer(const Call& call, const std::string& name) {
    const bool get = call.method == "GET", post = call.method == "POST";
    const auto require = [](bool allowed) {
        if (!allowed) throw wrong_method();
    };
    if (name == "CompanyService_GetAdminInfo") { require(get || post); return admin_info(call); }
    if (name == "CompanyService_GetCompanyInfo") { require(get || post); return company_info(call); }
    if (name == "CompanyService_GetCurrentServerTime") { require(get || post); return server_time(call); }
    if (name == "SBOBobService_GetCurrencyRate") { require(post); return currency_rate(call); }
    if (name == "SBOBobService_SetCurrencyRate") { require(post); return set_currency_rate(call); }
    if (name == "SBOBobService_GetLocalCurrency") { require(get || post); return text_answer(200, content_type_of(call.version), message::write_json(Value(state_.settings.local_currency))); }
    if (name == "SBOBobService_GetSystemCurrency") { require(get || post); return text_answer(200, content_type_of(call.version), message::write_json(Value(state_.system_currency()))); }
    if (name == "OrdersService_Preview") { require(post); return preview(call); }
    if (name == "DraftsService_SaveDraftToDocument") { require(post); return save_draft_to_document(call); }
    return std::nullopt;
}

base::HttpResponse CompanyServices::record_answer(const Call& call, const Record& record, const std::string& context) const {
    Value body = with_context(call, context);
    write_record(record, {call.version, state_.settings.complete_bodies, nullptr}, body);
    return json_answer(call, 200, body);
}

base::HttpResponse CompanyServices::admin_info(const Call& call) const {
    const CompanySettings& settings = state_.settings;
    Record info(state_.schema.type("AdminInfo"));
    info.set("CompanyName", settings.company_name);
    info.set("LocalCurrency", settings.local_currency);
    info.set("SystemCurrency", state_.system_currency());
    info.set("DirectIndirectRate", yes_no(settings.direct_rates));
    info.set("TotalsAccuracy", std::int64_t{settings.accuracy.amounts});
    info.set("PriceAccuracy", std::int64_t{settings.accuracy.prices});
    info.set("RateAccuracy", std::int64_t{settings.accuracy.rates});
    info.set("AccuracyofQuantities", std::int64_t{settings.accuracy.quantities});
    info.set("PercentageAccuracy", std::int64_t{settings.accuracy.percent});
    info.set("RoundTaxAmounts", yes_no(settings.round_tax_per_line));
    info.set("EnableBranches", yes_no(settings.branches_required));
    info.set("EnableApprovalProcedureInDI", yes_no(settings.approvals != Approvals::off));
    info.set("DefaultWarehouse", settings.default_warehouse);
    info.set("DecimalSeparator", ".");
    info.set("BlockStockNegativeQuantity", yes_no(settings.negative_stock_blocked));
    if (!settings.default_vat_group.empty()) info.set("DefaultTaxCode", settings.default_vat_group);
    return record_answer(call, info, "AdminInfo");
}

base::HttpResponse CompanyServices::company_info(const Call& call) const {
    const CompanySettings& settings = state_.settings;
    Record info(state_.schema.type("CompanyInfo"));
    info.set("CompanyName", settings.company_name);
    info.set("Version", std::stoll(settings.version));
    info.set("Localization", settings.localization);
    info.set("BlockStockNegativeQuantity", yes_no(settings.negative_stock_blocked));
    return record_answer(call, info, "CompanyInfo");
}

base::HttpResponse CompanyServices::server_time(const Call& call) const {
    const Moment now = state_.now();
    Value body = with_context(call, "CurrentServerTime");
    body.set("CurrentDate", call.version == Version::v2 ? now.date + "T00:00:00Z" : now.date);
    body.set("CurrentTime", now.time);
    return json_answer(call, 200, body);
}

base::HttpResponse CompanyServices::currency_rate(const Call& call) const {
    const Value body = read_body(call.body);
    const std::string currency = body["Currency"].text_or("");
    const auto date = read_date(body["Date"].text_or(""));
    if (!date) throw malformed("Invalid value in property 'Date'");
    const auto rate = state_.rate(currency, *date);
    if (!rate) throw rule("Update the exchange rate , '" + currency + "'");
    return text_answer(200, content_type_of(call.version), rate->normalized().text(1)); // a bare number
}

base::HttpResponse CompanyServices::set_currency_rate(const Call& call) {
    const Value body = read_body(call.body);
    const std::string currency = body["Currency"].text_or("");
    const auto date = read_date(body["RateDate"].text_or(""));
    if (!date) throw malformed("Invalid value in property 'RateDate'");
    const auto rate = Decimal::try_parse(body["Rate"].text_or(""));
    if (!rate || *rate <= Decimal(0) || currency.empty() || currency == state_.settings.local_currency) throw malformed("Invalid value in property 'Rate'");
    auto& days = state_.rates[currency];
    const auto known = days.find(*date);
    const std::optional<Decimal> before = known == days.end() ? std::nullopt : std::optional<Decimal>(known->second);
    state_.journal.on_undo([this, currency, day = *date, before] {
        if (before) state_.rates[currency][day] = *before;
        else state_.rates[currency].erase(day);
    });
    days[*date] = *rate;
    return no_content(call);
}

base::HttpResponse CompanyServices::preview(const Call& call) const {
    const Value body = read_body(call.body);
    const Value* document = body.find("Document");
    if (!document) throw invalid_property(body.size() ? body.as_object()->front().first : "", "OrdersService_Preview");
    Record order = documents_.preview(read_record(*document, state_.schema.type("Document")));
    // It has no number, and the metadata has no null for it.
    order.set("DocEntry", std::int64_t{0});
    order.set("DocNum", std::int64_t{0});
    return record_answer(call, order, call.version == Version::v1 ? "Documents/@Element" : "SAPB1.Document");
}

base::HttpResponse CompanyServices::save_draft_to_document(const Call& call) {
    const Value body = read_body(call.body);
    const auto draft = state_.drafts.find_number(body["Document"]["DocEntry"].int_or(0));
    if (!draft) throw no_such_record();
    documents_.order_from_draft(draft);
    return no_content(call);
}

} // namespace ledgerline::sandbox::b1
