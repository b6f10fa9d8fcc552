#include "exceptions/booked_amount.hpp"

#include "ledgerline/decimal.hpp"

#include <fmt/format.h>

namespace ledgerline::exceptions {

using message::Value;

std::optional<Found> booked_otherwise(const std::string& key, const std::string& sink, const Value& body, const std::string& document_number, const std::string& booked_amount) {
    const auto booked = Decimal::try_parse(booked_amount);
    const auto expected = Decimal::try_parse(body["booking"]["expected_total"].text_or(""));
    if (!expected || (booked && *booked == *expected)) return std::nullopt;
    // Of an order that is posted in parts, a document holds less than the store's total, by what waits.
    const bool whole = body["booking"]["quarantined_total"].is_null();
    Found found;
    found.code = "BOOKED_TOTAL_DIFFERS";
    found.subject = key;
    found.component = sink;
    found.where = "/totals/inc_tax";
    if (!booked) {
        found.message = fmt::format("Document {} was booked, but the ERP did not say with which total; {} is expected: compare it there", document_number, expected->text(2));
        found.facts = Value::object({{"expected", expected->text(2)}, {"document", document_number}});
        return found;
    }
    found.message = fmt::format("Document {} was booked with {}, {} {}: a difference of {} to be corrected in the ERP", document_number, booked->text(2),
                                whole ? "the store's total is" : "the lines that are on it come to", expected->text(2), (*booked - *expected).text(2));
    found.facts = Value::object({{"expected", expected->text(2)}, {"found", booked->text(2)}, {"document", document_number}});
    return found;
}

} // namespace ledgerline::exceptions
