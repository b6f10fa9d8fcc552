#include "server/control_api.hpp"

#include "message/json.hpp"
#include "server/company_control.hpp"
#include "server/folder.hpp"
#include "server/members.hpp"
#include "server/refund_control.hpp"
#include "server/stock_control.hpp"
#include "store/request.hpp"

#include <functional>
#include <stdexcept>

namespace ledgerline::sandbox::server {

namespace {

using message::Value;

constexpr message::JsonLimits body_limits{std::size_t{64} * 1024 * 1024, 64};
constexpr std::int64_t many = 1'000'000;

base::HttpResponse error(int status, const std::string& text) { return control_answer(status, Value::object({{"error", Value(text)}})); }

} // namespace

base::HttpResponse ControlApi::handle(const base::HttpRequest& request) {
    try {
        ControlCall call;
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

base::HttpResponse ControlApi::route(const ControlCall& call) {
    const std::string name = call.path.empty() ? "" : call.path.front();
    if (name == "summary" && call.path.size() == 1) {
        require_method(call.method, {"GET"});
        return control_answer(200, Value::object({{"store", shop_.summary()},
                                          {"b1", Value::object({{"items", Value(static_cast<std::int64_t>(company_.count("Items")))},
                                                                {"business_partners", Value(static_cast<std::int64_t>(company_.count("BusinessPartners")))},
                                                                {"orders", Value(static_cast<std::int64_t>(company_.order_count()))},
                                                                {"sessions", Value(static_cast<std::int64_t>(company_.session_count()))}})}}));
    }
    if (const auto answer = answer_refunds(shop_, call)) return *answer;
    if (name == "orders") return orders(call);
    if (name == "faults" && call.path.size() == 1) return store_faults(call);
    if (name == "hooks" && call.path.size() == 1) {
        require_method(call.method, {"GET"});
        return control_answer(200, shop_.hooks());
    }
    if (name == "hook-faults" && call.path.size() == 1) {
        require_method(call.method, {"POST", "DELETE"});
        if (call.method == "DELETE") shop_.clear_hook_faults();
        else shop_.inject(hook_fault_from(call.body));
        return control_done();
    }
    if (name == "quota" && call.path.size() == 1) {
        require_method(call.method, {"PUT"});
        shop_.set_quota(number_of("quota", call.body["quota"], 0, many * many));
        return control_done();
    }
    if (name == "clock" && call.path.size() == 1) {
        require_method(call.method, {"POST"});
        clock_.advance(number_of("advance_ms", call.body["advance_ms"], 0, many * many));
        return control_answer(200, Value::object({{"now", Value(base::iso_time(clock_.now()))}}));
    }
    if (name == "load" && call.path.size() == 1) {
        require_method(call.method, {"POST"});
        return control_answer(200, load_folder(shop_, company_, text_of("folder", call.body["folder"])));
    }
    if (const auto answer = answer_stock(shop_, call)) return *answer;
    if (name == "b1" && call.path.size() == 2 && call.path[1] == "people") {
        require_method(call.method, {"GET"});
        if (!people_) throw NotServed(404, "nobody works in the company; start the sandbox with --b1-load");
        return control_answer(200, people_());
    }
    if (name == "b1") return CompanyControl(company_).answer(call);
    throw NotServed(404, "no such resource (see docs/sandbox.md)");
}

base::HttpResponse ControlApi::orders(const ControlCall& call) {
    if (call.path.size() == 1) {
        require_method(call.method, {"GET", "POST"});
        if (call.method == "GET") return control_answer(200, Value::object({{"orders", shop_.order_rows()}}));
        if (!call.body.is_array()) return control_answer(201, Value::object({{"id", Value(shop_.place_order(call.body))}}));
        Value ids = Value::array();
        for (const Value& order : *call.body.as_array()) ids.push(Value(shop_.place_order(order)));
        return control_answer(201, Value::object({{"ids", std::move(ids)}}));
    }
    const std::int64_t id = id_of(call.path[1]);
    const std::string action = call.path.size() == 3 ? call.path[2] : "";
    if (call.path.size() == 2) {
        require_method(call.method, {"GET", "PUT"});
        if (call.method == "PUT") shop_.edit_order(id, call.body);
    } else if (action == "pay") {
        require_method(call.method, {"POST"});
        shop_.pay(id);
    } else if (action == "ship") {
        require_method(call.method, {"POST"});
        shop_.ship(id, call.body);
    } else if (action == "messages") {
        require_method(call.method, {"POST"});
        shop_.leave_message(id, call.body);
    } else if (call.path.size() == 4 && call.path[2] == "shipments") {
        require_method(call.method, {"DELETE"});
        shop_.remove_shipment(id, id_of(call.path[3]));
    } else {
        throw NotServed(404, "no such resource (see docs/sandbox.md)");
    }
    return control_answer(200, shop_.order(id));
}

base::HttpResponse ControlApi::store_faults(const ControlCall& call) {
    require_method(call.method, {"POST", "DELETE"});
    if (call.method == "DELETE") shop_.clear_faults();
    else shop_.inject(fault_from(call.body));
    return control_done();
}

} // namespace ledgerline::sandbox::server
