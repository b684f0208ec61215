//! What lies on the workshop's bench: it stays while the tab is open, whatever page is
//! shown, and is never written to disk, for there may be private keys in it.

use std::rc::Rc;

use yew::prelude::*;

/// What lies on the bench.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bench {
    /// What was typed or pasted.
    pub(crate) text: String,
    /// Files that were opened.
    pub(crate) files: Vec<Opened>,
    /// The passphrase that was tried last.
    pub(crate) passphrase: Option<String>,
}

/// A file that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opened {
    /// Its name.
    pub(crate) name: String,
    /// Its content; none if it could not be read, or is too large.
    pub(crate) bytes: Option<Rc<[u8]>>,
}

/// Something done at the bench.
#[derive(Clone, Debug)]
pub(crate) enum BenchAction {
    /// The text is now this.
    Text(String),
    /// A text is laid before the one that is there, unless it is there.
    Add(String),
    /// A file was opened.
    Open(Opened),
    /// A file was taken away, by its place.
    Close(usize),
    /// A passphrase is tried.
    Unlock(String),
    /// All is taken away.
    Clear,
}

impl Reducible for Bench {
    type Action = BenchAction;

    fn reduce(self: Rc<Self>, action: BenchAction) -> Rc<Self> {
        let mut bench = (*self).clone();
        match action {
            BenchAction::Text(text) => bench.text = text,
            BenchAction::Add(text) if bench.text.contains(text.trim()) => {}
            BenchAction::Add(text) => bench.text = format!("{text}{}", bench.text),
            // The same file, opened again, is the newer one.
            BenchAction::Open(file) => {
                bench.files.retain(|other| other.name != file.name);
                bench.files.push(file);
            }
            BenchAction::Close(place) => {
                if place < bench.files.len() {
                    bench.files.remove(place);
                }
            }
            BenchAction::Unlock(passphrase) => bench.passphrase = Some(passphrase),
            BenchAction::Clear => bench = Self::default(),
        }
        Rc::new(bench)
    }
}

/// The bench, for whoever works at it.
pub(crate) type BenchHandle = UseReducerHandle<Bench>;

/// The bench of this tab.
#[hook]
pub(crate) fn use_bench() -> BenchHandle {
    use_reducer(Bench::default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opened_again_takes_its_own_place_and_the_text_stays() {
        let open = |name: &str, bytes: &[u8]| {
            BenchAction::Open(Opened {
                name: name.to_owned(),
                bytes: Some(bytes.into()),
            })
        };
        let mut bench = Rc::new(Bench::default());
        for action in [
            BenchAction::Text("typed".to_owned()),
            BenchAction::Add("added\n".to_owned()),
            BenchAction::Add("added".to_owned()),
            open("a.pem", b"1"),
            open("b.pem", b"2"),
            open("a.pem", b"3"),
            BenchAction::Close(0),
            BenchAction::Close(7),
        ] {
            bench = bench.reduce(action);
        }
        assert_eq!(bench.text, "added\ntyped");
        assert_eq!(bench.files.len(), 1);
        assert_eq!(bench.files[0].name, "a.pem");
        assert_eq!(bench.files[0].bytes.as_deref(), Some(&b"3"[..]));
    }
}
