//! The pages and the frame around them.

mod frame;
mod lab;
mod left;
mod new;
mod not_found;
mod runs;

pub(crate) use frame::Frame;
pub(crate) use lab::LabPage;
pub(crate) use left::LeftPage;
pub(crate) use new::NewPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use runs::{RunPage, RunsPage};
