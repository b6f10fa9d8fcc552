#include "judgement.hpp"

#include "session.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using ledgerline::format;

namespace {

struct Reading {
    const Fault& fault;
    const DocumentFacts& document;
    std::string words; // the text in lower case
    NamedPlace place;  // empty where none is named

    bool says(std::string_view part) const { return contains(words, part); }
    bool names(std::string_view field) const { return place.field == field; }
    std::string quoted() const { return "SAP Business One says: " + fault.quoted(); }
};

// The only one of `codes` that stands in the text; else the one of the line that the text names; "" if neither.
std::string code_meant(const std::vector<std::string>& codes, const Reading& reading) {
    std::string meant;
    for (const std::string& code : codes) {
        if (code.empty() || code == meant || !contains(reading.fault.text, code)) continue;
        if (!meant.empty()) return {};
        meant = code;
    }
    if (!meant.empty()) return meant;
    const auto line = static_cast<std::size_t>(std::max<std::int64_t>(reading.place.line, 0));
    if (line >= 1 && line <= codes.size()) return codes[line - 1];
    // Only one is there at all.
    if (!codes.empty() && std::all_of(codes.begin(), codes.end(), [&](const std::string& code) { return code == codes.front(); })) return codes.front();
    return {};
}

bool is_contention(const Reading& reading) {
    if (reading.fault.is(-2039)) return true;
    return reading.says("could not commit transaction") || reading.says("deadlock") || reading.says("lock wait timeout") ||
           reading.says("resource busy and nowait");
}

// The columns of the header are named ORDR.CardCode, in requests Document.CardCode.
std::optional<Judgement> partner_problem(const Reading& reading) {
    const std::string& card_code = reading.document.card_code;
    const std::string subject = "partner:" + card_code;
    if (reading.says("credit limit"))
        return Judgement{Meaning::rejected, "CREDIT_LIMIT",
                         format("Business partner \"{}\" is over its credit limit. Raise the limit or settle open items, then retry. {}", card_code, reading.quoted()),
                         subject, {}};
    const bool about_partner = reading.names("CardCode") || reading.says("business partner") || reading.says("bp code");
    if (!about_partner) return std::nullopt;
    if (reading.says("inactive") || reading.says("frozen") || reading.says("on hold") || reading.says("blocked"))
        return Judgement{Meaning::rejected, "PARTNER_INACTIVE",
                         format("Business partner \"{}\" is not active. Activate it or book to another partner, then retry. {}", card_code, reading.quoted()), subject, {}};
    if (reading.says("invalid") || reading.says("not found") || reading.says("does not exist") || reading.says("missing") || reading.fault.is(-2028))
        return Judgement{Meaning::rejected, "CUSTOMER_NOT_FOUND",
                         format("There is no business partner \"{}\". Create it or correct the mapping, then retry. {}", card_code, reading.quoted()), subject, {}};
    return std::nullopt;
}

std::optional<Judgement> item_problem(const Reading& reading) {
    if (reading.says("negative inventory") || reading.fault.is(-4014) || reading.says("batch") || reading.says("serial")) return std::nullopt;
    const bool about_item = reading.names("ItemCode") || reading.says("item");
    if (!about_item) return std::nullopt;
    const std::string item = code_meant(reading.document.item_codes, reading);
    const std::string named = item.empty() ? std::string("An item of the order") : "Item \"" + item + "\"";
    const std::string subject = item.empty() ? std::string() : "sku:" + item;
    const std::string waits_for = item.empty() ? std::string() : "item:" + item;
    if (reading.says("inactive") || reading.says("frozen") || reading.says("not specified as sales item"))
        return Judgement{Meaning::rejected, "ITEM_INACTIVE", format("{} cannot be sold: it is inactive or no sales item. {}", named, reading.quoted()), subject, waits_for};
    if (reading.says("warehouse"))
        return Judgement{Meaning::rejected, "ERP_REJECTED", format("{} is not kept in the warehouse of its line. Assign it there or correct the rules, then retry. {}", named, reading.quoted()),
                         subject, {}};
    if (reading.says("missing") || reading.says("invalid") || reading.says("not found") || reading.says("does not exist") || reading.says("unknown") ||
        (reading.names("ItemCode") && reading.fault.is(-2028)))
        return Judgement{Meaning::rejected, "SKU_NOT_FOUND", format("{} is not in the item master. {}", named, reading.quoted()), subject, waits_for};
    return std::nullopt;
}

std::optional<Judgement> tax_problem(const Reading& reading) {
    const bool about_tax = reading.names("VatGroup") || reading.names("TaxCode") || reading.says("tax code") || reading.says("vat group") ||
                           reading.says("tax group") || reading.says("tax definition");
    if (!about_tax) return std::nullopt;
    const std::string tax = code_meant(reading.document.tax_codes, reading);
    return Judgement{Meaning::rejected, "TAX_CODE_MISSING",
                     format("{} cannot be used for this document. Define it in the company or correct the tax mapping, then retry. {}",
                            tax.empty() ? std::string("A tax code of the order") : "Tax code \"" + tax + "\"", reading.quoted()),
                     tax.empty() ? std::string() : "tax:" + tax, {}};
}

std::optional<Judgement> setup_problem(const Reading& reading) {
    if (reading.fault.is(-4013) || reading.says("posting period locked") || reading.says("date deviates from permissible range"))
        return Judgement{Meaning::rejected, "PERIOD_CLOSED",
                         format("The posting period of {} is not open. Open it, or let the rules choose another date, then retry. {}", reading.document.document_date,
                                reading.quoted()),
                         "period:" + reading.document.document_date.substr(0, 7), {}};
    if (reading.says("exchange rate"))
        return Judgement{Meaning::rejected, "CURRENCY_RATE_MISSING",
                         format("There is no exchange rate for {} on {}. Enter it, then retry. {}", reading.document.currency, reading.document.document_date,
                                reading.quoted()),
                         "currency:" + reading.document.currency, {}};
    if (reading.fault.is(-4002) || reading.says("numbering series"))
        return Judgement{Meaning::rejected, "ERP_REJECTED",
                         format("The numbering series does not fit: {}. {}",
                                reading.document.series.empty() ? std::string("no default series for sales orders") : "series " + reading.document.series, reading.quoted()),
                         "series:" + reading.document.series, {}};
    if (reading.names("BPLId") || reading.says("active branch"))
        return Judgement{Meaning::rejected, "ERP_REJECTED",
                         format("The branch does not fit: {}. {}",
                                reading.document.branch.empty() ? std::string("the company works with branches and the order names none") : "branch " + reading.document.branch,
                                reading.quoted()),
                         "branch:" + reading.document.branch, {}};
    return std::nullopt;
}

} // namespace

Judgement judge(const Fault& fault, const DocumentFacts& document) {
    const Reading reading{fault, document, lower(fault.text), place_in(fault.text).value_or(NamedPlace{})};
    if (fault.status == 401 || fault.code == "301") return {Meaning::retry, "ERP_SESSION", "The session ended in the middle. " + reading.quoted(), {}, {}};
    if (is_contention(reading))
        return {Meaning::retry, "ERP_LOCKED",
                format("Somebody else changed a row that this document needs; nothing was made. If it stays so, an item or partner of the order is held by a user or "
                       "damaged. {}",
                       reading.quoted()),
                {}, {}};
    if (fault.status == 503) return {Meaning::retry, "ERP_UNAVAILABLE", "SAP Business One has no free worker; nothing was made. " + reading.quoted(), {}, {}};
    if (fault.status >= 500 || fault.status < 400) return {Meaning::unknown, "ERP_UNAVAILABLE", "It is not known whether the document was made. " + reading.quoted(), {}, {}};
    if (fault.is(-2035)) return {Meaning::exists, "ORDER_DUPLICATE_SUSPECT", reading.quoted(), {}, {}};
    if (is_configuration(fault)) return {Meaning::blocked, "CONFIG_DRIFT", configuration_problem(fault, "the document").what(), {}, {}};
    // A company's own checks write what they like; of their words only the credit limit is known in the field.
    const bool own_check = fault.is(-1116) && !reading.says("credit limit");
    for (const auto problem : {setup_problem, partner_problem, tax_problem, item_problem})
        if (auto judgement = own_check ? std::optional<Judgement>() : problem(reading)) {
            // The field says which code it is, but a draft of an approval procedure would be answered alike without one.
            if (fault.is(-2028) && reading.place.field.empty()) judgement->meaning = Meaning::unclear;
            return *judgement;
        }
    // On a second try it means mostly that the first one worked.
    if (reading.says("base documents has already been closed")) return {Meaning::unclear, "ERP_REJECTED", reading.quoted(), {}, {}};
    if (fault.is(-2028))
        return {Meaning::unclear, "ERP_REJECTED",
                format("The order names something that the company does not have (business partner, item, tax code, warehouse or freight code), or an approval procedure applies to "
                       "it and SAP Business One kept no draft: then exempt the integration's user from it. {}",
                       reading.quoted()),
                {}, {}};
    return {Meaning::rejected, "ERP_REJECTED", reading.quoted(), {}, {}};
}

} // namespace sapb1
