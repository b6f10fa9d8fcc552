// The two roots of the Service Layer and what differs between their answers.
#pragma once

#include <string_view>

namespace ledgerline::sandbox::b1 {

enum class Version { v1, v2 }; // OData 3 and OData 4

constexpr std::string_view root_of(Version version) {
    return version == Version::v1 ? "/b1s/v1" : "/b1s/v2";
}

constexpr std::string_view content_type_of(Version version) {
    return version == Version::v1 ? "application/json;odata=minimalmetadata;charset=utf-8"
                                  : "application/json;odata.metadata=minimal;charset=utf-8";
}

// The prefix of control members in a body: "odata." or "@odata.".
constexpr std::string_view control_prefix_of(Version version) {
    return version == Version::v1 ? "odata." : "@odata.";
}

} // namespace ledgerline::sandbox::b1
