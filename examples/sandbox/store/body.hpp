// The body of a request that writes, and the texts with which v2 refuses its members.
#pragma once

#include "message/value.hpp"
#include "store/request.hpp"

#include <string>

namespace ledgerline::sandbox::store {

// An object. Refused: 415 for another content type, 400 for anything else.
message::Value read_body(const Call& call);
// The same of a list, as batches of v3 are.
message::Value read_list(const Call& call);

[[noreturn]] void refuse_read_only(const std::string& name);
[[noreturn]] void refuse_unsupported(const std::string& name);
[[noreturn]] void refuse_invalid(const std::string& name);
[[noreturn]] void refuse_missing(const std::string& name);

} // namespace ledgerline::sandbox::store
