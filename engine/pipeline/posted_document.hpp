// A new revision of something that was posted, or settled by hand, before: does it change what stands?
#pragma once

#include "commerce/part_posting.hpp"
#include "exceptions/exceptions.hpp"
#include "store/store.hpp"

#include <optional>
#include <vector>

namespace ledgerline::pipeline {

struct Posted {
    store::CrossReferenceRow reference;
    // Empty: only its state changed (status, payment, notes), nothing to send. Else what a person must decide.
    std::vector<exceptions::Found> changes;
    // Why the engine cannot change the document itself, "" if it can.
    std::string obstacle;
    // The order is cancelled, and so was the document: nothing of it matters any more.
    bool is_over = false;
    // It was cancelled since, and a part of its money went back; among the changes. No change of the document ends that.
    bool was_cancelled = false;
    // Of a return: its sink had nothing to post, so nothing stands in the ERP.
    bool is_nothing = false;
    // Lines are still to be added to the document; without a change the message is judged for them.
    std::optional<commerce::OpenPart> part;
};

// Nothing if no revision of it was posted yet, or if this one was, wholly.
std::optional<Posted> posted_document(store::UnitOfWork& unit, const store::MessageRow& row, const message::Value& body);

struct Settled {
    store::Id exception = 0;                // that was resolved
    std::string by;                         // whoever resolved it
    std::vector<exceptions::Found> changes; // empty: it is still what was settled
};

// Nothing if no earlier revision of it was settled by a person. To be asked when no document stands for it.
std::optional<Settled> settled_by_hand(store::UnitOfWork& unit, const store::MessageRow& row, const message::Value& body);

} // namespace ledgerline::pipeline
