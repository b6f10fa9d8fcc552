#include "base/log.hpp"

#include "base/log_text.hpp"

namespace ledgerline::base {

namespace {

constexpr std::size_t line_bytes_max = 16 * 1024;
// What must still fit when the rest was cut: `","cut":true}` and the line's end.
constexpr std::size_t reserve = 32;
constexpr std::size_t text_end = line_bytes_max - reserve;

// Ours; a field that has such a name gets a "_" behind it, for one name must not stand twice.
bool is_taken(std::string_view name) { return name == "time" || name == "level" || name == "what" || name == "cut"; }

std::string json_line(Millis at, Level level, std::string_view what, std::initializer_list<Log::Field> fields) {
    std::string line = "{\"time\":\"" + iso_time(at) + "\",\"level\":\"" + std::string(name_of(level)) + "\",\"what\":\"";
    bool whole = append_safe(line, what, text_end);
    line += '"';
    for (const auto& [name, value] : fields) {
        const std::size_t before = line.size();
        line += ",\"";
        const bool name_fits = whole && append_safe(line, name, text_end - 8);
        if (!name_fits) {
            line.resize(before);
            whole = false;
            break;
        }
        if (is_taken(name)) line += '_';
        line += "\":\"";
        whole = append_safe(line, value, text_end);
        line += '"';
    }
    if (!whole) line += ",\"cut\":true";
    return line += "}\n";
}

std::string human_line(Millis at, Level level, std::string_view what, std::initializer_list<Log::Field> fields) {
    std::string line = iso_time(at) + ' ' + std::string(name_of(level));
    line.append(9 - name_of(level).size(), ' ');
    bool whole = append_safe(line, what, text_end);
    for (const auto& [name, value] : fields) {
        if (!whole) break;
        line += "  ";
        whole = append_safe(line, name, text_end);
        if (!whole) break;
        const bool quotes = value.empty() || value.find_first_of(" =\"") != std::string::npos;
        line += quotes ? "=\"" : "=";
        whole = append_safe(line, value, text_end);
        if (quotes) line += '"';
    }
    if (!whole) line += " [cut]";
    return line += '\n';
}

} // namespace

std::string_view name_of(Level level) {
    switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
    }
    return "unknown";
}

Log::Log(std::FILE* out, Form form, Level from, const Clock& clock) : out_(out), form_(form), from_(from), clock_(clock) {}

void Log::write(Level level, std::string_view what, std::initializer_list<Field> fields) {
    if (!out_ || level < from_) return;
    const Millis now = clock_.now();
    const std::string line = form_ == Form::json ? json_line(now, level, what, fields) : human_line(now, level, what, fields);
    const std::scoped_lock hold(lock_);
    // A log that cannot be written has nobody to tell; the work goes on.
    std::fwrite(line.data(), 1, line.size(), out_);
    std::fflush(out_);
}

} // namespace ledgerline::base
