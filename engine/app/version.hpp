// The version of the engine; CMakeLists.txt has the same number, and a test compares them.
#pragma once

namespace ledgerline::app {

inline constexpr const char* version = "0.1.0";
inline constexpr const char* user_agent = "Ledgerline/0.1.0";

} // namespace ledgerline::app
