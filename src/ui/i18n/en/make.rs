//! The workshop's page that makes things, in English.

use std::borrow::Cow;

use certlab::x509::making::Place;
use certlab::x509::profile::Kind;
use certlab::x509::{Judge, Refused};

use super::make_wrong;
use crate::ui::i18n::make::{Make, Part};

pub(super) fn render(text: &Make) -> Cow<'static, str> {
    match text {
        Make::Tabs => "Parts of the Workshop".into(),
        Make::TabRead => "Read".into(),
        Make::TabMaking => "Make".into(),
        Make::TabChain => "Chain".into(),
        Make::Title => "Make keys, requests and certificates".into(),
        Make::Lead => "A key, what is to be certified, who signs: from those three come a request, a certificate of any kind, a CA of your own and its revocation lists. All of it is made in this tab.".into(),
        Make::Part(part) => self::part(*part).into(),
        Make::KindOfKey => "Kind of key".into(),
        Make::Judge(Judge::CertManager) => "cert-manager".into(),
        Make::Judge(Judge::LetsEncrypt) => "Let's Encrypt".into(),
        Make::Accepted => "accepted".into(),
        Make::Refused(why) => refused(*why).into(),
        Make::JudgesHint => "What each accepts as the key of a certificate.".into(),
        Make::NewKey => "Make a key".into(),
        Make::Working => "Working…".into(),
        Make::BringIn => "Bring in keys, requests and CA certificates".into(),
        Make::Bring => "Text of a file".into(),
        Make::BringHint => "Keys as PKCS #1, SEC 1 or PKCS #8, locked ones too; requests, whose signature is checked; CA certificates; PKCS #12 and Java key stores as base64.".into(),
        Make::Take => "Take it".into(),
        Make::Passphrase => "Passphrase, if it is locked".into(),
        Make::Taken(1) => "1 thing taken onto the shelf".into(),
        Make::Taken(count) => format!("{count} things taken onto the shelf").into(),
        Make::Unusable(error) => make_wrong::unusable(error),
        Make::Profile => "Kind of certificate".into(),
        Make::Kind(kind) => self::kind(*kind).into(),
        Make::KindMeaning(kind) => meaning(*kind).into(),
        Make::Label(place) => label(*place).into(),
        Make::Hint(place) => hint(*place).into(),
        Make::MoreSubject => "The whole subject".into(),
        Make::MoreNames => "Names of other kinds".into(),
        Make::MoreFields => "Serial number, addresses, signature".into(),
        Make::IsCa => "It is a CA's: its key may sign certificates".into(),
        Make::Critical => "Critical: whoever does not understand the limits must refuse the CA (RFC 5280 §4.2.1.10)".into(),
        Make::Usages => "What the key may be used for".into(),
        Make::ForTime => "for a time".into(),
        Make::UntilDate => "until a date".into(),
        Make::Signature => "Signed with".into(),
        Make::ByKey => "what goes with the signer's key".into(),
        Make::NoKeyYet => "Make a key or bring one in first.".into(),
        Make::OfRequest(name) => format!("the key of the request {name}").into(),
        Make::Itself => "the key itself: self-signed".into(),
        Make::ByAuthority(name) => format!("the CA {name}").into(),
        Make::CertificateButton => "Make the certificate".into(),
        Make::RequestButton => "Make a request (CSR)".into(),
        Make::ListButton => "Make the revocation list".into(),
        Make::ClearForm => "Empty the form".into(),
        Make::Made => "Made: it lies on the shelf.".into(),
        Make::Unready(1) => "One thing is missing above.".into(),
        Make::Unready(count) => format!("{count} things are missing or wrong above.").into(),
        Make::NoAuthorityYet => "A CA and its key have to be on the shelf: make a root above, or bring one in.".into(),
        Make::Reason => "Reason".into(),
        Make::Revoke(name) => format!("Revoke {name}").into(),
        Make::Shelf => "On the shelf".into(),
        Make::ShelfEmpty => "Nothing yet. What you make and bring in lies here.".into(),
        Make::ShelfHint => "Until this tab is closed; nothing of it is stored. Save what you want to keep.".into(),
        Make::ClearShelf => "Clear the shelf".into(),
        Make::AKey => "Key".into(),
        Make::ARequest => "Request".into(),
        Make::ACertificate => "Certificate".into(),
        Make::AnAuthority => "CA certificate".into(),
        Make::AList => "Revocation list".into(),
        Make::ListOf(name) => format!("of {name}").into(),
        Make::IssuedBy => "Issued by".into(),
        Make::Validity => "Valid".into(),
        Make::OpenInRead => "Open in Read".into(),
        Make::Jwk => "JWK (RFC 7517)".into(),
        Make::Thumbprint => "JWK thumbprint (RFC 7638)".into(),
        Make::SpkiSha256 => "SHA-256 of the SubjectPublicKeyInfo".into(),
        Make::OwnForm(form) => (*form).into(),
        Make::Locked => "PKCS #8, locked".into(),
        Make::PublicHalf => "Public key".into(),
        Make::Lock => "Passphrase for locked files".into(),
        Make::LockHint => "Locks PKCS #8 (PBES2: PBKDF2 and AES-256), PKCS #12 and JKS.".into(),
        Make::LockWanted => "This file is locked: type a passphrase for it first.".into(),
        Make::Failed(why) => format!("The browser refused: {why}").into(),
        Make::Wrong(wrong) => make_wrong::render(wrong),
    }
}

const fn part(part: Part) -> &'static str {
    match part {
        Part::Key => "1 · Key",
        Part::Names => "2 · For whom",
        Part::Uses => "3 · For what, and for how long",
        Part::Signer => "4 · Who signs",
        Part::Revocation => "Revoke",
    }
}

const fn refused(why: Refused) -> &'static str {
    match why {
        Refused::SizeOutOfRange => "only 2048 to 8192 bits",
        Refused::SizeNotListed => "only 2048, 3072 or 4096 bits",
        Refused::Curve => "not this curve",
        Refused::NotRsa => "RSA only",
        Refused::EdDsaRequest | Refused::EdDsaCertificate => "no Ed25519",
        _ => "not accepted",
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Server => "Server",
        Kind::Client => "Client",
        Kind::CodeSigning => "Code signing",
        Kind::SMime => "S/MIME",
        Kind::Root => "Root CA",
        Kind::Intermediate => "Intermediate CA",
        Kind::Custom => "Custom",
    }
}

const fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Server => {
            "A TLS server proves its names with it. Names go into the alternative names; 90 days are usual."
        }
        Kind::Client => "A person, a device or a program proves who it is to a TLS server.",
        Kind::CodeSigning => "A publisher signs programs; the subject says who that is.",
        Kind::SMime => "Signs and decrypts the mail of the e-mail addresses named.",
        Kind::Root => {
            "Stands at the top of a chain, signed by itself; others trust it because they chose to."
        }
        Kind::Intermediate => {
            "Stands between root and leaf, so that the root's key can stay offline. Path length 0: no CA below it."
        }
        Kind::Custom => "Nothing is ticked: say everything yourself.",
    }
}

const fn label(place: Place) -> &'static str {
    match place {
        Place::CommonName => "Common name (CN)",
        Place::Organizations => "Organization (O)",
        Place::Units => "Unit (OU)",
        Place::Country => "Country (C)",
        Place::Province => "Province (ST)",
        Place::Locality => "Locality (L)",
        Place::Street => "Street (STREET)",
        Place::PostalCode => "Postal code",
        Place::SubjectSerial => "Serial number of the subject",
        Place::LiteralSubject => "Or the whole subject as text",
        Place::DnsNames => "DNS names",
        Place::IpAddresses => "IP addresses",
        Place::Uris => "URIs",
        Place::Emails => "E-mail addresses",
        Place::OtherNames => "UPN and other names",
        Place::PathLength => "Path length",
        Place::Permitted => "Only names within",
        Place::Excluded => "No names within",
        Place::NotBefore => "Valid from",
        Place::Duration => "Valid for",
        Place::NotAfter => "Valid until",
        Place::Serial => "Serial number",
        Place::ListUrls => "Revocation list at",
        Place::OcspUrls => "OCSP responder at",
        Place::IssuerUrls => "Issuer's certificate at",
        Place::Subject => "The key that is certified",
        Place::Signer => "The key that signs",
        Place::ListSigner => "The CA that revokes",
        Place::Revoked => "Revoked certificates",
        Place::ListNumber => "Number of the list",
        Place::ListDuration => "Next list due in",
    }
}

const fn hint(place: Place) -> &'static str {
    match place {
        Place::Organizations | Place::Units => "One a line.",
        Place::Country => "Two letters, such as CN.",
        Place::LiteralSubject => {
            "RFC 4514, as in spec.literalSubject: what is written last comes first. It replaces the fields above."
        }
        Place::DnsNames => "One a line; *.example.com covers one level.",
        Place::OtherNames => "One a line: user@domain for a user principal name, or 1.2.3.4=text.",
        Place::PathLength => {
            "How many CAs may stand between this one and a leaf; empty for no limit."
        }
        Place::Permitted => {
            "One a line: DNS:example.com, IP:10.0.0.0/8, email:example.com, URI:example.com."
        }
        Place::NotBefore => "UTC, such as 2027-01-31 or 2027-01-31 12:00; empty for now.",
        Place::Duration => "Such as 90d, 2160h or 1y.",
        Place::NotAfter => "UTC, such as 2027-01-31 or 2027-01-31 12:00.",
        Place::Serial => "Hexadecimal; empty for 159 random bits.",
        Place::Revoked => {
            "One a line: serial number, reason, date. Reason and date may be left out."
        }
        Place::ListNumber => "Greater than that of every earlier list; empty for the next.",
        Place::ListDuration => "Such as 7d.",
        _ => "",
    }
}
