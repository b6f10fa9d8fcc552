#include "message/schema_tree.hpp"

#include "message/walk.hpp"

#include <array>
#include <stdexcept>

namespace ledgerline::message {

class SchemaTree::Compiler {
public:
    Compiler(const Value& schema, SchemaTree& tree) : schema_(schema), tree_(tree) {}

    const SchemaNode* all() { 
        const SchemaNode* root = compile(schema_, "", "");
        settle_state();
        return root;
    }

private:
    [[noreturn]] static void refuse(const std::string& where, const std::string& why) {
        throw std::invalid_argument("schema " + (where.empty() ? "root" : where) + ": " + why);
    }

    static const std::string& text(const Value& value, const std::string& where) {
        if (const auto* found = value.as_text()) return *found;
        refuse(where, "must be text");
    }
    static std::int64_t integer(const Value& value, const std::string& where) {
        if (const auto* found = value.as_int()) return *found;
        refuse(where, "must be an integer");
    }
    static bool boolean(const Value& value, const std::string& where) {
        if (const auto* found = value.as_bool()) return *found;
        refuse(where, "must be true or false");
    }
    static const Value::Object& object(const Value& value, const std::string& where) {
        if (const auto* found = value.as_object()) return *found;
        refuse(where, "must be an object");
    }
    static const Value::Array& array(const Value& value, const std::string& where) {
        if (const auto* found = value.as_array()) return *found;
        refuse(where, "must be an array");
    }

    static Kind kind_of(const std::string& type, const std::string& where) {
        if (type == "string") return Kind::text;
        if (type == "integer") return Kind::integer;
        if (type == "boolean") return Kind::boolean;
        if (type == "object") return Kind::object;
        if (type == "array") return Kind::array;
        if (type == "null") return Kind::null;
        if (type == "number") refuse(where, "canonical documents hold no numbers: amounts are decimal text");
        refuse(where, "\"" + type + "\" is no type");
    }

    static bool is_annotation(std::string_view keyword) {
        return keyword == "description" || keyword == "title" || keyword == "x-change" || keyword == "$schema" || keyword == "definitions" || keyword == "id";
    }

    // Whether "x-change": "state" stands there or at the definition that it refers to.
    bool is_state(const Value& schema, const std::string& where) {
        if (const Value* change = schema.find("x-change")) {
            if (text(*change, where + "/x-change") != "state") refuse(where, "x-change may only be \"state\"");
            return true;
        }
        const Value* reference = schema.find("$ref");
        return reference && is_state(definition(text(*reference, where)).second, where);
    }

    std::pair<std::string, const Value&> definition(const std::string& reference) const {
        constexpr std::string_view start = "#/definitions/";
        if (reference.compare(0, start.size(), start) != 0) refuse(reference, "$ref may only lead to #/definitions/");
        std::string name = reference.substr(start.size());
        const Value* found = schema_["definitions"].find(name);
        if (!found) refuse(reference, "there is no such definition");
        return {std::move(name), *found};
    }

    const SchemaNode* referred(const Value& schema, const std::string& where) {
        for (const auto& [keyword, value] : object(schema, where))
            if (keyword != "$ref" && !is_annotation(keyword)) refuse(where, keyword + " has no effect beside $ref");
        const auto [name, target] = definition(text(schema["$ref"], where));
        if (const auto known = definitions_.find(name); known != definitions_.end()) {
            if (!known->second) refuse(where, "definitions refer to one another in a circle");
            return known->second;
        }
        definitions_[name] = nullptr; // until it has a node: a circle of references
        return compile(target, "#/definitions/" + name, name);
    }

    const SchemaNode* compile(const Value& schema, const std::string& where, const std::string& name) {
        if (schema.find("$ref")) {
            const SchemaNode* node = referred(schema, where);
            if (!name.empty()) definitions_[name] = node;
            return node;
        }
        SchemaNode& node = *tree_.nodes_.emplace_back(std::make_unique<SchemaNode>());
        node.name = name;
        if (!name.empty()) definitions_[name] = &node; // before what is inside, which may refer to it
        for (const auto& [keyword, value] : object(schema, where)) keyword_of(node, keyword, value, where + "/" + keyword);
        for (const auto& needed : node.required) {
            const auto member = node.members.find(needed);
            if (member == node.members.end()) refuse(where + "/required", "the member \"" + needed + "\" is not in properties");
            member->second.is_required = true;
        }
        return &node;
    }

    void keyword_of(SchemaNode& node, const std::string& keyword, const Value& value, const std::string& where) {
        if (is_annotation(keyword)) return;
        if (keyword == "type") types(node, value, where);
        else if (keyword == "enum") node.choices = array(value, where);
        else if (keyword == "pattern") set_pattern(node, text(value, where), where);
        else if (keyword == "minimum") node.minimum = integer(value, where);
        else if (keyword == "maximum") node.maximum = integer(value, where);
        else if (keyword == "minLength") node.length_min = integer(value, where);
        else if (keyword == "maxLength") node.length_max = integer(value, where);
        else if (keyword == "minItems") node.items_min = integer(value, where);
        else if (keyword == "maxItems") node.items_max = integer(value, where);
        else if (keyword == "items") node.items = compile(value, where, "");
        else if (keyword == "properties") properties(node, object(value, where), where);
        else if (keyword == "additionalProperties") node.others_allowed = boolean(value, where);
        else if (keyword == "x-content") {
            if (text(value, where) != "foreign") refuse(where, "x-content may only be \"foreign\"");
            node.is_foreign = true;
        }
        else if (keyword == "required") for (const auto& member : array(value, where)) node.required.push_back(text(member, where));
        else refuse(where, "the keyword is not known");
    }

    static void types(SchemaNode& node, const Value& value, const std::string& where) {
        if (value.is_text()) {
            node.kinds.push_back(kind_of(text(value, where), where));
            return;
        }
        for (const auto& type : array(value, where)) node.kinds.push_back(kind_of(text(type, where), where));
    }

    static void set_pattern(SchemaNode& node, const std::string& pattern, const std::string& where) {
        try {
            node.pattern.emplace(pattern);
            node.pattern_text = pattern;
        } catch (const std::invalid_argument& error) {
            refuse(where, error.what());
        }
    }

    void properties(SchemaNode& node, const Value::Object& members, const std::string& where) {
        for (const auto& [name, schema] : members) {
            std::string place = where;
            append_pointer_step(place, name);
            node.members.emplace(name, SchemaMember{compile(schema, place, ""), false, is_state(schema, place)});
        }
    }

    // Definitions may refer to one another, so that this is settled when all nodes are there.
    void settle_state() {
        for (bool changed = true; changed;) {
            changed = false;
            for (const auto& node : tree_.nodes_) {
                bool holds = node->items && node->items->holds_state;
                for (const auto& [name, member] : node->members) holds = holds || member.is_state || member.node->holds_state;
                changed = changed || holds != node->holds_state;
                node->holds_state = holds;
            }
        }
    }

    const Value& schema_;
    SchemaTree& tree_;
    std::map<std::string, const SchemaNode*> definitions_;
};

SchemaTree::SchemaTree(const Value& schema) { root_ = Compiler(schema, *this).all(); }
SchemaTree::~SchemaTree() = default;
SchemaTree::SchemaTree(SchemaTree&&) noexcept = default;

} // namespace ledgerline::message
