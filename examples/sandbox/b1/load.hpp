// How busy the company's server is: how long requests take that run at the same time, who waits for whose rows, and how that feels to the
// people who work in the client. In virtual time and without threads: whoever runs it tells it what begins and lets time pass.
//
// A change set computes first and then locks the rows of its items, of its partner and the head of its table until it ends; a
// batch does one change set after the other. Whoever finds a row locked waits in line; who waits too long, and some of those who
// waited for an item or a partner that another has changed meanwhile, gets -2039. Everything takes longer the more runs at once.
// People do short postings at random times on the same rows; they wait as long as it takes.
//
// The defaults fit what was measured of Service Layer with orders of 20 lines: 2.6 to 6.7 documents a second, growing until about
// 40 requests at once, 1.3 to 7.8 s for each. The same seed gives the same times.
#pragma once

#include "base/clock.hpp"
#include "base/http.hpp"
#include "base/random.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct LoadSettings {
    base::Millis read_ms = 30;           // a request that changes nothing
    base::Millis document_ms = 300;      // a change set with a document: that much, and for each line
    base::Millis line_ms = 34;
    int crowding_per_thousand = 136;     // each further transaction that runs makes the computing of all that begin so much slower
    int locked_percent = 15;             // of a change set's time: its end, when its rows are locked
    base::Millis lock_wait_ms = 20'000;  // who waits longer is refused
    std::uint64_t loser_one_in = 8;      // of those who waited for an item or a partner; 0 = nobody
    base::Millis user_ms = 250;          // a posting of one of the people
    base::Millis user_every_ms = 1'500;  // between two of them, on average; 0 = nobody works
    std::vector<std::string> items;      // which they work on, each as often
};

class Load {
public:
    Load(LoadSettings settings, std::uint64_t seed, base::Millis now);

    using Id = std::uint64_t;
    Id begin(const base::HttpRequest& request, base::Millis now);
    // When something happens next, if nothing new begins; 0 = nothing does.
    base::Millis next_event() const;
    void advance(base::Millis now);

    struct Done {
        Id id = 0;
        std::optional<std::size_t> locked_part; // the part of the batch that was refused with -2039; none after it were tried
    };
    std::vector<Done> take_done();

    // How long each posting of the people took, since the last time this was asked.
    std::vector<base::Millis> take_user_times();
    std::size_t running() const { return running_; }

private:
    struct Transaction {
        std::set<std::string> rows; // none: it reads
        base::Millis work = 0;
    };
    struct Job {
        std::vector<Transaction> parts;
        std::size_t part = 0;
        bool is_user = false;
        bool holds_rows = false, waits = false;
        bool meets_change = false; // others had the row of an item or partner when it asked
        base::Millis began = 0;
    };
    enum class Event { arrival, computed, finished, impatient };
    struct Entry {
        base::Millis at = 0;
        std::uint64_t number = 0; // of two at the same time, the one that was planned first
        Event event = Event::arrival;
        Id job = 0;
        std::size_t part = 0;
        bool operator>(const Entry& other) const { return at != other.at ? at > other.at : number > other.number; }
    };

    static std::vector<Transaction> transactions_of(const base::HttpRequest& request, const LoadSettings& settings);
    void plan(base::Millis at, Event event, Id job, std::size_t part = 0);
    base::Millis duration(base::Millis work) const;
    void start(Id id, Job job);
    void start_part(Id id, base::Millis now);
    void ask_for_rows(Id id, base::Millis now);
    bool has_room(const std::set<std::string>& rows, const std::set<std::string>& wanted_before) const;
    void lock(Id id, base::Millis now);
    void release(Id id, base::Millis now);
    void serve_line(base::Millis now);
    void end(Id id, base::Millis now, std::optional<std::size_t> locked_part);
    void user_arrives(base::Millis now);

    const LoadSettings settings_;
    base::Random random_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> events_;
    std::uint64_t planned_ = 0;
    Id last_id_ = 0;
    std::map<Id, Job> jobs_;
    std::vector<Id> line_;        // jobs that wait for rows, in the order in which they asked
    std::set<std::string> locked_;
    std::size_t running_ = 0;     // transactions that the server works at
    std::vector<Done> done_;
    std::vector<base::Millis> user_times_;
};

} // namespace ledgerline::sandbox::b1
