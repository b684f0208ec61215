//! Chains, in English.

use std::borrow::Cow;

use certlab::x509::path::{Failure, Purpose, Rule};

use crate::ui::i18n::Locale;
use crate::ui::i18n::chain::Chain;

pub(super) fn render(text: &Chain) -> Cow<'static, str> {
    match text {
        Chain::Title => "Check a chain".into(),
        Chain::Lead => "From a certificate upwards to one that is trusted: all paths, each rule of RFC 5280 by name, at any time and for any purpose.".into(),
        Chain::Text => "Certificates, and lists of revoked ones".into(),
        Chain::TextHint => "PEM of the certificate in question first, then all others, in any order; or drop a file: PEM, DER, PKCS #7, a Secret.".into(),
        Chain::OpenFile => "Open a file".into(),
        Chain::Clear => "Clear".into(),
        Chain::FromBench => "Or take a Secret of your bench".into(),
        Chain::Choose => "Choose …".into(),
        Chain::Purpose => "Good for".into(),
        Chain::PurposeOf(purpose) => match purpose {
            Purpose::Any => "anything",
            Purpose::Server => "a TLS server",
            Purpose::Client => "a TLS client",
            Purpose::CodeSigning => "signing programs",
            Purpose::Email => "signing e-mail",
            Purpose::TimeStamping => "time stamps",
            Purpose::OcspSigning => "OCSP answers",
        }
        .into(),
        Chain::Name => "For the name".into(),
        Chain::NameHint => "A domain name, an IP address or an e-mail address. Leave it empty to ask for none.".into(),
        Chain::At => "At".into(),
        Chain::AtHint(now) => format!("UTC, such as {now}. Empty: now, by the lab's clock.").into(),
        Chain::AtBad => "Not a time. Write it like 2026-11-24T10:00:00Z.".into(),
        Chain::Trust => "Trust the self-signed certificates among them".into(),
        Chain::Revocation => "Ask for proof that nothing is revoked".into(),
        Chain::Nothing => "Paste a chain, and the verdict stands here.".into(),
        Chain::Unread => "Nothing in this text can be read. PEM begins with -----BEGIN CERTIFICATE-----; check that the first and last lines were copied too.".into(),
        Chain::NoCertificate => "There is no certificate in it. Add the certificate that is to be checked.".into(),
        Chain::Sound => "A sound path leads to a trusted certificate".into(),
        Chain::Unsound => "No sound path".into(),
        Chain::Found { certificates, paths, at } => format!(
            "{certificates} {}, {paths} {}, checked for {at}",
            if *certificates == 1 { "certificate" } else { "certificates" },
            if *paths == 1 { "path" } else { "paths" },
        )
        .into(),
        Chain::Path { number, is_sound: true } => format!("Path {number}: sound").into(),
        Chain::Path { number, is_sound: false } => format!("Path {number}: broken").into(),
        Chain::CutShort => "There are more paths than were followed.".into(),
        Chain::SignedBy => "signed by".into(),
        Chain::Leaf => "in question".into(),
        Chain::Intermediate => "intermediate".into(),
        Chain::Anchor => "trusted".into(),
        Chain::Untrusted => "self-signed, not trusted".into(),
        Chain::Missing => "missing".into(),
        Chain::Passed(count) => format!("{count} rules hold").into(),
        Chain::NotAsked(count) => format!("{count} do not apply").into(),
        Chain::Holds => "holds".into(),
        Chain::Broken => "broken".into(),
        Chain::NotReached => "not reached".into(),
        Chain::Rule(rule) => self::rule(*rule).into(),
        Chain::Failure(failure) => self::failure(failure),
        Chain::Advice(failure) => advice(failure).into(),
        Chain::Open => "Check this chain".into(),
    }
}

const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Trust => "The path ends in a trusted certificate",
        Rule::Signature => "The issuer's key made its signature",
        Rule::Validity => "The time lies within its validity",
        Rule::Revocation => "It is not revoked",
        Rule::IssuerName => "Its issuer is the next one's subject",
        Rule::NameConstraints => "Its names lie where the CAs above allow",
        Rule::Policies => "A certificate policy still counts",
        Rule::PolicyMappings => "Its policy mappings are sound",
        Rule::CertificateAuthority => "It is a CA",
        Rule::PathLength => "No more CAs follow than those above allow",
        Rule::CertificateSigning => "Its key may sign certificates",
        Rule::CriticalExtensions => "Its extensions can be read, the critical ones are understood",
        Rule::AcceptedPolicy => "An accepted policy is left at the end",
        Rule::Purpose => "It may be used for this purpose",
        Rule::Name => "It is for this name",
    }
}

fn failure(failure: &Failure) -> Cow<'static, str> {
    match failure {
        Failure::NotTrusted => "The topmost certificate signed itself, and nobody vouches for it.".into(),
        Failure::IssuerMissing { issuer } => format!("The certificate of its issuer is missing: {issuer}.").into(),
        Failure::WrongSignature => "The issuer's key did not make this signature: the certificate was changed, or another key of the same name signed it.".into(),
        Failure::UnsupportedSignature { algorithm } => format!("The lab cannot check signatures of algorithm {algorithm}.").into(),
        Failure::TwoSignatureAlgorithms => "The algorithm inside the signed part differs from the one beside the signature.".into(),
        Failure::NotYetValid { not_before } => format!("It is valid only from {}.", Locale::En.date_time(*not_before)).into(),
        Failure::Expired { not_after } => format!("It expired at {}.", Locale::En.date_time(*not_after)).into(),
        Failure::Revoked { at, reason } => format!("It was revoked at {}: {reason}.", Locale::En.date_time(*at)).into(),
        Failure::RevocationUnknown => "No list at hand tells whether it is revoked.".into(),
        Failure::OtherIssuer { issuer, subject } => format!("Its issuer is {issuer}, the next certificate is {subject}.").into(),
        Failure::NotPermitted { name, .. } => format!("{name} lies in none of the permitted subtrees.").into(),
        Failure::Excluded { name, .. } => format!("{name} lies in an excluded subtree.").into(),
        Failure::UnusableConstraint => "A name constraint above is malformed, or of a kind that cannot be compared.".into(),
        Failure::NoPolicy => "No certificate policy holds along the whole path, and one is required.".into(),
        Failure::AnyPolicyMapped => "It maps anyPolicy, which is forbidden.".into(),
        Failure::TooManyPolicies => "Its policies are too many to follow.".into(),
        Failure::NotACertificateAuthority => "Its basic constraints do not say CA:TRUE, yet it issued the certificate below.".into(),
        Failure::NoVersion3 => "It is older than version 3 and cannot say that it is a CA.".into(),
        Failure::PathTooLong { .. } => "A CA above allows no further CA here (pathLenConstraint).".into(),
        Failure::NoCertificateSigning => "Its key usage lacks keyCertSign.".into(),
        Failure::UnknownCriticalExtension { oid } => format!("It has a critical extension that is not understood: {oid}.").into(),
        Failure::MalformedExtension { oid } => format!("Extension {oid} cannot be decoded, or is there twice.").into(),
        Failure::WrongPurpose => "Its extended key usage does not include this purpose.".into(),
        Failure::WrongKeyUsage => "Its key usage does not fit this purpose.".into(),
        Failure::OtherName { names } if names.is_empty() => "It has no subject alternative name; common names no longer count.".into(),
        Failure::OtherName { names } => format!("It is for {}.", names.join(", ")).into(),
        _ => "It breaks this rule.".into(),
    }
}

const fn advice(failure: &Failure) -> &'static str {
    match failure {
        Failure::NotTrusted => {
            "Put this root into the client's trust store, if you know whose it is; or use a CA that the client trusts."
        }
        Failure::IssuerMissing { .. } => {
            "Let the server send this intermediate after its own certificate (tls.crt holds both); if it is a root, add it to the trust store. Its address often stands in the authority information access."
        }
        Failure::WrongSignature | Failure::TwoSignatureAlgorithms | Failure::OtherIssuer { .. } => {
            "Get the certificate again from who issued it; look for another CA certificate of the same name."
        }
        Failure::UnsupportedSignature { .. } => "Check this link with openssl verify.",
        Failure::NotYetValid { .. } => "Check the clock of whoever verifies; else wait.",
        Failure::Expired { .. } => {
            "Renew it. In cert-manager: cmctl renew; for an expired intermediate, take the CA's current one."
        }
        Failure::Revoked { .. } => "Issue a new one with a new key, and find out why.",
        Failure::RevocationUnknown => "Add the CRL that its distribution point names.",
        Failure::NotPermitted { .. } | Failure::Excluded { .. } => {
            "Ask another CA for this name, or ask this one without it."
        }
        Failure::UnusableConstraint
        | Failure::MalformedExtension { .. }
        | Failure::UnknownCriticalExtension { .. } => {
            "Ask who issued it to issue it anew; a verifier must refuse what it does not understand."
        }
        Failure::NoPolicy | Failure::AnyPolicyMapped | Failure::TooManyPolicies => {
            "Ask for a certificate with the required policy, or require none."
        }
        Failure::NotACertificateAuthority | Failure::NoVersion3 => {
            "Have it issued with basic constraints CA:TRUE (isCA: true in a Certificate)."
        }
        Failure::PathTooLong { .. } => {
            "Issue from the CA above, or have that one issued with a larger path length."
        }
        Failure::NoCertificateSigning => {
            "Have it issued with keyCertSign (usages: [cert sign] in a Certificate)."
        }
        Failure::WrongPurpose | Failure::WrongKeyUsage => {
            "Add the usage when issuing (spec.usages in a Certificate); a CA's usages bind those below it."
        }
        Failure::OtherName { .. } => {
            "Add the name to dnsNames, ipAddresses or emailAddresses and issue again; a wildcard covers exactly one label."
        }
        _ => "Have it issued anew.",
    }
}
