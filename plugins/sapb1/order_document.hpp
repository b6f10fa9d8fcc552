// The canonical order as SAP's document of type Orders.
#pragma once

#include "address.hpp"
#include "judgement.hpp"

#include <ledgerline/delivery.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

// The names that `prepare` makes in the company.
inline constexpr std::string_view key_table = "LEDGERLINE";
inline constexpr std::string_view key_entity = "U_LEDGERLINE";
inline constexpr std::string_view key_field = "U_LL_Key";
inline constexpr std::string_view line_field = "U_LL_Line";
inline constexpr std::size_t key_length_max = 50;
inline constexpr std::size_t line_length_max = 30;

struct DocumentSettings {
    std::string reference = "{number}"; // becomes NumAtCard
    std::string tax_field = "VatGroup"; // or TaxCode
    bool sends_price_mode = false;
    bool tells_options = false;         // what the shopper chose, in ItemDetails of the line
    AddressCodes codes;
    std::map<std::string, std::string> currencies; // by the store's ISO code; the company may have codes of its own
};

// Writes the document and says what it holds. Throws ShapeError (which place, what is wrong) for an order that the rules have
// not booked completely or that SAP's columns cannot hold without changing its meaning.
DocumentFacts write_order(const ledgerline::Order& order, std::string_view card_code, std::string_view key, const DocumentSettings& settings,
                          const ledgerline::Node& to);

// Turns the rate of a written document round, for a company that quotes one unit of its own currency.
void quote_indirectly(const ledgerline::Order& order, const ledgerline::Node& document);

// What is added to a document that exists already: its new lines alone, which a PATCH appends.
DocumentFacts write_addition(const ledgerline::Order& order, const DocumentSettings& settings, const ledgerline::Node& to);

// The company's code of the order's currency.
std::string currency_of(const ledgerline::Order& order, const DocumentSettings& settings);

// In gross mode the amounts of the booking must add up to the expected total: what they come to, if that is something else.
std::optional<ledgerline::Decimal> gross_amount_if_different(const ledgerline::Order& order);

// What people book as one document: lines that the rules have booked. The others, the quarantined ones and those that other
// lines of their bundle stand for stay out.
bool is_booked(const ledgerline::OrderLine& line);

// In the store: nothing of it is to be delivered any more.
bool is_cancelled(const ledgerline::Order& order);

} // namespace sapb1
