// `ledgerline exceptions list | show | retry | resolve | reopen | assign`: work on what a person must decide.
#pragma once

#include "app/commands/command.hpp"
#include "decisions/decisions.hpp"

#include <optional>

namespace ledgerline::app {

struct ExceptionsFilter {
    std::string code, team, subject;
    bool closed = false;
    bool grouped = false;
};

int exceptions_list(const Common& common, const ExceptionsFilter& filter);
int exceptions_show(const Common& common, std::int64_t id);
// Judges the messages anew: one exception, or else all open ones that fit the filter.
int exceptions_retry(const Common& common, std::optional<std::int64_t> id, const ExceptionsFilter& filter, bool dry_run);
// A person has settled it elsewhere, by this document if one is named: the message ends, with the note in its history. Whose sink it is, is looked up.
int exceptions_resolve(const Common& common, std::int64_t id, decisions::Settlement settlement, bool dry_run);
// It was not settled after all: the message is judged anew.
int exceptions_reopen(const Common& common, std::int64_t id, const std::string& note, bool dry_run);
int exceptions_assign(const Common& common, std::int64_t id, const std::string& to, bool dry_run);

} // namespace ledgerline::app
