//! Keys that two sides share (RFC 7518 §3.2).

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::Error;
use crate::encoding::from_base64url;
use crate::x509::Signature;

/// The secret that a CA gives its customer to bind accounts with; erased when
/// dropped, never printed, never serialized (RFC 8555 §7.3.4).
#[derive(Clone)]
pub struct MacKey {
    octets: Zeroizing<Vec<u8>>,
    keyed: Hmac<Sha256>,
}

impl MacKey {
    /// From its octets; none are no key.
    pub fn new(octets: Vec<u8>) -> Option<Self> {
        let octets = Zeroizing::new(octets);
        let keyed = Hmac::new_from_slice(&octets).ok()?;
        (!octets.is_empty()).then_some(Self { octets, keyed })
    }

    /// From base64url without padding, as CAs hand it out and cert-manager keeps
    /// it (`externalAccountBinding.keySecretRef`); padding and standard base64
    /// are forgiven, since several CAs print those.
    pub fn from_text(text: &str) -> Option<Self> {
        let text: String = text
            .trim()
            .trim_end_matches('=')
            .chars()
            .map(|character| match character {
                '+' => '-',
                '/' => '_',
                other => other,
            })
            .collect();
        from_base64url(&text).ok().and_then(Self::new)
    }

    /// The octets: only for the key store's own storage.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The HMAC of a message.
    pub fn authenticate(&self, message: &[u8]) -> Signature {
        Signature::from_raw(self.mac(message).finalize().into_bytes().to_vec())
    }

    /// Whether a message bears this key's HMAC, in constant time.
    pub fn verify(&self, message: &[u8], mac: &Signature) -> Result<(), Error> {
        self.mac(message)
            .verify_slice(mac.raw())
            .map_err(|_| Error::Signature)
    }

    fn mac(&self, message: &[u8]) -> Hmac<Sha256> {
        self.keyed.clone().chain_update(message)
    }
}

impl fmt::Debug for MacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MacKey").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::{base64url, hex};

    #[test]
    fn signs_as_rfc_4231_case_2_says() {
        let key = MacKey::new(b"Jefe".to_vec()).unwrap();
        let message = b"what do ya want for nothing?";
        let mac = key.authenticate(message);
        assert_eq!(
            hex(mac.raw()),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(key.verify(message, &mac), Ok(()));
        assert_eq!(key.verify(b"another", &mac), Err(Error::Signature));
    }

    #[test]
    fn a_key_is_read_as_cas_print_it() {
        let octets = [0xfb, 0xff, 0xfe, 1];
        for text in ["-__-AQ", " -__-AQ== ", "+//+AQ==", "+//+AQ"] {
            assert_eq!(MacKey::from_text(text).unwrap().octets(), octets, "{text}");
        }
        assert_eq!(base64url(&octets), "-__-AQ");
        for text in ["", "==", "no key!"] {
            assert!(MacKey::from_text(text).is_none(), "{text}");
        }
        assert_eq!(
            format!("{:?}", MacKey::from_text("AQ").unwrap()),
            "MacKey { .. }"
        );
    }
}
