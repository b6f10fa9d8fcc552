// The grammar of a multipart $batch request: what stands in which part, nothing of what it means.
#pragma once

#include "base/http.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::sandbox::b1 {

// One request inside a batch.
struct BatchRequest {
    std::string content_id;
    std::string method, target;
    base::Headers headers;
    std::string body;
};

// One part below the outer boundary: a request, or a change set of several.
struct BatchPart {
    bool is_change_set = false;
    std::vector<BatchRequest> requests;
};

// The boundary parameter; `quoted` tells whether it stood in quotes.
std::string boundary_of(std::string_view content_type, bool& quoted);
// Throws Refusal for a body that is cut short or breaks the grammar.
std::vector<BatchPart> read_batch(std::string_view body, std::string_view boundary, std::size_t parts_max);

} // namespace ledgerline::sandbox::b1
