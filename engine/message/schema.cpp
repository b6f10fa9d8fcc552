#include "message/schema.hpp"

#include "message/json.hpp"
#include "message/schema_tree.hpp"

#include <map>
#include <stdexcept>

namespace ledgerline::message {

// Made by the build from sdk/documents/: type and schema text.
std::vector<std::pair<std::string_view, std::string_view>> embedded_schemas();

namespace {

struct Schema {
    std::string_view text;
    SchemaTree tree;
};

// A constant: what was compiled in, read once. Nothing can be added and nothing changes, so that threads share it freely.
const std::map<std::string, Schema, std::less<>>& schemas() {
    static const auto all = [] {
        std::map<std::string, Schema, std::less<>> out;
        for (const auto& [type, text] : embedded_schemas()) {
            try {
                out.emplace(type, Schema{text, SchemaTree(parse_json(text))});
            } catch (const std::exception& error) {
                throw std::logic_error("the schema of " + std::string(type) + " cannot be used: " + error.what());
            }
        }
        return out;
    }();
    return all;
}

} // namespace

std::vector<std::string> schema_types() {
    std::vector<std::string> out;
    for (const auto& [type, schema] : schemas()) out.push_back(type);
    return out;
}

std::string_view schema_text(std::string_view type) {
    const auto found = schemas().find(type);
    return found == schemas().end() ? std::string_view() : found->second.text;
}

std::string schema_problem(const std::string& type, const Value& body) {
    const auto found = schemas().find(type);
    if (found == schemas().end()) {
        std::string known;
        for (const auto& [name, schema] : schemas()) known += (known.empty() ? "" : ", ") + name;
        return "\"" + type + "\" is not a known type (known: " + known + ")";
    }
    return found->second.tree.problem(body);
}

Value without_state(const std::string& type, const Value& body) {
    const auto found = schemas().find(type);
    return found == schemas().end() ? body : found->second.tree.without_state(body);
}

} // namespace ledgerline::message
