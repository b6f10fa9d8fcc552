#include "store/state.hpp"

#include "message/json.hpp"
#include "store/format.hpp"

namespace ledgerline::sandbox::store {

void State::know_customer(std::int64_t id, const message::Value& billing, base::Millis created, std::int64_t group) {
    using message::Value;
    if (id == 0 || customers.count(id)) return;
    const Value customer = Value::object({{"id", Value(id)},
                                          {"email", billing["email"]},
                                          {"first_name", billing["first_name"]},
                                          {"last_name", billing["last_name"]},
                                          {"company", billing["company"]},
                                          {"phone", billing["phone"]},
                                          {"registration_ip_address", Value("")},
                                          {"notes", Value("")},
                                          {"tax_exempt_category", Value("")},
                                          {"customer_group_id", Value(group)},
                                          {"date_created", Value(iso8601(created))},
                                          {"date_modified", Value(iso8601(created))},
                                          {"address_count", Value(1)},
                                          {"attribute_count", Value(0)},
                                          {"authentication", Value::object({{"force_password_reset", Value(false)}})},
                                          {"accepts_product_review_abandoned_cart_emails", Value(false)},
                                          {"origin_channel_id", Value(1)},
                                          {"channel_ids", Value::array()}});
    customers.emplace(id, CustomerRecord{billing["email"].text_or(""), message::write_json(customer)});
}

} // namespace ledgerline::sandbox::store
