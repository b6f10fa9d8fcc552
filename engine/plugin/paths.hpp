// The one table of compiled paths.
#pragma once

#include "message/path.hpp"

namespace ledgerline::plugin {

// Process-wide, and on purpose: `path`, `child` and `each` of the contract take no call and no context, and the handle that they
// answer is "valid as long as the process, safe to keep and to share between threads": a plugin may keep one in a static of its own
// and use it in every component. So there is exactly one numbering, and it cannot end before the last plugin, which is
// never unloaded. It holds names only (a pattern has one number, whoever asks first), no state of any message or component,
// and it is bounded.
message::PathTable& paths();

} // namespace ledgerline::plugin
