// A refusal by Service Layer, whatever shape it came in: v1 (number, object message), v2 (text), or a page of a proxy.
#pragma once

#include <ledgerline/http.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sapb1 {

struct Fault {
    int status = 0;
    std::string code; // "-2039", "301", "" where none was given
    std::string text; // SAP's own words, in the login's language

    // By its code or by the code in its text, "... (ODBC -2039)": texts are translated, codes are not.
    bool is(std::int64_t number) const;
    // For people: "... " (code -2039).
    std::string quoted() const;
};

// "(ODBC -2039)" in a text.
std::optional<std::int64_t> odbc_code(std::string_view text);
// "[RDR1.ItemCode][line: 2]": the field after the dot and the line, 0 where none is named.
struct NamedPlace {
    std::string table, field;
    std::int64_t line = 0;
};
std::optional<NamedPlace> place_in(std::string_view text);

// Whether Service Layer itself said it: a page of a proxy in front of it has no such body, and says nothing of what SAP did.
bool is_from_sap(const ledgerline::Response& answer);

// From an error body's tree; the code and text stay empty where it is no error body.
Fault fault_of(int status, const ledgerline::Node& body);
// From an answer that is not 2xx.
Fault fault_of(const ledgerline::Response& answer);

} // namespace sapb1
