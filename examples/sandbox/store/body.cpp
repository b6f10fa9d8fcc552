#include "store/body.hpp"

#include "message/json.hpp"

namespace ledgerline::sandbox::store {

namespace {

message::Value read_any(const Call& call) {
    const std::string type = base::header(*call.headers, "Content-Type");
    if (type.rfind("application/json", 0) != 0) throw Refused(415, "The Content-Type must be application/json.");
    try {
        return message::parse_json(call.body);
    } catch (const message::JsonError&) {
        throw Refused(400, "The request body is not valid JSON.");
    }
}

} // namespace

message::Value read_body(const Call& call) {
    message::Value body = read_any(call);
    if (!body.is_object()) throw Refused(400, "The request body is not valid JSON.");
    return body;
}

message::Value read_list(const Call& call) {
    message::Value body = read_any(call);
    if (!body.is_array()) throw Refused(422, "JSON data is missing or invalid");
    return body;
}

void refuse_read_only(const std::string& name) {
    throw Refused(400, "The field '" + name + "' cannot be written to. Please remove it from your request before trying again.");
}

void refuse_unsupported(const std::string& name) { throw Refused(400, "The field '" + name + "' is not supported by this resource."); }

void refuse_invalid(const std::string& name) { throw Refused(400, "The field '" + name + "' is invalid."); }

void refuse_missing(const std::string& name) { throw Refused(400, "The required field '" + name + "' was not supplied."); }

} // namespace ledgerline::sandbox::store
