// HTTP for the components of one connection: the contract's request and answer documents (abi.h, http) over a Transport.
// Here, and only here, placeholders of secrets become values; whatever goes back to a component is without them.
#pragma once

#include "base/http.hpp"
#include "config/secrets.hpp"
#include "plugin/component.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace ledgerline::plugin {

// From a connection's checked fields: url, and where given ca_file, fingerprint, verify, timeout (milliseconds).
// Throws std::invalid_argument: the first of endpoint_problems.
base::Endpoint endpoint_of(const message::Value& connection);

struct FieldProblem {
    std::string field; // "url"
    std::string what;  // which value, and what to write; a URL is not repeated, for it may hold a secret
};
// Every field that leads nowhere.
std::vector<FieldProblem> endpoint_problems(const message::Value& connection);

// Thread-safe, as far as the transport is.
class ConnectionHttp final : public HttpService {
public:
    // Sees every exchange as the component saw it: placeholders, no secrets.
    using Recorder = std::function<void(const message::Value& request, const message::Value& answer)>;

    // `connection`: its checked fields. Only the secrets that stand in them go over this connection: a request that holds another
    // one is not sent. `transport` and `secrets` are borrowed. `user_agent`: "Ledgerline/1.0". Throws as endpoint_of does.
    ConnectionHttp(base::Transport& transport, const message::Value& connection, const config::Secrets& secrets, std::string user_agent,
                   Recorder recorder = nullptr);

    // Never throws for what the request or the remote holds: that is an answer with `error`.
    message::Value exchange(const message::Value& request) override;
    bool is_proven(std::string_view method, std::string_view secret, std::string_view content, std::string_view proof) const override;

private:
    message::Value answer_to(const message::Value& request) const;
    void refuse_secrets_of_others(const message::Value& part) const;

    base::Transport& transport_;
    base::Endpoint endpoint_;
    const config::Secrets& secrets_;
    std::set<std::string> own_; // placeholders
    std::string user_agent_;
    Recorder recorder_;
};

} // namespace ledgerline::plugin
