#include "net/tls.hpp"

#include "base/digest.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace ledgerline::net {

namespace {

std::string fingerprint_of(const X509* certificate) {
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!certificate || X509_digest(certificate, EVP_sha256(), hash, &size) != 1) return {};
    return base::to_hex({reinterpret_cast<const char*>(hash), size});
}

// Called by OpenSSL for every certificate of the chain; remembers why the first one was refused, for the message.
int remember(int is_fine, X509_STORE_CTX* chain) {
    auto* session = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* state = session ? static_cast<TlsState*>(SSL_get_app_data(session)) : nullptr;
    if (state && !is_fine && state->refusal.empty()) {
        state->refusal = X509_verify_cert_error_string(X509_STORE_CTX_get_error(chain));
        state->fingerprint = fingerprint_of(X509_STORE_CTX_get0_cert(chain));
    }
    return is_fine;
}

bool is_address(const std::string& host) {
    ASN1_OCTET_STRING* address = a2i_IPADDRESS(host.c_str());
    const bool found = address != nullptr;
    ASN1_OCTET_STRING_free(address);
    return found;
}

} // namespace

void FreeTlsSession::operator()(ssl_st* session) const { SSL_free(session); }

TlsContext::TlsContext(const base::TlsSettings& settings) : settings_(settings), context_(SSL_CTX_new(TLS_client_method())) {
    if (!context_) throw std::runtime_error("OpenSSL could not be set up: " + tls_error_text());
    bool fine = SSL_CTX_set_min_proto_version(context_, TLS1_2_VERSION) == 1;
    SSL_CTX_set_mode(context_, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
    const bool by_authority = settings.verify && settings.fingerprint_sha256.empty();
    SSL_CTX_set_verify(context_, by_authority ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, by_authority ? remember : nullptr);
    if (by_authority) {
        ERR_clear_error();
        fine = fine && (settings.ca_file.empty() ? SSL_CTX_set_default_verify_paths(context_) : SSL_CTX_load_verify_file(context_, settings.ca_file.c_str())) == 1;
    }
    if (fine) return;
    const std::string why = tls_error_text();
    SSL_CTX_free(context_);
    throw std::runtime_error("the certificate authorities in " + (settings.ca_file.empty() ? "the system's store" : "\"" + settings.ca_file + "\"") +
                             " cannot be read (a PEM file is needed): " + why);
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

TlsSession TlsContext::session(const std::string& host, TlsState& state) const {
    TlsSession session(SSL_new(context_));
    if (!session) throw std::runtime_error("OpenSSL could not begin a session: " + tls_error_text());
    SSL_set_app_data(session.get(), &state);
    bool fine = true;
    if (is_address(host)) {
        fine = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session.get()), host.c_str()) == 1;
    } else {
        SSL_set_hostflags(session.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        fine = SSL_set1_host(session.get(), host.c_str()) == 1 && SSL_set_tlsext_host_name(session.get(), host.c_str()) == 1;
    }
    if (!fine) throw std::runtime_error("the host's name cannot be used for TLS: " + tls_error_text());
    return session;
}

std::string TlsContext::refusal(const TlsSession& session) const {
    if (settings_.fingerprint_sha256.empty()) return {};
    X509* certificate = SSL_get1_peer_certificate(session.get());
    const std::string found = fingerprint_of(certificate);
    X509_free(certificate);
    if (!found.empty() && found == settings_.fingerprint_sha256) return {};
    return "it is not the pinned one: its SHA-256 fingerprint is " + (found.empty() ? "missing" : found);
}

std::string certificates_problem(const std::string& pem) {
    ERR_clear_error();
    BIO* text = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    STACK_OF(X509_INFO)* parts = text ? PEM_X509_INFO_read_bio(text, nullptr, nullptr, nullptr) : nullptr;
    BIO_free(text);
    if (!parts) return "holds a certificate that cannot be read (" + tls_error_text() + ")";
    int certificates = 0;
    for (int i = 0; i < sk_X509_INFO_num(parts); ++i) certificates += sk_X509_INFO_value(parts, i)->x509 ? 1 : 0;
    sk_X509_INFO_pop_free(parts, X509_INFO_free);
    ERR_clear_error();
    return certificates > 0 ? "" : "holds no certificate";
}

std::string server_certificate_problem(const std::string& certificate_file, const std::string& key_file) {
    ERR_clear_error();
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    if (!context) return "cannot be looked at (" + tls_error_text() + ")";
    SSL_CTX_set_default_passwd_cb(context.get(), [](char*, int, int, void*) { return 0; }); // nobody is asked for a passphrase
    const auto because = [](const std::string& what) {
        const std::string why = tls_error_text();
        return why.empty() ? what : what + " (" + why + ")";
    };
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) != 1) return because("holds no certificate that a server can use");
    if (SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1) return because("has no key that fits: key must hold the certificate's own private key, as PEM without a passphrase");
    ERR_clear_error();
    return "";
}

std::string tls_error_text() {
    const unsigned long code = ERR_get_error();
    const char* reason = code != 0 ? ERR_reason_error_string(code) : nullptr;
    ERR_clear_error();
    return reason ? reason : "";
}

} // namespace ledgerline::net
