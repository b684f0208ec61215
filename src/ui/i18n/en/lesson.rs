//! Around a lesson, in English.

use std::borrow::Cow;

use crate::ui::i18n::lesson::Lesson;

pub(super) fn render(text: &Lesson) -> Cow<'static, str> {
    match text {
        Lesson::Title => "Lessons".into(),
        Lesson::Lead => {
            "Each has a bench of its own: a step is done when the objects say so.".into()
        }
        Lesson::Minutes(minutes) => format!("{minutes} minutes").into(),
        Lesson::Taken => "done".into(),
        Lesson::Begin => "Begin".into(),
        Lesson::Sheet => "Class sheet".into(),
        Lesson::Print => "Print".into(),
        Lesson::SheetLink => "Open in a browser".into(),
        Lesson::SheetName => "Name, date".into(),
        Lesson::SheetTerms => "Words of this lesson".into(),
        Lesson::Own => "A lesson of your own".into(),
        Lesson::OwnLead => "A lesson is one JSON file (docs/writing-lessons.md). Open it from your disk, or name its address on this site: every pupil can open that link.".into(),
        Lesson::OwnFile => "Choose a file".into(),
        Lesson::OwnAddress => "Address on this site, such as lessons/mine.json".into(),
        Lesson::OwnOpen => "Open".into(),
        Lesson::OwnBad => "This is no lesson. The line and column are those of the mistake:".into(),
        Lesson::OwnUnread => "The file is larger than a lesson may be, or no text.".into(),
        Lesson::Loading => "The lesson is being fetched.".into(),
        Lesson::Missing => "The lesson could not be fetched from this site.".into(),
        Lesson::Watching => "The lesson goes on when your bench shows it.".into(),
        Lesson::Hint => "A hint".into(),
        Lesson::Afresh => "Begin this lesson again".into(),
        Lesson::Question => "One question".into(),
        Lesson::Right => "Right".into(),
        Lesson::Wrong => "Not quite".into(),
        Lesson::Others => "Other lessons".into(),
        Lesson::OwnBench => "This lesson has a bench of its own; yours waits meanwhile.".into(),
        Lesson::Elsewhere => "Another bench is on the screen.".into(),
        Lesson::ToBench => "To the lesson’s bench".into(),
        Lesson::AfreshSure => {
            "What you did in this lesson is forgotten. Your own bench is not touched.".into()
        }
        Lesson::AfreshYes => "Begin again".into(),
        Lesson::Answer => "Your answer".into(),
        Lesson::Check => "Check".into(),
        Lesson::LookAgain => "Not yet. Look again, or take a hint.".into(),
    }
}
