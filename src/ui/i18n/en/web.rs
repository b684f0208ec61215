//! The choice of a proof and the guidance for a file, in English.

use std::borrow::Cow;

use crate::ui::i18n::web::{Proof, Web};

pub(super) fn render(text: &Web) -> Cow<'static, str> {
    match text {
        Web::Question => "How are the names proved?".into(),
        Web::Proof(Proof::Dns01) => "DNS-01: a TXT record".into(),
        Web::Proof(Proof::Http01) => "HTTP-01: a file on the web server".into(),
        Web::ProofMeaning(Proof::Dns01) => "For every name, wildcards too. You need access to the zone.".into(),
        Web::ProofMeaning(Proof::Http01) => "The server fetches it on port 80. Not for wildcards.".into(),
        Web::Title(1) => "Waiting for you: one file".into(),
        Web::Title(count) => format!("Waiting for you: {count} files").into(),
        Web::Task => "Put this file on the web server that answers for the name on port 80. The ACME server fetches it by plain HTTP; it follows redirects, also to HTTPS, and sees whatever the public DNS points to.".into(),
        Web::TaskPractice => "The ACME server wants to fetch this file from the name's web server: who can put it there controls the host. Here the web root is inside the tab, so one button does it.".into(),
        Web::Unseen => "A secure page may not fetch http:// addresses, so the self check that cert-manager makes here is yours: run the last line below. The ACME server looks once you say that the file is in place; a look that fails counts against its limits.".into(),
        Web::For(name) => format!("for {name}").into(),
        Web::Address => "Address".into(),
        Web::Path => "Path".into(),
        Web::Content => "Content".into(),
        Web::Download => "Download the file".into(),
        Web::Put => "Put it on the practice web root".into(),
        Web::InPlace => "On the practice web root".into(),
        Web::Vouch => "The file is in place".into(),
        Web::Vouched => "The ACME server is asked to look".into(),
        Web::CheckNow => "Check now".into(),
        Web::Checking => "Checking".into(),
        Web::Shows => "What the web server shows".into(),
        Web::Right => "the right content".into(),
        Web::Later => "Its turn comes later; the file may be put in place now.".into(),
        Web::Lines => "Ready-made lines for a real server".into(),
        Web::Shell => "Shell".into(),
        Web::Nginx => "nginx".into(),
        Web::Apache => "Apache".into(),
        Web::Look => "Look for yourself".into(),
    }
}
