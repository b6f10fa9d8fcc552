#include "config/secrets.hpp"

#include "base/digest.hpp"
#include "config/secret_forms.hpp"

#include <algorithm>
#include <random>

namespace ledgerline::config {
namespace {

constexpr std::string_view start = "${secret:";

// Unguessable, and of no meaning for any decision: so it comes from the system and not from the engine's seed.
std::string random_mark() {
    std::random_device device;
    std::string bytes;
    for (int i = 0; i < 16; ++i) bytes += static_cast<char>(device() & 0xFFU);
    return base::to_hex(bytes);
}

// Calls `found(begin, placeholder)` for everything that looks like a placeholder, in order.
template <class Found>
void each_placeholder(std::string_view text, Found found) {
    std::size_t at = text.find(start);
    while (at != std::string_view::npos) {
        const std::size_t end = text.find('}', at);
        if (end == std::string_view::npos) return;
        const std::string_view placeholder = text.substr(at, end + 1 - at);
        // What begins inside of something that is no placeholder may still be one.
        at = text.find(start, found(at, placeholder) ? end + 1 : at + start.size());
    }
}

} // namespace

Secrets::Secrets() : Secrets(random_mark()) {}
Secrets::Secrets(std::string mark) : mark_(std::move(mark)) {}

std::string Secrets::keep(std::string value, std::string origin) {
    const auto known = placeholder_of_.find(value);
    if (known != placeholder_of_.end()) return known->second;
    const std::string placeholder = std::string(start) + std::to_string(values_.size() + 1) + ":" + mark_ + "}";
    if (origin.empty()) origin = "a secret";
    placeholder_of_.emplace(value, placeholder);
    Kept kept;
    kept.value = std::move(value);
    kept.origin = std::move(origin);
    values_.emplace(placeholder, std::move(kept));
    return placeholder;
}

std::string Secrets::with(std::string_view text, std::string Kept::*part) const {
    std::string out;
    std::size_t copied = 0;
    each_placeholder(text, [&](std::size_t begin, std::string_view placeholder) {
        const auto known = values_.find(placeholder);
        if (known == values_.end()) return false;
        out += text.substr(copied, begin - copied);
        out += known->second.*part;
        copied = begin + placeholder.size();
        return true;
    });
    return out += text.substr(copied);
}

std::string Secrets::fill(std::string_view text) const { return with(text, &Kept::value); }
std::string Secrets::describe(std::string_view text) const { return with(text, &Kept::origin); }

std::string Secrets::redact(std::string_view text) const {
    // Marked first and replaced afterwards: two values may overlap, and neither may leave a rest.
    std::vector<bool> hidden(text.size(), false);
    bool any = false;
    for (const auto& [placeholder, kept] : values_) {
        if (kept.plain && !kept.secret) continue;
        if (kept.value.size() < length_min) continue;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const std::size_t length = occurrence_at(text, at, kept.value);
            if (length == 0) continue;
            any = true;
            std::fill_n(hidden.begin() + static_cast<std::ptrdiff_t>(at), length, true);
        }
    }
    if (!any) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!hidden[at]) out += text[at];
        else if (at == 0 || !hidden[at - 1]) out += "***";
    }
    return out;
}

std::vector<std::string> Secrets::placeholders_in(std::string_view text) const {
    std::vector<std::string> out;
    each_placeholder(text, [&](std::size_t, std::string_view placeholder) {
        if (values_.find(placeholder) == values_.end()) return false;
        out.emplace_back(placeholder);
        return true;
    });
    return out;
}

std::vector<std::string> Secrets::shown_as_well() const {
    std::vector<std::string> out;
    for (const auto& [placeholder, kept] : values_)
        if (kept.plain && kept.secret) out.push_back(kept.origin);
    return out;
}

bool Secrets::is_placeholder(std::string_view text) const { return values_.find(text) != values_.end(); }

std::vector<Secrets::Kept*> Secrets::in(std::string_view text) {
    std::vector<Kept*> out;
    each_placeholder(text, [&](std::size_t, std::string_view placeholder) {
        const auto known = values_.find(placeholder);
        if (known == values_.end()) return false;
        out.push_back(&known->second);
        return true;
    });
    return out;
}

void Secrets::reveal(std::string_view text) {
    for (Kept* kept : in(text)) kept->plain = true;
}

void Secrets::protect(std::string_view text) {
    for (Kept* kept : in(text)) kept->secret = true;
}

} // namespace ledgerline::config
