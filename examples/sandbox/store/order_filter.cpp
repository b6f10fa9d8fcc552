#include "store/order_filter.hpp"

#include "store/format.hpp"

#include <algorithm>
#include <cctype>

namespace ledgerline::sandbox::store {

namespace {

std::optional<base::Millis> date_parameter(const Call& call, std::string_view name, MalformedDate malformed) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    auto at = base::parse_time(*text);
    // The zone of a date without one is not documented; the store's own dates are UTC.
    if (!at) at = base::parse_time(*text + "Z");
    if (!at) at = base::parse_time(*text + "T00:00:00Z");
    if (!at && malformed == MalformedDate::refuse)
        throw Refused(400, "The field '" + std::string(name) + "' is invalid.");
    if (!at) return std::nullopt;
    return whole_second(*at);
}

std::optional<Decimal> amount_parameter(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    const auto amount = Decimal::try_parse(*text);
    if (!amount) throw Refused(400, "The field '" + std::string(name) + "' is invalid.");
    return amount;
}

bool same_without_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
}

} // namespace

OrderFilter OrderFilter::of_list(const Call& call, const ShopSettings& settings) {
    refuse_unknown_parameters(
        call, {"min_id", "max_id", "min_total", "max_total", "customer_id", "email", "status_id", "cart_id", "payment_method",
               "min_date_created", "max_date_created", "min_date_modified", "max_date_modified", "channel_id",
               "external_order_id", "page", "limit", "sort", "include"});
    OrderFilter out;
    out.read_filters(call, settings);
    out.read_sort(call);
    return out;
}

OrderFilter OrderFilter::of_count(const Call& call, const ShopSettings& settings) {
    refuse_unknown_parameters(
        call, {"min_id", "max_id", "min_total", "max_total", "customer_id", "email", "status_id", "cart_id", "payment_method",
               "min_date_created", "max_date_created", "min_date_modified", "max_date_modified", "channel_id",
               "external_order_id"});
    OrderFilter out;
    out.read_filters(call, settings);
    return out;
}

void OrderFilter::read_filters(const Call& call, const ShopSettings& settings) {
    id_from_ = number_parameter(call, "min_id");
    id_to_ = number_parameter(call, "max_id");
    customer_id_ = number_parameter(call, "customer_id");
    status_id_ = number_parameter(call, "status_id");
    channel_id_ = number_parameter(call, "channel_id");
    total_from_ = amount_parameter(call, "min_total");
    total_to_ = amount_parameter(call, "max_total");
    email_ = call.parameter("email");
    cart_id_ = call.parameter("cart_id");
    payment_method_ = call.parameter("payment_method");
    external_order_id_ = call.parameter("external_order_id");
    created_ = {date_parameter(call, "min_date_created", settings.malformed_date),
                date_parameter(call, "max_date_created", settings.malformed_date)};
    modified_ = {date_parameter(call, "min_date_modified", settings.malformed_date),
                 date_parameter(call, "max_date_modified", settings.malformed_date)};
    bounds_inclusive_ = settings.date_bounds_inclusive;
    archived_shown_ = settings.archived_orders_in_list;
}

void OrderFilter::read_sort(const Call& call) {
    const auto text = call.parameter("sort");
    if (!text) return;
    const std::size_t colon = text->find(':');
    const std::string name = text->substr(0, colon);
    const std::string direction = colon == std::string::npos ? "asc" : text->substr(colon + 1);
    if (name == "id") sort_by_ = SortBy::id;
    else if (name == "customer_id") sort_by_ = SortBy::customer_id;
    else if (name == "date_created") sort_by_ = SortBy::date_created;
    else if (name == "date_modified") sort_by_ = SortBy::date_modified;
    else if (name == "status_id") sort_by_ = SortBy::status_id;
    else if (name == "channel_id") sort_by_ = SortBy::channel_id;
    else if (name == "external_id") sort_by_ = SortBy::external_id;
    else throw Refused(400, "The field 'sort' is invalid.");
    if (direction != "asc" && direction != "desc") throw Refused(400, "The field 'sort' is invalid.");
    descending_ = direction == "desc";
}

bool OrderFilter::within(const Times& times, base::Millis at) const {
    if (times.from && (at < *times.from || (!bounds_inclusive_ && at == *times.from))) return false;
    return !times.to || at < *times.to || (bounds_inclusive_ && at == *times.to);
}

bool OrderFilter::matches(const OrderRecord& order) const {
    if (order.archived && !archived_shown_) return false;
    if (id_from_ && order.id < *id_from_) return false;
    if (id_to_ && order.id > *id_to_) return false;
    if (customer_id_ && order.customer_id != *customer_id_) return false;
    if (status_id_ && order.status_id != *status_id_) return false;
    if (channel_id_ && order.channel_id != *channel_id_) return false;
    if (total_from_ && order.total_inc_tax < *total_from_) return false;
    if (total_to_ && order.total_inc_tax > *total_to_) return false;
    if (email_ && !same_without_case(order.email, *email_)) return false;
    if (cart_id_ && order.cart_id != *cart_id_) return false;
    if (payment_method_ && order.payment_method != *payment_method_) return false;
    if (external_order_id_ && order.external_order_id != *external_order_id_) return false;
    return within(created_, order.created) && within(modified_, order.modified);
}

std::vector<const OrderRecord*> OrderFilter::choose(const std::map<std::int64_t, OrderRecord>& orders) const {
    std::vector<const OrderRecord*> out;
    for (const auto& [id, order] : orders)
        if (matches(order)) out.push_back(&order);
    const auto less = [this](const OrderRecord& a, const OrderRecord& b) {
        switch (sort_by_) {
            case SortBy::customer_id: return a.customer_id < b.customer_id;
            case SortBy::date_created: return a.created < b.created;
            case SortBy::date_modified: return a.modified < b.modified;
            case SortBy::status_id: return a.status_id < b.status_id;
            case SortBy::channel_id: return a.channel_id < b.channel_id;
            case SortBy::external_id: return a.external_id < b.external_id;
            case SortBy::id: break;
        }
        return a.id < b.id;
    };
    std::stable_sort(out.begin(), out.end(), [&](const OrderRecord* a, const OrderRecord* b) {
        return descending_ ? less(*b, *a) : less(*a, *b);
    });
    return out;
}

} // namespace ledgerline::sandbox::store
