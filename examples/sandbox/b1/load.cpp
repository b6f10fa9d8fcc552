#include "b1/load.hpp"

#include "b1/batch_parts.hpp"
#include "b1/refusal.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr const char* head_row = "head";
constexpr std::size_t parts_max = 10'000;

// Values of a member wherever it stands in a JSON text: codes, whose quotes nobody escapes.
std::vector<std::string> values_of(std::string_view json, std::string_view member) {
    std::vector<std::string> out;
    const std::string name = "\"" + std::string(member) + "\"";
    for (std::size_t at = json.find(name); at != std::string_view::npos; at = json.find(name, at + 1)) {
        const std::size_t value = json.find_first_not_of(" :", at + name.size());
        if (value == std::string_view::npos || json[value] != '"') continue;
        const std::size_t end = json.find('"', value + 1);
        if (end != std::string_view::npos) out.emplace_back(json.substr(value + 1, end - value - 1));
    }
    return out;
}

bool writes(const std::string& method, const std::string& target) { return method != "GET" && target.find("Login") == std::string::npos && target.find("Service_") == std::string::npos; }

} // namespace

Load::Load(LoadSettings settings, std::uint64_t seed, base::Millis now) : settings_(std::move(settings)), random_(seed) {
    if (settings_.user_every_ms > 0 && !settings_.items.empty()) plan(now, Event::arrival, 0);
}

std::vector<Load::Transaction> Load::transactions_of(const base::HttpRequest& request, const LoadSettings& settings) {
    const auto transaction = [&](const std::vector<BatchRequest>& requests) {
        Transaction out;
        std::size_t lines = 0;
        for (const BatchRequest& one : requests) {
            if (!writes(one.method, one.target)) continue;
            out.rows.insert(head_row);
            for (const std::string& code : values_of(one.body, "ItemCode")) {
                out.rows.insert("item " + code);
                ++lines;
            }
            for (const std::string& code : values_of(one.body, "CardCode")) out.rows.insert("partner " + code);
        }
        out.work = out.rows.empty() ? settings.read_ms : settings.document_ms + static_cast<base::Millis>(lines) * settings.line_ms;
        return out;
    };
    bool quoted = false;
    if (request.target.find("$batch") == std::string::npos) return {transaction({{"", request.method, request.target, {}, request.body}})};
    std::vector<Transaction> out;
    try {
        for (const BatchPart& part : read_batch(request.body, boundary_of(base::header(request.headers, "Content-Type"), quoted), parts_max)) out.push_back(transaction(part.requests));
    } catch (const Refusal&) {
        out.clear(); // refused as a whole: nothing is done
    }
    if (out.empty()) out.push_back({{}, settings.read_ms});
    return out;
}

void Load::plan(base::Millis at, Event event, Id job, std::size_t part) { events_.push({at, ++planned_, event, job, part}); }

base::Millis Load::duration(base::Millis work) const {
    const auto others = static_cast<base::Millis>(running_ > 0 ? running_ - 1 : 0);
    return std::max<base::Millis>(1, work + work * others * settings_.crowding_per_thousand / 1'000);
}

Load::Id Load::begin(const base::HttpRequest& request, base::Millis now) {
    advance(now);
    Job job;
    job.parts = transactions_of(request, settings_);
    job.began = now;
    start(++last_id_, std::move(job));
    return last_id_;
}

void Load::start(Id id, Job job) {
    const base::Millis now = job.began;
    jobs_.emplace(id, std::move(job));
    start_part(id, now);
}

base::Millis Load::next_event() const { return events_.empty() ? 0 : events_.top().at; }

void Load::advance(base::Millis now) {
    while (!events_.empty() && events_.top().at <= now) {
        const Entry entry = events_.top();
        events_.pop();
        if (entry.event == Event::arrival) {
            user_arrives(entry.at);
            continue;
        }
        const auto at = jobs_.find(entry.job);
        if (at == jobs_.end()) continue;
        switch (entry.event) {
        case Event::computed: ask_for_rows(entry.job, entry.at); break;
        case Event::finished: release(entry.job, entry.at); break;
        case Event::impatient:
            if (at->second.waits && at->second.part == entry.part) end(entry.job, entry.at, at->second.part);
            break;
        case Event::arrival: break;
        }
    }
}

void Load::start_part(Id id, base::Millis now) {
    const Job& job = jobs_.at(id);
    const Transaction& part = job.parts[job.part];
    ++running_;
    const base::Millis all = duration(part.work);
    if (part.rows.empty()) plan(now + all, Event::finished, id);
    else plan(now + all * (100 - settings_.locked_percent) / 100, Event::computed, id);
}

bool Load::has_room(const std::set<std::string>& rows, const std::set<std::string>& wanted_before) const {
    return std::none_of(rows.begin(), rows.end(), [&](const std::string& row) { return locked_.count(row) != 0 || wanted_before.count(row) != 0; });
}

void Load::ask_for_rows(Id id, base::Millis now) {
    Job& job = jobs_.at(id);
    --running_; // who waits does not compute
    job.waits = true;
    std::set<std::string> wanted;
    for (const Id before : line_) {
        const Job& other = jobs_.at(before);
        wanted.insert(other.parts[other.part].rows.begin(), other.parts[other.part].rows.end());
    }
    std::set<std::string> rows = job.parts[job.part].rows;
    rows.erase(head_row); // a number is drawn anew, an item or a partner may be changed by then
    job.meets_change = !has_room(rows, wanted);
    line_.push_back(id);
    serve_line(now);
    if (const auto at = jobs_.find(id); at != jobs_.end() && at->second.waits && !at->second.is_user) plan(now + settings_.lock_wait_ms, Event::impatient, id, at->second.part);
}

// In the order in which they asked; nobody overtakes on a row that an earlier one wants.
void Load::serve_line(base::Millis now) {
    std::set<std::string> wanted;
    for (std::size_t i = 0; i < line_.size();) {
        const Id id = line_[i];
        Job& job = jobs_.at(id);
        const std::set<std::string>& rows = job.parts[job.part].rows;
        if (!has_room(rows, wanted)) {
            wanted.insert(rows.begin(), rows.end());
            ++i;
            continue;
        }
        if (job.meets_change && !job.is_user && settings_.loser_one_in != 0 && random_.one_in(settings_.loser_one_in)) {
            end(id, now, job.part);
            continue;
        }
        line_.erase(line_.begin() + static_cast<std::ptrdiff_t>(i));
        lock(id, now);
    }
}

void Load::lock(Id id, base::Millis now) {
    Job& job = jobs_.at(id);
    job.waits = false;
    const std::set<std::string>& rows = job.parts[job.part].rows;
    locked_.insert(rows.begin(), rows.end());
    job.holds_rows = true;
    ++running_;
    // The database's part of the work; what crowds is the computing before it.
    plan(now + std::max<base::Millis>(1, job.parts[job.part].work * settings_.locked_percent / 100), Event::finished, id);
}

void Load::release(Id id, base::Millis now) {
    Job& job = jobs_.at(id);
    --running_;
    if (job.holds_rows)
        for (const std::string& row : job.parts[job.part].rows) locked_.erase(row);
    job.holds_rows = false;
    if (++job.part < job.parts.size()) start_part(id, now);
    else end(id, now, std::nullopt);
    serve_line(now);
}

void Load::end(Id id, base::Millis now, std::optional<std::size_t> locked_part) {
    const Job& job = jobs_.at(id);
    std::erase(line_, id);
    if (job.is_user) user_times_.push_back(now - job.began);
    else done_.push_back({id, locked_part});
    jobs_.erase(id);
}

void Load::user_arrives(base::Millis now) {
    Job job;
    job.is_user = true;
    job.began = now;
    job.parts.push_back({{head_row, "item " + settings_.items[random_.below(settings_.items.size())]}, settings_.user_ms / 2 + static_cast<base::Millis>(random_.below(static_cast<std::uint64_t>(settings_.user_ms)))});
    start(++last_id_, std::move(job));
    plan(now + 1 + static_cast<base::Millis>(random_.below(static_cast<std::uint64_t>(2 * settings_.user_every_ms))), Event::arrival, 0);
}

std::vector<Load::Done> Load::take_done() { return std::exchange(done_, {}); }
std::vector<base::Millis> Load::take_user_times() { return std::exchange(user_times_, {}); }

} // namespace ledgerline::sandbox::b1
