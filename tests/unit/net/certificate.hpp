// Certificates made at test time, so that none in the repository can expire.
#pragma once

#include "base/http.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <string>

struct CertificateWish {
    std::string common_name = "127.0.0.1";
    std::string alternative_names = "IP:127.0.0.1,DNS:localhost"; // as OpenSSL writes subjectAltName
    long valid_from_s = -3600;                                    // relative to now
    long valid_to_s = 3600;
    bool is_authority = false;
};

class Certificate {
public:
    // Signed by `issuer`, by itself if there is none.
    explicit Certificate(const CertificateWish& wish, const Certificate* issuer = nullptr);
    ~Certificate();
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;

    X509* certificate() const { return certificate_; }
    EVP_PKEY* key() const { return key_; }
    std::string fingerprint() const; // SHA-256, lower-case hex
    std::string pem() const;

private:
    EVP_PKEY* key_;
    X509* certificate_;
};
