#include "partners.hpp"

#include "address.hpp"
#include "local_time.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <vector>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::size_t card_code_length_max = 15;
constexpr std::size_t email_length_max = 100;

std::string joined(std::string_view first, std::string_view last) {
    if (first.empty() || last.empty()) return std::string(first) + std::string(last);
    return std::string(first) + " " + std::string(last);
}

// The best name that the order knows.
std::string name_of(const Order& order, const std::string& card_code) {
    const CustomerBooking customer = order.booking().customer();
    for (const std::string& name : {std::string(customer.name()), std::string(order.customer().company()), joined(order.customer().first_name(), order.customer().last_name()),
                                    joined(order.billing_address().first_name(), order.billing_address().last_name()), std::string(customer.email())})
        if (const std::string text = fitted_line(name, 100); !text.empty()) return text;
    return card_code;
}

std::string select(const PartnerSettings& settings) {
    std::string properties = "CardCode,CardName,CardType,EmailAddress," + std::string(validity_properties);
    if (!settings.external_id_field.empty()) properties += "," + settings.external_id_field;
    return properties;
}

std::string email_of(const Order& order) {
    const CustomerBooking customer = order.booking().customer();
    return std::string(customer.email().empty() ? order.customer().email() : customer.email());
}

DeliveryResult inactive(const std::string& card_code, const std::string& reason) {
    return rejected("PARTNER_INACTIVE", format("Business partner \"{}\" cannot be used: it is {}. Activate it or book to another partner, then retry", card_code, reason),
                    facts().subject("partner:" + card_code).add("card_code", card_code).add("reason", reason));
}

const char* what_matches(const CustomerBooking& customer) { return customer.match_by() == "email" ? "e-mail address" : "customer id"; }

DeliveryResult nobody(const CustomerBooking& customer) {
    const std::string value(customer.match_value()), what = what_matches(customer);
    return rejected("CUSTOMER_NOT_FOUND", format("No business partner has the {} {}. Create it or enter the {} at the right one, then retry", what, shown(value), what),
                    facts().subject("customer:" + lower(value)).add(customer.match_by(), value));
}

} // namespace

Partners::Resolution Partners::resolve(Call& call, Session& session, const Order& order) {
    const CustomerBooking customer = order.booking().customer();
    std::string_view policy = customer.policy();
    if (policy == "match") {
        if (auto found = match(call, session, customer)) return *found;
        if (customer.if_none().empty()) return nobody(customer);
        policy = customer.if_none();
    }
    const std::string card_code(customer.card_code());
    if (card_code.empty()) customer["card_code"].fail("the policy \"" + std::string(policy) + "\" needs the code of a business partner");
    if (column_length(card_code) > card_code_length_max)
        customer["card_code"].fail("SAP's business partner codes have at most 15 characters; correct the rule that makes them");
    if (policy == "fixed") return card_code;
    if (policy == "create") return create(call, session, order, card_code);
    customer["policy"].fail("not one of fixed, match, create");
}

std::optional<Partners::Resolution> Partners::match(Call& call, Session& session, const CustomerBooking& customer) const {
    const std::string value(customer.match_value());
    const bool by_email = customer.match_by() == "email";
    if (!by_email && customer.match_by() != "external_id") customer["match_by"].fail("not one of email, external_id");
    if (value.empty())
        return rejected("CUSTOMER_NOT_FOUND", format("The order has no {} to find its business partner by", what_matches(customer)), facts().add("match_by", customer.match_by()));
    if (!by_email && settings_.external_id_field.empty())
        throw Unavailable("CONFIG_DRIFT", "The rules match customers by external id, but the sink's field external_id_field does not say in which field of the business "
                                          "partner it stands");
    const std::string field = by_email ? "EmailAddress" : settings_.external_id_field;
    // HANA tells capitals apart, people who type their e-mail address do not.
    const Response answer = session.read_list(call, Request::get("/BusinessPartners")
                                                   .query("$filter", field + " eq " + literal(value) + " and CardType eq 'cCustomer'")
                                                   .query("$select", select(settings_))
                                                   .query("$orderby", "CardCode")
                                                   .header("B1S-CaseInsensitive", "true"));
    std::vector<std::string> usable, unusable;
    std::string reason;
    for (const Node row : answer.json()["value"].elements()) {
        const Validity validity = validity_of(row, today(call), settings_.unset_is_active);
        (validity.active ? usable : unusable).push_back(text_of(row["CardCode"]));
        if (!validity.active) reason = validity.reason;
    }
    answer.discard();
    if (usable.size() == 1) return usable.front();
    if (usable.size() > 1)
        return rejected("PARTNER_AMBIGUOUS", format("{} business partners have the {} {}: merge them or clear the field in all but one, then retry", usable.size(), what_matches(customer), shown(value)),
                        facts().subject("customer:" + lower(value)).add("codes", usable).add(by_email ? "email" : "external_id", value));
    // Somebody switched the partner off: it is not passed over in favour of another.
    if (!unusable.empty()) return inactive(unusable.front(), reason);
    return std::nullopt;
}

// A code that is ours to give may be somebody else's already: then the order would go on a stranger's account.
std::string Partners::stranger(const Node& row, const Order& order) const {
    if (text_of(row["CardType"]) != "cCustomer" && text_of(row["CardType"]) != "C") return "it is no customer";
    const std::string ours(order.booking().customer().external_id());
    if (!settings_.external_id_field.empty() && !ours.empty()) {
        const std::string theirs = text_of(row[settings_.external_id_field]);
        if (theirs == ours) return {};
        if (!theirs.empty()) return "it belongs to the store's customer " + shown(theirs);
    }
    // As it would have been written. People change their address or their name, hardly both at once.
    const std::string email = fitted_line(email_of(order), email_length_max);
    if (!email.empty() && lower(text_of(row["EmailAddress"])) == lower(email)) return {};
    if (lower(text_of(row["CardName"])) == lower(name_of(order, text_of(row["CardCode"])))) return {};
    return "neither its name nor its e-mail address is this customer's";
}

std::optional<Partners::Resolution> Partners::existing(Call& call, Session& session, const Order& order, const std::string& card_code) {
    const Response answer = session.read_list(call, Request::get("/BusinessPartners").query("$filter", "CardCode eq " + literal(card_code)).query("$select", select(settings_)));
    const Node rows = answer.json()["value"];
    if (rows.count() == 0) return std::nullopt;
    const Validity validity = validity_of(rows[0], today(call), settings_.unset_is_active);
    const std::string why_not = stranger(rows[0], order), name = text_of(rows[0]["CardName"]);
    answer.discard();
    if (!why_not.empty())
        return rejected("PARTNER_AMBIGUOUS",
                        format("Business partner \"{}\" ({}) has the code that this customer would get, but {}. If it is the same customer, enter their name or e-mail address there; if not, "
                               "change the prefix of the rule that makes the codes; then retry",
                               card_code, name, why_not),
                        facts().subject("partner:" + card_code).add("card_code", card_code).add("name", name));
    if (!validity.active) return inactive(card_code, validity.reason);
    remember(card_code);
    return card_code;
}

Partners::Resolution Partners::create(Call& call, Session& session, const Order& order, const std::string& card_code) {
    if (known_.count(card_code) != 0) return card_code;
    if (auto known = existing(call, session, order, card_code)) return *known;
    const Node body = call.scratch("partner");
    body.set_json("{}");
    write(order, card_code, body);
    const Response answer = session.send(call, Request::post("/BusinessPartners").json(body));
    body.erase();
    if (!answer.answered() || answer.status() >= 500) {
        // The code is ours, so a second try finds what the first one made.
        return retry("ERP_UNAVAILABLE", "It is not known whether business partner \"{}\" was made; the order was not sent. It is looked up in the next attempt", card_code);
    }
    if (answer.ok()) {
        remember(card_code);
        call.info("made business partner {}", card_code);
        return card_code;
    }
    const Fault fault = fault_of(answer);
    if (is_configuration(fault)) throw configuration_problem(fault, "making a business partner");
    if (fault.is(-2039)) return retry("ERP_LOCKED", "Business partner \"{}\" could not be made now: {}", card_code, fault.quoted());
    // Another lane may have been faster; -10 is the code of many rules, so it is looked up and not believed.
    if (fault.is(-2035) || fault.is(-10))
        if (auto known = existing(call, session, order, card_code)) return *known;
    return rejected("ERP_REJECTED", format("Business partner \"{}\" could not be made. SAP Business One says: {}", card_code, fault.quoted()),
                    facts().subject("partner:" + card_code).add("card_code", card_code).add("sap_code", fault.code).add("sap_text", fault.text));
}

void Partners::write(const Order& order, const std::string& card_code, const Node& to) const {
    const CustomerBooking customer = order.booking().customer();
    to["CardCode"].set(card_code);
    to["CardName"].set(name_of(order, card_code));
    to["CardType"].set("cCustomer");
    const auto put = [&](const char* name, std::string_view value, std::size_t length_max) {
        if (const std::string text = fitted_line(value, length_max); !text.empty()) to[name].set(text);
    };
    if (!customer.group().empty()) {
        const auto group = Decimal::try_parse(customer.group());
        if (!group || !group->is_whole() || group->scale() != 0) customer["group"].fail("SAP's partner groups are numbers");
        to["GroupCode"].set(group->units());
    }
    put("Currency", customer.currency(), 3);
    put("EmailAddress", email_of(order), email_length_max);
    put("Phone1", customer.phone().empty() ? order.customer().phone() : customer.phone(), 20);
    put("FederalTaxID", customer.tax_id(), 32);
    if (!settings_.external_id_field.empty()) put(settings_.external_id_field.c_str(), customer.external_id(), 50);
    write_partner_address(order.billing_address(), "Bill to", "bo_BillTo", settings_.codes, to["BPAddresses"]);
    for (const Consignment consignment : order.consignments()) {
        write_partner_address(consignment.address(), "Ship to", "bo_ShipTo", settings_.codes, to["BPAddresses"]);
        break; // later addresses stand on the documents
    }
}

std::string Partners::today(const Call& call) const { return date_text(call.now_ms() / 1000 + settings_.offset_seconds); }

void Partners::remember(const std::string& card_code) {
    if (!known_.insert(card_code).second) return;
    known_order_.push_back(card_code);
    if (known_order_.size() > known_max) {
        known_.erase(known_order_.front());
        known_order_.pop_front();
    }
}

} // namespace sapb1
