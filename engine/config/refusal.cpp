#include "config/refusal.hpp"

#include "config/tree.hpp"

#include <fmt/format.h>

#include <charconv>
#include <vector>

namespace ledgerline::config {
namespace {

using message::Value;

// "/map/3/rate" → map, 3, rate
std::vector<std::string> steps_of(const std::string& pointer) {
    std::vector<std::string> steps;
    for (std::size_t at = 0; at < pointer.size();) {
        const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
        std::string step;
        for (std::size_t i = at + 1; i < end; ++i) {
            if (pointer[i] == '~' && i + 1 < end) step += pointer[++i] == '1' ? '/' : '~';
            else step += pointer[i];
        }
        steps.push_back(std::move(step));
        at = end;
    }
    return steps;
}

const Value& element(const Value& list, const std::string& step) {
    static const Value nothing;
    const auto* elements = list.as_array();
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    const bool is_there = elements != nullptr && error == std::errc() && end == step.data() + step.size() && index < elements->size();
    return is_there ? (*elements)[index] : nothing;
}

// A value that came by reference is shown as its reference: it may be a secret that stands in the wrong field.
void hide(const Secrets& secrets, const std::string& written, std::string& what) {
    const std::string value = secrets.fill(written), shown = secrets.describe(written);
    if (value == written || value.size() < Secrets::length_min) return;
    for (std::size_t at = what.find(value); at != std::string::npos; at = what.find(value, at + shown.size())) what.replace(at, value.size(), shown);
}

} // namespace

Problem problem_at(const Section& section, const std::string& where, std::string what) {
    Problem problem{section.place, section.field, std::move(what)};
    const Value* value = &section.value;
    std::string pointer;
    for (const std::string& step : steps_of(where)) {
        const bool in_list = value->as_array() != nullptr;
        if (in_list) problem.field += fmt::format("[{}]", step);
        else problem.field = field_of(problem.field, step);
        pointer = pointer_of(pointer, step);
        if (const auto found = section.places.find(pointer); found != section.places.end()) problem.place = found->second;
        value = in_list ? &element(*value, step) : &(*value)[step];
    }
    if (const auto* written = value->as_text(); written && section.secrets) hide(*section.secrets, *written, problem.what);
    return problem;
}

Problem refusal(const Section& section, const Value& settings, const std::string& where, std::string what) {
    const std::vector<std::string> steps = steps_of(where);
    // Only rows of a map file have a line of their own; in the section there is the file's name.
    const std::int64_t line = steps.size() < 2 ? 0 : element(settings[steps[0]], steps[1])["@line"].int_or(0);
    const auto* file = steps.empty() ? nullptr : section.value[steps[0]].as_text();
    if (line == 0 || file == nullptr) return problem_at(section, where, std::move(what));
    const std::string column = steps.size() > 2 ? steps[2] + ": " : "";
    return problem_at(section, pointer_of("", steps[0]), fmt::format("maps/{}:{}: {}{}", section.secrets ? section.secrets->fill(*file) : *file, line, column, what));
}

Problem refusal_of_words(const Section& section, const Value& settings, const std::string& words) {
    constexpr std::string_view line = ", line ";
    const std::size_t colon = words.find(": "), comma = std::min(words.find(line), colon);
    const std::string field = words.substr(0, comma);
    if (colon == std::string::npos || settings[field].is_null()) return refusal(section, settings, "", words);
    std::string where = "/" + field;
    const auto* rows = settings[field].as_array();
    for (std::size_t row = 0; rows && comma != colon && row < rows->size(); ++row)
        if (std::to_string((*rows)[row]["@line"].int_or(0)) == words.substr(comma + line.size(), colon - comma - line.size())) where += fmt::format("/{}", row);
    return refusal(section, settings, where, words.substr(colon + 2));
}

} // namespace ledgerline::config
