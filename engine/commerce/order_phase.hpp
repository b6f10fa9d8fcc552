// What an order's status means, whatever the store calls it.
#pragma once

#include "message/value.hpp"

namespace ledgerline::commerce {

// Nothing of it is to be delivered any more, or ever was.
inline bool is_cancelled(const message::Value& body) {
    const std::string phase = body["status"]["phase"].text_or("");
    return phase == "cancelled" || phase == "declined";
}

} // namespace ledgerline::commerce
