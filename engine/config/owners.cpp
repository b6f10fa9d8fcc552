#include "config/owners.hpp"

#include "config/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::config {
namespace {

// The catalogue's own teams; they own their codes also where owners.yaml says nothing about them.
const std::vector<std::string> teams_of_the_catalogue = {"finance", "operations", "merchandising", "cx", "it"};

bool is_code(const std::string& text) {
    return !text.empty() && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string::npos && text[0] >= 'A';
}

} // namespace

OwnerSettings read_owners(const Entry& top, Shape& shape) {
    OwnerSettings owners;
    if (!shape.mapping_of(top, {"teams", "codes"})) return owners;
    std::vector<std::string> known = teams_of_the_catalogue;
    if (const auto teams = Shape::member(top, "teams"); teams && shape.mapping(*teams)) {
        for (const Entry& team : teams->children()) {
            const std::string name = team.name();
            if (!shape.name(team, name, 40) || !shape.mapping_of(team, {"contact"})) continue;
            if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
            if (const auto contact = shape.required(team, "contact", "the address that this team reads"))
                owners.contact_of_team[name] = shape.text(*contact).value_or("");
        }
    }
    if (const auto codes = Shape::member(top, "codes"); codes && shape.mapping(*codes)) {
        for (const Entry& code : codes->children()) {
            const auto team = shape.text(code);
            if (!is_code(code.name())) shape.problem_of_name(code, "an exception code consists of capital letters, digits and _, such as SKU_NOT_FOUND");
            else if (team && std::find(known.begin(), known.end(), *team) == known.end())
                shape.problem(code, fmt::format("there is no team {}{}", in_quotes(*team), hint(*team, known)));
            else if (team) owners.team_of_code[code.name()] = *team;
            owners.place_of_code[code.name()] = code.name_place();
        }
    }
    return owners;
}

} // namespace ledgerline::config
