//! `cmctl inspect secret`.

use super::facts::{attribute, facts};
use super::{Context, Reply, args};
use crate::clock::Timestamp;
use crate::kube::{Kind, ObjectKey};
use crate::x509::Certificate;

pub(super) fn run(context: Context<'_>, words: Vec<String>) -> Result<Reply, String> {
    let args = args::parse("cmctl inspect secret", words, &[])?;
    let name = match args.rest.as_slice() {
        [name] => name,
        [] => {
            return Err("error: the name of the Secret has to be provided as argument".to_owned());
        }
        _ => {
            return Err(
                "error: only one argument can be passed in: the name of the Secret".to_owned(),
            );
        }
    };
    let key = ObjectKey::new(Kind::Secret, args.namespace(), name);
    let Some(secret) = context
        .lab
        .store()
        .get(&key)
        .and_then(|object| object.secret())
    else {
        return Err(format!(
            "error: error when finding Secret {name:?}: secrets {name:?} not found"
        ));
    };
    let chain = match secret.chain() {
        None => return Err("error: no PEM data found in secret".to_owned()),
        Some(Err(error)) => return Err(format!("error: error when parsing 'tls.crt': {error}")),
        Some(Ok(chain)) => chain,
    };
    let Some(leaf) = chain.first() else {
        return Err("error: no PEM data found in secret".to_owned());
    };
    let has_issuer = chain.len() > 1 || secret.bytes("ca.crt").is_some();
    Ok(print(leaf, has_issuer, context.now).into())
}

fn print(leaf: &Certificate, has_issuer: bool, now: Timestamp) -> String {
    let usages: Vec<String> = leaf
        .usages()
        .iter()
        .map(|usage| usage.as_str().to_owned())
        .collect();
    let addresses = leaf
        .ip_addresses()
        .iter()
        .map(ToString::to_string)
        .collect();
    let facts = facts(leaf);
    let trusted = if now > leaf.not_after() {
        format!(
            "no: x509: certificate has expired or is not yet valid: current time {} is after {}",
            now.rfc3339(),
            leaf.not_after().rfc3339()
        )
    } else if now < leaf.not_before() {
        format!(
            "no: x509: certificate has expired or is not yet valid: current time {} is before {}",
            now.rfc3339(),
            leaf.not_before().rfc3339()
        )
    } else {
        "no: x509: certificate signed by unknown authority".to_owned()
    };
    let crl = if facts.crl.is_empty() {
        "No CRL endpoints set".to_owned()
    } else {
        "Cannot check CRL: this console reaches no network".to_owned()
    };
    let ocsp = if has_issuer {
        if facts.ocsp.is_empty() {
            "Cannot check OCSP: No OCSP Server set".to_owned()
        } else {
            "Cannot check OCSP: this console reaches no network".to_owned()
        }
    } else {
        "Cannot check OCSP, does not have a CA or intermediate certificate provided".to_owned()
    };
    [
        format!(
            "Valid for:\n\tDNS Names: {}\n\tURIs: {}\n\tIP Addresses: {}\n\tEmail Addresses: {}\n\tUsages: {}",
            list(&leaf.dns_names()),
            list(&leaf.uris()),
            list(&addresses),
            list(&leaf.email_addresses()),
            list(&usages)
        ),
        format!(
            "Validity period:\n\tNot Before: {}\n\tNot After: {}",
            leaf.not_before().rfc1123(),
            leaf.not_after().rfc1123()
        ),
        format!("Issued By:\n{}", name(&leaf.issuer())),
        format!("Issued For:\n{}", name(&leaf.subject())),
        format!(
            "Certificate:\n\tSigning Algorithm:\t{}\n\tPublic Key Algorithm: \t{}\n\tSerial Number:\t{}\n\tFingerprints: \t{}\n\tIs a CA certificate: {}\n\tCRL:\t{}\n\tOCSP:\t{}",
            facts.signature_algorithm,
            facts.public_key_algorithm,
            decimal(leaf.serial().as_bytes()),
            leaf.sha256_fingerprint(),
            leaf.is_ca(),
            list(&facts.crl),
            list(&facts.ocsp)
        ),
        format!(
            "Debugging:\n\tTrusted by this computer:\t{trusted}\n\tCRL Status:\t{crl}\n\tOCSP Status:\t{ocsp}"
        ),
    ]
    .join("\n\n")
}

fn list(items: &Vec<String>) -> String {
    if items.is_empty() {
        return "<none>".to_owned();
    }
    let mut text = String::new();
    for item in items {
        text.push_str("\n\t\t- ");
        text.push_str(item);
    }
    text
}

fn name(name: &str) -> String {
    let of = |kind: &str| match attribute(name, kind).join(", ") {
        none if none.is_empty() => "<none>".to_owned(),
        values => values,
    };
    format!(
        "\tCommon Name:\t{}\n\tOrganization:\t{}\n\tOrganizationalUnit:\t{}\n\tCountry:\t{}",
        of("CN"),
        of("O"),
        of("OU"),
        of("C")
    )
}

/// A number of any size in decimal, from its octets, the highest first.
fn decimal(octets: &[u8]) -> String {
    let mut digits = vec![0_u8];
    for octet in octets {
        let mut carry = u32::from(*octet);
        for digit in &mut digits {
            let value = u32::from(*digit) * 256 + carry;
            *digit = u8::try_from(value % 10).unwrap_or_default();
            carry = value / 10;
        }
        while carry > 0 {
            digits.push(u8::try_from(carry % 10).unwrap_or_default());
            carry /= 10;
        }
    }
    digits
        .iter()
        .rev()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_are_printed_in_decimal() {
        for (octets, text) in [
            (&[0_u8][..], "0"),
            (&[1, 0], "256"),
            (&[0xff; 8], "18446744073709551615"),
            (&[0x01, 0, 0, 0, 0, 0, 0, 0, 0], "18446744073709551616"),
        ] {
            assert_eq!(decimal(octets), text);
        }
    }
}
