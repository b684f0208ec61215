//! Whether a name's owner lets this CA issue (RFC 8659, RFC 8657).

use super::super::check::{CaaRecord, CaaSet, DnsFailure};
use super::super::refusal::{self, Refusal};
use super::Challenge;

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
    let known = |record: &CaaRecord| TAGS.contains(&record.tag.as_str());
    if records
        .iter()
        .any(|record| record.critical && !known(record))
    {
        return false;
    }
    let of = |tag: &str| -> Vec<&CaaRecord> {
        records.iter().filter(|record| record.tag == tag).collect()
    };
    // "If the FQDN … is a Wildcard Domain Name … issuewild … take precedence"
    // (RFC 8659 §4.3).
    let wild = of("issuewild");
    let counted = if challenge.wildcard && !wild.is_empty() {
        wild
    } else {
        of("issue")
    };
    counted.is_empty()
        || counted
            .iter()
            .any(|record| permits(challenge, &record.value))
}

/// One `issue` property: the CA's name, and conditions on it (RFC 8657 §3, §4).
fn permits(challenge: &Challenge<'_>, value: &str) -> bool {
    let mut parts = value.split(';').map(str::trim);
    let issuer = parts.next().unwrap_or_default();
    issuer.eq_ignore_ascii_case(IDENTITY)
        && parts.filter(|part| !part.is_empty()).all(|parameter| {
            let (tag, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match tag.trim().to_ascii_lowercase().as_str() {
                "accounturi" => value.trim() == challenge.account_url,
                "validationmethods" => value
                    .split(',')
                    .any(|method| method.trim() == challenge.kind.as_str()),
                _ => true,
            }
        })
}

/// Those that the CA understands.
const TAGS: [&str; 3] = ["issue", "issuewild", "iodef"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme::wire::ChallengeType;
    use crate::entropy::SeededEntropy;
    use crate::x509::{KeyAlgorithm, PrivateKey};

    #[test]
    fn records_allow_and_forbid_as_rfc_8659_and_rfc_8657_say() {
        let mut entropy = SeededEntropy::new([3; 32]);
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy)
            .unwrap()
            .public_key();
        let is_allowed = |wildcard: bool, records: &[&str]| {
            let challenge = Challenge {
                name: "a.test",
                wildcard,
                kind: &ChallengeType::Dns01,
                token: "token",
                account_url: "https://ca.test/account/1",
                account_key: &key,
            };
            let records: Option<Vec<_>> =
                records.iter().map(|text| CaaRecord::parse(text)).collect();
            allows(&challenge, &records.unwrap())
        };
        let mine = r#"0 issue "practice.lab.internal""#;
        let other = r#"0 issue "other.test""#;
        for (records, plain, wild) in [
            (&[][..], true, true),
            (&[mine], true, true),
            (&[other], false, false),
            (&[r#"0 issue ";""#], false, false),
            (&[other, mine], true, true),
            (&[r#"0 iodef "mailto:a@a.test""#], true, true),
            (&[r#"128 future "x""#, mine], false, false),
            (&[r#"0 future "x""#, mine], true, true),
            (&[mine, r#"0 issuewild ";""#], true, false),
            (
                &[other, r#"0 issuewild "PRACTICE.lab.internal""#],
                false,
                true,
            ),
            (
                &[r#"0 issue "practice.lab.internal; validationmethods=http-01""#],
                false,
                false,
            ),
            (
                &[r#"0 issue "practice.lab.internal; validationmethods=http-01,dns-01""#],
                true,
                true,
            ),
            (
                &[r#"0 issue "practice.lab.internal; accounturi=https://ca.test/account/2""#],
                false,
                false,
            ),
            (
                &[r#"0 issue "practice.lab.internal;accounturi=https://ca.test/account/1""#],
                true,
                true,
            ),
        ] {
            assert_eq!(is_allowed(false, records), plain, "{records:?}");
            assert_eq!(is_allowed(true, records), wild, "*. {records:?}");
        }
    }
}
