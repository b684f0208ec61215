//! Says aloud what changes in the picture, to those who do not see it.

use std::collections::BTreeMap;

use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use super::card::state_words;
use super::state::State;
use super::summary::{Summary, summarize};
use crate::ui::i18n::{Locale, Stage, use_locale};
use crate::ui::platform::use_engine;

/// How the objects stand that somebody waits for.
type Standing = BTreeMap<ObjectKey, Summary>;

/// A region that screen readers listen to.
#[component]
pub(crate) fn Herald() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let last = use_mut_ref(|| None::<Standing>);
    let said = use_mut_ref(AttrValue::default);
    let standing = use_memo(engine.clone(), |engine| standing(&engine.lab));
    use_memo(engine.clone(), |engine| {
        let before = last.borrow_mut().replace((*standing).clone());
        // Travelling through the past is no news.
        if let (Some(before), true) = (before, engine.is_now()) {
            let news = news(&before, &standing);
            if !news.is_empty() {
                *said.borrow_mut() = sentence(&news, locale).into();
            }
        }
    });
    html! {
        <p class="hidden-text" role="status" data-testid="heard">{ said.borrow().clone() }</p>
    }
}

fn standing(lab: &Lab) -> Standing {
    [
        Kind::Issuer,
        Kind::ClusterIssuer,
        Kind::Certificate,
        Kind::Challenge,
    ]
    .into_iter()
    .flat_map(|kind| lab.store().list(kind))
    .map(|object| (object.key(), summarize(object, lab)))
    .collect()
}

/// What came to rest, or waits for somebody else than before.
fn news<'a>(before: &Standing, after: &'a Standing) -> Vec<(&'a ObjectKey, &'a Summary)> {
    after
        .iter()
        .filter(|(key, summary)| {
            let known = before.get(*key);
            let same = known.is_some_and(|known| {
                (known.state, &known.waits) == (summary.state, &summary.waits)
            });
            !same && summary.state != State::Working
        })
        .collect()
}

fn sentence(news: &[(&ObjectKey, &Summary)], locale: Locale) -> String {
    let one = |(key, summary): &(&ObjectKey, &Summary)| {
        let words = state_words(summary.state, summary.waits.as_ref(), locale);
        format!(
            "{} {}: {words}",
            locale.say(Stage::Kind(key.kind)),
            key.name
        )
    };
    let mut sentences: Vec<String> = news.iter().take(MOST).map(one).collect();
    if news.len() > MOST {
        sentences.push(locale.say(Stage::More(news.len() - MOST)).to_string());
    }
    sentences.join(". ")
}

/// So many sentences at once can be listened to.
const MOST: usize = 3;

#[cfg(test)]
mod tests {
    use super::super::state::{Line, Waits};
    use super::*;

    fn standing(rows: &[(&str, State, Option<Waits>)]) -> Standing {
        rows.iter()
            .map(|(name, state, waits)| {
                let summary = Summary {
                    state: *state,
                    line: Line::New,
                    waits: waits.clone(),
                };
                (ObjectKey::new(Kind::Certificate, "default", name), summary)
            })
            .collect()
    }

    #[test]
    fn what_comes_to_rest_or_waits_for_another_is_news() {
        let before = standing(&[
            ("same", State::Waiting, Some(Waits::Person)),
            ("done", State::Working, None),
            ("begun", State::Waiting, None),
            ("spread", State::Waiting, Some(Waits::Person)),
        ]);
        let after = standing(&[
            ("same", State::Waiting, Some(Waits::Person)),
            ("done", State::Ready, None),
            ("begun", State::Working, None),
            ("spread", State::Waiting, Some(Waits::Propagation)),
            ("new", State::Waiting, Some(Waits::Person)),
        ]);
        let names: Vec<&str> = news(&before, &after)
            .iter()
            .map(|(key, _)| key.name.as_str())
            .collect();
        assert_eq!(names, ["done", "new", "spread"]);
        let all = news(&before, &after);
        assert_eq!(sentence(&all[..1], Locale::En), "Certificate done: ready");
    }
}
