#include "config/references.hpp"

#include "config/file.hpp"
#include "config/quote.hpp"
#include "message/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::config {
namespace {

using message::Value;

constexpr std::string_view how_to_write = "write ${env:NAME} or ${file:path}, or $${ for a plain \"${\"";

bool is_variable_name(std::string_view name) {
    const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::all_of(name.begin(), name.end(), fits);
}

// The end of a file that was written with an editor or echo is no part of the secret.
void drop_one_newline(std::string& text) {
    if (text.empty() || text.back() != '\n') return;
    text.pop_back();
    if (!text.empty() && text.back() == '\r') text.pop_back();
}

// Calls `name_found` for every ${env:NAME} of the text.
template <class NameFound>
void each_variable(std::string_view text, NameFound name_found) {
    constexpr std::string_view start = "${env:";
    for (std::size_t at = text.find(start); at != std::string_view::npos; at = text.find(start, at + 1)) {
        const std::size_t end = text.find('}', at);
        if (end == std::string_view::npos) return;
        if (at > 0 && text[at - 1] == '$') continue;
        name_found(text.substr(at + start.size(), end - at - start.size()));
    }
}

template <class TextFound>
void each_text(const Value& value, TextFound& text_found) {
    if (const auto* text = value.as_text()) text_found(*text);
    if (const auto* members = value.as_object())
        for (const auto& [name, member] : *members) each_text(member, text_found);
    if (const auto* elements = value.as_array())
        for (const Value& element : *elements) each_text(element, text_found);
}

} // namespace

void References::resolve(Tree& tree) { resolve(tree.value, tree, "", ""); }

void References::resolve(Value& value, const Tree& tree, const std::string& pointer, const std::string& field) {
    if (const auto* text = value.as_text()) {
        if (text->find("${") != std::string::npos) value = Value(resolved(*text, Entry{&tree, &value, pointer, field}));
        return;
    }
    if (auto* members = value.as_object())
        for (auto& [name, member] : *members) resolve(member, tree, pointer_of(pointer, name), field_of(field, name));
    if (auto* elements = value.as_array())
        for (std::size_t i = 0; i < elements->size(); ++i)
            resolve((*elements)[i], tree, pointer_of(pointer, i), fmt::format("{}[{}]", field, i));
}

std::string References::resolved(const std::string& text, const Entry& entry) {
    std::string out;
    std::size_t at = 0;
    while (true) {
        const std::size_t begin = text.find("${", at);
        if (begin == std::string::npos) return out + text.substr(at);
        if (begin > at && text[begin - 1] == '$') {
            out += text.substr(at, begin - 1 - at) + "${";
            at = begin + 2;
            continue;
        }
        const std::size_t end = text.find('}', begin);
        if (end == std::string::npos) {
            entry.problem(problems_, fmt::format("a \"${{\" is not closed by \"}}\"; {}", how_to_write));
            return text;
        }
        out += text.substr(at, begin - at) + placeholder(text.substr(begin, end + 1 - begin), entry);
        at = end + 1;
    }
}

std::string References::placeholder(const std::string& reference, const Entry& entry) {
    const std::string inside = reference.substr(2, reference.size() - 3);
    const std::size_t colon = inside.find(':');
    const std::string kind = inside.substr(0, colon);
    const std::string name = colon == std::string::npos ? "" : inside.substr(colon + 1);
    if (kind == "env" && colon != std::string::npos) return from_environment(name, reference, entry);
    if (kind == "file" && colon != std::string::npos) return from_file(name, reference, entry);
    if (kind == "secret") entry.problem(problems_, fmt::format("{} is the engine's own form and can't be written here; {}", in_quotes(reference), how_to_write));
    else if (is_variable_name(inside)) entry.problem(problems_, fmt::format("{} is no reference (write ${{env:{}}})", in_quotes(reference), inside));
    else entry.problem(problems_, fmt::format("{} is no reference; {}", in_quotes(reference), how_to_write));
    return reference;
}

std::string References::from_environment(const std::string& name, const std::string& reference, const Entry& entry) {
    if (!is_variable_name(name)) {
        entry.problem(problems_, fmt::format("{} names no environment variable (letters, digits and _)", in_quotes(reference)));
        return reference;
    }
    std::optional<std::string> value = environment_(name);
    std::string wrong;
    if (!value) wrong = fmt::format("the environment variable {} is not set; set it for the engine's process", name);
    else if (value->empty()) wrong = fmt::format("the environment variable {} is empty; give it a value", name);
    else if (const std::string why = message::text_problem(*value); !why.empty()) wrong = fmt::format("the environment variable {} holds no text: {}", name, why);
    if (wrong.empty()) return secrets_.keep(std::move(*value), reference);
    entry.problem(problems_, std::move(wrong));
    return reference;
}

std::string References::from_file(const std::string& path, const std::string& reference, const Entry& entry) {
    constexpr std::size_t bytes_max = std::size_t{64} * 1024;
    if (path.empty()) {
        entry.problem(problems_, "${file:} names no file; write ${file:secrets/name}");
        return reference;
    }
    FileText file = read_file(directory_ / path, bytes_max);
    drop_one_newline(file.text);
    std::string wrong = file.error;
    if (wrong == "does not exist") wrong += "; create it below the deployment directory, readable by the engine's user only";
    if (wrong.empty() && file.text.empty()) wrong = "is empty; write the value into it";
    if (wrong.empty())
        if (const std::string why = message::text_problem(file.text); !why.empty()) wrong = "holds no text: " + why;
    if (!wrong.empty()) {
        entry.problem(problems_, fmt::format("the file {} {}", path, wrong));
        return reference;
    }
    if (file.readable_by_all) entry.problem(warnings_, fmt::format("the file {} can be read by every user of this machine (chmod o-r)", path));
    return secrets_.keep(std::move(file.text), reference);
}

std::map<std::string, std::string> References::environment_below(const Tree& tree, const std::string& member) const {
    std::map<std::string, std::string> out;
    auto collect = [&](const std::string& text) {
        each_variable(text, [&](std::string_view name) {
            const std::string variable(name);
            out[variable] = environment_(variable).value_or("");
        });
    };
    each_text(tree.value[member], collect);
    return out;
}

} // namespace ledgerline::config
