// The envelope around a body: what the engine knows of a message.
#ifndef LEDGERLINE_MESSAGE_HPP
#define LEDGERLINE_MESSAGE_HPP

#include "ledgerline/view.hpp"

#include <string_view>

namespace ledgerline {

class Message : public View {
public:
    using View::View;

    // The engine's own id.
    std::string_view id() const { return node_["id"].text(); }
    // "order", "item", ...
    std::string_view type() const { return node_["type"].text(); }
    // Connection and source that it came from, e.g. "shop/orders".
    std::string_view source() const { return node_["source"].text(); }
    // Key in the source system; one key has many revisions.
    std::string_view source_key() const { return node_["source_key"].text(); }
    // Digest of the body as it came in.
    std::string_view revision() const { return node_["revision"].text(); }
    // What belongs together, e.g. an order and its refund.
    std::string_view correlation() const { return node_["correlation"].text_or(""); }
    // ISO 8601 UTC.
    std::string_view received_at() const { return node_["received_at"].text_or(""); }
    // An earlier rule of the chain held it; later rules still run, so that a person sees every reason at once.
    bool held() const { return node_["held"].boolean_or(false); }
    Node body() const { return node_["body"]; }
};

} // namespace ledgerline

#endif
