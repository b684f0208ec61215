//! Words around the terms of the glossary.

use certlab::lab::glossary::Place;

/// What stands around a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Glossary {
    /// Heading.
    Title,
    /// What the page is.
    Lead,
    /// The search field.
    Search,
    /// So many terms were found.
    Found(usize),
    /// The texts are on their way.
    Loading,
    /// The texts cannot be had.
    Missing,
    /// Fetch them again.
    Again,
    /// There is no such term.
    Unknown,
    /// The picture, in words.
    Place(Place),
    /// The outside world: who believes a certificate.
    WhoTrusts,
    /// The picture shows the reader's own bench.
    Live,
    /// On the reader's own bench.
    OnBench,
    /// So many more there.
    More(usize),
    /// The field.
    Field,
    /// Where the field is defined.
    Source,
    /// Related terms.
    Related,
    /// Where it can be tried.
    Try(Try),
    /// To the page of all terms.
    All,
}

/// Where a term can be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Try {
    /// In the form.
    Form,
    /// In the console.
    Console,
    /// With a manifest.
    Yaml,
    /// In a run.
    Run,
    /// On the stage.
    Stage,
}

impl Try {
    /// What is at an address.
    pub(crate) fn at(address: &str) -> Self {
        match address {
            "#/new" => Self::Form,
            "#/console" => Self::Console,
            "#/yaml" => Self::Yaml,
            run if run.starts_with("#/runs") => Self::Run,
            _ => Self::Stage,
        }
    }
}
