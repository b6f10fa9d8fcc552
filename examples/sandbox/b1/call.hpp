// One request below a root, whether it came alone or as a part of a $batch, and the pieces that answers are made of.
#pragma once

#include "b1/record.hpp"
#include "b1/target.hpp"
#include "b1/version.hpp"

#include "base/http.hpp"
#include "message/value.hpp"

namespace ledgerline::sandbox::b1 {

struct Call {
    Version version = Version::v2;
    std::string method;
    Target target;
    base::Headers headers;
    std::string body;
    std::string address; // "https://sap.example.test:50000"

    bool prefers_no_content() const;
    bool replaces_collections() const;
    bool ignores_case() const;
    std::string service_root() const { return address + std::string(root_of(version)); }
};

base::HttpResponse json_answer(const Call& call, int status, const message::Value& body);
base::HttpResponse text_answer(int status, std::string_view content_type, std::string body);
base::HttpResponse no_content(const Call& call);
// {"@odata.context": ...} to which the members of the object are added.
message::Value with_context(const Call& call, const std::string& what);
// W/"SHA-1 of the decimal DataVersion".
std::string etag_of(const Record& record);
// "Orders(813)", "Items('it''s')".
std::string link_of(const std::string& entity_set, const std::vector<const Property*>& key, const Record& record);

} // namespace ledgerline::sandbox::b1
