//! The CA's own certificates, and the ones it issues.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Context;
use super::profiles::Profile;
use super::resource::{self, Resource};
use crate::clock::Timestamp;
use crate::encoding;
use crate::x509::request::Extras;
use crate::x509::{
    Certificate, CertificateSigningRequest, Error, Issuer, PrivateKey, RequestParams, SerialNumber,
    Template, ToBeSigned, Usage, certificate, request,
};

/// Which root a chain leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// Practice Root X1: where the chain leads that clients get unasked.
    First,
    /// Practice Root X2: where the alternate chain leads (RFC 8555 §7.4.2).
    Second,
}

/// Roots and intermediates, made on first use and again when they run out.
/// Every intermediate is certified by both roots.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Authority {
    roots: Pair,
    intermediates: Vec<Pair>,
    /// Which intermediate issues now, counted from 0.
    generation: usize,
}

/// What there is of each root's side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Pair {
    #[serde(with = "encoding::base64_option")]
    first: Option<Vec<u8>>,
    #[serde(with = "encoding::base64_option")]
    second: Option<Vec<u8>>,
}

impl Pair {
    fn side(&self, root: Root) -> Option<&[u8]> {
        match root {
            Root::First => self.first.as_deref(),
            Root::Second => self.second.as_deref(),
        }
    }

    fn set(&mut self, root: Root, der: Vec<u8>) {
        match root {
            Root::First => self.first = Some(der),
            Root::Second => self.second = Some(der),
        }
    }
}

impl Authority {
    /// A root's DER.
    pub(super) fn root(&self, root: Root) -> Option<&[u8]> {
        self.roots.side(root)
    }

    /// Which intermediate issues now, counted from 0.
    pub(super) const fn generation(&self) -> usize {
        self.generation
    }

    pub(super) fn replace_intermediate(&mut self) {
        self.generation = self.generation.saturating_add(1);
    }

    /// An intermediate as the first root certifies it, if it was ever made.
    pub(super) fn intermediate_der(&self, generation: usize) -> Option<&[u8]> {
        self.intermediates.get(generation)?.side(Root::First)
    }

    /// Makes what is not there yet.
    pub(super) fn prepare(
        &mut self,
        base_url: &str,
        context: &mut Context<'_>,
    ) -> Result<(), Error> {
        let validity = Validity::starting_around(context.now, Profile::Classic.lifetime());
        for root in [Root::First, Root::Second] {
            self.intermediate(self.generation, root, validity, base_url, context)?;
        }
        Ok(())
    }

    /// Issues a leaf for a request that was checked.
    pub(super) fn issue(
        &mut self,
        csr: &CertificateSigningRequest,
        profile: Profile,
        base_url: &str,
        context: &mut Context<'_>,
    ) -> Result<Certificate, Error> {
        let validity = Validity::starting_around(context.now, profile.lifetime());
        let generation = self.generation;
        let intermediate =
            self.intermediate(generation, Root::First, validity, base_url, context)?;
        let number = generation.saturating_add(1);
        let template = Template {
            usages: usages(csr, profile),
            ..validity.template(context)
        };
        let (list, issuer) = (Resource::Crl(number), Resource::Issuer(number));
        let template = pointing(template, &list, &issuer, base_url);
        let to_be_signed = certificate::prepare_under(
            csr,
            &template,
            Issuer::Certificate(&intermediate),
            POLICIES,
        )?;
        sign(&to_be_signed, intermediate_key(generation, context)?)
    }

    /// The intermediate that issued `leaf`, as one of the roots certifies it.
    pub(super) fn issuer_of(
        &mut self,
        leaf: &Certificate,
        generation: usize,
        root: Root,
        base_url: &str,
        context: &mut Context<'_>,
    ) -> Result<Certificate, Error> {
        let needed = Validity {
            not_before: leaf.not_before(),
            not_after: leaf.not_after(),
        };
        self.intermediate(generation, root, needed, base_url, context)
    }

    /// An intermediate that outlives `needed`; there is a root that outlives it.
    fn intermediate(
        &mut self,
        generation: usize,
        root: Root,
        needed: Validity,
        base_url: &str,
        context: &mut Context<'_>,
    ) -> Result<Certificate, Error> {
        while self.intermediates.len() <= generation {
            self.intermediates.push(Pair::default());
        }
        let present = self.intermediates.get(generation);
        if let Some(present) = covering(present.and_then(|pair| pair.side(root)), needed) {
            return Ok(present);
        }
        let validity = Validity::covering(needed, context.now, INTERMEDIATE_LIFETIME);
        let issuer = self.root_covering(root, validity, context)?;
        let number = generation.saturating_add(1);
        let key = intermediate_key(generation, context)?;
        let csr = ca_request(&format!("Practice Intermediate E{number}"), key)?;
        let (list, of_root) = (Resource::RootCrl(root), Resource::RootCertificate(root));
        let template = validity.ca_template(context);
        let mut template = pointing(template, &list, &of_root, base_url);
        template.path_len = Some(0);
        // Baseline Requirements §7.1.2.10.6: for TLS and nothing else.
        template.usages.push(Usage::ServerAuth);
        let signer = Issuer::Certificate(&issuer);
        let to_be_signed = certificate::prepare_under(&csr, &template, signer, POLICIES)?;
        let made = sign(&to_be_signed, root_key(root, context))?;
        if let Some(pair) = self.intermediates.get_mut(generation) {
            pair.set(root, made.der().to_vec());
        }
        Ok(made)
    }

    fn root_covering(
        &mut self,
        root: Root,
        needed: Validity,
        context: &mut Context<'_>,
    ) -> Result<Certificate, Error> {
        if let Some(present) = covering(self.roots.side(root), needed) {
            return Ok(present);
        }
        let name = match root {
            Root::First => "Practice Root X1",
            Root::Second => "Practice Root X2",
        };
        let csr = ca_request(name, root_key(root, context))?;
        let template = Validity::covering(needed, context.now, ROOT_LIFETIME).ca_template(context);
        let to_be_signed = certificate::prepare(&csr, &template, Issuer::SelfSigned)?;
        let made = sign(&to_be_signed, root_key(root, context))?;
        self.roots.set(root, made.der().to_vec());
        Ok(made)
    }
}

/// Only an RSA key can encipher, and only the classic profile lets it.
fn usages(csr: &CertificateSigningRequest, profile: Profile) -> Vec<Usage> {
    let mut usages = vec![Usage::DigitalSignature];
    if csr.public_key().algorithm().is_rsa() && profile == Profile::Classic {
        usages.push(Usage::KeyEncipherment);
    }
    usages.push(Usage::ServerAuth);
    usages
}

/// Where its issuer and its revocation are to be had (Baseline Requirements §7.1.2.7,
/// §7.1.2.10).
fn pointing(template: Template, list: &Resource, issuer: &Resource, base_url: &str) -> Template {
    let base_url = resource::plain(base_url);
    Template {
        crl_distribution_points: vec![list.url(&base_url)],
        issuing_certificate_urls: vec![issuer.url(&base_url)],
        ..template
    }
}

pub(super) const fn root_key<'a>(root: Root, context: &Context<'a>) -> &'a PrivateKey {
    let [first, second] = &context.keys.roots;
    match root {
        Root::First => first,
        Root::Second => second,
    }
}

/// Whoever runs the CA has as many keys as it asked for.
pub(super) fn intermediate_key<'a>(
    generation: usize,
    context: &Context<'a>,
) -> Result<&'a PrivateKey, Error> {
    let keys = &context.keys.intermediates;
    keys.get(generation).ok_or(Error::NoRandomness)
}

#[derive(Clone, Copy)]
struct Validity {
    not_before: Timestamp,
    not_after: Timestamp,
}

impl Validity {
    /// Begins an hour ago, so that clocks that are slow accept it too, and ends
    /// a second early, since both ends belong to it: as Let's Encrypt does.
    fn starting_around(now: Timestamp, lifetime: Duration) -> Self {
        let not_before = now - BACKDATE;
        Self {
            not_before,
            not_after: not_before + lifetime - Duration::from_secs(1),
        }
    }

    /// The same, but begun early enough for what is to be issued below.
    fn covering(needed: Self, now: Timestamp, lifetime: Duration) -> Self {
        let usual = Self::starting_around(now, lifetime);
        Self {
            not_before: usual.not_before.min(needed.not_before),
            not_after: usual.not_after.max(needed.not_after),
        }
    }

    fn template(self, context: &mut Context<'_>) -> Template {
        Template {
            serial: SerialNumber::random(context.entropy),
            not_before: self.not_before,
            not_after: self.not_after,
            is_ca: false,
            path_len: None,
            usages: Vec::new(),
            crl_distribution_points: Vec::new(),
            ocsp_servers: Vec::new(),
            issuing_certificate_urls: Vec::new(),
        }
    }

    fn ca_template(self, context: &mut Context<'_>) -> Template {
        Template {
            is_ca: true,
            usages: vec![Usage::DigitalSignature, Usage::CertSign, Usage::CrlSign],
            ..self.template(context)
        }
    }
}

/// The certificate, if it is there and covers all of `needed`. The lab's clock
/// may jump either way.
fn covering(der: Option<&[u8]>, needed: Validity) -> Option<Certificate> {
    Certificate::from_der(der?).ok().filter(|present| {
        present.not_before() <= needed.not_before && present.not_after() >= needed.not_after
    })
}

fn ca_request(common_name: &str, key: &PrivateKey) -> Result<CertificateSigningRequest, Error> {
    let params = RequestParams {
        common_name: Some(common_name.to_owned()),
        organizations: vec!["Certificate Lab".to_owned()],
        is_ca: true,
        ..RequestParams::default()
    };
    let extras = Extras {
        // "XX": of no country (Baseline Requirements §7.1.4.2).
        attributes: vec![("2.5.4.6".to_owned(), vec!["XX".to_owned()])],
        ..Extras::default()
    };
    let to_be_signed = request::prepare_with(&params, &extras, &key.public_key())?;
    CertificateSigningRequest::from_der(&to_be_signed.sign(key)?)
}

fn sign(to_be_signed: &ToBeSigned, key: &PrivateKey) -> Result<Certificate, Error> {
    Certificate::from_der(&to_be_signed.sign(key)?)
}

/// The CA/Browser Forum's policy `domain-validated`.
const POLICIES: &[&str] = &["2.23.140.1.2.1"];

const BACKDATE: Duration = Duration::from_hours(1);
const INTERMEDIATE_LIFETIME: Duration = Duration::from_hours(5 * 365 * 24);
const ROOT_LIFETIME: Duration = Duration::from_hours(10 * 365 * 24);
