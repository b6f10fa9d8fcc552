// Where a component may write, and which of its writes are history.
#pragma once

#include "message/path.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::plugin {

enum class Right : std::uint8_t {
    refused,  // outside the declared paths
    recorded, // declared: a change of the message
    free      // scratch space, or a document that is the component's own to fill
};

// Of one component: one thread at a time.
class WriteRights {
public:
    // A rule: below its declared patterns, recorded, and below /scratch. Throws PluginError for a malformed pattern.
    explicit WriteRights(const std::vector<std::string>& declared);
    // A source, a sink, a configuration: everywhere.
    static WriteRights everywhere();

    Right of(message::PathId path);
    // To put an element at the end of the array at `path`: "/body/lines/*" allows it in "/body/lines".
    Right of_append(message::PathId path);
    // True for the first refusal of each path: for one line of log instead of thousands.
    bool is_first_refusal(message::PathId path);

private:
    WriteRights() = default;
    Right judged(message::PathId path) const;

    bool everywhere_ = false;
    message::PathId scratch_ = message::no_path;
    std::vector<message::PathId> declared_;
    // By path: 0 = not judged yet, else Right + 1. Paths are few and are judged once.
    std::vector<std::uint8_t> known_;
    std::vector<message::PathId> refused_;
};

} // namespace ledgerline::plugin
