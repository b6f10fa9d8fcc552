#include "b1/partners.hpp"

#include "b1/activity.hpp"
#include "b1/body_reader.hpp"
#include "b1/document_kinds.hpp"
#include "b1/merge.hpp"

#include <set>

namespace ledgerline::sandbox::b1 {

void Partners::load(const message::Value& body) {
    Record partner = read_record(body, state_.schema.type("BusinessPartner"), {.read_only_too = true});
    couple_activity(partner, Record(partner));
    if (!partner.has("CreateDate")) state_.stamp_created(partner);
    complete(partner);
    state_.partners.load(std::move(partner));
    state_.journal.commit();
}

void Partners::complete(Record& partner) {
    if (!partner.has("Valid")) partner.set("Valid", "tYES");
    if (!partner.has("Currency")) partner.set("Currency", state_.settings.local_currency);
    if (!partner.has("GroupCode")) partner.set("GroupCode", std::int64_t{100});
    if (!partner.has("PriceListNum")) partner.set("PriceListNum", std::int64_t{1});
    const std::string code = partner.text("CardCode");
    if (!partner.rows("BPAddresses").empty()) {
        std::int64_t row_number = 0;
        for (Record& address : partner.rows_to_change("BPAddresses")) {
            address.set("BPCode", code);
            address.set("RowNum", row_number++);
            if (!address.has("AddressType")) address.set("AddressType", "bo_ShipTo");
            const char* main = address.text("AddressType") == "bo_BillTo" ? "BilltoDefault" : "ShipToDefault";
            if (partner.text(main).empty()) partner.set(main, address.text("AddressName"));
        }
    }
    if (!partner.rows("ContactEmployees").empty()) {
        for (Record& contact : partner.rows_to_change("ContactEmployees")) {
            contact.set("CardCode", code);
            if (!contact.has("InternalCode")) contact.set("InternalCode", state_.next_number("contact", 1));
            if (partner.text("ContactPerson").empty()) partner.set("ContactPerson", contact.text("Name"));
        }
    }
}

void Partners::check(const Record& partner) const {
    const std::string currency = partner.text("Currency");
    if (currency != "##" && !state_.knows_currency(currency)) throw unknown_reference(state_.settings.unknown_reference_status);
    if (partner.has("VatGroup") && !partner.text("VatGroup").empty() && !state_.vat_groups.find_text(partner.text("VatGroup")))
        throw unknown_reference(state_.settings.unknown_reference_status);
    std::set<std::pair<std::string, std::string>> names;
    for (const Record& address : partner.rows("BPAddresses")) {
        if (address.text("AddressName").empty()) throw rule("Address ID is missing [CRD1.Address]"); // text: our choice
        if (!names.emplace(address.text("AddressType"), address.text("AddressName")).second) throw already_exists();
    }
    std::set<std::string> contacts;
    for (const Record& contact : partner.rows("ContactEmployees")) {
        if (contact.text("Name").empty()) throw rule("Contact ID is missing [OCPR.Name]"); // text: our choice
        if (!contacts.insert(contact.text("Name")).second) throw already_exists();
    }
}

Table::Row Partners::post(Record partner) {
    if (partner.text("CardCode").empty()) {
        if (partner.integer("Series", -1) != state_.settings.partner_series) throw rule("Business partner code is missing [OCRD.CardCode]"); // text: our choice
        std::string code;
        do {
            const std::string digits = std::to_string(state_.next_number("partner", 1));
            code = state_.settings.partner_code_prefix + std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
        } while (state_.partners.find_text(code));
        partner.set("CardCode", code);
    }
    const std::string code = partner.text("CardCode");
    if (state_.partners.find_text(code))
        throw rule("1320000140 - Business partner code '" + code + "' already assigned to a business partner; enter a unique business partner code");
    couple_activity(partner, Record(partner));
    complete(partner);
    check(partner);
    state_.stamp_created(partner);
    state_.partners.put(std::move(partner), state_.journal);
    return state_.partners.find_text(code);
}

void Partners::patch(const Table::Row& before, const Record& changes, bool replaces_collections) {
    Record partner = *before;
    merge(partner, changes, replaces_collections);
    couple_activity(partner, changes);
    partner.set("CardCode", before->text("CardCode"));
    complete(partner);
    check(partner);
    state_.stamp_changed(partner);
    state_.partners.put(std::move(partner), state_.journal);
}

std::optional<Cell> Partners::computed(const Record& partner, const Property& property) const {
    if (!property.name.ends_with("Balance")) return std::nullopt;
    const Balance balance = state_.balances.of_partner(state_.partners.key_of(partner));
    // What was loaded stands for the time before the sandbox.
    if (property.name == "CurrentAccountBalance") return partner.number(property.name) + balance.account;
    if (property.name == "OpenDeliveryNotesBalance") return partner.number(property.name) + balance.deliveries;
    if (property.name == "OpenOrdersBalance") return partner.number(property.name) + balance.orders;
    return std::nullopt;
}

Record Partners::with_balances(const Record& partner) const {
    if (state_.balances.of_partner(state_.partners.key_of(partner)).is_zero()) return partner;
    Record out = partner;
    for (const char* name : {"CurrentAccountBalance", "OpenDeliveryNotesBalance", "OpenOrdersBalance"}) out.set(name, *computed(partner, partner.type().at(name)));
    return out;
}

void Partners::remove(const Table::Row& partner) {
    const auto in_use = [&](const Table& table) { return !table.keys_with(table.type().at("CardCode"), partner->text("CardCode")).empty(); };
    bool used = in_use(state_.payments) || in_use(state_.outgoing_payments);
    for (const DocumentKind& kind : document_kinds()) used = used || in_use(state_.*kind.table);
    if (used) throw rule("Business partner '" + partner->text("CardCode") + "' has documents and cannot be removed"); // text: our choice
    state_.partners.remove(state_.partners.key_of(*partner), state_.journal);
}

} // namespace ledgerline::sandbox::b1
