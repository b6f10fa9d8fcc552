// Which answer of a $batch belongs to which of the change sets that were sent, and what is certain of those without one.
// Service Layer stops at the first part that fails: a complete answer that ends in a failure says that the rest was not
// executed. Whatever does not fit this picture is unknown, never guessed.
#pragma once

#include "multipart.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace sapb1 {

enum class Fate {
    done,          // a change set with answers that are all good
    refused,       // a single answer that says why; rolled back
    not_executed,  // the batch stopped before it
    unknown
};

struct Attribution {
    Fate fate = Fate::unknown;
    std::size_t part = 0; // in the batch's answer: of done and refused only
};

// `owners[p]` is the change set that part p names by its content (the key of the document in it, a Content-ID); nothing where
// it names none.
std::vector<Attribution> attribute(const BatchAnswer& answer, std::size_t sent, const std::vector<std::optional<std::size_t>>& owners);

// All of its answers are below 400 and there is at least one.
bool is_good(const BatchPart& part);

} // namespace sapb1
