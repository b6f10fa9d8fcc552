#include "commerce/item_master.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace ledgerline::commerce {

namespace {

constexpr std::size_t near_max = 5;

using Answer = std::optional<message::Value>;

// Two generations: what is asked again moves to the young one; when that is half of the limit, the old one is dropped.
class Cache {
public:
    explicit Cache(std::size_t kept_max) : half_(std::max<std::size_t>(kept_max / 2, 1)) {}

    const Answer* find(const std::string& key) {
        if (const auto found = young_.find(key); found != young_.end()) return &found->second;
        const auto found = old_.find(key);
        if (found == old_.end()) return nullptr;
        Answer answer = std::move(found->second);
        old_.erase(found);
        return &keep(key, std::move(answer));
    }
    const Answer& keep(const std::string& key, Answer answer) {
        if (young_.size() >= half_) {
            old_ = std::move(young_);
            young_.clear();
        }
        return young_.insert_or_assign(key, std::move(answer)).first->second;
    }
    void forget(const std::string& key) {
        young_.erase(key);
        old_.erase(key);
    }
    void clear() {
        young_.clear();
        old_.clear();
    }

private:
    std::size_t half_;
    std::unordered_map<std::string, Answer> young_, old_;
};

} // namespace

struct ItemLookup::Parts {
    Parts(const store::Store& from, std::size_t cached_max) : store(from), exact(cached_max), near(cached_max) {}

    template <typename Ask> Answer find(Cache& cache, const std::string& key, Ask ask) {
        std::int64_t asked_at_epoch = 0;
        bool may_keep = false;
        {
            const std::lock_guard guard(lock);
            if (changes == 0) {
                if (const Answer* known = cache.find(key)) return *known;
                may_keep = true;
                asked_at_epoch = epoch;
            }
        }
        Answer answer;
        store.read([&](store::UnitOfWork& unit) { answer = ask(unit); });
        if (may_keep) {
            // An answer that was read before a change may arrive after it: then it is used once and not kept.
            const std::lock_guard guard(lock);
            if (changes == 0 && epoch == asked_at_epoch) cache.keep(key, answer);
        }
        return answer;
    }

    const store::Store& store;
    std::mutex lock;
    std::int64_t epoch = 0; // grows with every beginning and end of a change
    int changes = 0;        // alive
    Cache exact, near;      // by code, by folded code
};

ItemLookup::ItemLookup(const store::Store& store, std::size_t cached_max) : parts_(std::make_unique<Parts>(store, cached_max)) {}

ItemLookup::~ItemLookup() = default;

std::optional<message::Value> ItemLookup::item(const std::string& code) const {
    return parts_->find(parts_->exact, code, [&](store::UnitOfWork& unit) -> Answer {
        auto row = unit.items().find(code);
        if (!row) return std::nullopt;
        return std::move(row->body);
    });
}

std::optional<message::Value> ItemLookup::near(const std::string& code) const {
    const std::string form = folded(code);
    if (form.empty()) return std::nullopt;
    return parts_->find(parts_->near, form, [&](store::UnitOfWork& unit) -> Answer {
        const auto codes = unit.items().near(form, near_max);
        if (codes.empty()) return std::nullopt;
        return message::Value::object({{"codes", message::Value::array({codes.begin(), codes.end()})}});
    });
}

std::optional<message::Value> ItemLookup::find(std::string_view table, const std::string& key) const {
    if (table == "items") return item(key);
    if (table == "items-near") return near(key);
    return std::nullopt;
}

ItemLookup::Change::Change(ItemLookup& lookup, std::vector<std::string> codes) : lookup_(lookup), codes_(std::move(codes)) {
    const std::lock_guard guard(lookup_.parts_->lock);
    ++lookup_.parts_->changes;
    ++lookup_.parts_->epoch;
}

ItemLookup::Change::~Change() {
    const std::lock_guard guard(lookup_.parts_->lock);
    for (const std::string& code : codes_) {
        lookup_.parts_->exact.forget(code);
        lookup_.parts_->near.forget(folded(code));
    }
    --lookup_.parts_->changes;
    ++lookup_.parts_->epoch;
}

} // namespace ledgerline::commerce
