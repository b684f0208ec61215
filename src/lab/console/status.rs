//! `cmctl status certificate`.

use super::facts::{attribute, facts};
use super::{Context, Reply, args, describe};
use crate::certmanager::api::{
    Certificate, CertificateRequest, Challenge, Issuer, Object, Order, Secret,
};
use crate::clock::Timestamp;
use crate::encoding::hex;
use crate::kube::{Condition, Kind, ObjectKey, Resource as _, Store};
use crate::x509::{self, KeyUsageBit, Usage};

pub(super) fn run(context: Context<'_>, words: Vec<String>) -> Result<Reply, String> {
    let args = args::parse("cmctl status certificate", words, &[])?;
    let name = match args.rest.as_slice() {
        [name] => name,
        [] => {
            return Err(
                "error: the name of the Certificate has to be provided as argument".to_owned(),
            );
        }
        _ => {
            return Err(
                "error: only one argument can be passed in: the name of the Certificate".to_owned(),
            );
        }
    };
    let key = ObjectKey::new(Kind::Certificate, args.namespace(), name);
    let store = context.lab.store();
    let found = store.get(&key).and_then(|object| object.certificate());
    let Some(certificate) = found else {
        return Err(format!(
            "error: error when getting Certificate resource: certificates.cert-manager.io {name:?} not found"
        ));
    };
    let mut text = Text {
        store,
        now: context.now,
        out: String::new(),
    };
    text.certificate(certificate, &key);
    Ok(text.out.into())
}

struct Text<'a> {
    store: &'a Store<Object>,
    now: Timestamp,
    out: String,
}

impl Text<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.out.push_str(line.as_ref());
        self.out.push('\n');
    }

    fn certificate(&mut self, certificate: &Certificate, key: &ObjectKey) {
        let meta = &certificate.metadata;
        self.line(format!("Name: {}", meta.name));
        self.line(format!("Namespace: {}", key.namespace()));
        self.line(format!("Created at: {}", time(meta.creation_timestamp)));
        self.conditions(&certificate.status.conditions, 0);
        self.line("DNS Names:");
        for name in &certificate.spec.dns_names {
            self.line(format!("- {name}"));
        }
        self.events(key, 0);
        self.issuer(certificate);
        self.secret(certificate);
        let status = &certificate.status;
        self.line(format!("Not Before: {}", time(status.not_before)));
        self.line(format!("Not After: {}", time(status.not_after)));
        self.line(format!("Renewal Time: {}", time(status.renewal_time)));
        let request = self.request(certificate);
        let Some(request) = request else {
            self.line("No CertificateRequest found for this Certificate");
            return;
        };
        self.line("CertificateRequest:");
        self.line(format!("  Name: {}", request.metadata.name));
        self.line(format!("  Namespace: {}", request.namespace()));
        self.conditions(&request.status.conditions, 1);
        let request_key = Object::CertificateRequest(request.clone()).key();
        self.events(&request_key, 1);
        let issuer = certificate.spec.issuer_ref.key(certificate.namespace());
        let is_acme = issuer
            .and_then(|key| {
                self.store
                    .get(&key)?
                    .issuer()
                    .map(|issuer| issuer.spec.acme.is_some())
            })
            .unwrap_or_default();
        if is_acme {
            self.order(&request);
        }
    }

    /// The request of the revision after the current one.
    fn request(&self, certificate: &Certificate) -> Option<CertificateRequest> {
        let revision = certificate.next_revision();
        self.store
            .owned_by(&certificate.metadata.uid)
            .filter_map(|object| object.certificate_request())
            .find(|request| request.revision() == Some(revision))
            .cloned()
    }

    fn conditions(&mut self, conditions: &[Condition], level: usize) {
        let indent = "  ".repeat(level);
        self.line(format!("{indent}Conditions:"));
        if conditions.is_empty() {
            self.line(format!("{indent}  No Conditions set"));
        }
        for condition in conditions {
            self.line(format!(
                "{indent}  {}: {}, Reason: {}, Message: {}",
                condition.condition_type, condition.status, condition.reason, condition.message
            ));
        }
    }

    fn events(&mut self, key: &ObjectKey, level: usize) {
        let events = describe::events(&self.store.events_of(key), level, self.now);
        self.line(events);
    }

    fn issuer(&mut self, certificate: &Certificate) {
        let reference = &certificate.spec.issuer_ref;
        let (kind, name) = (reference.kind(), &reference.name);
        let Some(key) = reference.key(certificate.namespace()) else {
            self.line(format!("The {kind} {name:?} is not of the group cert-manager.io, this command currently does not support third party issuers."));
            self.line(format!(
                "To get more information about {name:?}, try 'kubectl describe'"
            ));
            return;
        };
        let issuer: Option<Issuer> = self
            .store
            .get(&key)
            .and_then(|object| object.issuer())
            .cloned();
        let Some(issuer) = issuer else {
            self.line(format!(
                "error when getting {kind}: {}.cert-manager.io {name:?} not found",
                key.kind.plural()
            ));
            return;
        };
        self.line("Issuer:");
        self.line(format!("  Name: {name}"));
        self.line(format!("  Kind: {kind}"));
        self.conditions(&issuer.status.conditions, 1);
        self.events(&key, 1);
    }

    fn secret(&mut self, certificate: &Certificate) {
        let name = &certificate.spec.secret_name;
        let key = ObjectKey::new(Kind::Secret, certificate.namespace(), name);
        let secret: Option<Secret> = self
            .store
            .get(&key)
            .and_then(|object| object.secret())
            .cloned();
        let Some(secret) = secret else {
            self.line(format!(
                "error when finding Secret {name:?}: secrets {name:?} not found"
            ));
            return;
        };
        let leaf = match secret.chain() {
            None => {
                self.line(format!("error: 'tls.crt' of Secret {name:?} is not set"));
                return;
            }
            Some(Err(error)) => {
                self.line(format!(
                    "error when parsing 'tls.crt' of Secret {name:?}: {error}"
                ));
                return;
            }
            Some(Ok(chain)) => chain.into_iter().next(),
        };
        let Some(leaf) = leaf else {
            self.line(format!("error: 'tls.crt' of Secret {name:?} is not set"));
            return;
        };
        self.line("Secret:");
        self.line(format!("  Name: {name}"));
        self.leaf(&leaf);
        self.events(&key, 1);
    }

    fn leaf(&mut self, leaf: &x509::Certificate) {
        let issuer = leaf.issuer();
        let facts = facts(leaf);
        let of = |kind: &str| attribute(&issuer, kind).join(", ");
        let (bits, purposes) = usages(leaf);
        let rows = [
            ("Issuer Country", of("C")),
            ("Issuer Organisation", of("O")),
            ("Issuer Common Name", of("CN")),
            ("Key Usage", bits),
            ("Extended Key Usages", purposes),
            (
                "Public Key Algorithm",
                facts.public_key_algorithm.to_owned(),
            ),
            ("Signature Algorithm", facts.signature_algorithm.to_owned()),
            (
                "Subject Key ID",
                hex(leaf.subject_key_id().unwrap_or_default()),
            ),
            (
                "Authority Key ID",
                hex(leaf.authority_key_id().unwrap_or_default()),
            ),
            ("Serial Number", hex(leaf.serial().as_bytes())),
        ];
        for (label, value) in rows {
            self.line(format!("  {label}: {value}"));
        }
    }

    fn order(&mut self, request: &CertificateRequest) {
        let order: Option<Order> = self
            .store
            .owned_by(&request.metadata.uid)
            .find_map(|object| object.order())
            .cloned();
        let Some(order) = order else {
            self.line("error when finding Order: No Order found owned by CertificateRequest");
            return;
        };
        self.line("Order:");
        self.line(format!("  Name: {}", order.metadata.name));
        self.line(format!(
            "  State: {}, Reason: {}",
            order.state_word(),
            order.status.reason
        ));
        let authorizations = &order.status.authorizations;
        if authorizations.is_empty() {
            self.line("  No Authorizations for this Order");
        } else {
            self.line("  Authorizations:");
        }
        for authorization in authorizations {
            let state = authorization.initial_state.as_ref();
            self.line(format!(
                "    URL: {}, Identifier: {}, Initial State: {}, Wildcard: {}",
                authorization.url,
                authorization.identifier,
                state.map_or_else(String::new, ToString::to_string),
                authorization.wildcard.map_or_else(
                    || "nil (bool pointer not set)".to_owned(),
                    |it| it.to_string()
                ),
            ));
        }
        if let Some(failed) = order.status.failure_time {
            self.line(format!("  FailureTime: {}", failed.rfc3339()));
        }
        let challenges: Vec<Challenge> = self
            .store
            .owned_by(&order.metadata.uid)
            .filter_map(|object| object.challenge())
            .cloned()
            .collect();
        if challenges.is_empty() {
            return;
        }
        self.line("Challenges:");
        for challenge in challenges {
            let (spec, status) = (&challenge.spec, &challenge.status);
            let state = status
                .state
                .as_ref()
                .map_or_else(String::new, ToString::to_string);
            self.line(format!(
                "- Name: {}, Type: {}, Token: {}, Key: {}, State: {state}, Reason: {}, Processing: {}, Presented: {}",
                challenge.metadata.name,
                spec.challenge_type,
                spec.token,
                spec.key,
                status.reason,
                status.processing,
                status.presented
            ));
        }
    }
}

fn time(time: Option<Timestamp>) -> String {
    time.map_or_else(|| "<none>".to_owned(), Timestamp::rfc3339)
}

/// Bits and purposes in the tool's words.
fn usages(leaf: &x509::Certificate) -> (String, String) {
    let usages = leaf.usages();
    let bits: Vec<&str> = x509::usage::key_usage_bits(&usages, false)
        .into_iter()
        .map(|bit| match bit {
            KeyUsageBit::DigitalSignature => "Digital Signature",
            KeyUsageBit::ContentCommitment => "Content Commitment",
            KeyUsageBit::KeyEncipherment => "Key Encipherment",
            KeyUsageBit::DataEncipherment => "Data Encipherment",
            KeyUsageBit::KeyAgreement => "Key Agreement",
            KeyUsageBit::KeyCertSign => "Cert Sign",
            KeyUsageBit::CrlSign => "CRL Sign",
            KeyUsageBit::EncipherOnly => "Encipher Only",
            KeyUsageBit::DecipherOnly => "Decipher Only",
        })
        .collect();
    let purposes: Vec<&str> = usages.iter().filter_map(|usage| purpose(*usage)).collect();
    (bits.join(", "), purposes.join(", "))
}

const fn purpose(usage: Usage) -> Option<&'static str> {
    Some(match usage {
        Usage::Any => "Any",
        Usage::ServerAuth => "Server Authentication",
        Usage::ClientAuth => "Client Authentication",
        Usage::CodeSigning => "Code Signing",
        Usage::EmailProtection | Usage::SMime => "Email Protection",
        Usage::IpsecEndSystem => "IPSEC End System",
        Usage::IpsecTunnel => "IPSEC Tunnel",
        Usage::IpsecUser => "IPSEC User",
        Usage::Timestamping => "Time Stamping",
        Usage::OcspSigning => "OCSP Signing",
        Usage::MicrosoftSgc => "Microsoft Server Gated Crypto",
        Usage::NetscapeSgc => "Netscape Server Gated Crypto",
        _ => return None,
    })
}
