#include "store/note_table.hpp"

namespace ledgerline::store {

std::string NoteTable::get(const std::string& name) {
    const auto rows = connection_.query("SELECT value FROM note WHERE name = $1", {name});
    return rows.empty() ? std::string() : rows.front().text(0);
}

void NoteTable::put(const std::string& name, const std::string& value) {
    connection_.execute("INSERT INTO note (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                        {name, value});
}

std::string NoteTable::trouble(const std::string& component) { return get("trouble: " + component); }

void NoteTable::set_trouble(const std::string& component, const std::string& why) {
    if (trouble(component) != why) put("trouble: " + component, why);
}

std::int64_t NoteTable::count_ending(const std::string& of) {
    const std::string note = "ended the process: " + of, before = get(note);
    const std::int64_t count = (before.empty() ? 0 : std::stoll(before)) + 1;
    put(note, std::to_string(count));
    return count;
}

void NoteTable::forget_endings(const std::string& of) {
    const std::string note = "ended the process: " + of;
    if (!get(note).empty()) put(note, "");
}

} // namespace ledgerline::store
