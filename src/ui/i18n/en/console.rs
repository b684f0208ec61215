//! The console and the page for manifests in English.

use std::borrow::Cow;

use crate::ui::i18n::console::{Console, Example, Fate};

pub(super) fn render(text: &Console) -> Cow<'static, str> {
    match text {
        Console::Title => "Console".into(),
        Console::Lead => {
            "kubectl and cmctl over the objects of this lab. They print what the real tools print; what they change happens on the stage.".into()
        }
        Console::Screen => "Output".into(),
        Console::Prompt => "Command".into(),
        Console::Run => "Run".into(),
        Console::Stop => "Stop (Ctrl+C)".into(),
        Console::PasteHere => "Paste the manifest, then send it (Ctrl+Enter).".into(),
        Console::Send => "Send".into(),
        Console::Cancel => "Cancel".into(),
        Console::Examples => "To try".into(),
        Console::Example(example) => self::example(*example).into(),
        Console::Keys => {
            "Tab completes, ↑ and ↓ bring back earlier lines, Ctrl+C ends a watch, Ctrl+L clears.".into()
        }
        Console::ByHand => "The same by hand".into(),
        Console::Approval => "Requests are approved".into(),
        Console::Automatic => "by cert-manager".into(),
        Console::Manual => "by hand".into(),
        Console::ApprovalMeaning(true) => {
            "cert-manager approves every CertificateRequest at once, as a fresh installation does.".into()
        }
        Console::ApprovalMeaning(false) => {
            "No CertificateRequest is signed before somebody approves it: cmctl approve, or cmctl deny.".into()
        }
        Console::Approve => "Approve".into(),
        Console::Deny => "Deny".into(),
        Console::YamlTitle => "Bring YAML".into(),
        Console::YamlLead => {
            "Paste manifests from a cluster, or drop a file. Each document is checked as the API server and cert-manager's webhook check it.".into()
        }
        Console::YamlText => "Manifests".into(),
        Console::YamlOpen => "Open a file".into(),
        Console::YamlUnread(name) => format!("{name} is no text, or larger than 1 MB").into(),
        Console::YamlApply(count) => format!("Apply {count}").into(),
        Console::YamlApplied(count) => match count {
            1 => "1 object applied.".into(),
            count => format!("{count} objects applied.").into(),
        },
        Console::YamlToStage => "See them on the stage".into(),
        Console::YamlClear => "Clear".into(),
        Console::YamlNothing => "Each document of the text is listed here.".into(),
        Console::Fate(Fate::Created) => "will be created".into(),
        Console::Fate(Fate::Configured) => "will be changed".into(),
        Console::Fate(Fate::Unchanged) => "is there already".into(),
        Console::Fate(Fate::Refused) => "would be refused".into(),
        Console::Unnamed => "Document".into(),
        Console::Line(line) => format!("line {line}").into(),
    }
}

const fn example(example: Example) -> &'static str {
    match example {
        Example::List => "every Certificate",
        Example::Status => "where a Certificate stands",
        Example::Describe => "an issuer with its events",
        Example::Apply => "objects from a manifest",
        Example::Renew => "issue again now",
        Example::Explain => "what a field means",
    }
}
