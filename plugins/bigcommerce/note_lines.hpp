// Texts that people write into as well (staff notes, comments of a shipment): a line of ours is appended once, and what stands
// there already stays.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bigcommerce {

inline constexpr std::size_t note_bytes_max = 65'535; // the store's limit counts characters: bytes are on the safe side

bool has_line(std::string_view text, std::string_view line);
// False: there is no room for it, and the text is as it was. True: it stands there now, or did before.
bool append_line(std::string& text, std::string_view line);

} // namespace bigcommerce
