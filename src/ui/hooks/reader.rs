//! The reader's glossary: its terms, and the one that is open beside the work.

use std::rc::Rc;

use certlab::lab::glossary::Glossary;
use yew::prelude::*;

use crate::ui::platform;

/// The glossary's texts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shelf {
    /// On their way.
    Loading,
    /// Not to be had.
    Missing,
    /// Here.
    Here(Rc<Glossary>),
}

/// The glossary, and how to open a term of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reader {
    /// The texts.
    pub(crate) shelf: Shelf,
    /// The term that is open beside the work.
    pub(crate) open: Option<AttrValue>,
    /// Opens another, or none.
    pub(crate) show: Callback<Option<AttrValue>>,
    /// Fetches the texts again.
    pub(crate) load: Callback<()>,
}

impl Reader {
    /// A callback that opens a term beside the work.
    pub(crate) fn show(&self, term: impl Into<AttrValue>) -> Callback<MouseEvent> {
        let term = term.into();
        self.show.reform(move |_| Some(term.clone()))
    }
}

/// The reader of the page.
#[hook]
pub(crate) fn use_reader() -> Reader {
    use_context::<Reader>().unwrap_or_else(|| Reader {
        shelf: Shelf::Loading,
        open: None,
        show: Callback::noop(),
        load: Callback::noop(),
    })
}

/// Makes the reader; the texts are fetched once the page is there.
#[hook]
pub(crate) fn use_reader_store() -> Reader {
    let shelf = use_state_eq(|| Shelf::Loading);
    let open = use_state_eq(|| None::<AttrValue>);
    let load = {
        let setter = shelf.setter();
        Callback::from(move |()| {
            setter.set(Shelf::Loading);
            let setter = setter.clone();
            platform::read_site(
                TERMS.to_owned(),
                Callback::from(move |text: Option<String>| {
                    let glossary = text.and_then(|text| Glossary::read(&text).ok());
                    setter.set(glossary.map_or(Shelf::Missing, |read| Shelf::Here(Rc::new(read))));
                }),
            );
        })
    };
    {
        let load = load.clone();
        use_effect_with((), move |()| load.emit(()));
    }
    let setter = open.setter();
    Reader {
        shelf: (*shelf).clone(),
        open: (*open).clone(),
        show: Callback::from(move |term| setter.set(term)),
        load,
    }
}

const TERMS: &str = "glossary/terms.json";
