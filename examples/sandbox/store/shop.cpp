#include "store/shop.hpp"

#include "message/json.hpp"
#include "store/consignments.hpp"
#include "store/loader.hpp"
#include "store/rate_limit.hpp"
#include "store/raw_json.hpp"
#include "store/refund_writer.hpp"
#include "store/resources.hpp"
#include "store/shipments.hpp"

#include <stdexcept>

namespace ledgerline::sandbox {

using message::Value;
using namespace store;

namespace {

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

bool is_order_list(const Call& call) {
    return call.version == 2 && call.method == "GET" && call.path.size() == 1 && call.path[0] == "orders";
}

// The id of the order whose lines are read.
std::optional<std::int64_t> lines_of(const Call& call) {
    const bool lines = call.version == 2 && call.method == "GET" && call.path.size() == 3 && call.path[0] == "orders" && call.path[2] == "products";
    return lines ? whole_number(call.path[1]) : std::nullopt;
}

base::HttpResponse too_many_requests(int version) {
    if (version != 2) return error_answer(3, 429, "Too many requests");
    return {429, {}, ""}; // v2 sends no body
}

// Only JSON is served.
bool accepts_json(const base::Headers& headers) {
    const std::string accept = base::header(headers, "Accept");
    return accept.empty() || accept.find("application/json") != std::string::npos || accept.find("*/*") != std::string::npos ||
           accept.find("application/*") != std::string::npos;
}

} // namespace

Shop::Shop(ShopSettings settings, const base::Clock& clock, base::Random& random)
    : clock_(clock), random_(random), state_(std::make_unique<State>(std::move(settings), random)),
      rate_limit_(std::make_unique<RateLimit>(state_->settings.quota)), faults_(std::make_unique<FaultPlan>()) {}

Shop::~Shop() = default;

ShopAnswer Shop::answer(const base::HttpRequest& request) {
    const std::lock_guard guard(lock_);
    const base::Millis now = time();
    const Call call = read_call(request);
    ++requests_;
    ShopAnswer out;
    std::vector<Fault> late; // faults of the answer, after the request was carried out
    for (const Fault& fault : faults_->take(request.method, request.target.substr(0, request.target.find('?')))) {
        switch (fault.kind) {
            case Fault::Kind::cut_off: out.dropped = true; return out;
            case Fault::Kind::overloaded: out.response = too_many_requests(call.version); return out;
            case Fault::Kind::rate_limited:
                out.response = too_many_requests(call.version);
                rate_limit_->add_headers(out.response.headers, now);
                out.response.headers.emplace_back("x-retry-after", std::to_string(rate_limit_->retry_after_seconds(now)));
                return out;
            case Fault::Kind::server_error:
                if (!fault.executed) { out.response = html_answer(fault.status); return out; }
                late.push_back(fault);
                break;
            case Fault::Kind::slow: out.delay_ms += fault.delay_ms; break;
            case Fault::Kind::stale_list: state_->lists_stand_at = now - fault.delay_ms; break;
            case Fault::Kind::tax_service: state_->tax_service_is_away = true; break;
            case Fault::Kind::edit_before_lines: play_before(fault, call, now); break;
            default: late.push_back(fault);
        }
    }
    out.response = served(call, now);
    state_->lists_stand_at = 0;
    state_->tax_service_is_away = false;
    for (const Fault& fault : late) {
        if (fault.kind == Fault::Kind::no_answer) out.dropped = true;
        else if (fault.kind == Fault::Kind::touch_after_list && is_order_list(call)) touch_one_of(out.response, now);
        else if (fault.kind == Fault::Kind::server_error) out.response = html_answer(fault.status);
        else if (fault.kind == Fault::Kind::html) out.response = html_answer(200);
        else if (fault.kind == Fault::Kind::truncated && out.response.body.size() > 1)
            out.response.body.resize(1 + static_cast<std::size_t>(random_.below(out.response.body.size() - 1)));
    }
    return out;
}

base::HttpResponse Shop::served(const Call& call, base::Millis now) {
    base::HttpResponse response;
    if (!rate_limit_->take(now)) {
        response = too_many_requests(call.version);
        response.headers.emplace_back("x-retry-after", std::to_string(rate_limit_->retry_after_seconds(now)));
    } else {
        try {
            response = route(call, now);
        } catch (const Refused& refused) {
            response = error_answer(call, refused);
        }
    }
    rate_limit_->add_headers(response.headers, now);
    return response;
}

base::HttpResponse Shop::route(const Call& call, base::Millis now) {
    const Refused unknown(404, "The requested resource was not found.");
    if (call.version == 0) throw unknown;
    const ShopSettings& settings = state_->settings;
    if (call.store_hash != settings.store_hash || base::header(*call.headers, "X-Auth-Token") != settings.token)
        throw Refused(401, call.version == 2 ? "Unauthorized"
                                             : "Unauthorized - the v3 Auth client ID or token in the request are not a valid "
                                               "combination for this store.");
    if (!accepts_json(*call.headers)) throw Refused(406, "Only application/json is served.");
    if (call.path.empty()) throw unknown;
    if (call.version == 3 && call.path[0] == "hooks") return state_->hooks.answer(call, now);
    if (call.version == 3 && call.path[0] == "catalog") return answer_catalogue(call, *state_, now);
    if (call.version == 3 && call.path[0] == "inventory") return answer_inventory(call, *state_, now);
    if (call.version == 3 && call.path[0] == "settings") return answer_settings(call, *state_);
    if (call.version == 3) return answer_v3(call, *state_, now);
    const std::string& name = call.path[0];
    if (name == "orders") return answer_orders(call, *state_, now);
    for (const char* known : {"time", "store", "currencies", "order_statuses"})
        if (name == known) return answer_store(call, *state_, now);
    throw unknown;
}

void Shop::play_before(const Fault&, const Call& call, base::Millis now) {
    const auto id = lines_of(call);
    const OrderRecord* record = id ? state_->book.find(*id) : nullptr;
    if (!record) return;
    const Value lines = message::parse_json(record->products, own_text);
    const Value& first = lines.as_array()->front();
    Value line = Value::object({{"id", first["id"]}, {"quantity", Value(first["quantity"].int_or(0) + 1)}});
    state_->book.edit(*id, Value::object({{"products", Value::array({std::move(line)})}}), now);
}

void Shop::touch_one_of(const base::HttpResponse& list, base::Millis now) {
    if (list.status != 200) return;
    const auto shown = elements(list.body);
    const auto& chosen = shown[static_cast<std::size_t>(random_.below(shown.size()))];
    const auto id = whole_number(member_text(chosen, "id").value_or(""));
    if (id) state_->book.set_members(*id, {{"staff_notes", Value("Touched while a list was read")}}, now);
}

base::Millis Shop::time() const {
    const base::Millis now = clock_.now();
    state_->adjustments.apply_due(now);
    state_->refunding.apply_due(now);
    return now;
}

std::int64_t Shop::place_order(const Value& order) {
    const std::lock_guard guard(lock_);
    const base::Millis now = time();
    state_->order_stock.check(order);
    const std::int64_t id = state_->book.place(order, now);
    const OrderRecord* record = state_->book.find(id);
    state_->know_customer(record->customer_id, order["billing_address"], record->created, order["customer_group_id"].int_or(0));
    return id;
}

void Shop::edit_order(std::int64_t id, const Value& changes) {
    const std::lock_guard guard(lock_);
    state_->book.edit(id, changes, time());
}

void Shop::set_status(std::int64_t id, std::int64_t status_id) {
    const std::lock_guard guard(lock_);
    state_->book.set_members(id, {{"status_id", Value(status_id)}}, time());
}

void Shop::pay(std::int64_t id) {
    const std::lock_guard guard(lock_);
    state_->book.pay(id, time());
}

std::vector<std::int64_t> Shop::ship(std::int64_t id, const Value& body) {
    const std::lock_guard guard(lock_);
    const OrderRecord* record = state_->book.find(id);
    if (!record) throw std::invalid_argument("no order " + std::to_string(id));
    const Value::Array bodies = body.is_object() && body.size() > 0 ? Value::Array{body} : rest_of(*record);
    if (bodies.empty()) throw std::invalid_argument("nothing of order " + std::to_string(id) + " is left to be shipped");
    std::vector<std::int64_t> out;
    try {
        for (const Value& one : bodies) out.push_back(state_->book.ship(id, one, time()));
    } catch (const Refused& refused) {
        throw std::invalid_argument(refused.what());
    }
    return out;
}

void Shop::remove_shipment(std::int64_t id, std::int64_t shipment_id) {
    const std::lock_guard guard(lock_);
    try {
        state_->book.remove_shipments(id, shipment_id, time());
    } catch (const Refused&) {
        throw std::invalid_argument("order " + std::to_string(id) + " has no shipment " + std::to_string(shipment_id));
    }
}

std::int64_t Shop::leave_message(std::int64_t id, const Value& message) {
    const std::lock_guard guard(lock_);
    return state_->book.leave_message(id, message, time());
}

LoadCounts Shop::load(const std::filesystem::path& folder) {
    const std::lock_guard guard(lock_);
    return load_folder(folder, *state_);
}

std::size_t Shop::send_callbacks(const CallbackSender& send) {
    for (std::size_t sent = 0;; ++sent) {
        std::unique_lock guard(lock_);
        auto sending = state_->hooks.take(time());
        if (!sending) return sent;
        const Callback callback = state_->hooks.callback(*sending, clock_.now());
        guard.unlock(); // whoever is called may ask the store
        const int status = send(callback);
        guard.lock();
        state_->hooks.answered(std::move(*sending), status, clock_.now());
    }
}

void Shop::inject(const HookFault& fault) {
    const std::lock_guard guard(lock_);
    state_->hooks.inject(fault);
}

void Shop::clear_hook_faults() {
    const std::lock_guard guard(lock_);
    state_->hooks.clear_faults();
}

Value Shop::hooks() const {
    const std::lock_guard guard(lock_);
    return state_->hooks.report();
}

void Shop::inject(const Fault& fault) {
    const std::lock_guard guard(lock_);
    faults_->add(fault);
}

void Shop::clear_faults() {
    const std::lock_guard guard(lock_);
    faults_->clear();
}

void Shop::set_quota(std::int64_t quota) {
    const std::lock_guard guard(lock_);
    rate_limit_->set_quota(quota);
}

Value Shop::order(std::int64_t id) const {
    const std::lock_guard guard(lock_);
    time();
    const OrderRecord* record = state_->book.find(id);
    if (!record) throw std::invalid_argument("no order " + std::to_string(id));
    Value refunds = Value::array();
    const auto tree = [](const std::string& text) { return message::parse_json(text, own_text); };
    for (const Refund* refund : state_->refunds.of(id)) refunds.push(tree(refund_text(*refund, RefundView::listed, state_->settings.refunds)));
    return Value::object({{"order", tree(record->order)},
                          {"products", tree(record->products)},
                          {"taxes", tree(record->taxes)},
                          {"shipping_addresses", tree(state_->book.addresses(*record))},
                          {"coupons", tree(record->coupons)},
                          {"fees", tree(record->fees)},
                          {"transactions", tree(state_->book.transactions(*record))},
                          {"refunds", std::move(refunds)},
                          {"shipments", tree(record->shipments)},
                          {"messages", tree(record->messages)},
                          {"consignments", consignments_of(*record, state_->book.addresses(*record), state_->book.link_base(), false)}});
}

std::vector<std::int64_t> Shop::order_ids() const {
    const std::lock_guard guard(lock_);
    std::vector<std::int64_t> out;
    for (const auto& [id, record] : state_->book.orders()) out.push_back(id);
    return out;
}

Value Shop::order_rows() const {
    const std::lock_guard guard(lock_);
    Value rows = Value::array();
    for (const auto& [id, record] : state_->book.orders()) {
        Value row = Value::object();
        for (const char* name : {"id", "status_id", "payment_status", "customer_id", "total_inc_tax", "total_tax", "default_currency_code",
                                 "external_order_id", "date_modified"})
            if (const auto text = member_text(record.order, name)) row.set(name, message::parse_json(*text, own_text));
        rows.push(std::move(row));
    }
    return rows;
}

Value Shop::summary() const {
    const std::lock_guard guard(lock_);
    struct Sum {
        std::int64_t orders = 0;
        Decimal total;
    };
    std::map<std::int64_t, Sum> by_status;
    Sum all;
    std::int64_t lines = 0, written_back = 0;
    for (const auto& [id, record] : state_->book.orders()) {
        for (Sum* sum : {&by_status[record.status_id], &all}) {
            ++sum->orders;
            sum->total += record.total_inc_tax;
        }
        lines += static_cast<std::int64_t>(elements(record.products).size());
        if (!record.external_order_id.empty()) ++written_back;
    }
    Value rows = Value::array();
    for (const auto& [status, sum] : by_status)
        rows.push(Value::object({{"status_id", Value(status)}, {"orders", Value(sum.orders)}, {"total_inc_tax", Value(sum.total.normalized().text(2))}}));
    return Value::object({{"orders", Value(all.orders)},
                          {"total_inc_tax", Value(all.total.normalized().text(2))},
                          {"by_status", std::move(rows)},
                          {"lines", Value(lines)},
                          {"refunds", Value(static_cast<std::int64_t>(state_->refunds.size()))},
                          {"customers", Value(static_cast<std::int64_t>(state_->customers.size()))},
                          {"products", Value(static_cast<std::int64_t>(state_->catalogue.products().size()))},
                          {"requests", Value(requests_)},
                          {"written_back", Value(written_back)}});
}

const ShopSettings& Shop::settings() const { return state_->settings; }

} // namespace ledgerline::sandbox
