//! The page: a projection of `certlab::lab` onto the screen.
//!
//! `pages` put together `stages` (the picture), `inspect` (one object from
//! all sides) and `components`; `i18n` holds every word, `store` what the page
//! itself remembers, `platform` all that speaks to the browser.

pub(crate) mod app;

mod components;
mod hooks;
mod i18n;
mod inspect;
mod pages;
mod platform;
mod routes;
mod stages;
mod store;
