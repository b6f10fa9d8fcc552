// Single orders by their ids: those that could not be understood, that callbacks named, or that the store passed over.
#include "orders_source.hpp"

#include "source_settings.hpp"

#include <stdexcept>
#include <vector>

namespace bigcommerce {

using ledgerline::Node;
using ledgerline::Poll;
using ledgerline::Request;

namespace {

constexpr std::int64_t again_s = 600;             // what cannot be understood is read again as often
constexpr std::int64_t look_again_s = 3'600;      // for what is not there
constexpr std::int64_t forget_after_s = 259'200;  // three days: then it is not missing, it was never there
constexpr std::size_t missing_per_poll = 10;

std::vector<std::string> due(const std::map<std::string, std::int64_t>& times, std::int64_t now) {
    std::vector<std::string> out;
    for (const auto& [id, at] : times)
        if (at <= now) out.push_back(id);
    return out;
}

} // namespace

void OrdersSource::read_unread(Poll& poll, OrderCursor& cursor) {
    const std::int64_t now_s = now_of(poll);
    for (const std::string& id : due(cursor.unread, now_s)) {
        if (is_enough(poll)) return;
        cursor.unread[id] = now_s + again_s; // unless it can be read now
        std::optional<ledgerline::Response> answer;
        try {
            answer = api_.get(poll.call(), Request::get("/v2/orders/" + id));
        } catch (const ResourceProblem& problem) {
            if (problem.status == 404) cursor.unread.erase(id); // deleted meanwhile; its exception stays for a person
        } catch (const ShopProblem& problem) {
            if (problem.kind != ShopProblem::Kind::unavailable) throw;
            return; // the store, or this order alone: the list of orders will tell
        }
        if (!answer) continue;
        try {
            read(poll, cursor, answer->json(), true);
        } catch (const ShopProblem& problem) {
            if (problem.kind != ShopProblem::Kind::unavailable) throw;
            return;
        } catch (const std::runtime_error&) {
            // As it was: a person knows already.
        } catch (const std::invalid_argument&) {
        }
        answer->discard();
    }
}

void OrdersSource::read_signalled(Poll& poll, OrderCursor& cursor) {
    const std::vector<std::string> ids(cursor.signalled.begin(), cursor.signalled.end());
    for (const std::string& id : ids) {
        if (is_enough(poll)) return;
        read_whole(poll, cursor, id, true); // throws what concerns the store: then it stays
        cursor.signalled.erase(id);
    }
}

// False: there is no such order; it is gone again, or never was one of this store. Throws what concerns the store, not this order alone.
bool OrdersSource::read_whole(Poll& poll, OrderCursor& cursor, const std::string& id, bool with_archived) {
    std::optional<ledgerline::Response> answer;
    const auto described_by = [&](const char* why) { return answer ? described(id, answer->json(), why) : Unreadable{id, "", "", about_answer(why), std::nullopt}; };
    try {
        answer = api_.get(poll.call(), Request::get("/v2/orders/" + id));
        if (!answer) return false;
        read(poll, cursor, answer->json(), with_archived);
        answer->discard();
    } catch (const ShopProblem& problem) {
        suspect(poll, cursor, described_by(problem.what()), problem);
    } catch (const ResourceProblem& problem) {
        if (!answer && problem.status == 404) return false;
        refuse(poll, cursor, described_by(problem.what()));
    } catch (const std::runtime_error& problem) {
        refuse(poll, cursor, described_by(problem.what()));
    } catch (const std::invalid_argument& problem) {
        refuse(poll, cursor, described_by(problem.what()));
    }
    return true;
}

void OrdersSource::look_for_missing(Poll& poll, OrderCursor& cursor) {
    const std::int64_t now_s = now_of(poll);
    std::vector<std::string> ids = due(cursor.missing, now_s);
    if (ids.size() > missing_per_poll) ids.resize(missing_per_poll);
    for (const std::string& id : ids) {
        if (is_enough(poll)) return;
        // An order that was archived before it was ever read is history, as in the list.
        if (read_whole(poll, cursor, id, false)) {
            cursor.close_gap(id);
            continue;
        }
        cursor.missing[id] = now_s + look_again_s;
        const std::int64_t since = cursor.gaps.emplace(id, now_s).first->second;
        if (now_s - since >= forget_after_s) cursor.close_gap(id);
    }
}

} // namespace bigcommerce
