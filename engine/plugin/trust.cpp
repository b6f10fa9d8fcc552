#include "plugin/trust.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace ledgerline::plugin {

std::string trust_problem(const struct stat& state) {
    constexpr const char* and_check = "and check where it came from";
    if ((state.st_mode & S_IWOTH) != 0) return fmt::format("every user of this machine may change it; take the right away (chmod o-w) {}", and_check);
    if (state.st_uid != 0 && state.st_uid != ::geteuid())
        return fmt::format("it belongs to user {}, who may change it, and the engine runs as user {}; give it to root or to the engine's user (chown) {}", state.st_uid, ::geteuid(), and_check);
    // Where each user has a group of their own, a umask of 002 makes everything writable for it: the engine's own group is the engine.
    if ((state.st_mode & S_IWGRP) != 0 && state.st_gid != 0 && state.st_gid != ::getegid())
        return fmt::format("everybody in group {} may change it; take the right away (chmod g-w) {}", state.st_gid, and_check);
    return {};
}

} // namespace ledgerline::plugin
