// Exact decimal numbers for money, prices, rates and quantities: an int64 count of units and a scale (digits after the
// point). Every operation is exact or throws DecimalError; rounding happens only where it is named.
// Values copy; all functions are usable on any thread. Standard library only, C++17.
#ifndef LEDGERLINE_DECIMAL_HPP
#define LEDGERLINE_DECIMAL_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline {

struct DecimalError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Names say what happens to a value that lies between two neighbours.
enum class Round {
    half_up,   // nearest; a tie goes away from zero (SAP Business One's way)
    half_even, // nearest; a tie goes to the even neighbour
    down,      // toward zero
    up,        // away from zero
    floor      // toward minus infinity
};

class Decimal {
public:
    static constexpr int scale_max = 18;

    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t whole) : units_(whole) {}
    constexpr Decimal(int whole) : units_(whole) {}

    static Decimal from_units(std::int64_t units, int scale) {
        if (scale < 0 || scale > scale_max) throw DecimalError("a decimal's scale is 0 to 18, not " + std::to_string(scale));
        Decimal out;
        out.units_ = units;
        out.scale_ = scale;
        return out;
    }

    // "-12.50": an optional minus, digits, optionally a point and digits. Nothing else: no blanks, commas, exponent.
    static std::optional<Decimal> try_parse(std::string_view text) { return read(text, false, nullptr); }
    static Decimal parse(std::string_view text) {
        std::string why;
        if (auto value = read(text, false, &why)) return *value;
        throw DecimalError("\"" + std::string(text.substr(0, 60)) + "\" is not a decimal (" + why + ")");
    }
    // A JSON number literal, which may carry an exponent.
    static Decimal parse_number(std::string_view text) {
        std::string why;
        if (auto value = read(text, true, &why)) return *value;
        throw DecimalError("\"" + std::string(text.substr(0, 60)) + "\" is not an exact decimal (" + why + ")");
    }

    constexpr std::int64_t units() const { return units_; }
    constexpr int scale() const { return scale_; }
    constexpr bool is_zero() const { return units_ == 0; }
    constexpr bool is_negative() const { return units_ < 0; }
    bool is_whole() const { return normalized().scale_ == 0; }

    // With at least `digits_min` digits after the point: 5.text(2) is "5.00".
    std::string text(int digits_min = 0) const {
        const bool negative = units_ < 0;
        std::string digits = std::to_string(negative ? 0 - static_cast<std::uint64_t>(units_) : static_cast<std::uint64_t>(units_));
        const auto scale = static_cast<std::size_t>(scale_);
        if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
        if (scale > 0) digits.insert(digits.size() - scale, ".");
        if (scale_ < digits_min) {
            if (scale_ == 0) digits += '.';
            digits.append(static_cast<std::size_t>(digits_min - scale_), '0');
        }
        return negative ? "-" + digits : digits;
    }

    // The same value without zeros at the end: 5.1000 is 5.1.
    Decimal normalized() const {
        Decimal out = *this;
        while (out.scale_ > 0 && out.units_ % 10 == 0) {
            out.units_ /= 10;
            --out.scale_;
        }
        return out;
    }

    // The nearest value with exactly `digits` digits after the point.
    Decimal rounded(int digits, Round how) const {
        if (digits < 0 || digits > scale_max) throw DecimalError("a decimal's scale is 0 to 18, not " + std::to_string(digits));
        if (digits >= scale_) return narrow(wide(units_) * power(digits - scale_), digits);
        return narrow(divide(units_, power(scale_ - digits), how), digits);
    }
    // The same value with exactly `digits` digits; throws if that would lose something.
    Decimal exactly(int digits) const {
        Decimal out = rounded(digits, Round::down);
        if (out != *this) throw DecimalError(text() + " has more than " + std::to_string(digits) + " digits after the point");
        return out;
    }

    Decimal negated() const { return narrow(-wide(units_), scale_); }
    Decimal absolute() const { return units_ < 0 ? negated() : *this; }

    Decimal plus(const Decimal& other) const {
        const int scale = scale_ > other.scale_ ? scale_ : other.scale_;
        return narrow_exactly(widened(scale) + other.widened(scale), scale);
    }
    Decimal minus(const Decimal& other) const {
        const int scale = scale_ > other.scale_ ? scale_ : other.scale_;
        return narrow_exactly(widened(scale) - other.widened(scale), scale);
    }
    // Exact; where the scales add up to more than 18 or the digits are too many, zeros at the end make room or it throws.
    Decimal times(const Decimal& other) const {
        Decimal a = *this, b = other;
        if (a.scale_ + b.scale_ > scale_max) { a = a.normalized(); b = b.normalized(); }
        if (a.scale_ + b.scale_ > scale_max) throw DecimalError(text() + " times " + other.text() + " needs more than 18 digits after the point");
        return narrow_exactly(wide(a.units_) * b.units_, a.scale_ + b.scale_);
    }
    // this / divisor with `digits` digits after the point.
    Decimal divided(const Decimal& divisor, int digits, Round how) const {
        if (divisor.is_zero()) throw DecimalError(text() + " divided by zero");
        const int shift = digits + divisor.scale_ - scale_;
        wide top = units_, bottom = divisor.units_;
        if (shift >= 0) top = checked_multiply(top, power_wide(shift));
        else bottom = checked_multiply(bottom, power_wide(-shift));
        if (bottom < 0) { top = -top; bottom = -bottom; }
        return narrow(divide(top, bottom, how), digits);
    }

    friend Decimal operator+(const Decimal& a, const Decimal& b) { return a.plus(b); }
    friend Decimal operator-(const Decimal& a, const Decimal& b) { return a.minus(b); }
    friend Decimal operator*(const Decimal& a, const Decimal& b) { return a.times(b); }
    friend Decimal operator-(const Decimal& a) { return a.negated(); }
    Decimal& operator+=(const Decimal& other) { return *this = plus(other); }
    Decimal& operator-=(const Decimal& other) { return *this = minus(other); }

    // By value: 1.5 equals 1.50.
    int compare(const Decimal& other) const {
        const int scale = scale_ > other.scale_ ? scale_ : other.scale_;
        const wide a = widened(scale), b = other.widened(scale);
        return a < b ? -1 : a > b ? 1 : 0;
    }
    friend bool operator==(const Decimal& a, const Decimal& b) { return a.compare(b) == 0; }
    friend bool operator!=(const Decimal& a, const Decimal& b) { return a.compare(b) != 0; }
    friend bool operator<(const Decimal& a, const Decimal& b) { return a.compare(b) < 0; }
    friend bool operator>(const Decimal& a, const Decimal& b) { return a.compare(b) > 0; }
    friend bool operator<=(const Decimal& a, const Decimal& b) { return a.compare(b) <= 0; }
    friend bool operator>=(const Decimal& a, const Decimal& b) { return a.compare(b) >= 0; }

private:
    __extension__ using wide = __int128;

    static constexpr std::int64_t power(int digits) {
        std::int64_t out = 1;
        for (int i = 0; i < digits; ++i) out *= 10;
        return out;
    }
    static wide power_wide(int digits) {
        if (digits > 36) throw DecimalError("a division needs more than 36 digits");
        wide out = 1;
        for (int i = 0; i < digits; ++i) out *= 10;
        return out;
    }
    static wide checked_multiply(wide a, wide b) {
        wide out = 0;
        if (__builtin_mul_overflow(a, b, &out)) throw DecimalError("a decimal is out of range");
        return out;
    }
    static Decimal narrow(wide units, int scale) {
        if (units > std::numeric_limits<std::int64_t>::max() || units < std::numeric_limits<std::int64_t>::min())
            throw DecimalError("a decimal is out of range");
        return from_units(static_cast<std::int64_t>(units), scale);
    }
    // Zeros at the end make room: 2024566.5900 times a rate of 1.0000000000 is in range.
    static Decimal narrow_exactly(wide units, int scale) {
        while (scale > 0 && units % 10 == 0 && (units > std::numeric_limits<std::int64_t>::max() || units < std::numeric_limits<std::int64_t>::min())) {
            units /= 10;
            --scale;
        }
        return narrow(units, scale);
    }
    wide widened(int scale) const { return wide(units_) * power(scale - scale_); }
    static wide divide(wide top, wide bottom, Round how) {
        wide quotient = top / bottom;
        const wide rest = top % bottom;
        if (rest == 0) return quotient;
        const int away = top < 0 ? -1 : 1;
        const wide twice = (rest < 0 ? -rest : rest) * 2;
        bool step = false;
        switch (how) {
            case Round::half_up: step = twice >= bottom; break;
            case Round::half_even: step = twice > bottom || (twice == bottom && quotient % 2 != 0); break;
            case Round::down: break;
            case Round::up: step = true; break;
            case Round::floor: step = top < 0; break;
        }
        if (step) quotient += away;
        return quotient;
    }

    static std::optional<Decimal> read(std::string_view text, bool exponent_allowed, std::string* why) {
        const auto refuse = [why](const char* reason) -> std::optional<Decimal> {
            if (why) *why = reason;
            return std::nullopt;
        };
        std::size_t at = 0;
        const bool negative = !text.empty() && text[0] == '-';
        if (negative) ++at;
        wide units = 0;
        int scale = 0;
        std::size_t digits = 0;
        bool point = false, digit_last = false;
        for (; at < text.size(); ++at) {
            const char c = text[at];
            if (c >= '0' && c <= '9') {
                units = units * 10 + (c - '0');
                if (point) ++scale;
                ++digits;
                digit_last = true;
                if (digits > 37) return refuse("too many digits");
            } else if (c == '.' && !point && digits > 0) {
                point = true;
                digit_last = false;
            } else {
                break;
            }
        }
        if (digits == 0 || !digit_last) return refuse("write it like 12.50");
        int exponent = 0;
        if (at < text.size() && exponent_allowed && (text[at] == 'e' || text[at] == 'E')) {
            ++at;
            bool minus = false;
            if (at < text.size() && (text[at] == '+' || text[at] == '-')) minus = text[at++] == '-';
            if (at == text.size()) return refuse("its exponent is empty");
            for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
                exponent = exponent * 10 + (text[at] - '0');
                if (exponent > 1000) return refuse("its exponent is too large");
            }
            if (minus) exponent = -exponent;
        }
        if (at != text.size()) return refuse("write it like 12.50");
        scale -= exponent;
        while (scale > 0 && scale > scale_max && units % 10 == 0) { units /= 10; --scale; }
        while (scale < 0 && units != 0 && units < (wide(1) << 70)) { units *= 10; ++scale; }
        if (units == 0 && (scale < 0 || scale > scale_max)) scale = 0;
        if (scale < 0) return refuse("out of range");
        if (scale > scale_max) return refuse("more than 18 digits after the point");
        while (units > std::numeric_limits<std::int64_t>::max() && scale > 0 && units % 10 == 0) { units /= 10; --scale; }
        if (units > std::numeric_limits<std::int64_t>::max()) return refuse("out of range");
        Decimal out;
        out.units_ = static_cast<std::int64_t>(negative ? -units : units);
        out.scale_ = scale;
        return out;
    }

    std::int64_t units_ = 0;
    int scale_ = 0;
};

// Splits `total` over `weights` in amounts with `digits` digits that add up to `total` exactly: each gets its share
// rounded down, and the units that are left go to the largest remainders, earlier ones first on a tie. Weights must
// not be negative; if they are all zero, every share counts the same. `total` must have no more than `digits` digits.
inline std::vector<Decimal> allocate(const Decimal& total, const std::vector<Decimal>& weights, int digits) {
    std::vector<Decimal> shares(weights.size());
    if (weights.empty()) {
        if (!total.is_zero()) throw DecimalError("nothing to allocate " + total.text() + " to");
        return shares;
    }
    const bool negative = total.is_negative();
    const Decimal amount = total.absolute().exactly(digits);
    Decimal sum;
    for (const Decimal& weight : weights) {
        if (weight.is_negative()) throw DecimalError("a weight of an allocation is negative: " + weight.text());
        sum += weight;
    }
    __extension__ using wide = unsigned __int128;
    struct Rest { std::size_t at; wide value; };
    std::vector<Rest> rests;
    const int scale = sum.scale();
    const auto units_of = [&](const Decimal& weight) {
        return sum.is_zero() ? std::int64_t{1} : weight.exactly(scale).units();
    };
    const wide whole = sum.is_zero() ? static_cast<wide>(weights.size()) : static_cast<wide>(sum.units());
    wide left = static_cast<wide>(amount.units());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const wide product = static_cast<wide>(amount.units()) * static_cast<wide>(units_of(weights[i]));
        shares[i] = Decimal::from_units(static_cast<std::int64_t>(product / whole), digits);
        left -= product / whole;
        rests.push_back({i, product % whole});
    }
    for (; left > 0; --left) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < rests.size(); ++i)
            if (rests[i].value > rests[best].value) best = i;
        shares[rests[best].at] += Decimal::from_units(1, digits);
        rests[best].value = 0;
    }
    if (negative)
        for (Decimal& share : shares) share = share.negated();
    return shares;
}

} // namespace ledgerline

#endif
