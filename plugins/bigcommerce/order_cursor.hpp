// How far the orders have been read: new ones by ascending id, whose pages cannot shift, and whatever was modified since, by
// time, with an overlap. What was read within the overlap is remembered, so that it is not read again.
//
// {begun, after_id, since, at, pass_began, page, found_new, newest, newest_at, seen: {id: modified}, doubtful: {id: read at}, unread: {id:
// again at}, caught_up, signalled: [id], missing: {id: look at}, gaps: {id: missed since}, hooks: {look_at, problem, switched_off}}; times of modification in seconds of the store's own clock, the others in seconds of ours.
#pragma once

#include "hooks.hpp"

#include <ledgerline/node.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace bigcommerce {

struct OrderCursor {
    bool begun = false;        // `since` is known
    std::int64_t after_id = 0; // the last id that was read
    std::int64_t since = 0;    // changes: each pass begins with what was modified at or after this
    std::int64_t at = 0;       // changes: how far this pass is
    std::int64_t pass_began = 0; // when the first page of it was asked for, in seconds of our clock
    std::int64_t page = 1;     // changes: above 1 only where one second fills more than a page
    bool found_new = false;    // changes: this pass over the pages met something unknown
    std::int64_t newest = 0;   // the latest modification that the store has shown
    std::int64_t newest_at = 0; // when it did
    std::map<std::string, std::int64_t> seen;
    std::map<std::string, std::int64_t> doubtful; // seen before their second had passed: read once more a little later
    std::map<std::string, std::int64_t> unread; // orders that could not be understood → when to try again
    bool caught_up = false;            // every order that the store had was met once: from here on a gap between ids means something
    std::set<std::string> signalled;   // named by callbacks and not read yet
    std::map<std::string, std::int64_t> missing; // ids that the store passed over → when to look for them
    std::map<std::string, std::int64_t> gaps;    // those of them that are not there → since when people are told
    HookState hooks;

    static OrderCursor read(const ledgerline::Node& cursor);
    void write(const ledgerline::Node& cursor) const;

    // The store shows that something was modified then, so it is at least so late there.
    void learn(std::int64_t modified, std::int64_t now);
    // It was read as it was modified then, and need not be read again. The store's times have seconds only, and an order may
    // change twice within one: what was read before its second had certainly passed is not known for good.
    bool knows(const std::string& id, std::int64_t modified, std::int64_t now) const;
    void note(const std::string& id, std::int64_t modified, std::int64_t now);
    // The store listed this id after the last one: what lies between may come late, or be lost. Answers how many are not remembered
    // because there are too many.
    std::int64_t note_gap(std::int64_t id, std::int64_t now);
    // It was read, or is to be forgotten.
    void close_gap(const std::string& id) { missing.erase(id), gaps.erase(id); }
    // The first page of a pass is about to be asked for.
    void begin_pass(std::int64_t now);
    // The pass is at its end: the next one begins `overlap` seconds before the newest modification, for what the store shows
    // late, and with what is still doubtful. A doubtful order that this pass did not meet has left the list: no later pass will.
    void finish_pass(std::int64_t overlap);
};

} // namespace bigcommerce
