// What a reason is based on, for the person who must act and for the engine: expected and found values, what the cause
// is shared by, what the message waits for.
//   facts().subject("sku:85123a").waits_for("item:85123A").add("sku", sku).add("near", codes)
#ifndef LEDGERLINE_FACTS_HPP
#define LEDGERLINE_FACTS_HPP

#include "ledgerline/decimal.hpp"
#include "ledgerline/text.hpp"

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ledgerline {

class Facts {
public:
    // Messages with the same subject are one group: fixed once. Such as "sku:85123a".
    Facts& subject(std::string_view value) { subject_ = std::string(value); return add("subject", value); }
    // The engine tries the message again when this changes. Such as "item:85123A".
    Facts& waits_for(std::string_view value) { return add("waits_for", value); }

    Facts& add(std::string_view name, std::string_view value) { return put(name, json_quoted(value)); }
    Facts& add(std::string_view name, const char* value) { return add(name, std::string_view(value)); }
    Facts& add(std::string_view name, const std::string& value) { return add(name, std::string_view(value)); }
    Facts& add(std::string_view name, const Decimal& value) { return add(name, value.text()); }
    Facts& add(std::string_view name, bool value) { return put(name, value ? "true" : "false"); }
    template <class Integer, std::enable_if_t<std::is_integral_v<Integer> && !std::is_same_v<Integer, bool> && !std::is_same_v<Integer, char>, int> = 0>
    Facts& add(std::string_view name, Integer value) {
        return put(name, std::to_string(value));
    }
    Facts& add(std::string_view name, const std::vector<std::string>& values) {
        std::string list = "[";
        for (const std::string& value : values) list += (list.size() > 1 ? "," : "") + json_quoted(value);
        return put(name, list + "]");
    }
    // Already JSON, such as the text of a subtree or of other facts.
    Facts& add_json(std::string_view name, std::string_view json) { return put(name, std::string(json)); }

    bool empty() const { return members_.empty(); }
    const std::string& shared_subject() const { return subject_; }
    // A JSON object; a name that was added twice has its last value.
    std::string json() const {
        std::string out = "{";
        for (const auto& [name, value] : members_) out += (out.size() > 1 ? "," : "") + json_quoted(name) + ":" + value;
        return out + "}";
    }

private:
    Facts& put(std::string_view name, std::string json) {
        for (auto& [known, value] : members_)
            if (known == name) {
                value = std::move(json);
                return *this;
            }
        members_.emplace_back(std::string(name), std::move(json));
        return *this;
    }

    std::vector<std::pair<std::string, std::string>> members_; // name → JSON text
    std::string subject_;
};

inline Facts facts() { return {}; }

} // namespace ledgerline

#endif
