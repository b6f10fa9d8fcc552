#include "unit/net/certificate.hpp"

#include "base/digest.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>

namespace {

void extend(X509* certificate, X509* issuer, int what, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

} // namespace

Certificate::Certificate(const CertificateWish& wish, const Certificate* issuer) : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
    static std::atomic<long> serial{1};
    X509_set_version(certificate_, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate_), wish.valid_from_s);
    X509_gmtime_adj(X509_getm_notAfter(certificate_), wish.valid_to_s);
    X509_set_pubkey(certificate_, key_);
    X509_NAME* name = X509_get_subject_name(certificate_);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(wish.common_name.c_str()), -1, -1, 0);
    X509* signer = issuer ? issuer->certificate_ : certificate_;
    X509_set_issuer_name(certificate_, X509_get_subject_name(signer));
    extend(certificate_, signer, NID_basic_constraints, wish.is_authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (wish.is_authority) extend(certificate_, signer, NID_key_usage, "keyCertSign");
    if (!wish.alternative_names.empty()) extend(certificate_, signer, NID_subject_alt_name, wish.alternative_names);
    X509_sign(certificate_, issuer ? issuer->key_ : key_, EVP_sha256());
}

Certificate::~Certificate() {
    X509_free(certificate_);
    EVP_PKEY_free(key_);
}

std::string Certificate::fingerprint() const {
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    X509_digest(certificate_, EVP_sha256(), hash, &size);
    return ledgerline::base::to_hex({reinterpret_cast<const char*>(hash), size});
}

std::string Certificate::pem() const {
    BIO* memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, certificate_);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    std::string out(data, static_cast<std::size_t>(size));
    BIO_free(memory);
    return out;
}
