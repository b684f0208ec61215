//! What is being made in the workshop: it stays while the tab is open, whatever page and
//! language is shown, and is never written to disk, for there are private keys in it.

use std::fmt;
use std::rc::Rc;

use certlab::x509::making::{Mistake, Place, Product, Subject, Workbench};
use certlab::x509::{Error, KeyAlgorithm, file};
use yew::prelude::*;

/// What is being made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Making {
    /// The sheet, the shelf, and who is chosen.
    pub(crate) bench: Workbench,
    /// Which kind of key is made next.
    pub(crate) algorithm: KeyAlgorithm,
    /// What is to be brought in, as typed.
    pub(crate) bring: String,
    /// What opens it.
    pub(crate) passphrase: String,
    /// What came of the last try.
    pub(crate) brought: Option<Brought>,
    /// What locks files.
    pub(crate) lock: String,
    /// Whether a locked file was asked for without it.
    pub(crate) lock_wanted: bool,
    /// What was asked for last, until something is typed.
    pub(crate) tried: Option<Product>,
    /// What was wrong with that.
    pub(crate) faults: Vec<Mistake>,
    /// Why the browser did not make a key or a signature.
    pub(crate) failure: Option<String>,
    /// What was made last, until something is typed.
    pub(crate) made: Option<Product>,
    /// Whether a key or a signature is under way.
    pub(crate) is_busy: bool,
    /// Why a certificate is revoked.
    pub(crate) reason: u8,
}

/// What came of bringing something in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Brought {
    /// How many things were taken.
    pub(crate) count: usize,
    /// Why the text, or a part of it, could not be read.
    pub(crate) unread: Vec<file::Error>,
    /// Why something in it could not be used.
    pub(crate) unusable: Vec<Error>,
}

impl Default for Making {
    fn default() -> Self {
        Self {
            bench: Workbench::default(),
            algorithm: KeyAlgorithm::EcdsaP256,
            bring: String::new(),
            passphrase: String::new(),
            brought: None,
            lock: String::new(),
            lock_wanted: false,
            tried: None,
            faults: Vec::new(),
            failure: None,
            made: None,
            is_busy: false,
            reason: 0,
        }
    }
}

impl Making {
    /// Types into a field: what was said of the last try is no longer true.
    pub(crate) fn set(&mut self, place: Place, text: String) {
        self.bench.sheet.set(place, text);
        self.begin_anew();
    }

    /// Forgets what was said of the last try.
    pub(crate) fn begin_anew(&mut self) {
        self.faults.clear();
        self.failure = None;
        self.made = None;
    }

    /// Chooses which key is certified; a request brings its names along.
    pub(crate) fn choose(&mut self, subject: Subject) {
        self.begin_anew();
        self.bench.subject = Some(subject);
        if let Subject::Request(place) = subject
            && let Some(request) = self.bench.shelf.requests().get(place).cloned()
        {
            self.bench.sheet.copy(&request);
        }
    }

    /// Reads what is to be brought in and takes what can be used.
    pub(crate) fn take(&mut self) {
        let passphrase = (!self.passphrase.is_empty()).then_some(self.passphrase.as_str());
        let (found, mut unread) = match file::read(self.bring.as_bytes(), passphrase) {
            Ok(found) => (found, Vec::new()),
            Err(error) => (file::Reading::default(), vec![error]),
        };
        unread.extend(found.problems.iter().map(|problem| problem.error.clone()));
        let there = Rc::make_mut(&mut self.bench.shelf);
        let (keys, requests) = (there.keys().len(), there.requests().len());
        let unusable = there.bring_in(&found);
        let usable = found.items.iter().filter(|item| {
            matches!(
                item.content,
                file::Content::PrivateKey(_)
                    | file::Content::Request(_)
                    | file::Content::Certificate(_)
            )
        });
        let count = usable.count().saturating_sub(unusable.len());
        // What came last is what one wants to work with.
        if there.requests().len() > requests {
            self.choose(Subject::Request(requests));
        } else if there.keys().len() > keys {
            self.choose(Subject::Key(keys));
        }
        if count > 0 && unread.is_empty() && unusable.is_empty() {
            self.bring.clear();
            self.passphrase.clear();
        }
        self.brought = Some(Brought {
            count,
            unread,
            unusable,
        });
    }
}

/// A change, made to what is there at that moment.
pub(crate) struct Edit(Box<dyn FnOnce(&mut Making)>);

impl Edit {
    /// A change.
    pub(crate) fn new(change: impl FnOnce(&mut Making) + 'static) -> Self {
        Self(Box::new(change))
    }
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Edit")
    }
}

impl Reducible for Making {
    type Action = Edit;

    fn reduce(self: Rc<Self>, Edit(change): Edit) -> Rc<Self> {
        let mut making = (*self).clone();
        change(&mut making);
        Rc::new(making)
    }
}

/// What is being made, for whoever works at it.
pub(crate) type MakingHandle = UseReducerHandle<Making>;

/// What is being made in this tab.
#[hook]
pub(crate) fn use_making() -> MakingHandle {
    use_reducer(Making::default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_chosen_and_what_is_not_stays_typed() {
        let mut making = Making {
            bring: include_str!("../../../tests/data/keys/rsa-2048.pem").to_owned(),
            ..Making::default()
        };
        making.take();
        assert_eq!(making.bench.subject, Some(Subject::Key(0)));
        assert_eq!(making.bring, "");
        making.bring = "no key".to_owned();
        making.take();
        assert_eq!(making.bring, "no key");
        let brought = making.brought.unwrap();
        assert_eq!((brought.count, brought.unread.len()), (0, 1));
    }
}
