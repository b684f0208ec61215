//! Which resolvers are asked.

use certlab::dns::Resolver;
use certlab::http::host;
use certlab::lab::Action;
use yew::prelude::*;

use crate::ui::i18n::{Dns, use_locale};
use crate::ui::platform::{self, use_engine};

/// Boxes for the known resolvers, and a field for another.
#[component]
pub(super) fn Resolvers() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let typed = use_state_eq(String::new);
    let refused = use_state_eq(|| None::<Dns>);
    let chosen = engine.lab.resolvers().to_vec();
    let set = {
        let (engine, refused) = (engine.clone(), refused.clone());
        move |resolvers: Vec<Resolver>| {
            let empty = resolvers.is_empty();
            refused.set(empty.then_some(Dns::OneResolver));
            if !empty {
                engine.dispatch(Action::SetResolvers { resolvers });
            }
        }
    };
    let boxes = known(&chosen).into_iter().map(|resolver| {
        let on = chosen.contains(&resolver);
        let (set, chosen, this) = (set.clone(), chosen.clone(), resolver.clone());
        let onchange = Callback::from(move |_: Event| set(toggled(&chosen, &this)));
        html! {
            <label key={resolver.url.clone()} class="check">
                <input
                    type="checkbox"
                    checked={on}
                    data-testid={format!("resolver-toggle-{}", resolver.name)}
                    {onchange}
                />
                <span>{ resolver.name.clone() }<span class="hint value">{ host(&resolver.url).to_owned() }</span></span>
            </label>
        }
    });
    let boxes: Html = boxes.collect();
    let add = {
        let (typed, refused) = (typed.clone(), refused.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match custom(&typed) {
                Some(resolver) => {
                    let mut resolvers = chosen.clone();
                    resolvers.retain(|other| other.url != resolver.url);
                    resolvers.push(resolver);
                    set(resolvers);
                    typed.set(String::new());
                }
                None => refused.set(Some(Dns::ResolverNotHttps)),
            }
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(platform::input_value(&event)))
    };
    html! {
        <div class="resolvers">
            <h3>{ locale.say(Dns::Resolvers) }</h3>
            <p class="small quiet">{ locale.say(Dns::ResolversWhy) }</p>
            <div class="resolver-boxes">{ boxes }</div>
            <form class="with-button" onsubmit={add} novalidate=true>
                <input
                    type="url"
                    class="value"
                    aria-label={locale.say(Dns::CustomResolver)}
                    placeholder={locale.say(Dns::CustomResolver)}
                    value={(*typed).clone()}
                    data-testid="resolver-custom"
                    {oninput}
                />
                <button type="submit" data-testid="resolver-add">{ locale.say(Dns::AddResolver) }</button>
            </form>
            <div class="errors" role="alert" data-testid={refused.is_some().then_some("error-resolver-custom")}>
                if let Some(why) = (*refused).clone() {
                    <p>{ locale.say(why) }</p>
                }
            </div>
        </div>
    }
}

/// The well-known resolvers, and those of the user's own.
fn known(chosen: &[Resolver]) -> Vec<Resolver> {
    let mut resolvers = Resolver::well_known();
    for resolver in chosen {
        if !resolvers.contains(resolver) {
            resolvers.push(resolver.clone());
        }
    }
    resolvers
}

fn toggled(chosen: &[Resolver], resolver: &Resolver) -> Vec<Resolver> {
    let mut resolvers = chosen.to_vec();
    if resolvers.contains(resolver) {
        resolvers.retain(|other| other != resolver);
    } else {
        resolvers.push(resolver.clone());
    }
    resolvers
}

/// A resolver by its address, named by its host. Plain HTTP only where nobody
/// is on the way: on this computer.
fn custom(url: &str) -> Option<Resolver> {
    let url = url.trim();
    let host = host(url);
    let local = ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|name| host == *name || host.starts_with(&format!("{name}:")));
    let allowed = url.starts_with("https://") || (local && url.starts_with("http://"));
    (allowed && !host.is_empty() && !url.contains(char::is_whitespace))
        .then(|| Resolver::new(host, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolvers_of_ones_own_have_an_https_address_or_are_on_this_computer() {
        for (url, name) in [
            ("https://dns.example/dns-query", Some("dns.example")),
            ("http://127.0.0.1:8053/dns-query", Some("127.0.0.1:8053")),
            ("http://dns.example/dns-query", None),
            ("http://localhost.example/dns-query", None),
            ("dns.example", None),
            ("https://", None),
        ] {
            assert_eq!(
                custom(url).map(|resolver| resolver.name).as_deref(),
                name,
                "{url}"
            );
        }
    }

    #[test]
    fn toggling_twice_changes_nothing() {
        let known = Resolver::well_known();
        let first = known.first().unwrap();
        let without = toggled(&known, first);
        assert_eq!(without.len(), known.len() - 1);
        assert!(toggled(&without, first).contains(first));
    }
}
