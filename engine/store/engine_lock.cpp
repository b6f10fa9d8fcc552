#include "store/engine_lock.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace ledgerline::store {

namespace {

// The file stays after the lock is released: deleting it would let two processes lock two files of one name.
std::string holder(int file) {
    std::array<char, 32> text{};
    const ssize_t size = ::pread(file, text.data(), text.size() - 1, 0);
    std::string pid(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!pid.empty() && pid.back() == '\n') pid.pop_back();
    return pid.empty() ? "unknown" : pid;
}

// The file itself, whatever links lead to it, so that two names of one store have one lock. Also of a link whose file is made later.
std::filesystem::path real_path(std::filesystem::path path) {
    constexpr int links_max = 40; // as the system's own limit
    std::error_code ignored;
    for (int links = 0; links < links_max && std::filesystem::is_symlink(path, ignored); ++links)
        path = path.parent_path() / std::filesystem::read_symlink(path, ignored);
    std::filesystem::path folder = std::filesystem::weakly_canonical(std::filesystem::absolute(path, ignored).parent_path(), ignored);
    return folder / path.filename();
}

} // namespace

EngineLock::EngineLock(const Location& location) {
    if (location.in_memory()) return;
    const std::string path = real_path(location.path).string() + ".lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) throw StoreError(fmt::format("the lock {} cannot be opened: {}", path, std::strerror(errno)));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        const int problem = errno;
        const std::string pid = holder(file_);
        ::close(file_);
        if (problem != EWOULDBLOCK)
            throw StoreError(fmt::format("the lock {} cannot be taken: {}", path, std::strerror(problem)));
        throw StoreError(fmt::format("another engine (process {}) runs on the store {}. Stop it first, or give this deployment "
                                     "a store of its own.",
                                     pid, location.path));
    }
    const std::string pid = fmt::format("{}\n", ::getpid());
    const bool written = ::ftruncate(file_, 0) == 0 && ::pwrite(file_, pid.data(), pid.size(), 0) == static_cast<ssize_t>(pid.size());
    if (!written) { // a full disk: the lock holds all the same, only its name tag is missing
        const int problem = errno;
        ::close(file_);
        throw StoreError(fmt::format("the lock {} cannot be written: {}", path, std::strerror(problem)));
    }
}

EngineLock::~EngineLock() {
    if (file_ >= 0) ::close(file_);
}

} // namespace ledgerline::store
