//! What proves control of a name (RFC 8555 §8).

use sha2::{Digest as _, Sha256};

use crate::acme::jose::Jwk;
use crate::encoding::base64url;

/// `token.thumbprint`: ties a challenge to the account key (RFC 8555 §8.1).
pub fn key_authorization(token: &str, account_key: &Jwk) -> String {
    format!("{token}.{}", account_key.thumbprint())
}

/// The value of the TXT record: the SHA-256 digest of the key authorization
/// as base64url (RFC 8555 §8.4).
pub fn dns01_value(key_authorization: &str) -> String {
    base64url(&Sha256::digest(key_authorization.as_bytes()))
}

/// The name of the TXT record, without the last dot; a wildcard is proven at
/// its base name (RFC 8555 §8.4).
pub fn dns01_record_name(domain: &str) -> String {
    let base = domain.strip_prefix("*.").unwrap_or(domain);
    format!("_acme-challenge.{}", base.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_of_a_wildcard_is_at_its_base_name() {
        for (domain, expected) in [
            ("example.org", "_acme-challenge.example.org"),
            ("*.example.org", "_acme-challenge.example.org"),
            ("www.example.org.", "_acme-challenge.www.example.org"),
        ] {
            assert_eq!(dns01_record_name(domain), expected);
        }
    }

    #[test]
    fn the_value_is_a_sha_256_digest_in_base64url() {
        // printf %s TOKEN.THUMB | openssl dgst -sha256 -binary | basenc --base64url
        let value = dns01_value(
            "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA.oKTXtTGL6sAqPPCE5zQIsM5JoiaLSHz9oBsTwkEnxw0",
        );
        assert_eq!(value, "0jfq7LOxCxEmNz-ok2SNRM0fuQ0XehLoEFjI_lPakbE");
    }
}
