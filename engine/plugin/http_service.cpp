#include "plugin/http_service.hpp"

#include "plugin/http_answer.hpp"
#include "plugin/http_request.hpp"

#include <exception>
#include <utility>

namespace ledgerline::plugin {

using message::Value;

ConnectionHttp::ConnectionHttp(base::Transport& transport, base::Endpoint endpoint, const config::Secrets& secrets, std::string user_agent,
                               Recorder recorder)
    : transport_(transport), endpoint_(std::move(endpoint)), secrets_(secrets), user_agent_(std::move(user_agent)), recorder_(std::move(recorder)) {}

Value ConnectionHttp::exchange(const Value& request) {
    Value answer = answer_to(request);
    if (recorder_) recorder_(request, answer);
    return answer;
}

Value ConnectionHttp::answer_to(const Value& request) const {
    base::HttpRequest wire;
    try {
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
