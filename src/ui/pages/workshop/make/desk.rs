//! What the parts of the page share: the state, how it is changed, and fields.

use certlab::x509::making::{Job, Mistake, Place, Product};
use yew::prelude::*;

use crate::ui::components::FormField;
use crate::ui::i18n::{Locale, Make};
use crate::ui::platform;
use crate::ui::store::{Edit, Making, MakingHandle};

/// What the parts share.
pub(super) struct Desk {
    pub(super) locale: Locale,
    pub(super) making: MakingHandle,
    live: Vec<Mistake>,
}

impl Desk {
    pub(super) fn new(locale: Locale, making: MakingHandle) -> Self {
        let live = making.bench.mistakes(platform::now());
        Self {
            locale,
            making,
            live,
        }
    }

    /// A callback that changes the state by what an event says.
    pub(super) fn change<E: 'static>(
        &self,
        edit: impl Fn(&mut Making, &E) + Clone + 'static,
    ) -> Callback<E> {
        let making = self.making.dispatcher();
        Callback::from(move |event: E| {
            let edit = edit.clone();
            making.dispatch(Edit::new(move |making| edit(making, &event)));
        })
    }

    /// What is wrong at a field: what was typed there at once, what is missing only after
    /// a try.
    pub(super) fn errors(&self, place: Place) -> Vec<AttrValue> {
        let making = &self.making;
        let is_typed = !making.bench.sheet.text(place).is_empty();
        let live = self.live.iter().filter(|_| is_typed);
        let mut wrongs: Vec<_> = making
            .faults
            .iter()
            .chain(live)
            .filter(|mistake| mistake.place == place)
            .map(|mistake| mistake.wrong.clone())
            .collect();
        wrongs.dedup();
        let said = wrongs
            .into_iter()
            .map(|wrong| self.locale.say(Make::Wrong(wrong)));
        said.collect()
    }

    /// A field of one line.
    pub(super) fn text(&self, place: Place) -> Html {
        self.field(place, 0)
    }

    /// A field of several lines.
    pub(super) fn lines(&self, place: Place) -> Html {
        self.field(place, 2)
    }

    fn field(&self, place: Place, rows: u8) -> Html {
        let errors = self.errors(place);
        let id = id(place);
        let hint = self.locale.say(Make::Hint(place));
        let value = self.making.bench.sheet.text(place).to_owned();
        let invalid = (!errors.is_empty()).then_some("true");
        let described = format!("hint-{id} error-{id}");
        let oninput = self.change(move |making, event: &InputEvent| {
            making.set(place, platform::input_value(event));
        });
        html! {
            <FormField
                id={id.clone()}
                label={self.locale.say(Make::Label(place))}
                hint={(!hint.is_empty()).then_some(hint)}
                {errors}
            >
                if rows == 0 {
                    <input
                        id={id.clone()}
                        type="text"
                        class="value"
                        spellcheck="false"
                        autocapitalize="none"
                        autocomplete="off"
                        placeholder={placeholder(place)}
                        {value}
                        aria-invalid={invalid}
                        aria-describedby={described}
                        data-testid={id}
                        {oninput}
                    />
                } else {
                    <textarea
                        id={id.clone()}
                        class="value"
                        rows={rows.to_string()}
                        spellcheck="false"
                        autocapitalize="none"
                        placeholder={placeholder(place)}
                        {value}
                        aria-invalid={invalid}
                        aria-describedby={described}
                        data-testid={id}
                        {oninput}
                    />
                }
            </FormField>
        }
    }

    /// A callback that makes a product, or says all that is missing.
    pub(super) fn make(&self, product: Product) -> Callback<MouseEvent> {
        let making = self.making.clone();
        Callback::from(move |_: MouseEvent| {
            let job = platform::prepare(&making.bench, product);
            let dispatcher = making.dispatcher();
            match job {
                Ok(job) => sign(job, dispatcher),
                Err(faults) => {
                    if let Some(first) = faults.first() {
                        platform::focus(&id(first.place));
                    }
                    dispatcher.dispatch(Edit::new(move |making| {
                        making.begin_anew();
                        making.tried = Some(product);
                        making.faults = faults;
                    }));
                }
            }
        })
    }
}

/// Has a job signed, and puts what comes of it on the shelf.
fn sign(job: Job, making: UseReducerDispatcher<Making>) {
    let product = job.product;
    making.dispatch(Edit::new(move |making| {
        making.begin_anew();
        making.tried = Some(product);
        making.is_busy = true;
    }));
    let done = Callback::from(move |signed: Result<Vec<u8>, String>| {
        making.dispatch(Edit::new(move |making| {
            making.is_busy = false;
            let taken = signed.and_then(|der| {
                let taken = making.bench.take(product, &der);
                taken.map_err(|error| error.to_string())
            });
            making.made = taken.is_ok().then_some(product);
            making.failure = taken.err();
        }));
    });
    platform::finish(job, done);
}

/// The element id and test id of a field.
pub(super) fn id(place: Place) -> String {
    format!("make-{place:?}")
}

const fn placeholder(place: Place) -> &'static str {
    match place {
        Place::CommonName | Place::DnsNames => "example.com",
        Place::Organizations => "Lab, Inc.",
        Place::Country => "CN",
        Place::LiteralSubject => "CN=example.com,O=Lab\\, Inc.,C=CN",
        Place::IpAddresses => "192.0.2.7",
        Place::Uris => "spiffe://example.com/web",
        Place::Emails => "name@example.com",
        Place::OtherNames => "user@example.com",
        Place::Permitted | Place::Excluded => "DNS:example.com",
        Place::ListUrls => "http://ca.example.com/ca.crl",
        Place::OcspUrls => "http://ocsp.example.com/",
        Place::IssuerUrls => "http://ca.example.com/ca.crt",
        Place::NotAfter => "2027-01-31",
        Place::Revoked => "0a1b2c… keyCompromise",
        _ => "",
    }
}
