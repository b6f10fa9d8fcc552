// Who buys and where they live: customers and addresses, as the store holds them.
#ifndef LEDGERLINE_PARTY_HPP
#define LEDGERLINE_PARTY_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// Who buys.
class Customer : public View {
public:
    using View::View;

    // One of registered, guest. A guest has no account; identity is only the e-mail of the billing address.
    std::string_view kind() const { return node_["kind"].text(); }
    bool is_guest() const { return kind() == "guest"; }

    // The store's customer id, "" for a guest.
    std::string_view id() const { return node_["id"].text(); }

    // E-mail.
    std::string_view email() const { return node_["email"].text(); }

    // Given name.
    std::string_view first_name() const { return node_["first_name"].text(); }

    // Family name.
    std::string_view last_name() const { return node_["last_name"].text(); }

    // Company, "" for a private person.
    std::string_view company() const { return node_["company"].text(); }

    // Telephone.
    std::string_view phone() const { return node_["phone"].text(); }

    // Tax number, "" if unknown.
    std::string_view tax_id() const { return node_["tax_id"].text(); }

    // Customer group of the store, "" if unknown.
    std::string_view group() const { return node_["group"].text(); }
};

// One form field.
class FormField : public View {
public:
    using View::View;

    // Label.
    std::string_view name() const { return node_["name"].text(); }

    // What the shopper entered.
    std::string_view value() const { return node_["value"].text(); }
};

// A postal address as the store holds it.
class Address : public View {
public:
    using View::View;

    // Given name, "" if none.
    std::string_view first_name() const { return node_["first_name"].text(); }

    // Family name, "" if none.
    std::string_view last_name() const { return node_["last_name"].text(); }

    // Company, "" for a private person.
    std::string_view company() const { return node_["company"].text(); }

    // First address line.
    std::string_view street_1() const { return node_["street_1"].text(); }

    // Second address line, "" if none.
    std::string_view street_2() const { return node_["street_2"].text(); }

    // City.
    std::string_view city() const { return node_["city"].text(); }

    // State or region, by name as the store writes it.
    std::string_view state() const { return node_["state"].text(); }

    // Postal code, "" if none.
    std::string_view postcode() const { return node_["postcode"].text(); }

    // Country by name as the store writes it.
    std::string_view country() const { return node_["country"].text(); }

    // ISO 3166-1 alpha-2, or "" where the store has none (real orders do).
    std::string_view country_code() const { return node_["country_code"].text(); }

    // Telephone, "" if none.
    std::string_view phone() const { return node_["phone"].text(); }

    // E-mail, "" if none.
    std::string_view email() const { return node_["email"].text(); }

    // The merchant's own form fields.
    Views<FormField> fields() const { return detail::views_or_none<FormField>(node_["fields"]); }
};

} // namespace ledgerline

#endif
