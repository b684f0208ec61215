//! Judging what was seen of a challenge (RFC 8555 §8, RFC 8737 §3), with the
//! details Let's Encrypt gives.

mod caa;

pub(super) use caa::IDENTITY;

use sha2::{Digest as _, Sha256};

use super::check::{DnsFailure, Observation, Proof, TlsAnswer, WebAnswer, WebFailure};
use super::refusal::{self, Refusal};
use crate::acme::challenge::{dns01_record_name, dns01_value, key_authorization};
use crate::acme::jose::Jwk;
use crate::acme::wire::ChallengeType;
use crate::x509::{Certificate, PublicKey};

/// What a challenge is about.
pub(super) struct Challenge<'a> {
    /// The name without `*.`.
    pub(super) name: &'a str,
    pub(super) wildcard: bool,
    pub(super) kind: &'a ChallengeType,
    pub(super) token: &'a str,
    pub(super) account_url: &'a str,
    pub(super) account_key: &'a PublicKey,
}

/// Whether what was seen proves control of the name and leaves the CA free to
/// issue for it.
pub(super) fn judge(challenge: &Challenge<'_>, seen: &Observation) -> Result<(), Refusal> {
    let jwk = Jwk::try_from(challenge.account_key).map_err(|error| refusal::jws(&error))?;
    let expected = key_authorization(challenge.token, &jwk);
    let name = challenge.name;
    match &seen.proof {
        Proof::Txt(answer) => txt(name, answer, &dns01_value(&expected))?,
        Proof::Web(answer) => web(challenge, answer, &expected)?,
        Proof::Tls(answer) => tls(name, answer, &expected)?,
    }
    caa::check(challenge, &seen.caa)
}

/// Any of several texts with the right value is enough (RFC 8555 §8.4).
fn txt(
    name: &str,
    answer: &Result<Vec<String>, DnsFailure>,
    expected: &str,
) -> Result<(), Refusal> {
    let record_name = dns01_record_name(name);
    let values = answer
        .as_ref()
        .map_err(|failure| dns_problem(*failure, "TXT", &record_name))?;
    if values.iter().any(|value| value == expected) {
        return Ok(());
    }
    Err(refusal::unauthorized(match values.as_slice() {
        [] => format!("No TXT record found at {record_name}"),
        [value] => format!("Incorrect TXT record {value:?} found at {record_name}"),
        [value, others @ ..] => format!(
            "Incorrect TXT record {value:?} (and {} more) found at {record_name}",
            others.len()
        ),
    }))
}

/// "Verify that the body of the response is a well-formed key authorization.
/// The server SHOULD ignore whitespace characters at the end of the body"
/// (RFC 8555 §8.3).
fn web(
    challenge: &Challenge<'_>,
    answer: &Result<WebAnswer, WebFailure>,
    expected: &str,
) -> Result<(), Refusal> {
    let asked = format!(
        "http://{}/.well-known/acme-challenge/{}",
        challenge.name, challenge.token
    );
    let WebAnswer {
        address,
        url,
        status,
        body,
    } = answer
        .as_ref()
        .map_err(|failure| unreachable(challenge.name, failure, &asked))?;
    if *status != 200 {
        return Err(refusal::unauthorized(format!(
            "{address}: Invalid response from {url}: {status}"
        )));
    }
    let found = String::from_utf8_lossy(body);
    let found = found.trim_end();
    if found == expected {
        return Ok(());
    }
    let shown: String = found.chars().take(SHOWN).collect();
    Err(refusal::unauthorized(format!(
        "{address}: The key authorization file from the server did not match this challenge. \
         Expected {expected:?} (got {shown:?})"
    )))
}

/// The certificate names this one name and carries the digest of the key
/// authorization (RFC 8737 §3).
fn tls(name: &str, answer: &Result<TlsAnswer, WebFailure>, expected: &str) -> Result<(), Refusal> {
    let TlsAnswer {
        address,
        protocol,
        certificate,
    } = answer
        .as_ref()
        .map_err(|failure| unreachable(name, failure, &format!("{name}:443")))?;
    if protocol.as_deref() != Some(b"acme-tls/1") {
        return Err(refusal::unauthorized(format!(
            "{address}: Cannot negotiate ALPN protocol \"acme-tls/1\" for tls-alpn-01 challenge"
        )));
    }
    let incorrect = |why: &str| {
        refusal::unauthorized(format!(
            "{address}: Incorrect validation certificate for tls-alpn-01 challenge. Requested \
             {name} from {address}:443. {why}"
        ))
    };
    let certificate = Certificate::from_der(certificate)
        .map_err(|_| incorrect("Received something that is no certificate."))?;
    if !certificate.is_self_signed() {
        return Err(incorrect("Received a certificate that is not self-signed."));
    }
    let names = certificate.dns_names();
    let others = !certificate.ip_addresses().is_empty()
        || !certificate.uris().is_empty()
        || !certificate.email_addresses().is_empty();
    if others || names.len() != 1 || !names.iter().all(|one| one.eq_ignore_ascii_case(name)) {
        return Err(incorrect(&format!(
            "Received certificate with names {names:?}, expected only this one."
        )));
    }
    match certificate.acme_identifier() {
        None => Err(incorrect(
            "Received certificate without a critical acmeIdentifier extension.",
        )),
        Some(digest) if digest == *Sha256::digest(expected.as_bytes()) => Ok(()),
        Some(_) => Err(incorrect(
            "Received certificate with an acmeIdentifier extension of another key authorization.",
        )),
    }
}

/// In the words of a resolver's user.
fn dns_problem(failure: DnsFailure, record_type: &str, name: &str) -> Refusal {
    refusal::dns(dns_detail(failure, record_type, name))
}

fn dns_detail(failure: DnsFailure, record_type: &str, name: &str) -> String {
    match failure {
        DnsFailure::NxDomain => format!(
            "DNS problem: NXDOMAIN looking up {record_type} for {name} - check that a DNS record \
             exists for this domain"
        ),
        DnsFailure::ServFail => format!(
            "DNS problem: SERVFAIL looking up {record_type} for {name} - the domain's nameservers \
             may be malfunctioning"
        ),
        DnsFailure::Timeout => {
            format!("DNS problem: query timed out looking up {record_type} for {name}")
        }
    }
}

fn unreachable(name: &str, failure: &WebFailure, target: &str) -> Refusal {
    match failure {
        WebFailure::Address(failure) => refusal::dns(format!(
            "{}; {}",
            dns_detail(*failure, "A", name),
            dns_detail(*failure, "AAAA", name)
        )),
        WebFailure::NoAddress => refusal::dns(format!(
            "no valid A records found for {name}; no valid AAAA records found for {name}"
        )),
        WebFailure::Connection { address, why } => {
            refusal::connection(format!("{address}: Fetching {target}: {why}"))
        }
        WebFailure::Tls { address, why } => refusal::tls(format!("{address}: {target}: {why}")),
    }
}

/// Of a wrong body; enough to see what it is.
const SHOWN: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ca::check::CaaSet;
    use crate::entropy::SeededEntropy;
    use crate::x509::{KeyAlgorithm, PrivateKey};

    fn verdict(kind: &ChallengeType, proof: Proof) -> Result<(), String> {
        let mut entropy = SeededEntropy::new([3; 32]);
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy)
            .unwrap()
            .public_key();
        let challenge = Challenge {
            name: "a.test",
            wildcard: false,
            kind,
            token: "token",
            account_url: "https://ca.test/account/1",
            account_key: &key,
        };
        let caa = Ok(CaaSet::default());
        judge(&challenge, &Observation { proof, caa }).map_err(|refusal| {
            let problem = refusal.problem();
            format!("{} {}", problem.short_type(), problem.detail)
        })
    }

    fn right() -> String {
        let mut entropy = SeededEntropy::new([3; 32]);
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap();
        key_authorization("token", &Jwk::try_from(&key.public_key()).unwrap())
    }

    #[test]
    fn a_record_counts_whatever_stands_beside_it_and_each_mistake_is_named() {
        let check = |answer: Result<&[&str], DnsFailure>| {
            let texts = answer.map(|texts| texts.iter().map(|text| (*text).to_owned()).collect());
            verdict(&ChallengeType::Dns01, Proof::Txt(texts))
        };
        let value = dns01_value(&right());
        assert_eq!(check(Ok(&[&value])), Ok(()));
        assert_eq!(check(Ok(&["old", &value])), Ok(()));
        for (answer, expected) in [
            (
                Ok(&[][..]),
                "unauthorized No TXT record found at _acme-challenge.a.test",
            ),
            (
                Ok(&["one", "two"][..]),
                "unauthorized Incorrect TXT record \"one\" (and 1 more) found at \
                 _acme-challenge.a.test",
            ),
            (
                Err(DnsFailure::NxDomain),
                "dns DNS problem: NXDOMAIN looking up TXT for _acme-challenge.a.test - check \
                 that a DNS record exists for this domain",
            ),
            (
                Err(DnsFailure::ServFail),
                "dns DNS problem: SERVFAIL looking up TXT for _acme-challenge.a.test - the \
                 domain's nameservers may be malfunctioning",
            ),
            (
                Err(DnsFailure::Timeout),
                "dns DNS problem: query timed out looking up TXT for _acme-challenge.a.test",
            ),
        ] {
            assert_eq!(check(answer), Err(expected.to_owned()));
        }
    }

    #[test]
    fn a_file_counts_with_white_space_at_its_end_and_each_mistake_is_named() {
        let check = |status: u16, body: &str| {
            let answer = WebAnswer {
                address: "192.0.2.1".to_owned(),
                url: "http://a.test/x".to_owned(),
                status,
                body: body.as_bytes().to_vec(),
            };
            verdict(&ChallengeType::Http01, Proof::Web(Ok(answer)))
        };
        let right = right();
        assert_eq!(check(200, &right), Ok(()));
        assert_eq!(check(200, &format!("{right}\r\n ")), Ok(()));
        assert_eq!(
            check(404, &right),
            Err("unauthorized 192.0.2.1: Invalid response from http://a.test/x: 404".to_owned())
        );
        let wrong = check(200, &format!(" {right}")).unwrap_err();
        assert!(wrong.contains("did not match this challenge"), "{wrong}");
        let failed = |failure| verdict(&ChallengeType::Http01, Proof::Web(Err(failure)));
        let refused = WebFailure::Connection {
            address: "192.0.2.1".to_owned(),
            why: "Connection refused".to_owned(),
        };
        assert_eq!(
            failed(refused).unwrap_err(),
            "connection 192.0.2.1: Fetching http://a.test/.well-known/acme-challenge/token: \
             Connection refused"
        );
        assert!(
            failed(WebFailure::NoAddress)
                .unwrap_err()
                .starts_with("dns no valid A")
        );
    }

    #[test]
    fn a_listener_must_agree_to_the_protocol_and_show_a_certificate() {
        let check = |protocol: &[u8], certificate: &[u8]| {
            let answer = TlsAnswer {
                address: "192.0.2.1".to_owned(),
                protocol: Some(protocol.to_vec()),
                certificate: certificate.to_vec(),
            };
            verdict(&ChallengeType::TlsAlpn01, Proof::Tls(Ok(answer))).unwrap_err()
        };
        assert!(check(b"h2", b"").contains("Cannot negotiate ALPN"));
        assert!(check(b"acme-tls/1", b"x").contains("is no certificate"));
        let [root, ..] = crate::x509::testing::chain();
        assert!(check(b"acme-tls/1", root.der()).contains("expected only this one"));
    }
}
