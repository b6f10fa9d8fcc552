// A new revision of something that was posted already: does it change the posted document?
#pragma once

#include "commerce/part_posting.hpp"
#include "exceptions/exceptions.hpp"
#include "store/store.hpp"

#include <optional>

namespace ledgerline::pipeline {

struct Posted {
    store::CrossReferenceRow reference;
    // Empty: only its state changed (status, payment, notes), nothing to send. Else what a person must decide.
    std::optional<exceptions::Found> change;
    // Lines are still to be added to the document; without a change the message is judged for them.
    std::optional<commerce::OpenPart> part;
};

// Nothing if no revision of it was posted yet, or if this one was, wholly.
std::optional<Posted> posted_document(store::UnitOfWork& unit, const store::MessageRow& row, const message::Value& body);

} // namespace ledgerline::pipeline
