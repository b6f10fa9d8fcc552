#include "plugin/http_service.hpp"

#include "base/digest.hpp"

#include "plugin/http_answer.hpp"
#include "plugin/http_request.hpp"

#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <utility>

namespace ledgerline::plugin {

using message::Value;

namespace {

// Calls `visit` for every text of the tree, names of members among them.
template <class Visit>
void each_text(const Value& part, const Visit& visit) {
    if (const auto* text = part.as_text()) visit(*text);
    if (const auto* items = part.as_array())
        for (const Value& item : *items) each_text(item, visit);
    if (const auto* members = part.as_object())
        for (const auto& [name, member] : *members) {
            visit(name);
            each_text(member, visit);
        }
}

} // namespace

ConnectionHttp::ConnectionHttp(base::Transport& transport, const Value& connection, const config::Secrets& secrets, std::string user_agent, Recorder recorder)
    : transport_(transport), endpoint_(endpoint_of(connection)), secrets_(secrets), user_agent_(std::move(user_agent)), recorder_(std::move(recorder)) {
    each_text(connection, [&](const std::string& text) {
        for (std::string& placeholder : secrets_.placeholders_in(text)) own_.insert(std::move(placeholder));
    });
}

void ConnectionHttp::refuse_secrets_of_others(const Value& part) const {
    if (secrets_.empty()) return;
    each_text(part, [&](const std::string& text) {
        for (const std::string& placeholder : secrets_.placeholders_in(text))
            if (own_.count(placeholder) == 0) throw BadRequest(fmt::format("{} stands in the request, and is no secret of this connection", secrets_.describe(placeholder)));
    });
}

Value ConnectionHttp::exchange(const Value& request) {
    Value answer = answer_to(request);
    if (recorder_) recorder_(request, answer);
    return answer;
}

bool ConnectionHttp::is_proven(std::string_view method, std::string_view secret, std::string_view content, std::string_view proof) const {
    if (!secrets_.is_placeholder(secret) || own_.count(std::string(secret)) == 0) throw std::invalid_argument("what it was compared with is no secret of this connection");
    const std::string value = secrets_.fill(secret);
    if (method == "equal") return base::equal_in_constant_time(value, proof);
    if (method == "hmac-sha256-base64") return base::equal_in_constant_time(base::hmac_sha256_base64(value, content), proof);
    throw std::invalid_argument(fmt::format("\"{}\" is no method of authentication; known are equal and hmac-sha256-base64", method));
}

Value ConnectionHttp::answer_to(const Value& request) const {
    base::HttpRequest wire;
    try {
        refuse_secrets_of_others(request);
        wire = wire_request(request, endpoint_.base_path, secrets_, user_agent_);
    } catch (const BadRequest& error) {
        return not_sent(secrets_.redact(error.what()));
    }
    try {
        return answer_document(transport_.send(endpoint_, wire), secrets_);
    } catch (const std::exception& error) {
        // Nobody knows how far it came, so it may have left.
        base::Exchange lost;
        lost.reach = base::Reach::no_answer;
        lost.error = error.what();
        return answer_document(lost, secrets_);
    }
}

} // namespace ledgerline::plugin
