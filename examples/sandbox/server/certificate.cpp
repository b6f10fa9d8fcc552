#include "server/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace ledgerline::sandbox::server {

namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
    void operator()(BIO* bio) const { BIO_free(bio); }
};
template <class T> using Owned = std::unique_ptr<T, Free>;

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string("making the certificate failed: ") + what);
}

void add_extension(X509* certificate, int id, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, id, value));
    require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1, value);
}

Owned<X509> self_signed(EVP_PKEY* key) {
    Owned<X509> certificate(X509_new());
    require(certificate != nullptr, "no memory");
    unsigned char number[8];
    require(RAND_bytes(number, sizeof number) == 1, "no random serial number");
    std::uint64_t serial = 0;
    for (const unsigned char byte : number) serial = serial << 8 | byte;
    require(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1) == 1, "serial number");
    X509_set_version(certificate.get(), X509_VERSION_3);
    constexpr long day = 24 * 60 * 60;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 365 * day);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const auto* text = reinterpret_cast<const unsigned char*>("localhost");
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1, "name");
    X509_set_issuer_name(certificate.get(), name);
    add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate.get(), NID_key_usage, "critical,digitalSignature,keyCertSign");
    add_extension(certificate.get(), NID_ext_key_usage, "serverAuth");
    add_extension(certificate.get(), NID_subject_key_identifier, "hash");
    add_extension(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    require(X509_sign(certificate.get(), key, EVP_sha256()) != 0, "signature");
    return certificate;
}

std::string pem_text(X509* certificate) {
    const Owned<BIO> out(BIO_new(BIO_s_mem()));
    require(out != nullptr && PEM_write_bio_X509(out.get(), certificate) == 1, "PEM");
    const char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

ServerIdentity make_identity() {
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    require(key != nullptr, "key");
    const Owned<X509> certificate = self_signed(key.get());
    ServerIdentity out;
    out.certificate_pem = pem_text(certificate.get());
    Poco::Net::Context::Params parameters;
    parameters.verificationMode = Poco::Net::Context::VERIFY_NONE; // of clients: they have no certificates
    out.context = new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, parameters);
    out.context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
    // Straight into OpenSSL, which counts its own references; Poco's wrappers want files or copies.
    require(SSL_CTX_use_certificate(out.context->sslContext(), certificate.get()) == 1, "use of the certificate");
    require(SSL_CTX_use_PrivateKey(out.context->sslContext(), key.get()) == 1, "use of the key");
    return out;
}

} // namespace ledgerline::sandbox::server
