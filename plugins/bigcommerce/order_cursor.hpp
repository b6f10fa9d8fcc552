// How far the orders have been read: new ones by ascending id, whose pages cannot shift, and whatever was modified since, by
// time, with an overlap. What was read within the overlap is remembered, so that it is not read again.
//
// {begun, after_id, since, page, found_new, newest, seen, again: {id: modified}, unread: {id: again at}}, times in seconds of
// the store's own clock.
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace bigcommerce {

struct OrderCursor {
    bool begun = false;        // `since` is known
    std::int64_t after_id = 0; // the last id that was read
    std::int64_t since = 0;    // changes: modified at or after
    std::int64_t page = 1;     // changes: above 1 only where one second fills more than a page
    bool found_new = false;    // changes: this pass over the pages met something unknown
    std::int64_t newest = 0;   // the latest modification that was seen in this pass
    std::map<std::string, std::int64_t> seen;
    std::map<std::string, std::int64_t> again; // read once more after their second had passed
    std::map<std::string, std::int64_t> unread; // orders that could not be understood → when to try again, seconds of our clock

    static OrderCursor read(const ledgerline::Node& cursor);
    void write(const ledgerline::Node& cursor) const;

    bool knows(const std::string& id, std::int64_t modified) const;
    void note(const std::string& id, std::int64_t modified);
    // The pass is at its end: the next one begins `overlap` seconds before the newest modification. The store's times have
    // seconds only, and an order may change twice within one: what was modified last is read once more in the next pass.
    void finish_pass(std::int64_t overlap);
};

} // namespace bigcommerce
