#include "b1/body_text.hpp"

#include "message/json.hpp"

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

void write_text(std::string& out, const std::string& text) {
    bool plain = true;
    for (const char c : text) plain = plain && static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
    if (plain) {
        out += '"';
        out += text;
        out += '"';
    } else {
        out += message::write_json(Value(text));
    }
}

void write(std::string& out, const Value& value, std::size_t depth) {
    const auto line = [&](std::size_t indent) {
        out += '\n';
        out.append(indent, '\t');
    };
    if (const auto* members = value.as_object(); members && !members->empty()) {
        out += '{';
        bool first = true;
        for (const auto& [name, member] : *members) {
            if (!first) out += ',';
            first = false;
            line(depth + 1);
            write_text(out, name);
            out += " : ";
            write(out, member, depth + 1);
        }
        line(depth);
        out += '}';
    } else if (const auto* elements = value.as_array(); elements && !elements->empty()) {
        out += '[';
        bool first = true;
        for (const Value& element : *elements) {
            if (!first) out += ',';
            first = false;
            line(depth + 1);
            write(out, element, depth + 1);
        }
        line(depth);
        out += ']';
    } else if (const auto* text = value.as_text()) {
        write_text(out, *text);
    } else {
        out += message::write_json(value);
    }
}

} // namespace

std::string body_text(const Value& body) {
    std::string out;
    write(out, body, 0);
    return out;
}

} // namespace ledgerline::sandbox::b1
