#include "server/company_control.hpp"

#include "server/members.hpp"

namespace ledgerline::sandbox::server {

using message::Value;

namespace {

constexpr std::int64_t day_ms = std::int64_t{24} * 60 * 60 * 1000;

Value made(const b1::Made& document) {
    return Value::object({{"entity_set", Value(document.entity_set)}, {"doc_entry", Value(document.doc_entry)}});
}

} // namespace

base::HttpResponse CompanyControl::answer(const ControlCall& call) {
    const std::string part = call.path.size() > 1 ? call.path[1] : "";
    if (part == "items") return items(call);
    if (part == "documents") return documents(call);
    if (call.path.size() != 2) throw no_such_resource();
    if (part == "orders") {
        require_method(call.method, {"GET"});
        return orders();
    }
    require_method(call.method, {"POST"});
    if (part == "faults") add_company_fault(company_, call.body);
    else if (part == "locks") {
        require_members("the lock", call.body, {"entity_set", "key", "for_ms"});
        company_.lock_row(text_of("entity_set", call.body["entity_set"]), text_of("key", call.body["key"]), number_of("for_ms", call.body["for_ms"], 0, day_ms));
    }
    else if (part == "business-partners") company_.add_business_partner(call.body);
    else if (part == "price-lists") company_.add_price_list(call.body);
    else if (part == "special-prices") company_.add_special_price(call.body);
    else if (part == "product-trees") company_.add_product_tree(call.body);
    else if (part == "warehouses") company_.add_warehouse(call.body);
    else if (part == "vat-groups") company_.add_vat_group(call.body);
    else if (part == "expenses") company_.add_expense(call.body);
    else if (part == "shipping-types") company_.add_shipping_type(call.body);
    else if (part == "rates")
        company_.set_rate(text_of("currency", call.body["currency"]), call.body["date"].text_or(""), decimal_of("rate", call.body["rate"]));
    else throw no_such_resource();
    return control_done();
}

base::HttpResponse CompanyControl::items(const ControlCall& call) {
    if (call.path.size() == 2) {
        require_method(call.method, {"POST"});
        company_.add_item(call.body);
        return control_answer(201, company_.find("Items", call.body["ItemCode"].text_or("")));
    }
    const std::string& code = call.path[2];
    if (call.path.size() == 4 && call.path[3] == "ledger") {
        require_method(call.method, {"GET"});
        return ledger(code);
    }
    if (call.path.size() == 4 && call.path[3] == "stock") {
        require_method(call.method, {"PUT"});
        company_.set_stock(code, text_of("warehouse", call.body["warehouse"]), decimal_of("in_stock", call.body["in_stock"]));
    } else if (call.path.size() == 3) {
        require_method(call.method, {"GET", "PATCH"});
        if (call.method == "PATCH") company_.change_item(code, call.body);
    } else {
        throw no_such_resource();
    }
    const Value item = company_.find("Items", code);
    if (item.is_null()) throw NotServed(404, "no item " + code);
    return control_answer(200, item);
}

base::HttpResponse CompanyControl::ledger(const std::string& item_code) const {
    Value rows = Value::array();
    for (const b1::StockChange& change : company_.stock_ledger(item_code))
        rows.push(Value::object({{"at_ms", Value(change.at)}, {"entity_set", change.entity_set}, {"doc_entry", Value(change.entry)}, {"warehouse", change.warehouse},
                                 {"in_stock", change.in_stock.normalized().text()}, {"committed", change.committed.normalized().text()}, {"ordered", change.ordered.normalized().text()}}));
    return control_answer(200, Value::object({{"movements", std::move(rows)}}));
}

base::HttpResponse CompanyControl::orders() const {
    base::HttpResponse out{200, {{"Content-Type", "application/json"}}, "{\"orders\":["};
    bool first = true;
    company_.each_order([&](const Value& order) {
        Value row = Value::object();
        for (const char* name : {"DocEntry", "DocNum", "U_LL_Key", "NumAtCard", "CardCode", "DocTotal", "VatSum", "DocCurrency", "DocumentStatus", "Cancelled"})
            row.set(name, order[name]);
        row.set("Lines", static_cast<std::int64_t>(order["DocumentLines"].size()));
        out.body += (first ? "\n" : ",\n") + message::write_json(row);
        first = false;
    });
    out.body += "\n]}\n";
    return out;
}

base::HttpResponse CompanyControl::shown(const std::string& entity_set, std::int64_t entry, int status) const {
    const Value document = company_.find(entity_set, std::to_string(entry));
    if (document.is_null()) throw NotServed(404, "no " + entity_set + "(" + std::to_string(entry) + ")");
    return control_answer(status, document);
}

base::HttpResponse CompanyControl::documents(const ControlCall& call) {
    if (call.path.size() < 3 || call.path.size() > 5) throw no_such_resource();
    const std::string& entity_set = call.path[2];
    if (call.path.size() == 3) {
        require_method(call.method, {"POST"});
        return control_answer(201, made(company_.make_document(entity_set, call.body)));
    }
    const std::int64_t entry = id_of(call.path[3]);
    if (call.path.size() == 4) {
        require_method(call.method, {"GET", "PATCH"});
        if (call.method == "PATCH") company_.change_document(entity_set, entry, call.body);
        return shown(entity_set, entry, 200);
    }
    require_method(call.method, {"POST"});
    return act(entity_set, entry, call.path[4], call.body);
}

base::HttpResponse CompanyControl::act(const std::string& entity_set, std::int64_t entry, const std::string& action, const Value& body) {
    if (action == "deliver" && entity_set == "Orders") return control_answer(201, made(company_.deliver_order(entry, body)));
    if (action == "receive" && entity_set == "PurchaseOrders") return control_answer(201, made(company_.receive(entry)));
    if (action == "invoice") return control_answer(201, made(company_.invoice(entity_set, entry, body)));
    if (action == "pay") return control_answer(201, made(company_.pay(entity_set, entry, body)));
    if (action == "cancel") return control_answer(200, made(company_.cancel_document(entity_set, entry)));
    if (action == "close") {
        company_.close_document(entity_set, entry);
        return shown(entity_set, entry, 200);
    }
    if (action == "approve" && entity_set == "Drafts") return control_answer(201, made({"Orders", company_.approve_draft(entry)}));
    if (action == "refuse" && entity_set == "Drafts") {
        company_.refuse_draft(entry);
        return shown(entity_set, entry, 200);
    }
    throw NotServed(404, "\"" + action + "\" is nothing that is done to " + entity_set + " (see docs/sandbox.md)");
}

void add_company_fault(b1::Company& company, const Value& fault) {
    constexpr std::int64_t many = 1'000'000;
    const std::string kind = text_of("kind", fault["kind"]);
    const auto times = [&](const char* name) { return static_cast<int>(number_of(name, fault[name], 1, many)); };
    const auto members = [&](std::initializer_list<std::string_view> known) {
        std::vector<std::string_view> all(known);
        for (const auto& [name, ignored] : object_of("the fault", fault)) {
            bool found = name == "kind";
            for (std::string_view each : all) found = found || name == each;
            if (!found) refuse_member(name, "unknown member of this kind of fault");
        }
    };
    if (kind == "expire_sessions") { members({}); company.expire_sessions(); }
    else if (kind == "refuse_logins") { members({"times"}); company.refuse_logins(times("times")); }
    else if (kind == "contend") { members({"entity_set", "writes"}); company.contend(fault["entity_set"].text_or(""), times("writes")); }
    else if (kind == "break_down" || kind == "break_down_after_commit") {
        members({"requests", "status"});
        const int status = static_cast<int>(number_of("status", fault["status"], 500, 599));
        if (kind == "break_down") company.break_down(times("requests"), status);
        else company.break_down_after_commit(times("requests"), status);
    }
    else if (kind == "expire_sessions_after") { members({"requests"}); company.expire_sessions_after(times("requests")); }
    else if (kind == "fail_commits") { members({"transactions"}); company.fail_commits(times("transactions")); }
    else if (kind == "slow") { members({"requests", "delay_ms"}); company.slow_down(times("requests"), number_of("delay_ms", fault["delay_ms"], 1, 600'000)); }
    else if (kind == "drop_before_execution") { members({"requests"}); company.drop_before_execution(times("requests")); }
    else if (kind == "drop_after_commit") { members({"requests"}); company.drop_after_commit(times("requests")); }
    else if (kind == "reject_partner") { members({"card_code", "text"}); company.reject_partner(text_of("card_code", fault["card_code"]), text_of("text", fault["text"])); }
    else if (kind == "lock_period") { members({"from", "to"}); company.lock_period(text_of("from", fault["from"]), text_of("to", fault["to"])); }
    else if (kind == "unlock_periods") { members({}); company.unlock_periods(); }
    else if (kind == "permit_dates") { members({"from", "to"}); company.permit_dates(text_of("from", fault["from"]), text_of("to", fault["to"])); }
    else if (kind == "approvals") { members({"on"}); company.switch_approvals(flag_of("on", fault["on"]) ? b1::Approvals::draft : b1::Approvals::off); }
    else if (kind == "restart") { members({}); company.restart(); }
    else refuse_member("kind", "\"" + kind + "\" is none of: expire_sessions, expire_sessions_after, refuse_logins, contend, fail_commits, break_down, break_down_after_commit, slow, "
                               "drop_before_execution, drop_after_commit, reject_partner, "
                               "lock_period, unlock_periods, permit_dates, approvals, restart");
}

} // namespace ledgerline::sandbox::server
