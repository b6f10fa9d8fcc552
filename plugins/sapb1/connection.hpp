// What the connection's fields say, as this plugin uses them.
#pragma once

#include <ledgerline/config.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace sapb1 {

enum class Version { v1, v2 }; // OData 3 and 4

struct Connection {
    std::string url, company, user, password, language; // password: a placeholder
    Version version = Version::v2;

    // Refuses what leads nowhere.
    static Connection from(const ledgerline::Config& fields);
    // "/b1s/v2", for the requests inside a $batch. A proxy in front may add to the url's path; Service Layer knows its own.
    std::string_view root() const { return version == Version::v1 ? "/b1s/v1" : "/b1s/v2"; }
};

// The field utc_offset of a component, in seconds: the company's clock against UTC. Refuses what is none.
std::int64_t utc_offset_of(const ledgerline::Config& fields);

} // namespace sapb1
