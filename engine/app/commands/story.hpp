// The story of one message through all of its revisions: where it stands, what was decided and what came of it. For `order trace` and `refund trace` alike.
#pragma once

#include "app/commands/aftermath.hpp"
#include "app/commands/command.hpp"
#include "commerce/part_posting.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::app {

struct Story {
    std::string waits_for; // why the rules have not judged it yet, "" if nothing keeps them
    std::vector<store::MessageRow> messages; // revisions, oldest first
    std::optional<store::CrossReferenceRow> reference;
    std::optional<commerce::OpenPart> part; // only some of its lines are on the document
    std::optional<store::OutboxRow> outbox;
    std::vector<store::HistoryRow> history;
    std::optional<store::ExceptionRow> exception;
    std::vector<store::FindingRow> findings;
    message::Value body;
    bool is_cancelled = false; // ... with its document
    std::vector<Follower> followers;
    std::vector<std::string> back; // of an order: its refunds and returns, a line for each
};

Story story_of(store::UnitOfWork& unit, const store::MessageRow& row);
// Of a message that is on its way: what keeps its route, in the words of the system in question.
std::string what_it_waits_for(store::UnitOfWork& unit, const config::Settings& settings, const Story& story, base::Millis now);
std::string where_it_stands(const Story& story);

// The words of a history entry, for the person who reads the story.
std::string sentence(const store::HistoryRow& entry, const message::Value& detail);
// Who set what, shortened: the components in order, with their first few fields.
void print_changes(const Common& common, const message::Value& changes);
// Whose exception is open, and what is to be done; nothing where none is.
void print_exception(const Common& common, const Story& story);
// One entry of the history with its reasons and changes.
void print_entry(const Common& common, const store::HistoryRow& entry);

message::Value json_of(const Story& story);

} // namespace ledgerline::app
