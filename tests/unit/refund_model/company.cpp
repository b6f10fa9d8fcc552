#include "unit/refund_model/company.hpp"
#include "unit/refund_model/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ledgerline::refund_model {

using base::Random;
using message::Value;

namespace {

Value number(const std::string& literal) { return Value::number(literal); }

sandbox::b1::CompanySettings settings_for(const Sale& sale) {
    auto settings = sapb1_room::settings_of_test();
    settings.round_tax_per_line = sale.by_line;
    settings.currencies = {"EUR"};
    return settings;
}

// "ITEM-31" is line 31, "CHARGE-2" the second charge.
std::string after_dash(const std::string& code) { return code.substr(code.find('-') + 1); }
const std::string account_stem = "4401";

} // namespace

Sale for_company(Sale sale) {
    if (sale.decimals == 0) {
        sale.decimals = 2;
        sale.currency = "GBP";
        sale.rate.clear();
    }
    sale.warehouse = "01";
    sale.says_rounding = true;
    for (SoldLine& line : sale.lines) {
        line.quarantined = false;
        line.price = text_of(divided(line.amount * 10'000, line.quantity), 6);
    }
    return sale;
}

Company::Company(const Sale& sale, plugin::Catalog& connector, bool holds_undelivered)
    : sale_(sale), holds_undelivered_(holds_undelivered), connector_(connector), random_(7), company_(settings_for(sale), clock_, random_), wire_(company_), line_(sapb1_room::connection()) {
    line_.set("password", secrets_.keep("password of the test"));
    http_ = std::make_unique<plugin::ConnectionHttp>(wire_, line_, secrets_, "Ledgerline/test");
    for (const char* warehouse : {"01", "02", "SCRAP"}) company_.add_warehouse(Value::object({{"WarehouseCode", warehouse}, {"WarehouseName", warehouse}}));
    if (is_foreign()) company_.set_rate(sale.currency, "", Decimal::parse(sale.rate));
    std::set<std::string> codes{"S0"};
    const auto add_group = [&](const TaxRate& tax) {
        const Value row = Value::object({{"Effectivefrom", "2000-01-01"}, {"Rate", number(tax.percent())}});
        company_.add_vat_group(Value::object({{"Code", tax.code}, {"Name", tax.code}, {"Category", "bovcOutputTax"}, {"VatGroups_Lines", Value::array({row})}}));
    };
    add_group({"S0", 0});
    if (codes.insert("S2000").second) add_group({"S2000", 2000});
    const auto add_item = [&](const std::string& code, bool is_stocked, const TaxRate& tax) {
        Value stock = Value::array();
        for (const char* warehouse : {"01", "02", "SCRAP"}) stock.push(Value::object({{"WarehouseCode", warehouse}, {"InStock", number("1000.0")}}));
        company_.add_item(Value::object({{"ItemCode", code}, {"ItemName", code}, {"SalesItem", "tYES"}, {"InventoryItem", is_stocked ? "tYES" : "tNO"}, {"Valid", "tYES"}, {"SalesVATGroup", tax.code},
                                         {"ItemWarehouseInfoCollection", std::move(stock)}}));
    };
    for (const SoldLine& one : sale.lines) {
        if (codes.insert(one.tax.code).second) add_group(one.tax);
        add_item(one.item, one.is_goods(), one.tax);
    }
    for (const Charge& charge : sale.charges) {
        if (codes.insert(charge.tax.code).second) add_group(charge.tax);
        if (charge.is_item) add_item(charge.item, false, charge.tax);
        company_.add_expense(Value::object({{"ExpensCode", number(charge.code)}, {"Name", charge.place}, {"OutputVATGroup", charge.tax.code}, {"RevenuesAccount", account_stem + charge.code}}));
    }
    company_.add_business_partner(Value::object({{"CardCode", "C20007"}, {"CardName", "Web shop"}, {"CardType", "cCustomer"}, {"Currency", "##"}, {"Valid", "tYES"}}));
}

std::unique_ptr<plugin::Component> Company::sink(const std::string& name, const plugin::Services& services) {
    plugin::Services with_http = services;
    with_http.http = http_.get();
    Value settings = sapb1_room::sink_settings();
    if (name == "erp/credit-memos") settings = sapb1_room::crediting::memo_settings("undelivered", holds_undelivered_ ? "hold" : "memo");
    if (name == "erp/returns") settings = Value::object({{"account", ""}, {"date", "received"}, {"utc_offset", "+00:00"}});
    auto made = std::make_unique<plugin::Component>(*connector_.find(name.substr(name.find('/') + 1), plugin::ComponentKind::sink), name, line_, settings, with_http);
    if (made->handle(LL_PREPARE, Value::object({{"dry_run", false}})).verdict != LL_PASS) throw std::runtime_error("the company could not be prepared for " + name);
    return made;
}

std::string Company::tried(const std::string& words, const std::function<void()>& work) {
    try {
        work();
        return words;
    } catch (const std::invalid_argument&) {
        return ""; // SAP does not let them
    }
}

Value Company::part_of_lines(Random& random) const {
    const Value order = company_.find("Orders", "1");
    Value lines = Value::array();
    for (const Value& row : rows(order["DocumentLines"])) {
        const std::int64_t open = minor_of(text(row, "RemainingOpenQuantity"), 0);
        if (open > 0 && random.one_in(2)) lines.push(Value::object({{"line", row["LineNum"]}, {"quantity", std::to_string(1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(open))))}}));
    }
    return Value::object({{"lines", std::move(lines)}});
}

std::string Company::people_work(Random& random) {
    if (company_.order_count() == 0) return "";
    const auto any = [&](const char* set) { return 1 + static_cast<std::int64_t>(random.below(std::max<std::size_t>(company_.count(set), 1))); };
    const Value some = part_of_lines(random);
    switch (random.below(10)) {
    case 0: case 1: return tried("the warehouse delivers a part of the order", [&] { company_.deliver_order(1, some); });
    case 2: return tried("the warehouse delivers the order", [&] { company_.deliver_order(1); });
    case 3: case 4: return tried("a part of the order is invoiced", [&] { company_.invoice("Orders", 1, some); });
    case 5: return tried("a delivery is invoiced", [&] { company_.invoice("DeliveryNotes", any("DeliveryNotes")); });
    case 6: case 7: return tried("an invoice is paid", [&] { company_.pay("Invoices", any("Invoices")); });
    case 8:
        if (!random.one_in(3)) return "";
        is_changed_by_hand_ = true;
        return tried("somebody closes the order in the ERP", [&] { company_.close_document("Orders", 1); });
    default:
        if (!random.one_in(3)) return "";
        return tried("somebody cancels a credit memo in the ERP", [&] { company_.cancel_document("CreditNotes", any("CreditNotes")); });
    }
}

std::string Company::hand_memo(Minor total, Random& random) {
    if (company_.order_count() == 0 || total == 0) return "";
    std::vector<const SoldLine*> booked;
    for (const SoldLine& line : sale_.lines)
        if (!line.omitted) booked.push_back(&line);
    const SoldLine& line = *booked[random.below(booked.size())];
    const Value row = Value::object({{"ItemCode", line.item}, {"Quantity", 1}, {"PriceAfterVAT", number(text_of(total, sale_.decimals))}, {"VatGroup", line.tax.code}, {"WithoutInventoryMovement", "tYES"}});
    return tried(fmt::format("somebody makes a credit memo of {} for one {} by hand", text_of(total, sale_.decimals), line.item), [&] {
        company_.make_document("CreditNotes", Value::object({{"CardCode", "C20007"}, {"DocCurrency", sale_.currency}, {"NumAtCard", "Refund of N" + sale_.id}, {"DocumentLines", Value::array({row})}}));
    });
}

void Company::deliver_all() {
    tried("", [&] { company_.deliver_order(1); });
    for (std::size_t delivery = 1; delivery <= company_.count("DeliveryNotes"); ++delivery) tried("", [&] { company_.invoice("DeliveryNotes", static_cast<std::int64_t>(delivery)); });
}

Minor Company::amount_of(const Value& row, const std::string& name, const std::string& foreign) const { return minor_of(row[is_foreign() ? foreign : name].text_or("0"), sale_.decimals); }

void Company::add_rows(Memo& memo, const Value& document) const {
    for (const Value& row : rows(document["DocumentLines"])) {
        const std::string code = text(row, "ItemCode"), group = text(row, "VatGroup");
        const TaxRate tax{group, minor_of(row["TaxPercentagePerRow"].text_or("0"), 2)};
        const Minor amount = sale_.gross ? amount_of(row, "GrossTotal", "GrossTotalFC") : amount_of(row, "LineTotal", "RowTotalFC");
        const bool is_freight = code.empty() && text(row, "AccountCode").starts_with(account_stem);
        if (code.starts_with("CHARGE-") || is_freight) {
            const auto number_of = std::stoul(is_freight ? text(row, "AccountCode").substr(account_stem.size()) : after_dash(code));
            memo.charges.push_back({sale_.charges.at(number_of - 1).place, amount, tax});
        } else if (code.empty()) {
            memo.services += amount;
            ++memo.service_rows;
        } else {
            memo.lines.push_back({after_dash(code), minor_of(text(row, "Quantity"), 0), amount, tax, text(row, "WithoutInventoryMovement") != "tYES"});
        }
    }
    for (const Value& row : rows(document["DocumentAdditionalExpenses"])) {
        const auto number_of = std::stoul(row["ExpenseCode"].text_or("1"));
        const Minor net = amount_of(row, "LineTotal", "LineTotalFC");
        const std::string group = text(row, "VatGroup");
        memo.charges.push_back({sale_.charges.at(number_of - 1).place, sale_.gross ? net + amount_of(row, "TaxSum", "TaxSumFC") : net, {group, std::stoll("0" + group.substr(std::min<std::size_t>(group.size(), 1)))}});
    }
}

Memo Company::memo_of(const Value& document) const {
    Memo memo;
    const std::string key = text(document, "U_LL_Key"), stem = "refund:shop:";
    if (key.starts_with(stem)) memo.refund = key.substr(stem.size(), key.find('+') == std::string::npos ? std::string::npos : key.find('+') - stem.size());
    memo.number = document["DocNum"].text_or("");
    memo.total = amount_of(document, "DocTotal", "DocTotalFc");
    memo.tax = amount_of(document, "VatSum", "VatSumFc");
    memo.is_cancelled = text(document, "CancelStatus") == "csYes";
    add_rows(memo, document);
    return memo;
}

std::vector<Memo> Company::memos() const {
    std::vector<Memo> out;
    for (std::size_t entry = 1; entry <= company_.count("CreditNotes"); ++entry) {
        const Value document = company_.find("CreditNotes", std::to_string(entry));
        if (text(document, "CancelStatus") == "csCancellation") continue;
        Memo memo = memo_of(document);
        // A refund may be two documents, of goods and of services; together they are its memo.
        const auto same = std::find_if(out.begin(), out.end(), [&](const Memo& one) { return !memo.refund.empty() && one.refund == memo.refund && text(document, "U_LL_Key").find('+') != std::string::npos; });
        if (same == out.end()) {
            out.push_back(std::move(memo));
            continue;
        }
        same->total += memo.total;
        same->tax += memo.tax;
        same->services += memo.services;
        same->service_rows += memo.service_rows;
        same->is_cancelled = same->is_cancelled || memo.is_cancelled;
        for (MemoLine& one : memo.lines) same->lines.push_back(std::move(one));
        for (MemoCharge& one : memo.charges) same->charges.push_back(std::move(one));
    }
    return out;
}

std::vector<StockMove> Company::moves() const {
    std::vector<StockMove> out;
    for (const SoldLine& line : sale_.lines)
        for (const auto& change : company_.stock_ledger(line.item)) {
            const bool is_memo = change.entity_set == "CreditNotes";
            if (change.in_stock.is_zero() || (!is_memo && change.entity_set != "InventoryGenEntries")) continue;
            const Value document = company_.find(change.entity_set, std::to_string(change.entry));
            if (text(document, "CancelStatus") == "csYes" || text(document, "CancelStatus") == "csCancellation") continue;
            const std::string key = text(document, "U_LL_Key");
            out.push_back({is_memo ? "memo" : "return", key.substr(key.rfind(':') + 1), line.id, change.warehouse, minor_of(change.in_stock.text(), 0)});
        }
    return out;
}

bool Company::is_unbilled() const { return is_changed_by_hand_ || text(company_.find("Orders", "1"), "DocumentStatus") != "bost_Close"; }

std::optional<Value> Company::row_of(const std::string& line_id) const {
    const Value order = company_.find("Orders", "1");
    for (const Value& row : rows(order["DocumentLines"]))
        if (after_dash(text(row, "ItemCode")) == line_id) return row;
    return std::nullopt;
}

bool Company::has_line(const std::string& line_id) const { return row_of(line_id).has_value(); }

bool Company::lacks_goods(const std::string& line_id) const {
    const auto row = row_of(line_id);
    return is_changed_by_hand_ || !row || text(*row, "LineStatus") != "bost_Close";
}

} // namespace ledgerline::refund_model
