//! The comparison of two moments in English.

use std::borrow::Cow;

use crate::ui::i18n::changes::Changes;

pub(super) fn render(text: Changes) -> Cow<'static, str> {
    match text {
        Changes::Winding => {
            "The run is being read through; in a moment any two of its moments can be compared."
                .into()
        }
        Changes::OnlyOne => {
            "So far it has been in one state only: there is nothing to compare.".into()
        }
        Changes::Before => "Before".into(),
        Changes::After => "After".into(),
        Changes::Absent => "not there".into(),
        Changes::Revision(revision) => format!("revision {revision}").into(),
        Changes::Certificates => "The certificate".into(),
        Changes::Field => "Field".into(),
        Changes::SameFields(1) => "1 field is the same.".into(),
        Changes::SameFields(count) => format!("{count} fields are the same.").into(),
        Changes::Same => "No difference.".into(),
        Changes::Skipped(1) => "1 line that is the same".into(),
        Changes::Skipped(count) => format!("{count} lines that are the same").into(),
    }
}
