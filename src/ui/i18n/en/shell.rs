//! The frame and the start in English.

use std::borrow::Cow;

use certlab::lab::World;

use crate::ui::i18n::shell::{Door, Part, Shell};
use crate::ui::store::Theme;

pub(super) fn render(text: &Shell) -> Cow<'static, str> {
    match text {
        Shell::Name => "Certificate Lab".into(),
        Shell::SkipToContent => "Skip to content".into(),
        Shell::Worlds => "World".into(),
        Shell::World(World::Practice) => "Practice".into(),
        Shell::World(World::Real) => "Real".into(),
        Shell::WorldMeaning(World::Practice) => {
            "CA, DNS and network are inside this tab: nothing leaves it.".into()
        }
        Shell::WorldMeaning(World::Real) => {
            "Real ACME servers and real DNS: requests leave this tab.".into()
        }
        Shell::Parts => "Parts of the lab".into(),
        Shell::Part(Part::Lab) => "Stage".into(),
        Shell::Part(Part::Console) => "Console".into(),
        Shell::Part(Part::Yaml) => "YAML".into(),
        Shell::Part(Part::Workshop) => "Workshop".into(),
        Shell::Part(Part::Runs) => "Runs".into(),
        Shell::Part(Part::Lessons) => "Lessons".into(),
        Shell::Part(Part::Glossary) => "Glossary".into(),
        Shell::Languages => "Language".into(),
        Shell::ThemeIs(Theme::Auto) => "Theme: as the system".into(),
        Shell::ThemeIs(Theme::Light) => "Theme: light".into(),
        Shell::ThemeIs(Theme::Dark) => "Theme: dark".into(),
        Shell::Saved => "Saved".into(),
        Shell::Saving => "Saving".into(),
        Shell::NotKept => "Not kept".into(),
        Shell::NotKeptWhy => {
            "This browser keeps nothing for this page (a private window, or storage is off). Download keys and certificates before you close the tab.".into()
        }
        Shell::Unreadable => "Old data".into(),
        Shell::UnreadableWhy => {
            "What is saved here comes from another version of the lab and cannot be read. It is left as it is; to begin anew, start over.".into()
        }
        Shell::ReadOnly => "Read only".into(),
        Shell::NewCertificate => "New certificate".into(),
        Shell::StageTitle => "How each certificate comes about".into(),
        Shell::NotFound => "There is nothing here".into(),
        Shell::BackToLab => "Back to the lab".into(),
        Shell::StartOver => "Start over".into(),
        Shell::StartOverSure => {
            "Delete every object and key of this world? This cannot be undone.".into()
        }
        Shell::StartOverYes => "Delete everything".into(),
        Shell::Cancel => "Cancel".into(),
        Shell::Copy => "Copy".into(),
        Shell::Copied => "Copied".into(),
        Shell::CopyFailed => "The browser did not allow it".into(),
        Shell::CopyWhat(what) => format!("Copy: {what}").into(),
        Shell::Close => "Close".into(),
        Shell::FootKeys => "Private keys stay in this browser.".into(),
        Shell::FootNetwork(World::Practice) => {
            "In the Practice world no request leaves the tab.".into()
        }
        Shell::FootNetwork(World::Real) => {
            "In the Real world requests go to the ACME server and the DNS resolvers that you choose, and nowhere else.".into()
        }
        Shell::FootOffline => "Kept in this browser: works without a network.".into(),
        Shell::FootNewer => "A newer lab has arrived: load the page again to use it.".into(),
        Shell::StartTitle => "Ask for a certificate. See every step.".into(),
        Shell::StartLead => {
            "A small, faithful cert-manager runs in this tab, with real keys, real X.509 and real ACME. You ask; it shows who does what, in which order, and whom it waits for.".into()
        }
        Shell::Door(Door::Show) => "Show me".into(),
        Shell::DoorMeaning(Door::Show) => {
            "A practice issuance plays by itself in about 40 seconds, with a sentence for each step. Stop it at any moment and take over.".into()
        }
        Shell::Door(Door::Wildcard) => "Do it by hand".into(),
        Shell::DoorMeaning(Door::Wildcard) => {
            "Begin the same by hand: you publish the two DNS records".into()
        }
        Shell::Door(Door::Form) => "Try it".into(),
        Shell::DoorMeaning(Door::Form) => {
            "Names, lifetime, and who is to sign: self-signed, a CA, or ACME.".into()
        }
        Shell::Door(Door::Yaml) => "Bring YAML".into(),
        Shell::DoorMeaning(Door::Yaml) => {
            "Paste or drop your cert-manager manifests; each document is checked as the real webhook does.".into()
        }
        Shell::Door(Door::OwnCa) => "Be your own CA".into(),
        Shell::DoorMeaning(Door::OwnCa) => {
            "A self-signed root, an issuer that signs with it, and a certificate that it signs.".into()
        }
        Shell::Door(Door::Real) => "Real certificate".into(),
        Shell::DoorMeaning(Door::Real) => {
            "From Let's Encrypt's staging server or any other ACME directory, for a domain of yours.".into()
        }
    }
}
