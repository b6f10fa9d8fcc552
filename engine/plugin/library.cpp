#include "plugin/library.hpp"

#include "base/digest.hpp"
#include "plugin/catalog.hpp"
#include "plugin/elf_check.hpp"
#include "plugin/work_note.hpp"

// std::filesystem instead of Boost's.
#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include <fmt/format.h>

#include <dlfcn.h>
#include <fstream>
#include <system_error>

namespace ledgerline::plugin {

namespace {

constexpr int majors_known_of = 9; // how far to look for "built for another major version"

// RTLD_NODELETE has no name in Boost; without it the library would be unmapped when its handle is closed.
constexpr auto load_mode = static_cast<boost::dll::load_mode::type>(boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local | RTLD_NODELETE);

std::string digest_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) throw PluginError(fmt::format("plugin {}: it cannot be read", file.string()));
    return base::sha256_hex(bytes);
}

std::string without_entry(const boost::dll::shared_library& library) {
    for (int major = LL_ABI_MAJOR + 1; major <= majors_known_of; ++major)
        if (library.has(fmt::format("ledgerline_plugin_v{}", major)))
            return fmt::format("needs a newer engine: the plugin was built for ABI {}, this engine has {}.{}", major, LL_ABI_MAJOR, LL_ABI_MINOR);
    return fmt::format("it is a shared library, but not a Ledgerline plugin: it does not export {} (build it with the SDK's LEDGERLINE_PLUGIN and "
                       "ledgerline_add_plugin)",
                       LL_PLUGIN_SYMBOL);
}

} // namespace

struct Library::Handle {
    boost::dll::shared_library library;
};

Library::Library(const std::filesystem::path& file) : handle_(std::make_unique<Handle>()) {
    const auto refuse = [&](std::string_view why) { throw PluginError(fmt::format("plugin {}: {}", file.string(), why)); };
    if (const auto problem = elf_problem(file); !problem.empty()) refuse(problem);
    sha256_ = digest_of(file);

    std::error_code failed;
    ::dlerror(); // an older message is not ours
    const auto whole = std::filesystem::absolute(file, failed);
    if (failed) refuse(failed.message());
    const std::string name = whole.string();
    const WhileLoading loading(name.c_str());
    handle_->library.load(whole, failed, load_mode);
    if (failed) {
        const char* why = ::dlerror();
        refuse(fmt::format("the system's loader refuses it: {}", why ? why : failed.message().c_str()));
    }
    if (!handle_->library.has(LL_PLUGIN_SYMBOL)) refuse(without_entry(handle_->library));

    const auto entry = &handle_->library.get<const ll_plugin*()>(LL_PLUGIN_SYMBOL);
    try {
        plugin_ = entry();
    } catch (const std::exception& error) {
        refuse(fmt::format("{} threw an exception: {}", LL_PLUGIN_SYMBOL, error.what()));
    } catch (...) {
        refuse(fmt::format("{} threw an exception", LL_PLUGIN_SYMBOL));
    }
    if (!plugin_) refuse(fmt::format("{} returned nothing", LL_PLUGIN_SYMBOL));
}

Library::~Library() = default;
Library::Library(Library&&) noexcept = default;

} // namespace ledgerline::plugin
