#include "document_cells.hpp"

#include "text.hpp"

#include <string>

namespace sapb1 {

using namespace ledgerline;

void put_number(const Node& to, const std::optional<Decimal>& value, const Node& from) {
    if (!value) from.fail("expected a decimal, nothing is there: the rules have not booked it");
    const Decimal number = value->normalized();
    if (number.scale() > 6) from.fail(number.text() + " has more than the six digits after the point that SAP keeps");
    to.set_number(number);
}

void put_text(const Node& to, std::string_view value, std::size_t length_max) {
    if (const std::string text = fitted(value, length_max); !text.empty()) to.set(text);
}

void put_code(const Node& to, std::string_view value, std::size_t length_max, const Node& from) {
    if (column_length(value) > length_max) from.fail(shown(value) + " has more than the " + std::to_string(length_max) + " characters of SAP's column");
    to.set(value);
}

void put_whole(const Node& to, std::string_view value, const Node& from) {
    const auto number = Decimal::try_parse(value);
    if (!number || number->scale() != 0) from.fail(shown(value) + " is not a whole number");
    to.set(number->units());
}

void put_price(const Node& line, bool gross, const std::optional<Decimal>& price, const Node& from) {
    if (gross) {
        put_number(line["PriceAfterVAT"], price, from);
        return;
    }
    put_number(line["UnitPrice"], price, from);
    // Without it the partner's own discounts would come on top.
    line["DiscountPercent"].set(0);
}

bool is_gross(const Node& price_mode) {
    const std::string_view mode = price_mode.text_or("");
    if (mode != "gross" && mode != "net") price_mode.fail("the rules must say gross or net");
    return mode == "gross";
}

} // namespace sapb1
