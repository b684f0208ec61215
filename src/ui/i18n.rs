//! The page's words, in English and Chinese.
//!
//! What can be said is an enum, one for each part of the page, with the facts
//! in its variants. Each language says it in one exhaustive `match`, so that a
//! missing translation does not compile. What cert-manager, an ACME server or
//! a standard prints is data and is never translated: an explanation stands
//! beside it.

pub(crate) mod account;
pub(crate) mod chain;
pub(crate) mod changes;
pub(crate) mod clock;
pub(crate) mod coach;
pub(crate) mod compare;
pub(crate) mod console;
mod demo;
pub(crate) mod dns;
pub(crate) mod errors;
pub(crate) mod external;
pub(crate) mod fault;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod glossary;
pub(crate) mod inspect;
pub(crate) mod kept;
pub(crate) mod keys;
pub(crate) mod left;
pub(crate) mod lesson;
pub(crate) mod lint;
pub(crate) mod make;
mod moment;
pub(crate) mod picker;
pub(crate) mod problem;
pub(crate) mod reason;
pub(crate) mod shell;
pub(crate) mod stage;
pub(crate) mod timeline;
pub(crate) mod tour;
pub(crate) mod trouble;
pub(crate) mod web;
pub(crate) mod wire;
pub(crate) mod wire_field;
pub(crate) mod workshop;

mod en;
mod zh;

use std::borrow::Cow;

use yew::prelude::*;

pub(crate) use self::account::Account;
pub(crate) use self::chain::Chain;
pub(crate) use self::changes::Changes;
pub(crate) use self::clock::Clock;
pub(crate) use self::coach::Coach;
pub(crate) use self::compare::Compare;
pub(crate) use self::console::Console;
pub(crate) use self::demo::Demo;
pub(crate) use self::dns::Dns;
pub(crate) use self::errors::Mistake;
pub(crate) use self::external::External;
pub(crate) use self::fault::Fault;
pub(crate) use self::files::Files;
pub(crate) use self::form::Form;
pub(crate) use self::glossary::Glossary;
pub(crate) use self::inspect::Inspect;
pub(crate) use self::kept::Kept;
pub(crate) use self::keys::Keys;
pub(crate) use self::left::Left;
pub(crate) use self::lesson::Lesson;
pub(crate) use self::lint::Lint;
pub(crate) use self::make::Make;
pub(crate) use self::picker::Picker;
pub(crate) use self::problem::Refusal;
pub(crate) use self::reason::Reason;
pub(crate) use self::shell::Shell;
pub(crate) use self::stage::Stage;
pub(crate) use self::timeline::Timeline;
pub(crate) use self::tour::Tour;
pub(crate) use self::trouble::Trouble;
pub(crate) use self::web::Web;
pub(crate) use self::wire::Wire;
pub(crate) use self::wire_field::WireField;
pub(crate) use self::workshop::Workshop;

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locale {
    /// English.
    En,
    /// Chinese in simplified characters.
    Zh,
}

impl Locale {
    /// The page's language for a language tag such as `zh-CN`; English for all that is not Chinese.
    pub(crate) fn from_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// The tag for the document's `lang`.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-Hans",
        }
    }

    /// Says something in this language.
    pub(crate) fn say(self, text: impl Into<Text>) -> AttrValue {
        let text = text.into();
        let words = match self {
            Self::En => en::render(&text),
            Self::Zh => zh::render(&text),
        };
        match words {
            Cow::Borrowed(words) => AttrValue::Static(words),
            Cow::Owned(words) => AttrValue::from(words),
        }
    }
}

/// Everything that the page can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    /// The frame of the page and the start.
    Shell(Shell),
    /// The practice CA's switches.
    Fault(Fault),
    /// The form for a new Certificate.
    Form(Form),
    /// The glossary.
    Glossary(Glossary),
    /// A lesson.
    Lesson(Lesson),
    /// The workshop's page that makes things.
    Make(Make),
    /// The stage.
    Stage(Stage),
    /// The clock.
    Clock(Clock),
    /// The show.
    Tour(Tour),
    /// The list of keys.
    Keys(Keys),
    /// The comparison of two moments.
    Changes(Changes),
    /// The check of chains.
    Chain(Chain),
    /// What left this tab.
    Left(Left),
    /// The timeline, and runs.
    Timeline(Timeline),
    /// The troubleshooter.
    Trouble(Trouble),
    /// The console and the page for manifests.
    Console(Console),
    /// The choice of an ACME server.
    Picker(Picker),
    /// The guidance for a file.
    Web(Web),
    /// A working model in the glossary.
    Demo(Demo),
    /// The guidance for a DNS record.
    Dns(Dns),
    /// ACME accounts.
    Account(Account),
    /// Messages on the wire.
    Wire(Wire),
    /// The DNS coach.
    Coach(Coach),
    /// The inspector.
    Inspect(Inspect),
    /// The files of a certificate.
    Files(Files),
    /// What this browser keeps: tabs, crashes, forgetting.
    Kept(Kept),
    /// A request that a person signs.
    External(External),
    /// A request beside its certificate.
    Compare(Compare),
    /// Findings of lint.
    Lint(Lint),
    /// A mistake in a field.
    Mistake(Mistake),
    /// An ACME server's refusal, explained.
    Refusal(Refusal),
    /// A reason that cert-manager prints, explained.
    Reason(Reason),
    /// The workshop.
    Workshop(Workshop),
}

macro_rules! text_from {
    ($($area:ident)*) => {
        $(impl From<$area> for Text {
            fn from(text: $area) -> Self {
                Self::$area(text)
            }
        })*
    };
}

text_from! {
    Account
    Chain
    Changes
    Clock
    Coach
    Compare
    Console
    Demo
    Dns
    External
    Fault
    Files
    Form
    Glossary
    Inspect
    Kept
    Keys
    Left
    Lesson
    Make
    Lint
    Mistake
    Picker
    Reason
    Refusal
    Shell
    Stage
    Timeline
    Tour
    Trouble
    Web
    Wire
    Workshop
}

/// The language that the page speaks now.
#[hook]
pub(crate) fn use_locale() -> Locale {
    use_context::<Locale>().unwrap_or(Locale::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_tags_get_chinese_and_all_others_english() {
        for (tag, locale) in [
            ("zh", Locale::Zh),
            ("zh-CN", Locale::Zh),
            ("zh-Hant-TW", Locale::Zh),
            ("ZH-hk", Locale::Zh),
            ("en-GB", Locale::En),
            ("de", Locale::En),
            ("", Locale::En),
        ] {
            assert_eq!(Locale::from_tag(tag), locale, "{tag}");
        }
    }
}
