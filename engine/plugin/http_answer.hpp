// What came back over the wire to the answer document of the contract.
#pragma once

#include "base/http.hpp"
#include "config/secrets.hpp"
#include "message/value.hpp"

namespace ledgerline::plugin {

// {outcome, status, headers, json | text, error}. `error` and the text of a refusal (status 400 and above) are without secrets.
message::Value answer_document(const base::Exchange& exchange, const config::Secrets& secrets);
// Nothing left the process.
message::Value not_sent(std::string error);

} // namespace ledgerline::plugin
