//! Whether a name's owner lets this CA issue (RFC 8659, RFC 8657).

use super::super::check::{CaaSet, DnsFailure};
use super::super::refusal::{self, Refusal};
use super::Challenge;
use crate::dns::caa::{Applicant, CaaRecord};

/// The name by which CAA records mean this CA (RFC 8555 §7.1.1 `caaIdentities`).
pub(in crate::ca) const IDENTITY: &str = "practice.lab.internal";

/// "Before issuing a certificate, a compliant CA MUST check for publication of"
/// the records that count for the name (RFC 8659 §3).
pub(super) fn check(
    challenge: &Challenge<'_>,
    found: &Result<CaaSet, DnsFailure>,
) -> Result<(), Refusal> {
    let name = challenge.name;
    match found {
        // A name that is not there has no records to heed (RFC 8659 §3).
        Err(DnsFailure::NxDomain) => Ok(()),
        Err(failure) => Err(super::dns_problem(*failure, "CAA", name)),
        Ok(set) if allows(challenge, &set.records) => Ok(()),
        Ok(set) if set.name == name => Err(refusal::caa(format!(
            "CAA record for {name} prevents issuance"
        ))),
        Ok(set) => Err(refusal::caa(format!(
            "While processing CAA for {name}: CAA record for {} prevents issuance",
            set.name
        ))),
    }
}

fn allows(challenge: &Challenge<'_>, records: &[CaaRecord]) -> bool {
    let applicant = Applicant {
        identities: &[IDENTITY.to_owned()],
        account_url: Some(challenge.account_url),
        method: challenge.kind.as_str(),
        wildcard: challenge.wildcard,
    };
    applicant.check(records).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme::wire::ChallengeType;
    use crate::entropy::SeededEntropy;
    use crate::x509::{KeyAlgorithm, PrivateKey};

    #[test]
    fn records_mean_this_ca_this_account_and_this_challenge() {
        let mut entropy = SeededEntropy::new([3; 32]);
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy)
            .unwrap()
            .public_key();
        let is_allowed = |wildcard: bool, text: &str| {
            let challenge = Challenge {
                name: "a.test",
                wildcard,
                kind: &ChallengeType::Dns01,
                token: "token",
                account_url: "https://ca.test/account/1",
                account_key: &key,
            };
            allows(&challenge, &[CaaRecord::parse(text).unwrap()])
        };
        for (text, plain, wild) in [
            (r#"0 issue "PRACTICE.lab.internal""#, true, true),
            (r#"0 issue "other.test""#, false, false),
            (r#"0 issuewild ";""#, true, false),
            (
                r#"0 issue "practice.lab.internal; validationmethods=http-01""#,
                false,
                false,
            ),
            (
                r#"0 issue "practice.lab.internal;accounturi=https://ca.test/account/1""#,
                true,
                true,
            ),
        ] {
            assert_eq!(is_allowed(false, text), plain, "{text}");
            assert_eq!(is_allowed(true, text), wild, "*. {text}");
        }
    }
}
