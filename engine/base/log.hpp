// Structured log: one JSON object a line, or a human form on a terminal. Thread-safe. No payloads and no personal data
// at info; secrets never.
#pragma once

#include "base/clock.hpp"

#include <cstdio>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace ledgerline::base {

enum class Level { debug, info, warning, error };
std::string_view name_of(Level level);

class Log {
public:
    using Field = std::pair<std::string_view, std::string>;

    enum class Form { json, human };

    // `out` is borrowed and stays open; nullptr = a log that keeps nothing.
    Log(std::FILE* out, Form form, Level from, const Clock& clock);

    void write(Level level, std::string_view what, std::initializer_list<Field> fields = {});
    void debug(std::string_view what, std::initializer_list<Field> fields = {}) { write(Level::debug, what, fields); }
    void info(std::string_view what, std::initializer_list<Field> fields = {}) { write(Level::info, what, fields); }
    void warning(std::string_view what, std::initializer_list<Field> fields = {}) { write(Level::warning, what, fields); }
    void error(std::string_view what, std::initializer_list<Field> fields = {}) { write(Level::error, what, fields); }

private:
    std::FILE* out_;
    Form form_;
    Level from_;
    const Clock& clock_;
    std::mutex lock_;
};

} // namespace ledgerline::base
