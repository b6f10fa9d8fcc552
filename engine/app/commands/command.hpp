// What every verb of the command line has in common.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "config/deployment.hpp"
#include "plugin/catalog.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace ledgerline::app {

// Exit codes of the command line.
namespace exit_code {
inline constexpr int fine = 0;
inline constexpr int findings = 1;
inline constexpr int usage = 2;
inline constexpr int unreachable = 69;
inline constexpr int configuration = 78;
}

// Wrong use that only shows while the verb runs ("no exception 17").
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The options that stand before or after every verb.
struct Common {
    std::string directory = "."; // --deployment
    std::string overlay;         // --overlay
    bool json = false;           // --json
    std::filesystem::path engine_plugins; // beside the program
    config::Environment environment;
    std::FILE* out = stdout;
    std::FILE* err = stderr;
};

config::Deployment read(const Common& common);
// The store of a deployment, beside a running engine: for a look, or for short writes. UsageError if there is none yet.
std::unique_ptr<store::Store> look_at_store(const config::Deployment& deployment, const base::Clock& clock);
std::unique_ptr<store::Store> open_store(const config::Deployment& deployment, const base::Clock& clock);
// For people: one line. Much of what is printed came from a shop's customers or another system, so control characters are shown
// and never sent to the terminal.
void print(const Common& common, const std::string& line);
// The same on standard error: "ledgerline: ...".
void print_error(const Common& common, const std::string& line);
void print_json(const Common& common, const message::Value& value);
// What was done, for verbs that change something: the sentence for people, or the members and the sentence as "message".
void print_done(const Common& common, const std::string& sentence, message::Value members);

// What was stored as JSON, or the text "unreadable entry" if it is none any more: one bad entry does not end an answer.
message::Value readable(const std::string& stored);

// What a person writes into the store stays there for good, so it must be UTF-8 without control characters, of this length at most:
// UsageError that names the option.
void refuse_unfit(const std::string& option, const std::string& text, std::size_t bytes_max);

// Who gives the order, for the history: the user's name of the operating system, made fit for it whatever it is.
std::string operator_name(const Common& common);

} // namespace ledgerline::app
