// A revision of a thing becomes a message: once, behind its older ones, and in place of those that were not sent yet. So it is
// for what connectors read and for what the engine makes itself.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <optional>

namespace ledgerline::revisions {

// `row` without id and revision, which is the digest of the body. Inside one unit of work, together with whatever must be true at the
// same time. Nothing if the newest known revision has this body.
std::optional<store::MessageRow> take_in(store::UnitOfWork& unit, store::MessageRow row, const message::Value& body);

} // namespace ledgerline::revisions
