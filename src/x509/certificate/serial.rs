//! Serial numbers.

use std::fmt;

use crate::encoding;
use crate::entropy::Entropy;

/// A certificate's serial number: a positive integer of at most 20 octets (RFC 5280 §4.1.2.2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialNumber(Vec<u8>);

impl SerialNumber {
    /// 20 random octets with the top bit clear, as Go makes one for a template without.
    pub fn random(entropy: &mut dyn Entropy) -> Self {
        let mut octets = [0_u8; LENGTH];
        entropy.fill(&mut octets);
        let [first, .., last] = &mut octets;
        *first &= 0x7f;
        // Zero is not positive; only a random source of zeros ever comes to this.
        if *first == 0 && *last == 0 {
            *last = 1;
        }
        Self::from_bytes(&octets)
    }

    /// From big-endian octets; leading zeros are dropped.
    pub fn from_bytes(octets: &[u8]) -> Self {
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        Self(octets.iter().skip(zeros).copied().collect())
    }

    /// Big-endian octets without leading zeros.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Lower-case hexadecimal, two digits for each octet.
    pub fn hex(&self) -> String {
        encoding::hex(&self.0)
    }
}

impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

/// RFC 5280 §4.1.2.2: "Conforming CAs MUST NOT use serialNumber values longer than 20 octets."
const LENGTH: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    struct Same(u8);

    impl Entropy for Same {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn serials_are_positive_and_have_at_most_20_octets() {
        assert_eq!(
            SerialNumber::random(&mut Same(0xff)).hex(),
            format!("7f{}", "ff".repeat(19))
        );
        assert_eq!(SerialNumber::random(&mut Same(0)).hex(), "01");
        let mut entropy = SeededEntropy::new([5; 32]);
        let first = SerialNumber::random(&mut entropy);
        assert_ne!(first, SerialNumber::random(&mut entropy));
        assert_eq!(
            first,
            SerialNumber::random(&mut SeededEntropy::new([5; 32]))
        );
    }
}
