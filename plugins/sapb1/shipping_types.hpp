// The company's shipping types, by their code: what a document only refers to by number.
#pragma once

#include "session.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace sapb1 {

struct ShippingType {
    std::string name, website; // "" where there is none
};

// Remembers what it has read for an hour.
class ShippingTypes {
public:
    // `code` as the document has it; "", "-1" and codes that are not there give an empty one. Throws Unavailable.
    ShippingType find(ledgerline::Call& call, Session& session, const std::string& code);

private:
    struct Known {
        ShippingType type;
        std::int64_t read_at_ms = 0;
    };
    std::map<std::string, Known> known_;
};

} // namespace sapb1
