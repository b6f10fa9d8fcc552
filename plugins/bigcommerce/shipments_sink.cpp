#include "shipments_sink.hpp"

#include "note_lines.hpp"
#include "order_mapper.hpp"
#include "placeholders.hpp"
#include "store_answers.hpp"

#include <algorithm>
#include <initializer_list>

namespace bigcommerce {

using namespace ledgerline;

namespace {

constexpr std::string_view problems_between = "; ";

bool is_one_of(std::int64_t id, std::initializer_list<std::int64_t> list) { return std::find(list.begin(), list.end(), id) != list.end(); }

// A shipment would make the store set such an order to Shipped.
bool is_over(std::int64_t status_id) { return is_one_of(status_id, {status::incomplete, status::refunded, status::cancelled, status::declined}); }

// 2 or 3, only from where an order waits to be sent. Nothing: it stays.
std::optional<std::int64_t> sent_status(std::int64_t present, bool complete) {
    const std::int64_t next = complete ? status::shipped : status::partially_shipped;
    const bool waits = is_one_of(present, {status::partially_shipped, status::awaiting_payment, status::awaiting_pickup, status::awaiting_shipment, status::awaiting_fulfillment});
    return waits && present != next ? std::optional(next) : std::nullopt;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? std::string() : std::string(problems_between)) + text;
    return out;
}

std::map<std::string, std::int64_t> items_in(const Node& shipment) {
    std::map<std::string, std::int64_t> out;
    for (const Node item : shipment["items"].elements()) out[std::string(item["order_product_id"].text())] += whole_number(item["quantity"]);
    return out;
}

// Somebody may have taken the mark out of the comments; what we were told of an earlier revision says it too.
bool is_receipt_of(const Delivery& delivery, const std::string& shipment_id) {
    const auto previous = delivery.previous();
    return previous && previous->id == shipment_id && previous->number == shipment_id;
}

std::string shown_items(const std::map<std::string, std::int64_t>& items) {
    std::string out;
    for (const auto& [id, quantity] : items) out += (out.empty() ? "" : ", ") + format("{} of line {}", quantity, id);
    return out.empty() ? "nothing" : out;
}

} // namespace

ShipmentsSink::ShipmentsSink(const Config& config)
    : api_(config.connection().secret("token")), mark_(config, "mark"), carriers_(config, "carriers"), ensures_status_(config.choice("status") == "ensure"),
      reopens_(config.choice("cancelled") == "reopen"), cancel_note_(config.text("cancel_note")) {
    lines_.ignores_lines_without_id = config.choice("lines_without_id") == "ignore";
    lines_.leaves_lines_without_address = config.choice("without_address") == "leave";
    const std::string collected = config.choice("collected");
    if (collected == "awaiting-pickup") collected_status_ = status::awaiting_pickup;
    if (collected == "completed") collected_status_ = status::completed;
    if (const std::string unknown = unknown_placeholder(cancel_note_, {"number", "id"}); !unknown.empty())
        config.refuse(config.problem("cancel_note", "{} in \"{}\" is not known; known are {{number} and {{id}", unknown, cancel_note_));
    if (cancel_note_.find('\n') != std::string::npos) config.refuse(config.problem("cancel_note", "it must be one line: it is found again by it"));
}

DeliveryResult ShipmentsSink::deliver_one(Delivery& delivery) {
    const std::string order_id(delivery.shipment().order_id());
    bool acted = false;
    return answered(order_id, acted, [&]() -> DeliveryResult {
        Call& call = delivery.call();
        Plan todo = plan(delivery);
        if (!todo.problems.empty())
            return rejected("SHIPMENT_MISMATCH", format("Delivery {} does not fit order {} in the store: {}", delivery.shipment().number(), order_id, joined(todo.problems)),
                            facts().subject("order:" + order_id).add("delivery", delivery.shipment().number()).add("differences", todo.problems));
        if (!todo.is_done() && todo.order.archived) return archived_answer(todo.order);
        if (!todo.update.empty()) {
            write_order(api_, call, todo.order, todo.update);
            acted = true;
        }
        if (todo.makes) {
            todo.standing.push_back({make(delivery, todo), {}, {}});
            acted = true;
            if (ensures_status_) settle_status(delivery, todo.completes_order);
        }
        for (const Standing& shipment : todo.standing) {
            const std::string path = "/v2/orders/" + order_id + "/shipments/" + shipment.id;
            if (todo.changes) api_.change(call, Request::put(path).json(*shipment.tracking_change));
            if (todo.removes) remove(call, path);
            acted = acted || todo.changes || todo.removes;
        }
        leave_quota(delivery, api_);
        return delivered(receipt_of(delivery, todo));
    });
}

ProbeResult ShipmentsSink::probe_one(Delivery& delivery) {
    return looked_up([&]() -> ProbeResult {
        const Plan todo = plan(delivery);
        return todo.is_done() ? found(receipt_of(delivery, todo)) : absent();
    });
}

ShipmentsSink::Plan ShipmentsSink::plan(const Delivery& delivery) {
    const Shipment shipment = delivery.shipment();
    Plan out;
    out.order = read_order(api_, delivery.call(), shipment.order_id());
    const std::string mark = mark_.of(shipment);
    std::uint64_t count = 0;
    api_.each(delivery.call(), "/v2/orders/" + out.order.id + "/shipments", "", "", [&](const Node& row) {
        ++count;
        const std::string id(row["id"].text());
        if (!has_line(text_in(row["comments"]), mark) && !is_receipt_of(delivery, id)) return;
        const Node change = delivery.call().scratch("tracking").append();
        change.set_json("{}");
        write_changed_tracking(shipment, carriers_, mark, row, change);
        out.standing.push_back({id, items_in(row), change.count() > 0 ? std::optional(change) : std::nullopt});
    });
    if (shipment.state() == "cancelled") plan_removal(delivery, out, count);
    else plan_shipment(delivery, out);
    return out;
}

void ShipmentsSink::plan_shipment(const Delivery& delivery, Plan& plan) {
    const Shipment shipment = delivery.shipment();
    const std::vector<StoreLine> lines = read_lines(api_, delivery.call(), plan.order.id);
    plan.items = match_lines(shipment, lines, lines_, plan.standing.empty());
    if (plan.standing.size() > 1) {
        plan.problems.push_back(format("{} shipments there carry its mark \"{}\": remove those that are too many", plan.standing.size(), mark_.of(shipment)));
    } else if (plan.standing.size() == 1) {
        const Standing& standing = plan.standing.front();
        plan.changes = standing.tracking_change.has_value();
        if (plan.items.problems.empty() && standing.items != plan.items.items)
            plan.problems.push_back(format("its shipment {} has {}, the delivery {}; the lines of a shipment cannot be changed", standing.id, shown_items(standing.items),
                                           shown_items(plan.items.items)));
        // Cut short between the shipment and the status, if it was; later revisions leave the status to the store's people.
        if (ensures_status_ && !delivery.previous()) plan.update.status_id = sent_status(plan.order.status_id, is_complete(lines, {}));
    } else {
        plan.problems = plan.items.problems;
        plan.makes = !plan.items.items.empty();
        plan.completes_order = is_complete(lines, plan.items.items);
        if (plan.makes && is_over(plan.order.status_id)) plan.problems.push_back(format("the order is {} there, and goods left for it", plan.order.status));
    }
    const bool is_ready = is_one_of(plan.order.status_id, {status::awaiting_pickup, status::awaiting_shipment, status::awaiting_fulfillment});
    if (plan.items.has_collected && collected_status_ && is_ready && plan.order.status_id != *collected_status_ && !delivery.previous()) plan.update.status_id = collected_status_;
}

void ShipmentsSink::plan_removal(const Delivery& delivery, Plan& plan, std::uint64_t shipments_of_order) {
    plan.removes = !plan.standing.empty();
    if (!plan.removes) return;
    // Before the removal: as long as the shipment stands, an attempt that was cut short is begun again.
    const Shipment shipment = delivery.shipment();
    add_note(delivery.call(), plan.order, filled(cancel_note_, {{"number", shipment.number()}, {"id", shipment.id()}}), plan.update);
    if (!reopens_ || !is_one_of(plan.order.status_id, {status::shipped, status::partially_shipped})) return;
    const std::int64_t next = shipments_of_order > plan.standing.size() ? status::partially_shipped : status::awaiting_fulfillment;
    if (next != plan.order.status_id) plan.update.status_id = next;
}

std::string ShipmentsSink::make(const Delivery& delivery, const Plan& plan) {
    Call& call = delivery.call();
    const Node body = call.scratch("shipment");
    body.set_json("{}");
    const auto number = [](const Node& to, const std::string& id) { to.set_json(id); }; // ids are whole numbers there
    number(body["order_address_id"], plan.items.address_id);
    write_tracking(delivery.shipment(), carriers_, mark_.of(delivery.shipment()), body);
    for (const auto& [id, quantity] : plan.items.items) {
        const Node item = body["items"].append();
        number(item["order_product_id"], id);
        item["quantity"].set(quantity);
    }
    const auto answer = api_.change(call, Request::post("/v2/orders/" + plan.order.id + "/shipments").json(body));
    if (answer && answer->json().is_object())
        if (const Node id = answer->json()["id"]; id.is_text() || id.is_integer()) return std::string(id.text());
    throw Unanswered("the store answered a new shipment without its id");
}

void ShipmentsSink::remove(Call& call, const std::string& path) {
    try {
        api_.change(call, Request::remove(path));
    } catch (const ResourceProblem& problem) {
        if (problem.status != 404) throw; // gone meanwhile
    }
}

void ShipmentsSink::settle_status(const Delivery& delivery, bool complete) {
    const StandingOrder order = read_order(api_, delivery.call(), delivery.shipment().order_id());
    OrderUpdate update;
    update.status_id = sent_status(order.status_id, complete);
    if (!update.empty()) write_order(api_, delivery.call(), order, update);
}

Receipt ShipmentsSink::receipt_of(const Delivery& delivery, const Plan& plan) const {
    // Without a shipment of its own (nothing of it is sent, or it was removed) the delivery's number stands for it.
    const bool stands = !plan.standing.empty() && !plan.removes;
    const std::string number(delivery.shipment().number());
    return {stands ? plan.standing.front().id : plan.order.id, stands ? plan.standing.front().id : number, std::nullopt, ""};
}

} // namespace bigcommerce
