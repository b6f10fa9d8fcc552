// A request that the company refuses, and the texts it does so with. Thrown inside one request, caught where the
// request's transaction ends. Texts and codes are those captured on live installations; where none is public, the
// one chosen here is marked "our choice".
#pragma once

#include "b1/version.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace ledgerline::sandbox::b1 {

struct Refusal : std::runtime_error {
    Refusal(int http_status, std::string error_code, const std::string& text)
        : std::runtime_error(text), status(http_status), code(std::move(error_code)) {}

    int status;
    std::string code;              // decimal number as text
    bool keeps_changes = false;    // the answer is an error, yet what was written stays (a draft made by an approval)
    bool with_inner_error = false; // v1 adds "innererror" to errors of $batch and of property reads
};

Refusal no_such_record();                                   // 404 -2028
Refusal unknown_reference(int http_status);                 // -2028 on POST
Refusal already_exists();                                   // -2035
Refusal modified_by_another(int http_status, const std::string& table = ""); // -2039; some installations name the table
Refusal field_cannot_be_updated();                          // -1029
Refusal action_not_supported();                             // -5006
Refusal invalid_property(std::string_view name, std::string_view type);  // -1000
Refusal invalid_filter_property(std::string_view name);     // 201
Refusal value_too_long(std::string_view name, std::string_view type);
Refusal unknown_resource(std::string_view path);            // 200
Refusal malformed_batch();                                  // -1000 with innererror
Refusal malformed(const std::string& text);                 // -1000
Refusal rule(const std::string& text);                      // -10
Refusal already_closed();                                   // a closed document is closed, cancelled or paid again
Refusal invalid_session();                                  // 401 301

struct ErrorStyle {
    bool second_shape = true; // code and message as text, v2's way
    bool with_details = false;
};

// The JSON text of the error.
std::string error_body(const Refusal& refusal, const ErrorStyle& style);

} // namespace ledgerline::sandbox::b1
