#include "server/control_answers.hpp"

#include "server/members.hpp"
#include "store/request.hpp"

namespace ledgerline::sandbox::server {

void require_method(const std::string& method, std::initializer_list<const char*> allowed) {
    std::string list;
    for (const char* known : allowed) {
        if (method == known) return;
        list += (list.empty() ? "" : ", ") + std::string(known);
    }
    throw NotServed(405, "only " + list + " here");
}

std::int64_t id_of(const std::string& text) {
    if (const auto id = store::whole_number(text)) return *id;
    throw NotServed(404, "\"" + text + "\" is no id");
}

void require_members(const std::string& of, const message::Value& object, std::initializer_list<std::string_view> known) {
    for (const auto& [name, ignored] : object_of(of, object)) {
        bool found = false;
        for (std::string_view each : known) found = found || name == each;
        if (!found) refuse_member(name, "unknown member of " + of);
    }
}

} // namespace ledgerline::sandbox::server
