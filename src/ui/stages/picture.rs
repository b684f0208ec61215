//! The picture of a term, drawn from its data in the lab's one visual language.

use certlab::kube::Kind;
use certlab::lab::glossary::{Caption, Draw, Part, Picture, Sign};
use yew::prelude::*;

use super::glyph::{kind_class, kind_glyph, state_class, state_glyph};
use super::state::State;
use crate::ui::i18n::{Glossary, Locale};

/// Draws a picture; `live` is what the reader's own bench says.
pub(crate) fn picture(picture: &Picture, live: Option<&str>, locale: Locale) -> Html {
    let (draw, parts) = (picture.draw, &picture.parts);
    let style = match draw {
        Draw::Row | Draw::States => "pic pic-row",
        Draw::Lines => "pic pic-lines",
        Draw::Tree => "pic pic-tree",
        Draw::Span => "pic pic-span",
    };
    let is_live = live.is_some() && parts.iter().any(|part| part.live);
    html! {
        <figure class="picture" data-testid="term-picture" data-live={is_live.to_string()}>
            <ol class={style}>
                { for parts.iter().enumerate().map(|(index, part)| {
                    item(index, part, draw, live, locale)
                }) }
            </ol>
            if is_live {
                <figcaption class="small quiet">{ locale.say(Glossary::Live) }</figcaption>
            }
        </figure>
    }
}

fn item(index: usize, part: &Part, draw: Draw, live: Option<&str>, locale: Locale) -> Html {
    let place = match draw {
        Draw::Lines | Draw::Tree => format!("--depth: {}", part.depth),
        Draw::Span => format!("--at: {}", part.at),
        Draw::Row | Draw::States => String::new(),
    };
    let arrow = match draw {
        Draw::Row => part
            .arrow
            .as_ref()
            .map(|words| way(words, false, locale))
            .or_else(|| part.back.as_ref().map(|words| way(words, true, locale))),
        Draw::States if index > 0 => Some(way(&Caption::default(), false, locale)),
        _ => None,
    };
    let live = live.filter(|_| part.live);
    let words = live.map_or_else(|| said(&part.text, locale), str::to_owned);
    html! {
        <li
            key={index}
            class={classes!(part.lit.then_some("pic-lit"), live.is_some().then_some("pic-live"))}
            style={place}
        >
            { arrow }
            { part.sign.map(sign) }
            if !words.is_empty() {
                <span class="pic-words">{ words }</span>
            }
        </li>
    }
}

fn way(words: &Caption, is_back: bool, locale: Locale) -> Html {
    // What a screen reader says is the words; the way is a drawing.
    let path = if is_back {
        "M39 6H2M7 2 2 6l5 4"
    } else {
        "M1 6h37M33 2l5 4-5 4"
    };
    html! {
        <span class="pic-arrow">
            <span>{ said(words, locale) }</span>
            <svg viewBox="0 0 40 12" aria-hidden="true"><path d={path} /></svg>
        </span>
    }
}

fn said(caption: &Caption, locale: Locale) -> String {
    match locale {
        Locale::En => caption.en().to_owned(),
        Locale::Zh => caption.zh().to_owned(),
    }
}

fn sign(sign: Sign) -> Html {
    let kind = |kind: Kind| (kind_class(kind).to_owned(), kind_glyph(kind));
    let state = |state: State| (format!("state {}", state_class(state)), state_glyph(state));
    let line = |class: &str, path: &'static str| {
        (class.to_owned(), html! { <path class="glyph" d={path} /> })
    };
    let (class, drawing) = match sign {
        Sign::Certificate => kind(Kind::Certificate),
        Sign::Challenge => kind(Kind::Challenge),
        Sign::ClusterIssuer => kind(Kind::ClusterIssuer),
        Sign::Ingress => kind(Kind::Ingress),
        Sign::Issuer => kind(Kind::Issuer),
        Sign::Order => kind(Kind::Order),
        Sign::Request => kind(Kind::CertificateRequest),
        Sign::Secret => kind(Kind::Secret),
        Sign::Failed => state(State::Failed),
        Sign::Ready => state(State::Ready),
        Sign::Waiting => state(State::Waiting),
        Sign::Working => state(State::Working),
        Sign::Card => ("sign-card".to_owned(), kind_glyph(Kind::Certificate)),
        Sign::Envelope => (
            "sign-plain".to_owned(),
            kind_glyph(Kind::CertificateRequest),
        ),
        Sign::Private => ("sign-key".to_owned(), key(true)),
        Sign::Public => ("sign-key".to_owned(), key(false)),
        Sign::Pair => {
            let pair = html! {
                <>
                    <g transform="translate(0 -3.4) scale(.94)">{ key(true) }</g>
                    <g transform="translate(1 3.9) scale(.94)">{ key(false) }</g>
                </>
            };
            ("sign-key".to_owned(), pair)
        }
        Sign::Seal => line(
            "sign-seal",
            "M8 1.4a4.9 4.9 0 1 0 0 9.8a4.9 4.9 0 1 0 0-9.8M8 4.2a2.1 2.1 0 1 0 0 4.2a2.1 2.1 0 1 0 0-4.2M5.6 10.6l-1.2 4.2 3.6-1.8 3.6 1.8-1.2-4.2",
        ),
        Sign::Browser => line(
            "sign-plain",
            "M1.8 2.8h12.4v10.4H1.8zM1.8 5.8h12.4M3.8 4.3h.4M5.8 4.3h.4",
        ),
        Sign::Clock => line(
            "sign-plain",
            "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4M8 4.4V8l2.6 1.6",
        ),
        Sign::File => line(
            "sign-plain",
            "M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3M5.5 8h5M5.5 10.8h5",
        ),
        Sign::Hash => line("sign-plain", "M2.2 2.8h11.6L9.6 8.4v5l-3.2-1.6V8.4z"),
        Sign::List => line("sign-plain", "M3 1.8h10v12.4H3zM5 5.2h6M5 8.2h6M5 11.2h6"),
        Sign::Person => line(
            "sign-person",
            "M8 2.2a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 1 0 0-5.2M2.8 14c.4-3.2 2.4-4.8 5.2-4.8s4.8 1.6 5.2 4.8",
        ),
        Sign::Server => line(
            "sign-plain",
            "M2.5 2.5h11v4.6h-11zM2.5 8.9h11v4.6h-11zM4.8 4.8h.4M4.8 11.2h.4",
        ),
        Sign::Token => line("sign-plain", "M1.8 5h12.4v6H1.8zM5 5v.8M5 7.6v.8M5 10.2v.8"),
        Sign::Zone => line(
            "sign-plain",
            "M8 2v3M8 5c0 2.4-4.8 1.8-4.8 4.8M8 5c0 2.4 4.8 1.8 4.8 4.8M8 5v4.8M3.2 9.8v2.6M8 9.8v2.6M12.8 9.8v2.6",
        ),
    };
    html! {
        <svg class={classes!("pic-sign", class)} viewBox="0 0 16 16" aria-hidden="true">{ drawing }</svg>
    }
}

/// Both keys of a pair have one shape: the private one is filled, the public one an outline.
fn key(is_private: bool) -> Html {
    html! {
        <path
            class={if is_private { "glyph key-private" } else { "glyph" }}
            d="M1.4 8a3.4 3.4 0 0 1 6.6-1.1h6.6v2.2h-1.5v2h-2.2v-2H8A3.4 3.4 0 0 1 1.4 8zM4.4 7.3a.7.7 0 1 0 0 1.4a.7.7 0 1 0 0-1.4"
            fill-rule="evenodd"
        />
    }
}
