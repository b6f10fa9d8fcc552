// What the parts of the control interface answer with, and the refusals of a request that they do not serve.
#pragma once

#include "base/http.hpp"
#include "message/json.hpp"
#include "message/value.hpp"

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

namespace ledgerline::sandbox::server {

struct ControlCall {
    std::string method;
    std::vector<std::string> path; // below /sandbox
    message::Value body;           // null without one
};

struct NotServed : std::runtime_error {
    NotServed(int http_status, const std::string& text) : std::runtime_error(text), status(http_status) {}
    int status;
};

inline NotServed no_such_resource() { return {404, "no such resource (see docs/sandbox.md)"}; }

inline base::HttpResponse control_answer(int status, const message::Value& body) {
    return {status, {{"Content-Type", "application/json"}}, message::write_json(body) + "\n"};
}

inline base::HttpResponse control_done() { return control_answer(200, message::Value::object({{"done", message::Value(true)}})); }

void require_method(const std::string& method, std::initializer_list<const char*> allowed);
std::int64_t id_of(const std::string& text);
// Members of the object, "kind" and no others; throws std::invalid_argument.
void require_members(const std::string& of, const message::Value& object, std::initializer_list<std::string_view> known);

} // namespace ledgerline::sandbox::server
