#include "server/refund_control.hpp"

#include "server/members.hpp"

namespace ledgerline::sandbox::server {

namespace {

using message::Value;

base::HttpResponse payment(Shop& shop, const ControlCall& call) {
    if (call.path.size() != 3 || (call.path[2] != "settle" && call.path[2] != "decline")) throw no_such_resource();
    require_method(call.method, {"POST"});
    const std::int64_t id = id_of(call.path[1]);
    if (call.path[2] == "settle") {
        shop.settle_refund_payment(id);
        return control_done();
    }
    if (!call.body.is_null()) require_members("decline", call.body, {"message"});
    shop.decline_refund_payment(id, call.body["message"].text_or(RefundFault{}.message));
    return control_done();
}

} // namespace

std::optional<base::HttpResponse> answer_refunds(Shop& shop, const ControlCall& call) {
    const std::string name = call.path.empty() ? "" : call.path.front();
    if (name == "orders" && call.path.size() == 3 && call.path[2] == "refund") {
        require_method(call.method, {"POST"});
        return control_answer(201, shop.shown_refund(shop.refund(id_of(call.path[1]), call.body)));
    }
    if (name == "refunds" && call.path.size() == 1) {
        require_method(call.method, {"GET"});
        return control_answer(200, Value::object({{"refunds", shop.refunds()}}));
    }
    if (name == "refund-payments") return payment(shop, call);
    if (name == "refund-faults" && call.path.size() == 1) {
        require_method(call.method, {"POST", "DELETE"});
        if (call.method == "DELETE") shop.clear_refund_faults();
        else shop.inject(refund_fault_from(call.body));
        return control_done();
    }
    return std::nullopt;
}

} // namespace ledgerline::sandbox::server
