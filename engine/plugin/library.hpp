// One opened plugin file: checked, opened once, its entry point called. The only place that opens shared libraries.
#pragma once

#include "ledgerline/abi.h"

#include <filesystem>
#include <memory>
#include <string>

namespace ledgerline::plugin {

// The code stays mapped until the process ends, also after this object: a plugin's threads, its static destructors and the
// texts of its manifest may outlive everything that we know of.
class Library {
public:
    // Throws PluginError: why the file is refused. Nothing of the file runs before it passed the checks.
    explicit Library(const std::filesystem::path& file);
    ~Library();
    Library(Library&&) noexcept;
    Library& operator=(Library&&) = delete;

    const ll_plugin* plugin() const { return plugin_; } // never null
    const std::string& sha256() const { return sha256_; }

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
    const ll_plugin* plugin_ = nullptr;
    std::string sha256_;
};

} // namespace ledgerline::plugin
