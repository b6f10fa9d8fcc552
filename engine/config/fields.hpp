// A component's configuration against the fields of its manifest: that description is the check, the error message,
// the schema and the manual.
#pragma once

#include "config/place.hpp"
#include "config/secrets.hpp"
#include "message/value.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::config {

// One field of a manifest's `fields` array: {name, type, required, default, example, help, choices, columns}.
// Types: text, decimal, integer, boolean, duration ("30s", "5m", "1h"; becomes milliseconds), choice, secret, list
// (of text), map_file (a CSV below maps/; becomes an array of rows, each an object by column plus "@line"), table
// (an inline array of objects with `columns`), connection (a name; whether there is such a connection, the caller looks).
struct Field {
    std::string name, type, help, example;
    bool required = false;
    message::Value otherwise;              // default; null = none
    std::vector<std::string> choices;      // of type choice; of a list: what its elements may be
    std::vector<std::string> columns;      // of map_file and table; a column in brackets ("[country]") may be missing
};
std::vector<Field> fields_of(const message::Value& manifest_fields); // throws std::runtime_error: a bad manifest

// A part of the configuration as written, with the place of every member (JSON Pointer below the part).
struct Section {
    message::Value value;
    std::map<std::string, Place> places; // of the values
    Place place;          // of the part itself
    std::string field;    // its name from the top: "connections.shop"
    std::map<std::string, Place> names;  // of the members' names; may lack some
    std::shared_ptr<Secrets> secrets;    // what the placeholders in the values stand for; null = there are none
};

// What a CSV file's first line says.
struct MapHeader {
    std::vector<std::string> columns;
    int line = 1;
};

// Reads CSV files for map_file fields; injected, so that tests need no disk.
class MapFiles {
public:
    virtual ~MapFiles() = default;
    // Header line first, RFC 4180, UTF-8, `#` lines are comments. Throws std::runtime_error with file:line.
    virtual message::Value rows(std::string_view file) const = 0;
    // Throws as rows() does, for what is wrong before the first row. As it stands here, it knows the columns from that row.
    virtual MapHeader header(std::string_view file) const;
};

// The checked settings: every field present or defaulted (an optional field without a default stays absent), converted by
// type. A secret stays a placeholder; elsewhere `${env:...}` and `${file:...}` are replaced by what they stand for and
// count as plain from now on. Problems are added, never thrown.
message::Value check(const Section& section, const std::vector<Field>& fields, const MapFiles& maps, std::vector<Problem>& problems);

// "did you mean ...?": the nearest known name, "" if none is near: at most a third of its letters, or so many edits, away.
std::string nearest(std::string_view name, const std::vector<std::string>& known);
std::string nearest(std::string_view name, const std::vector<std::string>& known, std::size_t edits_max);

} // namespace ledgerline::config
