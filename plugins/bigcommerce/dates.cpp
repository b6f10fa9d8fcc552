#include "dates.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <stdexcept>

namespace bigcommerce {
namespace {

// Reads text from left to right; anything unexpected ends in failure.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool skip(char c) {
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    // A number of at least `least` and at most `most` digits.
    bool number(int& out, std::size_t least, std::size_t most) {
        std::size_t size = 0;
        while (size < text_.size() && size < most && text_[size] >= '0' && text_[size] <= '9') ++size;
        if (size < least) return false;
        std::from_chars(text_.data(), text_.data() + size, out);
        text_.remove_prefix(size);
        return true;
    }
    bool month(int& out) {
        static constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        for (std::size_t i = 0; i < names.size(); ++i)
            if (text_.substr(0, 3) == names[i]) {
                out = static_cast<int>(i) + 1;
                text_.remove_prefix(3);
                return true;
            }
        return false;
    }
    // "+0000", "+00:00", "-0430", "Z", "GMT", "UTC": seconds east of Greenwich.
    bool zone(int& out) {
        out = 0;
        if (text_ == "Z" || text_ == "GMT" || text_ == "UTC") {
            text_ = {};
            return true;
        }
        const bool west = skip('-');
        if (!west && !skip('+')) return false;
        int hours = 0, minutes = 0;
        if (!number(hours, 2, 2)) return false;
        skip(':');
        if (!number(minutes, 2, 2) || hours > 14 || minutes > 59) return false;
        out = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
        return true;
    }
    void skip_fraction() {
        if (!skip('.')) return;
        int digits = 0;
        number(digits, 1, 9);
    }
    bool at_end() const { return text_.empty(); }
    std::string_view rest() const { return text_; }

private:
    std::string_view text_;
};

struct Parts {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
};

bool read_clock(Reader& reader, Parts& parts) {
    return reader.number(parts.hour, 2, 2) && reader.skip(':') && reader.number(parts.minute, 2, 2) && reader.skip(':') && reader.number(parts.second, 2, 2);
}

bool read_rfc2822(std::string_view text, Parts& parts) {
    Reader reader(text.substr(5)); // "Tue, "
    return reader.number(parts.day, 1, 2) && reader.skip(' ') && reader.month(parts.month) && reader.skip(' ') && reader.number(parts.year, 4, 4) &&
           reader.skip(' ') && read_clock(reader, parts) && reader.skip(' ') && reader.zone(parts.zone) && reader.at_end();
}

bool read_iso(std::string_view text, Parts& parts) {
    Reader reader(text);
    if (!reader.number(parts.year, 4, 4) || !reader.skip('-') || !reader.number(parts.month, 2, 2) || !reader.skip('-') || !reader.number(parts.day, 2, 2) ||
        !reader.skip('T') || !read_clock(reader, parts))
        return false;
    reader.skip_fraction();
    return reader.zone(parts.zone) && reader.at_end();
}

} // namespace

std::optional<std::int64_t> seconds_of(std::string_view date) {
    Parts parts;
    const bool is_rfc = date.size() > 5 && date[3] == ',' && date[4] == ' ';
    if (!(is_rfc ? read_rfc2822(date, parts) : read_iso(date, parts))) return std::nullopt;
    using namespace std::chrono;
    const year_month_day day{year{parts.year}, month{static_cast<unsigned>(parts.month)}, std::chrono::day{static_cast<unsigned>(parts.day)}};
    if (!day.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 60) return std::nullopt;
    return sys_days{day}.time_since_epoch().count() * std::int64_t{86'400} + parts.hour * 3'600 + parts.minute * 60 + parts.second - parts.zone;
}

std::string iso(std::int64_t seconds) {
    using namespace std::chrono;
    const sys_seconds time{std::chrono::seconds{seconds}};
    const auto midnight = floor<days>(time);
    const year_month_day day{midnight};
    const std::int64_t of_day = (time - midnight).count();
    char text[64]; // room for every int, as the compiler sees it
    const int size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                                   static_cast<unsigned>(day.day()), static_cast<int>(of_day / 3'600), static_cast<int>(of_day / 60 % 60), static_cast<int>(of_day % 60));
    return std::string(text, static_cast<std::size_t>(size));
}

std::string iso(std::string_view date) {
    if (date.empty()) return "";
    const auto seconds = seconds_of(date);
    if (!seconds) throw std::invalid_argument("\"" + std::string(date.substr(0, 60)) + "\" is not a date");
    return iso(*seconds);
}

} // namespace bigcommerce
