//! The inspector in English.

use std::borrow::Cow;

use certlab::kube::Kind;

use crate::ui::i18n::inspect::{Field, Inspect, Tab};

pub(super) fn render(text: &Inspect) -> Cow<'static, str> {
    match text {
        Inspect::Machine => "State machine".into(),
        Inspect::MachineIs { name, path } => format!("State machine of {name}: {path}").into(),
        Inspect::SentFor(object) => format!("for {object}").into(),
        Inspect::Tabs => "Views of this object".into(),
        Inspect::Tab(Tab::What) => "What is it?".into(),
        Inspect::Tab(Tab::Status) => "Status".into(),
        Inspect::Tab(Tab::Yaml) => "YAML".into(),
        Inspect::Tab(Tab::Messages) => "Messages".into(),
        Inspect::Tab(Tab::X509) => "X.509".into(),
        Inspect::Tab(Tab::Changes) => "Changes".into(),
        Inspect::Unfold => "Show long values whole".into(),
        Inspect::Fold => "Fold long values".into(),
        Inspect::WhatIs(kind) => what_is(*kind).into(),
        Inspect::Around(kind) => around(*kind).into(),
        Inspect::Links => "Around it".into(),
        Inspect::MadeBy => "made by".into(),
        Inspect::Made => "made".into(),
        Inspect::SignedBy => "signed by".into(),
        Inspect::KeptIn => "kept in".into(),
        Inspect::Conditions => "Conditions".into(),
        Inspect::NoConditions => "No conditions yet.".into(),
        Inspect::State => "State".into(),
        Inspect::Events => "Events".into(),
        Inspect::NoEvents => "No events.".into(),
        Inspect::Times(count) => format!("{count} times").into(),
        Inspect::Since(time) => format!("since {time}").into(),
        Inspect::Dates => "Dates".into(),
        Inspect::NotBefore => "valid from".into(),
        Inspect::NotAfter => "valid until".into(),
        Inspect::Renewal => "to be renewed".into(),
        Inspect::NoMessages => {
            "No request was sent for this object. Steps without an ACME server or DNS need none."
                .into()
        }
        Inspect::MessagesOrder => {
            "Newest first. A signed request is shown opened: what is signed, and its signature."
                .into()
        }
        Inspect::UnderWay => "under way".into(),
        Inspect::NoAnswer => "no answer could be read".into(),
        Inspect::Protected => "Protected header (signed)".into(),
        Inspect::Payload => "Payload (signed)".into(),
        Inspect::EmptyPayload => "Empty: a signed way to read (POST-as-GET).".into(),
        Inspect::Signature => "Signature".into(),
        Inspect::Answer => "Answer".into(),
        Inspect::DnsMessage => "a DNS message (RFC 8484)".into(),
        Inspect::NoCertificate => "No certificate or request here yet.".into(),
        Inspect::ChainPosition {
            position: 1,
            all: 1,
        } => "The certificate".into(),
        Inspect::ChainPosition { position: 1, .. } => "The certificate (leaf)".into(),
        Inspect::ChainPosition { position, all } => {
            format!("Certificate {position} of {all} in the chain").into()
        }
        Inspect::Field(field) => self::field(*field).into(),
        Inspect::Yes => "yes".into(),
        Inspect::No => "no".into(),
        Inspect::Downloads => "Download".into(),
        Inspect::KeyStays => {
            "The private key stays in this browser's key store; only your download takes it out."
                .into()
        }
        Inspect::Renew => "Renew now".into(),
        Inspect::Delete => "Delete".into(),
        Inspect::Refused => "The server refused".into(),
        Inspect::Gone => "This object does not exist, or no longer.".into(),
    }
}

const fn what_is(kind: Kind) -> &'static str {
    match kind {
        Kind::Issuer => {
            "An Issuer says who signs certificates in one namespace: the key itself, a CA whose key is at hand, or an ACME server. It holds what is needed for that, such as an ACME account, and is ready when it could sign."
        }
        Kind::ClusterIssuer => {
            "A ClusterIssuer is an Issuer for every namespace of the cluster. Its Secrets are kept in one fixed namespace, which is called cert-manager unless set otherwise."
        }
        Kind::Certificate => {
            "A Certificate says what you want: which names, for how long, signed by whom, and in which Secret to keep it. cert-manager compares that wish with the Secret again and again, and asks for a new certificate whenever they differ or renewal is due."
        }
        Kind::CertificateRequest => {
            "A CertificateRequest asks once for one signature: it carries a CSR, which is the public key and the wanted names, signed by the private key. It is never changed; the next attempt is a new one."
        }
        Kind::Order => {
            "An Order stands for an order at the ACME server (RFC 8555 §7.1.3): a list of names to be certified together. The server answers with one authorization for each name, and issues when all are proven."
        }
        Kind::Challenge => {
            "A Challenge is the task that proves one name: with DNS-01, put a value that only this account can know into a TXT record. The lab first checks by itself that the record can be seen, and only then lets the server look."
        }
        Kind::Secret => {
            "A Secret is where the result is kept: tls.key is the private key, tls.crt the certificate with its intermediates, ca.crt the CA if it is known. Web servers and ingresses in the cluster read it there."
        }
        Kind::Ingress => {
            "An Ingress says which hosts the cluster's web server answers, and with which Secrets. With the annotation cert-manager.io/issuer or cert-manager.io/cluster-issuer, cert-manager makes a Certificate for each Secret it names."
        }
    }
}

const fn around(kind: Kind) -> &'static str {
    match kind {
        Kind::Issuer | Kind::ClusterIssuer => {
            "Certificates and their requests name it in issuerRef."
        }
        Kind::Certificate => {
            "You make it. It makes CertificateRequests, and its result goes into the Secret named in secretName."
        }
        Kind::CertificateRequest => {
            "A Certificate makes it. The issuer answers it, for ACME by way of an Order."
        }
        Kind::Order => {
            "A CertificateRequest makes it. It makes one Challenge for each name that is not proven yet."
        }
        Kind::Challenge => "An Order makes it. When it is done, it is cleaned up.",
        Kind::Secret => "cert-manager writes it. Deleting a Certificate leaves its Secret.",
        Kind::Ingress => "You make it. It makes a Certificate for each Secret in spec.tls.",
    }
}

const fn field(field: Field) -> &'static str {
    match field {
        Field::Subject => "Subject",
        Field::Issuer => "Issuer",
        Field::Serial => "Serial number",
        Field::NotBefore => "Not before",
        Field::NotAfter => "Not after",
        Field::DnsNames => "DNS names",
        Field::IpAddresses => "IP addresses",
        Field::IsCa => "May sign certificates",
        Field::Usages => "Key usage",
        Field::PublicKey => "Public key",
        Field::SubjectKeyId => "Subject key id",
        Field::AuthorityKeyId => "Authority key id",
        Field::Fingerprint => "SHA-256 fingerprint",
    }
}
