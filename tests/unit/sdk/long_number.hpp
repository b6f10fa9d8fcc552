// Whole numbers of any length, by schoolbook arithmetic on digits: slow, and nothing in common with Decimal's own way of
// computing, so that the two can check each other.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace fake {

class LongNumber {
public:
    LongNumber(std::int64_t value) : LongNumber(std::to_string(value)) {}
    explicit LongNumber(const std::string& text) {
        negative_ = !text.empty() && text[0] == '-';
        digits_.assign(text.rbegin(), text.rend() - (negative_ ? 1 : 0));
        trim();
    }

    // Times 10 to the power.
    LongNumber shifted(int power) const {
        LongNumber out = *this;
        if (!out.is_zero()) out.digits_.insert(0, static_cast<std::size_t>(power), '0');
        return out;
    }
    LongNumber negated() const {
        LongNumber out = *this;
        out.negative_ = !negative_ && !is_zero();
        return out;
    }
    LongNumber absolute() const { return negative_ ? negated() : *this; }
    bool is_zero() const { return digits_ == "0"; }
    bool is_even() const { return (digits_[0] - '0') % 2 == 0; }

    friend LongNumber operator+(const LongNumber& a, const LongNumber& b) {
        if (a.negative_ == b.negative_) return made(sum(a.digits_, b.digits_), a.negative_);
        if (less(a.digits_, b.digits_)) return made(difference(b.digits_, a.digits_), b.negative_);
        return made(difference(a.digits_, b.digits_), a.negative_);
    }
    friend LongNumber operator-(const LongNumber& a, const LongNumber& b) { return a + b.negated(); }
    friend LongNumber operator*(const LongNumber& a, const LongNumber& b) {
        std::string total = "0";
        for (std::size_t i = 0; i < b.digits_.size(); ++i)
            for (char times = b.digits_[i]; times > '0'; --times) total = sum(total, std::string(i, '0') + a.digits_);
        return made(total, a.negative_ != b.negative_);
    }
    friend bool operator==(const LongNumber& a, const LongNumber& b) { return a.negative_ == b.negative_ && a.digits_ == b.digits_; }
    friend bool operator<(const LongNumber& a, const LongNumber& b) { return (a - b).negative_; }
    friend bool operator<=(const LongNumber& a, const LongNumber& b) { return !(b < a); }

private:
    static LongNumber made(std::string digits, bool negative) {
        LongNumber out(0);
        out.digits_ = std::move(digits);
        out.negative_ = negative;
        out.trim();
        return out;
    }
    // Digits with the lowest first.
    static bool less(const std::string& a, const std::string& b) {
        if (a.size() != b.size()) return a.size() < b.size();
        return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
    }
    static std::string sum(const std::string& a, const std::string& b) {
        std::string out;
        int carry = 0;
        for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry; ++i) {
            const int digit = carry + (i < a.size() ? a[i] - '0' : 0) + (i < b.size() ? b[i] - '0' : 0);
            out += static_cast<char>('0' + digit % 10);
            carry = digit / 10;
        }
        return out;
    }
    static std::string difference(const std::string& large, const std::string& small) {
        std::string out;
        int borrow = 0;
        for (std::size_t i = 0; i < large.size(); ++i) {
            int digit = large[i] - '0' - borrow - (i < small.size() ? small[i] - '0' : 0);
            borrow = digit < 0 ? 1 : 0;
            out += static_cast<char>('0' + digit + 10 * borrow);
        }
        return out;
    }
    void trim() {
        while (digits_.size() > 1 && digits_.back() == '0') digits_.pop_back();
        if (digits_ == "0") negative_ = false;
    }

    std::string digits_;
    bool negative_ = false;
};

} // namespace fake
