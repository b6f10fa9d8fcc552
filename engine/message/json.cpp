#include "message/json.hpp"

#include "message/json_numbers.hpp"
#include "message/text.hpp"

#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>

#include <algorithm>

namespace ledgerline::message {

namespace {

// The text as RapidJSON's reader wants it. RapidJSON takes a NUL for the end; parse_json looks whether it was.
class Source {
public:
    using Ch = char;
    explicit Source(std::string_view text) : begin_(text.data()), at_(begin_), end_(begin_ + text.size()) {}

    Ch Peek() const { return at_ == end_ ? '\0' : *at_; }
    Ch Take() { return at_ == end_ ? '\0' : *at_++; }
    std::size_t Tell() const { return static_cast<std::size_t>(at_ - begin_); }

    // Parsing in place is never asked for.
    Ch* PutBegin() { return nullptr; }
    void Put(Ch) {}
    void Flush() {}
    std::size_t PutEnd(Ch*) { return 0; }

private:
    const char* begin_;
    const char* at_;
    const char* end_;
};

} // namespace

} // namespace ledgerline::message

// The reader then works on a local copy, and Tell() of the original is where the present token begins.
template <> struct rapidjson::StreamTraits<ledgerline::message::Source> {
    enum { copyOptimization = 1 };
};

namespace ledgerline::message {

namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    out += text.substr(0, 60);
    if (text.size() > 60) out += "...";
    return out += '"';
}

// Collects finished values on a stack; an end tag moves the last n of them into their array or object, so that every
// container is allocated once, with its exact size.
class TreeBuilder {
public:
    TreeBuilder(std::string_view text, const Source& source, const JsonLimits& limits) : text_(text), source_(source), limits_(limits),
        has_escapes_(text.find("\\u") != std::string_view::npos) {
        values_.reserve(64);
        names_.reserve(64);
    }

    bool Null() { return add(Value()); }
    bool Bool(bool value) { return add(Value(value)); }
    // The literal comes from the text itself: RapidJSON may have been shown a harmless one in its place.
    bool RawNumber(const char*, rapidjson::SizeType length, bool) {
        try {
            return add(Value::number(text_.substr(source_.Tell(), length)));
        } catch (const std::invalid_argument& error) {
            return refuse(error.what());
        }
    }
    bool String(const char* data, rapidjson::SizeType length, bool) {
        return text_fits({data, length}) && add(Value(std::string_view(data, length)));
    }
    bool Key(const char* data, rapidjson::SizeType length, bool) {
        if (!text_fits({data, length})) return false;
        names_.push_back({std::string(data, length), source_.Tell()});
        return true;
    }
    bool StartObject() { return go_deeper(); }
    bool StartArray() { return go_deeper(); }

    bool EndArray(rapidjson::SizeType count) {
        --depth_;
        const auto first = values_.end() - static_cast<std::ptrdiff_t>(count);
        Value::Array items(std::make_move_iterator(first), std::make_move_iterator(values_.end()));
        values_.erase(first, values_.end());
        return add(Value::array(std::move(items)));
    }
    bool EndObject(rapidjson::SizeType count) {
        --depth_;
        const std::size_t first_name = names_.size() - count;
        if (!names_differ(first_name)) return false;
        const std::size_t first_value = values_.size() - count;
        Value::Object members;
        members.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            members.emplace_back(std::move(names_[first_name + i].text), std::move(values_[first_value + i]));
        names_.resize(first_name);
        values_.resize(first_value);
        return add(Value::object(std::move(members)));
    }

    // RapidJSON wants them to exist; with kParseNumbersAsStringsFlag it never calls them.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

    Value take() { return std::move(values_.front()); }
    // Why a handler function answered false, and where.
    const std::string& refusal() const { return refusal_; }
    std::size_t refused_at() const { return refused_at_; }

private:
    struct Name {
        std::string text;
        std::size_t at = 0;
    };

    bool refuse(std::string why) { return refuse(std::move(why), source_.Tell()); }
    bool refuse(std::string why, std::size_t at) {
        refusal_ = std::move(why);
        refused_at_ = at;
        return false;
    }
    bool add(Value value) {
        if (++count_ > limits_.values_max) return refuse("more than " + std::to_string(limits_.values_max) + " values in one text");
        values_.push_back(std::move(value));
        return true;
    }
    bool go_deeper() {
        if (++depth_ > limits_.depth_max) return refuse("nested deeper than " + std::to_string(limits_.depth_max) + " levels");
        return true;
    }
    // Raw bytes were checked by RapidJSON; an escape can still make a NUL or half of a surrogate pair.
    bool text_fits(std::string_view text) {
        if (!has_escapes_) return true;
        if (text.find('\0') != std::string_view::npos) return refuse("\\u0000 (NUL) is not allowed in text");
        if (!text_problem(text).empty()) return refuse("an escape names half of a surrogate pair, which is no character");
        return true;
    }
    bool same_name(const Name& name) {
        return refuse("the member " + quoted(name.text) + " stands twice in one object", name.at);
    }
    bool names_differ(std::size_t first) {
        const std::size_t count = names_.size() - first;
        if (count <= 16) { // comparing beats sorting
            for (std::size_t later = first + 1; later < names_.size(); ++later)
                for (std::size_t earlier = first; earlier < later; ++earlier)
                    if (names_[earlier].text == names_[later].text) return same_name(names_[later]);
            return true;
        }
        std::vector<const Name*> sorted;
        sorted.reserve(count);
        for (std::size_t i = first; i < names_.size(); ++i) sorted.push_back(&names_[i]);
        std::sort(sorted.begin(), sorted.end(), [](const Name* a, const Name* b) {
            const int order = a->text.compare(b->text);
            return order != 0 ? order < 0 : a->at < b->at;
        });
        for (std::size_t i = 1; i < count; ++i)
            if (sorted[i - 1]->text == sorted[i]->text) return same_name(*sorted[i]);
        return true;
    }

    std::string_view text_;
    const Source& source_;
    const JsonLimits& limits_;
    const bool has_escapes_;
    std::vector<Value> values_;
    std::vector<Name> names_;
    std::size_t depth_ = 0;
    std::size_t count_ = 0;
    std::string refusal_;
    std::size_t refused_at_ = 0;
};

std::string_view explanation(rapidjson::ParseErrorCode code) {
    switch (code) {
    case rapidjson::kParseErrorDocumentEmpty: return "the text is empty";
    case rapidjson::kParseErrorDocumentRootNotSingular: return "something stands after the end of the document";
    case rapidjson::kParseErrorValueInvalid: return "a value was expected here";
    case rapidjson::kParseErrorObjectMissName: return "the name of a member was expected here, in double quotes";
    case rapidjson::kParseErrorObjectMissColon: return "a colon was expected after the name of the member";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket: return "a comma or the end of the object was expected here";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket: return "a comma or the end of the array was expected here";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex: return "\\u needs four hexadecimal digits";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid: return "an escape names half of a surrogate pair, which is no character";
    case rapidjson::kParseErrorStringEscapeInvalid: return "an unknown escape, or a control character that is not escaped";
    case rapidjson::kParseErrorStringMissQuotationMark: return "the closing quote of a text is missing";
    case rapidjson::kParseErrorStringInvalidEncoding: return "the text is not UTF-8 here";
    case rapidjson::kParseErrorNumberMissFraction: return "a digit was expected after the point of a number";
    case rapidjson::kParseErrorNumberMissExponent: return "a digit was expected in the exponent of a number";
    default: return "the text ends too early or cannot be read";
    }
}

[[noreturn]] void fail(std::size_t at, std::string_view why) {
    throw JsonError("not JSON at byte " + std::to_string(at) + ": " + std::string(why));
}

// Reads `shown`, which is `text` or has harmless numbers where RapidJSON cannot read the real ones. Nothing: a number is
// out of RapidJSON's range.
std::optional<Value> read(std::string_view text, std::string_view shown, std::size_t offset, const JsonLimits& limits) {
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
    Source source(shown);
    TreeBuilder builder(text, source, limits);
    rapidjson::Reader reader;
    const rapidjson::ParseResult result = reader.Parse<flags>(source, builder);
    if (result.IsError()) {
        if (result.Code() == rapidjson::kParseErrorNumberTooBig && shown.data() == text.data()) return std::nullopt;
        if (!builder.refusal().empty()) fail(offset + builder.refused_at(), builder.refusal());
        if (result.Offset() < text.size() && text[result.Offset()] == '\0') fail(offset + result.Offset(), "a NUL byte is not allowed");
        if (result.Code() == rapidjson::kParseErrorNumberTooBig) fail(offset + result.Offset(), number_problem(text.substr(result.Offset())));
        if (result.Offset() >= text.size() && result.Code() != rapidjson::kParseErrorDocumentEmpty) fail(offset + text.size(), "the text ends too early");
        fail(offset + result.Offset(), explanation(result.Code()));
    }
    if (source.Tell() != text.size()) fail(offset + source.Tell(), "a NUL byte stands after the end of the document");
    return builder.take();
}

} // namespace

Value parse_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes_max)
        throw JsonError("the JSON text is too large: " + std::to_string(text.size()) + " bytes, at most " + std::to_string(limits.bytes_max) + " are allowed");
    std::size_t offset = 0;
    if (constexpr std::string_view mark = "\xEF\xBB\xBF"; text.substr(0, mark.size()) == mark) offset = mark.size(); // byte order mark
    const std::string_view body = text.substr(offset);
    if (auto tree = read(body, body, offset, limits)) return std::move(*tree);
    const std::string shown = with_harmless_numbers(body);
    return std::move(*read(body, shown, offset, limits));
}

} // namespace ledgerline::message
