// A schema, compiled: JSON Schema draft 4 as far as canonical documents use it.
//
// RapidJSON's own validator is not used. It ignores a pattern that it cannot read and a required member that has no
// schema, one schema document must not be used by two threads (its regular expressions keep state), and it tells a keyword
// where a person needs a sentence. A keyword that is not known here is refused when the schema is compiled, so that a
// schema never checks less than it says.
#pragma once

#include "message/pattern.hpp"
#include "message/value.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ledgerline::message {

struct SchemaNode;

struct SchemaMember {
    const SchemaNode* node = nullptr;
    bool is_required = false;
    bool is_state = false; // "x-change": "state"
};

struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
};

struct SchemaNode {
    std::string name;                      // of the definition, "" if it has none
    std::vector<Kind> kinds;               // empty: any
    std::vector<Value> choices;            // of enum; empty: any
    std::optional<Pattern> pattern;
    std::string pattern_text;
    std::optional<std::int64_t> minimum, maximum;
    std::optional<std::int64_t> length_min, length_max; // characters of a text
    std::optional<std::int64_t> items_min, items_max;
    const SchemaNode* items = nullptr;     // every element; nullptr: any
    std::unordered_map<std::string, SchemaMember, TextHash, std::equal_to<>> members;
    std::vector<std::string> required;     // in the schema's order
    bool others_allowed = true;            // members that are not named
    bool is_foreign = false;               // "x-content": "foreign": inside stands what another system wrote, as it wrote it
    bool holds_state = false;              // somewhere below: without_state must look here
};

// Immutable after its construction: any thread.
class SchemaTree {
public:
    // Throws std::invalid_argument with the place in the schema.
    explicit SchemaTree(const Value& schema);
    ~SchemaTree();
    SchemaTree(SchemaTree&&) noexcept;

    // "" if the body fits; else the first problem: "/lines/3/sku: must be text, found an integer".
    std::string problem(const Value& body) const;
    // The body without the members that are marked as state.
    Value without_state(const Value& body) const;

private:
    class Compiler;

    std::vector<std::unique_ptr<SchemaNode>> nodes_;
    const SchemaNode* root_ = nullptr;
};

} // namespace ledgerline::message
