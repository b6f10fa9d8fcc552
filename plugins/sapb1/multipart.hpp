// The wire form of $batch: change sets of inner requests out, inner answers back. Pure text, no judgement.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sapb1 {

struct InnerRequest {
    std::string path; // "/b1s/v2/Orders"
    std::string json;
    bool without_body = false; // ask for an answer without a body
    std::string method = "POST";
    std::vector<std::pair<std::string, std::string>> headers = {}; // further ones
};
// What stands or falls together.
using ChangeSet = std::vector<InnerRequest>;

struct BatchRequest {
    std::string content_type, body;
};
// Content-IDs count through the whole batch from 1, so that an answer that repeats one names its change set.
BatchRequest write_batch(const std::vector<ChangeSet>& change_sets);
// The change set of a Content-ID, where each has so many parts; nothing for another text.
std::optional<std::size_t> change_set_of(std::string_view content_id, std::size_t parts_per_change_set);

struct InnerAnswer {
    int status = 0;          // 0: no status line
    std::string content_id;  // "" where there is none; v1 and v2 put it in different places
    std::string location;
    std::string_view body;   // borrowed from the answer's text
};

// One part of the batch: a single answer (of a failed change set, of a GET), or the answers of a change set that was done.
struct BatchPart {
    bool is_change_set = false;
    bool complete = true;    // false: the text ended inside it
    std::vector<InnerAnswer> answers;
};

struct BatchAnswer {
    std::vector<BatchPart> parts;
    bool complete = false;   // the closing delimiter was there
    std::string problem;     // "" = readable
};

// Never throws; `text` must outlive the answer.
BatchAnswer read_batch(std::string_view content_type, std::string_view text);

} // namespace sapb1
