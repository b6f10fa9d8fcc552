// The host process `ledgerline`: see app/command_line.hpp.
#include "app/command_line.hpp"
#include "plugin/work_note.hpp"

#include <cstdlib>

namespace {

// <prefix>/bin/ledgerline has its plugins in <prefix>/lib/ledgerline/plugins; a build directory is laid out the same way.
std::filesystem::path plugins_beside_program() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "lib" / "ledgerline" / "plugins";
}

} // namespace

int main(int argc, char** argv) {
    ledgerline::plugin::watch_for_crashes();
    ledgerline::app::Common common;
    common.engine_plugins = plugins_beside_program();
    common.environment = [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str()); // NOLINT: read before any thread exists
        return value ? std::optional<std::string>(value) : std::nullopt;
    };
    return ledgerline::app::command_line(argc, argv, std::move(common));
}
