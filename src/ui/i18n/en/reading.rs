//! The decoded fields of certificates, requests, lists and keys, in English.

use certlab::x509::KeyUsageBit;
use certlab::x509::reading::{Label, NameKind};

pub(super) const fn label(label: Label) -> &'static str {
    match label {
        Label::Subject => "Subject",
        Label::Issuer => "Issuer",
        Label::SerialNumber => "Serial number",
        Label::Version => "Version",
        Label::NotBefore => "Not before",
        Label::NotAfter => "Not after",
        Label::KeyAlgorithm => "Kind of key",
        Label::KeySize => "Size in bits",
        Label::Curve => "Curve",
        Label::Modulus => "Modulus",
        Label::Exponent => "Exponent",
        Label::PublicKey => "Public key",
        Label::SignatureAlgorithm => "Signature algorithm",
        Label::SignatureValue => "Signature",
        Label::Sha1 => "SHA-1",
        Label::Sha256 => "SHA-256",
        Label::SpkiSha256 => "SHA-256 of the key, as pinned",
        Label::Name => "Name",
        Label::KeyId => "Key identifier",
        Label::AuthorityIssuer => "Issuer's issuer",
        Label::AuthoritySerial => "Issuer's serial number",
        Label::Usage => "Use of the key",
        Label::Purpose => "Purpose",
        Label::IsCa => "May sign certificates",
        Label::PathLength => "CAs that may follow",
        Label::Permitted => "Only names within",
        Label::Excluded => "No names within",
        Label::Policy => "Policy",
        Label::PracticeStatement => "Practice statement at",
        Label::Notice => "Notice",
        Label::Mapping => "Policies taken as equal",
        Label::RequireExplicitPolicy => "A policy is required after so many certificates",
        Label::InhibitMapping => "No mapping after so many certificates",
        Label::InhibitAny => "anyPolicy means nothing after so many certificates",
        Label::Ocsp => "OCSP responder",
        Label::CaIssuers => "Issuer's certificate at",
        Label::Access => "Other information at",
        Label::Crl => "Revocation list at",
        Label::CrlIssuer => "Issuer of the list",
        Label::Reasons => "Only for these reasons",
        Label::Log => "Certificate transparency log",
        Label::LoggedAt => "Logged at",
        Label::LogSignature => "Log's signature",
        Label::Feature => "TLS feature that the server must offer",
        Label::ThisUpdate => "Made at",
        Label::NextUpdate => "Next list due by",
        Label::CrlNumber => "Number of the list",
        Label::BaseCrl => "Changes since list number",
        Label::OnlyUserCertificates => "End entities only",
        Label::OnlyCaCertificates => "CAs only",
        Label::OnlyAttributeCertificates => "Attribute certificates only",
        Label::Indirect => "Lists other issuers' certificates too",
        Label::Count => "Count",
        Label::Revoked => "Revoked serial number",
        Label::ChallengePassword => "Challenge password",
        Label::Attribute => "Attribute",
        Label::Present => "Content",
    }
}

pub(super) const fn name_kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Dns => "DNS name",
        NameKind::Ip => "IP address",
        NameKind::Email => "E-mail address",
        NameKind::Uri => "URI",
        NameKind::Directory => "Directory name",
        NameKind::Other => "Other name",
        NameKind::EdiParty => "EDI party",
        NameKind::Registered => "Registered identifier",
    }
}

pub(super) const fn usage(bit: KeyUsageBit) -> &'static str {
    match bit {
        KeyUsageBit::DigitalSignature => "sign data (digitalSignature)",
        KeyUsageBit::ContentCommitment => "sign so as to commit to content (contentCommitment)",
        KeyUsageBit::KeyEncipherment => "encrypt keys (keyEncipherment)",
        KeyUsageBit::DataEncipherment => "encrypt data (dataEncipherment)",
        KeyUsageBit::KeyAgreement => "agree on keys (keyAgreement)",
        KeyUsageBit::KeyCertSign => "sign certificates (keyCertSign)",
        KeyUsageBit::CrlSign => "sign revocation lists (cRLSign)",
        KeyUsageBit::EncipherOnly => "only encrypt when agreeing on keys (encipherOnly)",
        KeyUsageBit::DecipherOnly => "only decrypt when agreeing on keys (decipherOnly)",
    }
}
