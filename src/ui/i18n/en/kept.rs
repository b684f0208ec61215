//! What this browser keeps, in English.

use std::borrow::Cow;

use crate::ui::i18n::kept::{Kept, size};

pub(super) fn render(text: Kept) -> Cow<'static, str> {
    match text {
        Kept::Room(used, of) => return format!("{} of about {} that this browser gives are used.", size(used), size(of)).into(),
        Kept::MayBeCleared => "When space runs out, the browser may clear it without asking.",
        Kept::KeepForGood => "Ask the browser to keep it",
        Kept::ForGood => "The browser has agreed to keep it until you forget it.",
        Kept::NotForGood => "The browser did not agree. Save the workspace as a file if it matters; some browsers agree once the page is bookmarked or installed.",
        Kept::OtherTab => "Another tab has this workspace.",
        Kept::OtherTabMeaning => "So that the two do not write over each other, this one only shows what was saved.",
        Kept::TakeOver => "Use it here",
        Kept::Title => "What this browser keeps",
        Kept::Lead => "The workspace of both worlds (objects, private keys, the record of all that happened), and your choices on this page. It is in this browser's own storage and nowhere else.",
        Kept::Save => "Save the workspace",
        Kept::SaveMeaning => "One file with everything, private keys included: whoever has it can be you. Only ACME account keys stay behind, since they cannot leave the browser.",
        Kept::SaveFailed => "The saved workspace cannot be read.",
        Kept::Restore => "Put a workspace back",
        Kept::RestoreFailed => "That file is no workspace that this version of the lab can read. Nothing was changed.",
        Kept::Forget | Kept::ForgetYes => "Forget everything",
        Kept::ForgetSure => "Both worlds, all keys, all choices, in every tab? It cannot be undone.",
        Kept::Crash => "The lab has stopped",
        Kept::CrashMeaning => "A fault in the program ended it. Your work is saved up to the step before, and goes on from there when you open the lab again.",
        Kept::Reopen => "Open the lab again",
        Kept::Report => "Report",
        Kept::ReportMeaning => "For whoever mends the lab. It holds no name, no key and no text of yours, and was sent to nobody.",
    }
    .into()
}
