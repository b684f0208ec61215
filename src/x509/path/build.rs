//! Finding paths: from the end entity upwards to whoever may have issued (RFC 4158).

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{End, Material};
use crate::x509::Error;
use crate::x509::view::View;

/// Certificates to build from; the end entity is the first.
pub(super) struct Pool {
    certificates: Vec<View>,
    anchors: Vec<usize>,
    /// What became of checking one certificate's signature with another's key.
    signatures: RefCell<BTreeMap<(usize, usize), Result<(), Error>>>,
}

/// A path, and what is at its end.
type Found = (Vec<usize>, End);

impl Pool {
    /// Reads certificates; those that cannot be read are passed over, but for the first.
    pub(super) fn new(leaf: &[u8], material: Material<'_>) -> Option<Self> {
        let mut certificates = vec![View::from_der(leaf).ok()?];
        let mut anchors = Vec::new();
        let trusted = material.anchors.iter().map(|der| (der, true));
        let others = material.others.iter().map(|der| (der, false));
        for (der, is_anchor) in trusted.chain(others).take(MOST_CERTIFICATES) {
            let known = certificates.iter().position(|known| known.der() == der);
            let place = match known {
                Some(place) => place,
                None => match View::from_der(der) {
                    Ok(view) => {
                        certificates.push(view);
                        certificates.len().saturating_sub(1)
                    }
                    Err(_) => continue,
                },
            };
            if is_anchor {
                anchors.push(place);
            }
        }
        Some(Self {
            certificates,
            anchors,
            signatures: RefCell::default(),
        })
    }

    pub(super) fn get(&self, place: usize) -> Option<&View> {
        self.certificates.get(place)
    }

    pub(super) fn all(&self) -> &[View] {
        &self.certificates
    }

    pub(super) fn into_certificates(self) -> Vec<View> {
        self.certificates
    }

    /// Whether the key of `issuer` signed `subject`.
    pub(super) fn signature(&self, subject: usize, issuer: usize) -> Result<(), Error> {
        let known = self.signatures.borrow().get(&(subject, issuer)).cloned();
        known.unwrap_or_else(|| {
            let (Some(subject_view), Some(issuer_view)) = (self.get(subject), self.get(issuer))
            else {
                return Err(Error::NotACertificate);
            };
            let checked = issuer_view
                .public_key()
                .and_then(|key| subject_view.is_signed_by(&key));
            self.signatures
                .borrow_mut()
                .insert((subject, issuer), checked.clone());
            checked
        })
    }

    /// All paths, and whether some were not followed.
    pub(super) fn paths(&self) -> (Vec<Found>, bool) {
        let mut search = Search {
            pool: self,
            found: Vec::new(),
            steps: 0,
            is_cut_short: false,
        };
        search.extend(vec![0]);
        (search.found, search.is_cut_short)
    }

    fn is_anchor(&self, place: usize) -> bool {
        // The same name with the same key is the same anchor (RFC 5280 §6.1.1 d).
        self.anchors.contains(&place)
            || self.anchors.iter().any(|anchor| {
                let (Some(anchor), Some(view)) = (self.get(*anchor), self.get(place)) else {
                    return false;
                };
                place != 0
                    && anchor.subject_name() == view.subject_name()
                    && anchor.spki_der() == view.spki_der()
                    && view.is_self_issued()
            })
    }

    /// Who may have issued a certificate: by name; those whose key identifier fits first,
    /// those whose signature does not fit only if no other's does.
    fn issuers(&self, place: usize) -> Vec<usize> {
        let Some(view) = self.get(place) else {
            return Vec::new();
        };
        let wanted = view.authority_key_id();
        let mut named: Vec<(bool, bool, bool, usize)> = self
            .certificates
            .iter()
            .enumerate()
            .filter(|(_, candidate)| candidate.subject_name() == view.issuer_name())
            .map(|(candidate_place, candidate)| {
                let id = candidate.subject_key_id();
                let other_key = wanted.is_some() && id.is_some() && wanted != id;
                let wrong = matches!(
                    self.signature(place, candidate_place),
                    Err(Error::WrongSignature | Error::MalformedSignature)
                );
                let anchor = self.anchors.contains(&candidate_place);
                (wrong, !anchor, other_key, candidate_place)
            })
            .collect();
        named.sort_unstable();
        if named.iter().any(|(wrong, ..)| !wrong) {
            named.retain(|(wrong, ..)| !wrong);
        }
        named.into_iter().map(|(.., place)| place).collect()
    }
}

struct Search<'a> {
    pool: &'a Pool,
    found: Vec<Found>,
    steps: usize,
    is_cut_short: bool,
}

impl Search<'_> {
    fn extend(&mut self, path: Vec<usize>) {
        self.steps = self.steps.saturating_add(1);
        if self.steps > MOST_STEPS || self.found.len() >= MOST_PATHS || path.len() > LONGEST {
            self.is_cut_short = true;
            return;
        }
        let Some((top, view)) = path
            .last()
            .and_then(|top| Some((*top, self.pool.get(*top)?)))
        else {
            return;
        };
        if self.pool.is_anchor(top) {
            self.found.push((path, End::Anchor));
            return;
        }
        let issuers = self.pool.issuers(top);
        let next: Vec<usize> = issuers
            .iter()
            .copied()
            .filter(|issuer| !self.is_in(&path, *issuer))
            .collect();
        if next.is_empty() {
            let end = if issuers.contains(&top) || view.is_self_issued() {
                End::Untrusted
            } else {
                End::Missing {
                    issuer: view.issuer(),
                    key_id: view.authority_key_id(),
                }
            };
            self.found.push((path, end));
            return;
        }
        for issuer in next {
            let mut longer = path.clone();
            longer.push(issuer);
            self.extend(longer);
        }
    }

    /// Whether the same name with the same key is in the path already: nothing is gained
    /// by going through it again.
    fn is_in(&self, path: &[usize], place: usize) -> bool {
        let Some(view) = self.pool.get(place) else {
            return true;
        };
        path.iter().any(|other| {
            *other == place
                || self.pool.get(*other).is_some_and(|other| {
                    other.subject_name() == view.subject_name()
                        && other.spki_der() == view.spki_der()
                        && !self.pool.is_anchor(place)
                })
        })
    }
}

const MOST_CERTIFICATES: usize = 1_000;

/// No honest path is longer.
const LONGEST: usize = 20;

const MOST_PATHS: usize = 32;

/// Many certificates of one name could be put together in endless ways.
const MOST_STEPS: usize = 1_000;
