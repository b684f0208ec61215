//! A passphrase in the forms in which files want it.

use zeroize::Zeroizing;

/// A passphrase. PBES2 takes it in UTF-8 (RFC 8018 §3); PKCS #12's own derivation and
/// Java take it in UTF-16, most significant octet first (RFC 7292 §B.1).
#[derive(Clone, Copy)]
pub(super) struct Passphrase<'a>(pub(super) &'a str);

impl Passphrase<'_> {
    pub(super) fn utf8(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub(super) fn utf16(&self) -> Zeroizing<Vec<u8>> {
        let octets = self.0.encode_utf16().flat_map(u16::to_be_bytes);
        Zeroizing::new(octets.collect())
    }

    /// With the two zero octets that RFC 7292 §B.1 puts behind it.
    pub(super) fn utf16_with_end(&self) -> Zeroizing<Vec<u8>> {
        let mut octets = self.utf16();
        octets.extend([0, 0]);
        octets
    }
}
