//! The glossary's page in English.

use std::borrow::Cow;

use certlab::lab::glossary::Place;

use crate::ui::i18n::glossary::{Glossary, Try};

pub(super) fn render(text: &Glossary) -> Cow<'static, str> {
    match text {
        Glossary::Title => "Glossary".into(),
        Glossary::Lead => "The words of cert-manager, X.509 and ACME: what each means, where it stands in the flow, and what it is on your own bench.".into(),
        Glossary::Search => "Find a term, in English or Chinese".into(),
        Glossary::Found(1) => "1 term".into(),
        Glossary::Found(count) => format!("{count} terms").into(),
        Glossary::Loading => "The terms are being fetched.".into(),
        Glossary::Missing => "The terms could not be fetched from this site.".into(),
        Glossary::Again => "Try again".into(),
        Glossary::Unknown => "There is no term of that name.".into(),
        Glossary::Place(at) => format!("Where it stands in the flow: {}", place(*at)).into(),
        Glossary::WhoTrusts => "Browser".into(),
        Glossary::Live => "What stands in colour is from your own bench.".into(),
        Glossary::OnBench => "On your bench".into(),
        Glossary::More(count) => format!("and {count} more").into(),
        Glossary::Field => "Field".into(),
        Glossary::Source => "Defined in".into(),
        Glossary::Related => "Related".into(),
        Glossary::Try(Try::Form) => "Try it: make a certificate".into(),
        Glossary::Try(Try::Console) => "Try it in the console".into(),
        Glossary::Try(Try::Yaml) => "Try it with a manifest".into(),
        Glossary::Try(Try::Run) => "See it happen in a run".into(),
        Glossary::Try(Try::Stage) => "Look for it on the stage".into(),
        Glossary::All => "All terms".into(),
    }
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Issuer => "Issuer",
        Place::Certificate => "Certificate",
        Place::Request => "Request",
        Place::Order => "Order",
        Place::Challenge => "Challenges",
        Place::Secret => "Secret",
        Place::Server => "ACME server",
        Place::Dns => "DNS",
        Place::Trust => "browser",
    }
}
