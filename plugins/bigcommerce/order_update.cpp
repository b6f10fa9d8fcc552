#include "order_update.hpp"

#include "note_lines.hpp"
#include "order_mapper.hpp"

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Node;
using ledgerline::Request;

StandingOrder read_order(ShopApi& api, Call& call, std::string_view id) {
    // What is no number of an order must not become another path.
    if (id.empty() || id.find_first_not_of("0123456789") != std::string_view::npos)
        throw ResourceProblem(404, ledgerline::format("{} is no number of an order", ledgerline::shown(id)));
    const std::string path = "/v2/orders/" + std::string(id);
    const auto answer = api.get(call, Request::get(path));
    if (!answer) throw ShopProblem(ShopProblem::Kind::unavailable, 0, ledgerline::format("the store answered {} without data", path));
    const Node row = answer->json();
    StandingOrder out;
    out.id = id;
    out.status_id = whole_number(row["status_id"]);
    out.status = text_in(row["status"]);
    out.staff_notes = text_in(row["staff_notes"]);
    out.external_order_id = text_in(row["external_order_id"]);
    out.archived = is_true(row["is_deleted"]);
    answer->discard();
    return out;
}

void write_order(ShopApi& api, Call& call, const StandingOrder& order, const OrderUpdate& update) {
    const Node body = call.scratch("order_update");
    body.set_json("{}");
    if (update.external_order_id) body["external_order_id"].set(*update.external_order_id);
    if (update.staff_notes) body["staff_notes"].set(*update.staff_notes);
    if (update.status_id) body["status_id"].set(*update.status_id);
    const auto answer = api.change(call, Request::put("/v2/orders/" + order.id).json(body));
    if (answer) answer->discard();
}

void add_note(Call& call, const StandingOrder& order, const std::string& line, OrderUpdate& update) {
    std::string notes = update.staff_notes.value_or(order.staff_notes);
    if (!append_line(notes, line)) call.warning("order {}: its staff notes are full, \"{}\" was left out", order.id, line);
    else if (notes != order.staff_notes) update.staff_notes = std::move(notes);
}

} // namespace bigcommerce
