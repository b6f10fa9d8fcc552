#include "server/control_api.hpp"

#include "message/json.hpp"
#include "server/members.hpp"
#include "store/request.hpp"

#include <functional>
#include <stdexcept>

namespace ledgerline::sandbox::server {

namespace {

using message::Value;

constexpr message::JsonLimits body_limits{std::size_t{64} * 1024 * 1024, 64};
constexpr std::int64_t many = 1'000'000;

struct NotServed : std::runtime_error {
    NotServed(int http_status, const std::string& text) : std::runtime_error(text), status(http_status) {}
    int status;
};

base::HttpResponse answer(int status, const Value& body) {
    return {status, {{"Content-Type", "application/json"}}, message::write_json(body) + "\n"};
}

base::HttpResponse error(int status, const std::string& text) { return answer(status, Value::object({{"error", Value(text)}})); }

base::HttpResponse done() { return answer(200, Value::object({{"done", Value(true)}})); }

void require_method(const std::string& method, std::initializer_list<const char*> allowed) {
    std::string list;
    for (const char* known : allowed) {
        if (method == known) return;
        list += (list.empty() ? "" : ", ") + std::string(known);
    }
    throw NotServed(405, "only " + list + " here");
}

std::int64_t id_of(const std::string& text) {
    if (const auto id = store::whole_number(text)) return *id;
    throw NotServed(404, "\"" + text + "\" is no id");
}

// Members of a fault of the company, and no others.
void require_members(const Value& fault, std::initializer_list<std::string_view> known) {
    for (const auto& [name, ignored] : object_of("the fault", fault)) {
        bool found = name == "kind";
        for (std::string_view each : known) found = found || name == each;
        if (!found) refuse_member(name, "unknown member of this kind of fault");
    }
}

} // namespace

base::HttpResponse ControlApi::handle(const base::HttpRequest& request) {
    try {
        Call call;
        call.method = request.method;
        std::string piece;
        const std::string path = request.target.substr(0, request.target.find('?')) + "/";
        for (const char c : path) {
            if (c != '/') { piece += c; continue; }
            if (!piece.empty()) call.path.push_back(store::percent_decoded(piece, false));
            piece.clear();
        }
        if (call.path.empty() || call.path.front() != "sandbox") throw NotServed(404, "everything is below /sandbox (see docs/sandbox.md)");
        call.path.erase(call.path.begin());
        if (!request.body.empty()) call.body = message::parse_json(request.body, body_limits);
        return route(call);
    } catch (const NotServed& refusal) {
        return error(refusal.status, refusal.what());
    } catch (const message::JsonError& refusal) {
        return error(400, refusal.what());
    } catch (const std::invalid_argument& refusal) {
        return error(400, refusal.what());
    }
}

base::HttpResponse ControlApi::route(const Call& call) {
    const std::string name = call.path.empty() ? "" : call.path.front();
    if (name == "summary" && call.path.size() == 1) {
        require_method(call.method, {"GET"});
        return answer(200, Value::object({{"store", shop_.summary()},
                                          {"b1", Value::object({{"items", Value(static_cast<std::int64_t>(company_.count("Items")))},
                                                                {"business_partners", Value(static_cast<std::int64_t>(company_.count("BusinessPartners")))},
                                                                {"orders", Value(static_cast<std::int64_t>(company_.order_count()))},
                                                                {"sessions", Value(static_cast<std::int64_t>(company_.session_count()))}})}}));
    }
    if (name == "orders") return orders(call);
    if (name == "faults" && call.path.size() == 1) return store_faults(call);
    if (name == "quota" && call.path.size() == 1) {
        require_method(call.method, {"PUT"});
        shop_.set_quota(number_of("quota", call.body["quota"], 0, many * many));
        return done();
    }
    if (name == "clock" && call.path.size() == 1) {
        require_method(call.method, {"POST"});
        clock_.advance(number_of("advance_ms", call.body["advance_ms"], 0, many * many));
        return answer(200, Value::object({{"now", Value(base::iso_time(clock_.now()))}}));
    }
    if (name == "b1") return company(call);
    throw NotServed(404, "no such resource (see docs/sandbox.md)");
}

base::HttpResponse ControlApi::orders(const Call& call) {
    if (call.path.size() == 1) {
        require_method(call.method, {"GET", "POST"});
        if (call.method == "GET") return answer(200, Value::object({{"orders", shop_.order_rows()}}));
        if (!call.body.is_array()) return answer(201, Value::object({{"id", Value(shop_.place_order(call.body))}}));
        Value ids = Value::array();
        for (const Value& order : *call.body.as_array()) ids.push(Value(shop_.place_order(order)));
        return answer(201, Value::object({{"ids", std::move(ids)}}));
    }
    const std::int64_t id = id_of(call.path[1]);
    const std::string action = call.path.size() == 3 ? call.path[2] : "";
    if (call.path.size() == 2) {
        require_method(call.method, {"GET", "PUT"});
        if (call.method == "PUT") shop_.edit_order(id, call.body);
    } else if (action == "pay") {
        require_method(call.method, {"POST"});
        shop_.pay(id);
    } else {
        throw NotServed(404, "no such resource (see docs/sandbox.md)");
    }
    return answer(200, shop_.order(id));
}

base::HttpResponse ControlApi::store_faults(const Call& call) {
    require_method(call.method, {"POST", "DELETE"});
    if (call.method == "DELETE") shop_.clear_faults();
    else shop_.inject(fault_from(call.body));
    return done();
}

base::HttpResponse ControlApi::company(const Call& call) {
    const std::string part = call.path.size() > 1 ? call.path[1] : "";
    if (part == "items") return company_items(call);
    if (call.path.size() != 2) throw NotServed(404, "no such resource (see docs/sandbox.md)");
    if (part == "orders") {
        require_method(call.method, {"GET"});
        return company_orders();
    }
    if (part == "people") {
        require_method(call.method, {"GET"});
        if (!people_) throw NotServed(404, "nobody works in the company; start the sandbox with --b1-load");
        return answer(200, people_());
    }
    require_method(call.method, {"POST"});
    if (part == "faults") company_fault(call.body);
    else if (part == "business-partners") company_.add_business_partner(call.body);
    else if (part == "warehouses") company_.add_warehouse(call.body);
    else if (part == "vat-groups") company_.add_vat_group(call.body);
    else if (part == "expenses") company_.add_expense(call.body);
    else if (part == "rates")
        company_.set_rate(text_of("currency", call.body["currency"]), call.body["date"].text_or(""), decimal_of("rate", call.body["rate"]));
    else throw NotServed(404, "no such resource (see docs/sandbox.md)");
    return done();
}

base::HttpResponse ControlApi::company_items(const Call& call) {
    if (call.path.size() == 2) {
        require_method(call.method, {"POST"});
        company_.add_item(call.body);
        return answer(201, company_.find("Items", call.body["ItemCode"].text_or("")));
    }
    const std::string& code = call.path[2];
    if (call.path.size() == 4 && call.path[3] == "stock") {
        require_method(call.method, {"PUT"});
        company_.set_stock(code, text_of("warehouse", call.body["warehouse"]), decimal_of("in_stock", call.body["in_stock"]));
    } else if (call.path.size() == 3) {
        require_method(call.method, {"GET", "PATCH"});
        if (call.method == "PATCH") company_.change_item(code, call.body);
    } else {
        throw NotServed(404, "no such resource (see docs/sandbox.md)");
    }
    const Value item = company_.find("Items", code);
    if (item.is_null()) throw NotServed(404, "no item " + code);
    return answer(200, item);
}

base::HttpResponse ControlApi::company_orders() const {
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

void ControlApi::company_fault(const Value& fault) {
    const std::string kind = text_of("kind", fault["kind"]);
    const auto times = [&](const char* name) { return static_cast<int>(number_of(name, fault[name], 1, many)); };
    if (kind == "expire_sessions") { require_members(fault, {}); company_.expire_sessions(); }
    else if (kind == "refuse_logins") { require_members(fault, {"times"}); company_.refuse_logins(times("times")); }
    else if (kind == "contend") { require_members(fault, {"entity_set", "writes"}); company_.contend(fault["entity_set"].text_or(""), times("writes")); }
    else if (kind == "break_down" || kind == "break_down_after_commit") {
        require_members(fault, {"requests", "status"});
        const int status = static_cast<int>(number_of("status", fault["status"], 500, 599));
        if (kind == "break_down") company_.break_down(times("requests"), status);
        else company_.break_down_after_commit(times("requests"), status);
    }
    else if (kind == "reject_partner") { require_members(fault, {"card_code", "text"}); company_.reject_partner(text_of("card_code", fault["card_code"]), text_of("text", fault["text"])); }
    else if (kind == "lock_period") { require_members(fault, {"from", "to"}); company_.lock_period(text_of("from", fault["from"]), text_of("to", fault["to"])); }
    else if (kind == "unlock_periods") { require_members(fault, {}); company_.unlock_periods(); }
    else if (kind == "permit_dates") { require_members(fault, {"from", "to"}); company_.permit_dates(text_of("from", fault["from"]), text_of("to", fault["to"])); }
    else if (kind == "approvals") { require_members(fault, {"on"}); company_.switch_approvals(flag_of("on", fault["on"]) ? b1::Approvals::draft : b1::Approvals::off); }
    else if (kind == "restart") { require_members(fault, {}); company_.restart(); }
    else refuse_member("kind", "\"" + kind + "\" is none of: expire_sessions, refuse_logins, contend, break_down, break_down_after_commit, reject_partner, "
                               "lock_period, unlock_periods, permit_dates, approvals, restart");
}

} // namespace ledgerline::sandbox::server
