//! The picture: what each object is doing, where it stands, how it is drawn.
//!
//! [`summary`] reads one object's state off the lab, [`layout`] gives every
//! object its place, and [`stage`] draws what they say. The first two know no
//! Yew and are tested natively.

pub(crate) mod herald;
pub(crate) mod stage;
pub(crate) mod start;
pub(crate) mod timeline;

mod beat;
mod card;
mod glyph;
mod lane;
mod layout;
mod list;
mod map;
mod measure;
mod overview;
mod picture;
mod place;
mod rove;
mod scene;
mod state;
mod summary;
mod tools;
mod wires;

pub(crate) use beat::{Beat, beat};
pub(crate) use glyph::{kind_icon, state_icon};
pub(crate) use layout::CLUSTER_NAMESPACE;
pub(crate) use list::row_id;
pub(crate) use picture::picture;
pub(crate) use place::place;
pub(crate) use rove::element_id;
pub(crate) use state::{Column, Line, State, Waits};
pub(crate) use summary::{proven_name, retry_time, summarize};
pub(crate) use timeline::{Ahead, Happened};
