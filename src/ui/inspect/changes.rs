//! What changed: one object at two of its moments, side by side.

use std::rc::Rc;

use certlab::certmanager::api::Object;
use certlab::kube::ObjectKey;
use certlab::lab::{Lab, Version};
use yew::prelude::*;

use super::certificate::chain;
use super::diff::{self, Row, Side};
use super::fields::{Value, of_certificate};
use crate::ui::i18n::inspect::Field;
use crate::ui::i18n::{Changes, Inspect, Locale, use_locale};
use crate::ui::platform::{self, use_engine};

/// What the view needs.
#[derive(Properties, PartialEq)]
pub(crate) struct ChangesProps {
    /// The object.
    pub(crate) object: ObjectKey,
    /// The two moments that the address names.
    pub(crate) chosen: Option<(usize, usize)>,
    /// Chooses others.
    pub(crate) onchoose: Callback<(usize, usize)>,
}

/// Two moments to choose, and what differs between them.
#[component]
pub(crate) fn ChangesView(props: &ChangesProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let wound = engine.is_wound();
    let versions = {
        let engine = engine.clone();
        let depends = (props.object.clone(), engine.moment(), wound);
        use_memo(depends, move |(object, _, wound)| {
            if *wound {
                engine.history(object)
            } else {
                Vec::new()
            }
        })
    };
    if !wound {
        return html! { <p class="quiet" role="status">{ locale.say(Changes::Winding) }</p> };
    }
    let (Some(newest), Some(one_before)) = (versions.first(), versions.get(1)) else {
        return html! { <p class="quiet">{ locale.say(Changes::OnlyOne) }</p> };
    };
    let find = |moment: usize| versions.iter().find(|version| version.moment == moment);
    let chosen = props
        .chosen
        .and_then(|(before, after)| Some((find(before)?, find(after)?)));
    let (before, after) = chosen.unwrap_or((one_before, newest));
    let (first, second) = (before.moment, after.moment);
    let labs = (engine.lab_at(first), engine.lab_at(second));
    let choose = |is_first: bool| {
        props.onchoose.reform(move |event: Event| {
            let moment = platform::change_value(&event).parse().unwrap_or(0);
            if is_first {
                (moment, second)
            } else {
                (first, moment)
            }
        })
    };
    html! {
        <div class="changes" data-testid="changes">
            <div class="changes-choice">
                { choice("changes-before", Changes::Before, &versions, first, choose(true), locale) }
                { choice("changes-after", Changes::After, &versions, second, choose(false), locale) }
            </div>
            { certificates(before, after, (&labs.0, &labs.1), locale) }
            <h3>{ "YAML" }</h3>
            { manifests(before, after, locale) }
        </div>
    }
}

fn choice(
    id: &'static str,
    label: Changes,
    versions: &[Version],
    chosen: usize,
    onchange: Callback<Event>,
    locale: Locale,
) -> Html {
    html! {
        <div class="field">
            <label for={id}>{ locale.say(label) }</label>
            <select {id} data-testid={id} {onchange}>
                { for versions.iter().map(|version| html! {
                    <option
                        key={version.moment}
                        value={version.moment.to_string()}
                        selected={version.moment == chosen}
                    >
                        { name(version, locale) }
                    </option>
                }) }
            </select>
        </div>
    }
}

/// `41 · 2026-03-02 09:00:45 · revision 2`.
fn name(version: &Version, locale: Locale) -> String {
    let time = locale.date_time(version.at);
    let what = match version.object.as_deref() {
        None => locale.say(Changes::Absent),
        Some(object) => match object.certificate().and_then(|it| it.status.revision) {
            Some(revision) => locale.say(Changes::Revision(revision)),
            None => AttrValue::default(),
        },
    };
    let sign = if what.is_empty() { "" } else { " · " };
    format!("{} · {time}{sign}{what}", version.moment)
}

/// The fields in which the certificates of two moments differ.
fn certificates(before: &Version, after: &Version, labs: (&Lab, &Lab), locale: Locale) -> Html {
    let fields = |version: &Version, lab: &Lab| {
        let object = version.object.as_deref();
        let chain = object.map(|object| chain(object, lab)).unwrap_or_default();
        chain.first().map(of_certificate)
    };
    let (Some(old), Some(new)) = (fields(before, labs.0), fields(after, labs.1)) else {
        return Html::default();
    };
    let in_new = |field: Field| new.iter().find(|(other, _)| *other == field);
    let in_old = |field: Field| old.iter().any(|(other, _)| *other == field);
    let mut rows: Vec<(Field, Option<&Value>, Option<&Value>)> = old
        .iter()
        .map(|(field, value)| (*field, Some(value), in_new(*field).map(|(_, value)| value)))
        .collect();
    let added = new.iter().filter(|(field, _)| !in_old(*field));
    rows.extend(added.map(|(field, value)| (*field, None, Some(value))));
    let same = rows.iter().filter(|(_, old, new)| old == new).count();
    rows.retain(|(_, old, new)| old != new);
    html! {
        <>
            <h3>{ locale.say(Changes::Certificates) }</h3>
            if !rows.is_empty() {
                <table class="changes-fields">
                    <thead>
                        <tr>
                            <th scope="col">{ locale.say(Changes::Field) }</th>
                            <th scope="col">{ locale.say(Changes::Before) }</th>
                            <th scope="col">{ locale.say(Changes::After) }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for rows.into_iter().map(|(field, old, new)| html! {
                            <tr key={format!("{field:?}")}>
                                <th scope="row">{ locale.say(Inspect::Field(field)) }</th>
                                <td class="value">{ said(old, locale) }</td>
                                <td class="value">{ said(new, locale) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            }
            <p class="small quiet">{ locale.say(Changes::SameFields(same)) }</p>
        </>
    }
}

fn said(value: Option<&Value>, locale: Locale) -> String {
    match value {
        None => "–".to_owned(),
        Some(Value::Lines(lines)) => lines.join(", "),
        Some(Value::Time(time)) => format!("{} UTC", locale.date_time(*time)),
        Some(Value::Flag(true)) => locale.say(Inspect::Yes).to_string(),
        Some(Value::Flag(false)) => locale.say(Inspect::No).to_string(),
    }
}

fn manifests(before: &Version, after: &Version, locale: Locale) -> Html {
    let yaml = |object: &Option<Rc<Object>>| {
        let object = object.as_deref();
        object.map(Object::to_yaml).unwrap_or_default()
    };
    let rows = diff::rows(&yaml(&before.object), &yaml(&after.object));
    if rows.is_empty() {
        return html! { <p class="quiet">{ locale.say(Changes::Same) }</p> };
    }
    html! {
        <pre class="code changes-lines" tabindex="0" role="group" aria-label="YAML" data-testid="changes-yaml">
            { for rows.into_iter().map(|row| match row {
                Row::Line(Side::Same, text) => html! { <span>{ format!("  {}\n", short(&text)) }</span> },
                Row::Line(Side::Gone, text) => html! { <del>{ format!("- {}\n", short(&text)) }</del> },
                Row::Line(Side::New, text) => html! { <ins>{ format!("+ {}\n", short(&text)) }</ins> },
                Row::Skipped(count) => html! {
                    <span class="quiet">{ format!("  … {}\n", locale.say(Changes::Skipped(count))) }</span>
                },
            }) }
        </pre>
    }
}

/// A line, cut where a value is long: what differs in it is seen at its start.
fn short(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

const LONGEST: usize = 140;
