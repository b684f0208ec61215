//! The pages and the frame around them.

mod chain;
mod console;
mod crash;
mod frame;
mod glossary;
mod kept;
mod keys;
mod lab;
mod left;
mod lesson;
mod new;
mod not_found;
mod production;
mod runs;
mod workshop;
mod yaml;

pub(crate) use chain::ChainPage;
pub(crate) use console::ConsolePage;
pub(crate) use crash::CrashPage;
pub(crate) use frame::Frame;
pub(crate) use glossary::GlossaryPage;
pub(crate) use kept::OtherTab;
pub(crate) use lab::LabPage;
pub(crate) use left::LeftPage;
pub(crate) use lesson::{LessonsPage, SheetPage};
pub(crate) use new::NewPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use runs::{RunPage, RunsPage};
pub(crate) use workshop::{MakePage, WorkshopPage};
pub(crate) use yaml::YamlPage;
