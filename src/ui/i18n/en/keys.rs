//! The list of keys in English.

use std::borrow::Cow;

use crate::ui::i18n::keys::Keys;

pub(super) fn render(text: &Keys) -> Cow<'static, str> {
    match text {
        Keys::Title => "Keys".into(),
        Keys::Tab => "on to the stage, and from one button to the next".into(),
        Keys::Rove => "on the stage: from card to card".into(),
        Keys::Zoom => "the picture larger, smaller, as wide as the page".into(),
        Keys::Open => "open the card in the inspector".into(),
        Keys::Close => "close the inspector, or this list".into(),
        Keys::Step => "one event back, one event on".into(),
        Keys::Clicker => "the same while presenting: a clicker's keys".into(),
        Keys::Scrub => "on the timeline: move, ten events, the ends".into(),
        Keys::Now => "back to now; put a recorded run away".into(),
        Keys::Turn => "While presenting: the lesson's step before or after".into(),
        Keys::Present => "large type, for a projector".into(),
        Keys::Help => "this list".into(),
    }
}
