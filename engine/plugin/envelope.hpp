// The document that components see: what the engine knows of a message, and its body (abi.h, APPLY).
#pragma once

#include "message/value.hpp"
#include "store/rows.hpp"

namespace ledgerline::plugin {

inline message::Value envelope(const store::MessageRow& row, message::Value body, bool held = false) {
    return message::Value::object({{"id", std::to_string(row.id)},
                                   {"type", row.type},
                                   {"source", row.source},
                                   {"source_key", row.source_key},
                                   {"revision", row.revision},
                                   {"correlation", row.correlation},
                                   {"received_at", base::iso_time(row.received_at)},
                                   {"held", held},
                                   {"body", std::move(body)}});
}

} // namespace ledgerline::plugin
