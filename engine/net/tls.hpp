// What we accept as the right remote: TLS 1.2 or newer, and a certificate that the system's authorities (or ca_file) vouch for
// with the host's name; or exactly the pinned certificate, whatever it says. OpenSSL does the checking; Poco's TLS layer is
// not used, because its defaults skip the check for local names and ask a process-wide manager what to do about errors.
#pragma once

#include "base/http.hpp"

#include <memory>
#include <string>

struct ssl_st;
struct ssl_ctx_st;

namespace ledgerline::net {

// Filled during the handshake.
struct TlsState {
    std::string fingerprint; // of the remote's certificate, lower-case hex
    std::string refusal;     // why its chain was refused
};

struct FreeTlsSession {
    void operator()(ssl_st* session) const;
};
using TlsSession = std::unique_ptr<ssl_st, FreeTlsSession>;

// Thread-safe; one for each different TlsSettings.
class TlsContext {
public:
    // Throws std::runtime_error: ca_file cannot be read.
    explicit TlsContext(const base::TlsSettings& settings);
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    // A session for one connection to `host`; `state` must stay as long as it.
    TlsSession session(const std::string& host, TlsState& state) const;
    // "" if the handshake that ended may be used; else why not. For the pinned certificate.
    std::string refusal(const TlsSession& session) const;

private:
    base::TlsSettings settings_;
    ssl_ctx_st* context_;
};

// "" if the text is PEM with at least one certificate that can be read; else what is wrong, as the end of a sentence: "holds no certificate".
std::string certificates_problem(const std::string& pem);

// "" if a server can use the files: a certificate, its chain, and its key without a passphrase; else what is wrong, as the end of a sentence.
std::string server_certificate_problem(const std::string& certificate_file, const std::string& key_file);

// Why the last TLS operation of this thread failed, in OpenSSL's words; "" if it does not say.
std::string tls_error_text();

} // namespace ledgerline::net
