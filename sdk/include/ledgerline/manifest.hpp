// What a plugin says of itself. The fields described here are the check of the configuration, the error message, the
// completion in editors and the manual.
#ifndef LEDGERLINE_MANIFEST_HPP
#define LEDGERLINE_MANIFEST_HPP

#include "ledgerline/abi.h"
#include "ledgerline/decimal.hpp"
#include "ledgerline/text.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ledgerline::manifest {

// A JSON array or object, member by member.
class JsonList {
public:
    void add(const std::string& json) { text_ += (text_.empty() ? "" : ",") + json; }
    void add_member(std::string_view name, const std::string& json) { add(json_quoted(name) + ":" + json); }
    std::string array() const { return "[" + text_ + "]"; }
    std::string object() const { return "{" + text_ + "}"; }
    bool empty() const { return text_.empty(); }

private:
    std::string text_;
};

inline std::string json_texts(std::initializer_list<const char*> values) {
    JsonList list;
    for (const char* value : values) list.add(json_quoted(value));
    return list.array();
}

// A field must be configured, or it has a default, or it may be left out (Config::has), as a secret that not everybody needs.
struct Presence {
    bool is_required = false;
    std::string default_json;
};
struct Required {
    operator Presence() const { return {true, ""}; }
};
[[maybe_unused]] inline constexpr Required required{};
struct Optional {
    operator Presence() const { return {false, ""}; }
};
[[maybe_unused]] inline constexpr Optional optional{};
inline Presence otherwise(const char* value) { return {false, json_quoted(value)}; }
inline Presence otherwise(const Decimal& value) { return {false, json_quoted(value.text())}; }
inline Presence otherwise(std::initializer_list<const char*> values) { return {false, json_texts(values)}; }
template <class Value, std::enable_if_t<std::is_integral_v<Value>, int> = 0>
Presence otherwise(Value value) {
    if constexpr (std::is_same_v<Value, bool>) return {false, value ? "true" : "false"};
    else return {false, std::to_string(value)};
}

// What a field may hold.
struct FieldType {
    std::string name;
    std::string choices_json, columns_json;
};
struct PlainType {
    const char* name;
    operator FieldType() const { return {name, "", ""}; }
};
[[maybe_unused]] inline constexpr PlainType text{"text"};
[[maybe_unused]] inline constexpr PlainType decimal{"decimal"};
[[maybe_unused]] inline constexpr PlainType integer{"integer"};
[[maybe_unused]] inline constexpr PlainType boolean{"boolean"};
[[maybe_unused]] inline constexpr PlainType duration{"duration"}; // "30s", "5m", "1h"; read it with Config::duration_ms
[[maybe_unused]] inline constexpr PlainType secret{"secret"};     // read as a placeholder that only requests turn into the value
[[maybe_unused]] inline constexpr PlainType connection_name{"connection"}; // a text: the name of a connection of the deployment
[[maybe_unused]] inline constexpr PlainType list{"list"};         // of text
// choice{"hold", "default"}
struct choice : FieldType {
    choice(std::initializer_list<const char*> choices) : FieldType{"choice", json_texts(choices), ""} {}
};
// A CSV file below maps/; a column in brackets may be missing: map_file{"rate", "tax_code", "[country]"}
struct map_file : FieldType {
    map_file(std::initializer_list<const char*> columns) : FieldType{"map_file", "", json_texts(columns)} {}
};
// The same, written inline.
struct table : FieldType {
    table(std::initializer_list<const char*> columns) : FieldType{"table", "", json_texts(columns)} {}
};

// A value as it would be written in the configuration: for the manual, and for the error message.
struct Example {
    std::string value;
};
inline Example example(const char* value) { return {value}; }

// Everything that has fields and a help text.
template <class Self>
class Described {
public:
    Self& field(std::string_view name, const Presence& presence, const FieldType& type, std::string_view sentence, const Example& shown_example = {}) {
        JsonList member;
        member.add_member("name", json_quoted(name));
        member.add_member("type", json_quoted(type.name));
        if (presence.is_required) member.add_member("required", "true");
        if (!presence.default_json.empty()) member.add_member("default", presence.default_json);
        if (!shown_example.value.empty()) member.add_member("example", json_quoted(shown_example.value));
        member.add_member("help", json_quoted(sentence));
        if (!type.choices_json.empty()) member.add_member("choices", type.choices_json);
        if (!type.columns_json.empty()) member.add_member("columns", type.columns_json);
        fields_.add(member.object());
        return self();
    }
    // A field of type text.
    Self& field(std::string_view name, const Presence& presence, std::string_view sentence, const Example& shown_example = {}) {
        return field(name, presence, text, sentence, shown_example);
    }
    // One sentence that says what it does.
    Self& help(std::string_view sentence) {
        help_ = std::string(sentence);
        return self();
    }

protected:
    Self& self() { return static_cast<Self&>(*this); }

    JsonList fields_;
    std::string help_;
};

// The fields that a connection to the plugin's system has; all components of the plugin share them.
class Connection : public Described<Connection> {
public:
    std::string fields_json() const { return fields_.array(); }
};
inline Connection connection() { return {}; }

// One sentence on the whole plugin.
struct About {
    std::string sentence;
};
inline About about(const char* sentence) { return {sentence}; }

// A component: its manifest and the functions that the engine enters it by.
struct ComponentDraft {
    std::string manifest_json;
    decltype(ll_component::create) create = nullptr;
};

template <class Self>
class Entry : public Described<Self> {
public:
    ComponentDraft draft() const {
        JsonList members;
        members.add_member("name", json_quoted(name_));
        members.add_member("kind", json_quoted(kind_));
        if (!accepts_.empty()) members.add_member("accepts", accepts_.array());
        if (!emits_.empty()) members.add_member("emits", emits_.array());
        if (!writes_.empty()) members.add_member("writes", writes_.array());
        members.add_member("fields", this->fields_.array());
        if (batch_max_ != 1) members.add_member("batch_max", std::to_string(batch_max_));
        if (prepares_) members.add_member("prepares", "true");
        if (changes_) members.add_member("changes", "true");
        if (!this->help_.empty()) members.add_member("help", json_quoted(this->help_));
        return {members.object(), create_};
    }

protected:
    Entry(std::string_view name, std::string_view kind, decltype(ll_component::create) create)
        : name_(name), kind_(kind), create_(create) {}

    template <class... Texts>
    static void add(JsonList& to, const Texts&... texts) {
        (to.add(json_quoted(texts)), ...);
    }

    std::string name_, kind_;
    decltype(ll_component::create) create_;
    JsonList accepts_, emits_, writes_;
    std::int64_t batch_max_ = 1;
    bool prepares_ = false;
    bool changes_ = false;
};

class RuleEntry : public Entry<RuleEntry> {
public:
    RuleEntry(std::string_view name, decltype(ll_component::create) create) : Entry(name, "rule", create) {}
    // Types of message: accepts("order", "refund").
    template <class... Types> RuleEntry& accepts(const Types&... types) { add(accepts_, types...); return *this; }
    // Places that the rule may change, all below /body: writes("/body/booking", "/body/lines/*/booking").
    template <class... Paths> RuleEntry& writes(const Paths&... paths) { add(writes_, paths...); return *this; }
};

class SourceEntry : public Entry<SourceEntry> {
public:
    SourceEntry(std::string_view name, decltype(ll_component::create) create) : Entry(name, "source", create) {}
    template <class... Types> SourceEntry& emits(const Types&... types) { add(emits_, types...); return *this; }
    // It needs something of its own in the other system (a stored query): deployments ask it to make it.
    SourceEntry& prepares() { prepares_ = true; return *this; }
};

class SinkEntry : public Entry<SinkEntry> {
public:
    SinkEntry(std::string_view name, decltype(ll_component::create) create) : Entry(name, "sink", create) {}
    template <class... Types> SinkEntry& accepts(const Types&... types) { add(accepts_, types...); return *this; }
    // At most so many deliveries in one call.
    SinkEntry& batch_max(std::int64_t deliveries) { batch_max_ = deliveries; return *this; }
    // It can make the other system ready: deployments ask it to.
    SinkEntry& prepares() { prepares_ = true; return *this; }
    // It takes later revisions of what it has delivered, as a change of the same document (Delivery::previous).
    SinkEntry& takes_changes() { changes_ = true; return *this; }
};

} // namespace ledgerline::manifest

#endif
