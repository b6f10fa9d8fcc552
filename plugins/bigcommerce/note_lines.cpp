#include "note_lines.hpp"

namespace bigcommerce {

bool has_line(std::string_view text, std::string_view line) {
    while (true) {
        const std::size_t end = text.find('\n');
        std::string_view one = text.substr(0, end);
        if (!one.empty() && one.back() == '\r') one.remove_suffix(1); // a browser's form sends both
        if (one == line) return true;
        if (end == std::string_view::npos) return false;
        text.remove_prefix(end + 1);
    }
}

bool append_line(std::string& text, std::string_view line) {
    if (line.empty() || has_line(text, line)) return true;
    const bool on_a_new_line = !text.empty() && text.back() != '\n';
    if (text.size() + line.size() + (on_a_new_line ? 1 : 0) > note_bytes_max) return false;
    if (on_a_new_line) text += '\n';
    text += line;
    return true;
}

} // namespace bigcommerce
