#include "b1/refusal.hpp"

#include "b1/body_text.hpp"

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

std::string quoted(std::string_view text) {
    return "'" + std::string(text) + "'";
}

} // namespace

Refusal no_such_record() {
    return {404, "-2028", "No matching records found (ODBC -2028)"};
}

Refusal unknown_reference(int http_status) {
    return {http_status, "-2028", "No matching records found (ODBC -2028)"};
}

Refusal already_exists() {
    return {400, "-2035", "This entry already exists in the following tables (ODBC -2035)"};
}

Refusal modified_by_another(int http_status, const std::string& table) {
    return {http_status, "-2039",
            "Another user or another operation modified data; to continue, open the window again" + (table.empty() ? "" : " '' (" + table + ")") + " (ODBC -2039)"};
}

Refusal field_cannot_be_updated() {
    return {400, "-1029", "Field cannot be updated (ODBC -1029)"};
}

Refusal action_not_supported() {
    return {400, "-5006", "The requested action is not supported for this object."};
}

Refusal invalid_property(std::string_view name, std::string_view type) {
    return {400, "-1000", "Property " + quoted(name) + " of " + quoted(type) + " is invalid"};
}

Refusal invalid_filter_property(std::string_view name) {
    return {400, "201", "Property " + quoted(name) + " is invalid"};
}

Refusal value_too_long(std::string_view name, std::string_view type) {
    return {400, "-1000", "Value too long in property " + quoted(name) + " of " + quoted(type)}; // code: our choice
}

Refusal unknown_resource(std::string_view path) {
    return {400, "200", "Unrecognized resource path '" + std::string(path) + "'"};
}

Refusal malformed_batch() {
    Refusal refusal(400, "-1000", "Incomplete Batch Request Body!");
    refusal.with_inner_error = true;
    return refusal;
}

Refusal malformed(const std::string& text) {
    return {400, "-1000", text};
}

Refusal rule(const std::string& text) {
    return {400, "-10", text};
}

Refusal already_closed() {
    return rule("Document is already closed"); // its code is not public: our choice
}

Refusal invalid_session() {
    return {401, "301", "Invalid session or session already timeout."};
}

std::string error_body(const Refusal& refusal, const ErrorStyle& style) {
    Value error = Value::object();
    if (style.second_shape) {
        error.set("code", refusal.code);
        if (style.with_details) {
            Value detail = Value::object();
            detail.set("code", "");
            detail.set("message", "");
            error.set("details", Value::array({detail}));
        }
        error.set("message", refusal.what());
    } else {
        error.set("code", Value::number(refusal.code));
        if (refusal.with_inner_error) {
            Value inner = Value::object();
            inner.set("context", nullptr);
            inner.set("trace", nullptr);
            error.set("innererror", inner);
        }
        Value message = Value::object();
        message.set("lang", "en-us");
        message.set("value", refusal.what());
        error.set("message", message);
    }
    Value body = Value::object();
    body.set("error", error);
    return body_text(body);
}

} // namespace ledgerline::sandbox::b1
