//! The page in English, one file for each part of it.

mod account;
mod asn1_field;
mod asn1_oddity;
mod chain;
mod changes;
mod clock;
mod coach;
mod compare;
mod console;
mod demo;
mod dns;
mod errors;
mod external;
mod fault;
mod file_error;
mod files;
mod form;
mod glossary;
mod inspect;
mod kept;
mod keys;
mod left;
mod lesson;
mod lint;
mod make;
mod make_wrong;
mod picker;
mod problem;
mod reading;
mod reason;
mod shell;
mod stage;
mod timeline;
mod tour;
mod trouble;
mod web;
mod wire;
mod wire_field;
mod workshop;

use std::borrow::Cow;

use super::Text;

/// Says something in English.
pub(super) fn render(text: &Text) -> Cow<'static, str> {
    match text {
        Text::Shell(text) => shell::render(text),
        Text::Kept(text) => kept::render(*text),
        Text::Form(text) => form::render(text),
        Text::Tour(text) => tour::render(text),
        Text::Keys(text) => keys::render(text),
        Text::Changes(text) => changes::render(*text),
        Text::Chain(text) => chain::render(text),
        Text::Left(text) => left::render(text),
        Text::Timeline(text) => timeline::render(text),
        Text::Stage(text) => stage::render(text),
        Text::Clock(text) => clock::render(text),
        Text::Trouble(text) => trouble::render(text),
        Text::Console(text) => console::render(text),
        Text::Fault(text) => fault::render(*text),
        Text::Account(text) => account::render(text),
        Text::Coach(text) => coach::render(text),
        Text::Demo(text) => demo::render(text),
        Text::Dns(text) => dns::render(text),
        Text::Picker(text) => picker::render(text),
        Text::Wire(text) => wire::render(*text),
        Text::Web(text) => web::render(text),
        Text::Inspect(text) => inspect::render(text),
        Text::Glossary(text) => glossary::render(text),
        Text::Make(text) => make::render(text),
        Text::Lesson(text) => lesson::render(text),
        Text::Compare(text) => compare::render(text),
        Text::Lint(text) => lint::render(text),
        Text::Files(text) => files::render(text),
        Text::External(text) => external::render(text),
        Text::Mistake(text) => errors::render(text),
        Text::Refusal(text) => problem::render(*text),
        Text::Reason(text) => reason::render(*text),
        Text::Workshop(text) => workshop::render(text),
    }
}
