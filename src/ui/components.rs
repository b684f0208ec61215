//! Small parts of the page. They take what they show as properties and never
//! look at the lab.

mod by_hand;
mod code;
mod copy_button;
mod explained;
mod form_field;
mod icon;
mod notice;
mod tabs;
mod term_link;

pub(crate) use by_hand::ByHand;
pub(crate) use code::Code;
pub(crate) use copy_button::CopyButton;
pub(crate) use explained::{Explained, TermMark};
pub(crate) use form_field::FormField;
pub(crate) use icon::{Icon, icon, seal};
pub(crate) use notice::{Notice, Tone};
pub(crate) use tabs::{TabItem, Tabs};
pub(crate) use term_link::{TermLink, term_of};
