//! The timeline in English.

use std::borrow::Cow;

use certlab::lab::Scenario;

use crate::ui::i18n::timeline::{RunFault, Timeline};
use crate::ui::stages::{Ahead, Happened};

pub(super) fn render(text: &Timeline) -> Cow<'static, str> {
    match text {
        Timeline::Name => "Timeline: everything that happened".into(),
        Timeline::Controls => "Step and play".into(),
        Timeline::Moment => "Moment".into(),
        Timeline::Back => "One event back (,)".into(),
        Timeline::On => "One event on (.)".into(),
        Timeline::Play => "Play".into(),
        Timeline::Pause => "Pause".into(),
        Timeline::Beginning => "before the first event".into(),
        Timeline::Gap(span) => format!("nothing for {span}").into(),
        Timeline::In(span) => format!("in {span}").into(),
        Timeline::AheadName => "Ahead".into(),
        Timeline::Ahead(Ahead::Renewal) => "renewal".into(),
        Timeline::Ahead(Ahead::Expiry) => "expiry".into(),
        Timeline::Ahead(Ahead::Retry) => "next try".into(),
        Timeline::Happened(happened) => self::happened(happened),
        Timeline::Past => "You are looking at the past".into(),
        Timeline::PastMeaning => "Everything below is as it was at this moment, and cannot be changed. The lab itself goes on.".into(),
        Timeline::Recorded(name) => format!("Recorded run: {name}").into(),
        Timeline::RecordedMeaning => "Nothing is sent and nothing can be changed: the recorded answers are played to the same controllers.".into(),
        Timeline::Unfaithful => "This run was recorded by another version of the lab and ends differently in this one.".into(),
        Timeline::BackToNow => "Back to now (N)".into(),
        Timeline::CloseRun => "Close the run (N)".into(),
        Timeline::RunsTitle => "Runs".into(),
        Timeline::RunsLead => "A run is everything that happened, from the first object to the last answer. It can be replayed event by event, without a network.".into(),
        Timeline::Scenario(Scenario::Success) => "It works".into(),
        Timeline::Scenario(Scenario::WrongRecord) => "A wrong TXT record".into(),
        Timeline::Scenario(Scenario::CaaRefusal) => "A refusal by CAA".into(),
        Timeline::Scenario(Scenario::RateLimit) => "A rate limit".into(),
        Timeline::Scenario(Scenario::OnTime) => "2022: renewed on 8 May, in time".into(),
        Timeline::Scenario(Scenario::Refused) => "2022: refused ten times in eight days".into(),
        Timeline::Scenario(Scenario::Stuck) => "2022: eight days without a record".into(),
        Timeline::ScenarioMeaning(Scenario::OnTime) => "A wildcard certificate of 9 March 2022 with default settings. Nothing is due on 30 April; it is renewed on 8 May.".into(),
        Timeline::ScenarioMeaning(Scenario::Refused) => "The same with renewBefore: 912h. From 30 April on the domain’s name servers fail, and each attempt with them, an hour, two, four … and 32 hours apart.".into(),
        Timeline::ScenarioMeaning(Scenario::Stuck) => "The same with renewBefore: 912h, but nobody publishes the TXT record. The Certificate stays Issuing and counts no failure.".into(),
        Timeline::ScenarioMeaning(Scenario::CaaRefusal) => "The domain's CAA records do not name this CA. The records are right, the CA says no, the Order is invalid and the Certificate waits an hour.".into(),
        Timeline::ScenarioMeaning(Scenario::RateLimit) => "The CA answers newOrder with 429. cert-manager backs off for an hour; the second try succeeds.".into(),
        Timeline::ScenarioMeaning(Scenario::Success) => "example.test and its wildcard, proven by DNS-01 and issued.".into(),
        Timeline::ScenarioMeaning(Scenario::WrongRecord) => "Both values are pasted with their quotes. The self check sees it, the CA is never asked, and then the records are put right.".into(),
        Timeline::Replay => "Replay".into(),
        Timeline::YourRun => "Your own run".into(),
        Timeline::YourRunLength(1) => "1 event so far".into(),
        Timeline::YourRunLength(count) => format!("{count} events so far").into(),
        Timeline::NoKeys => "No private key is in it, and no content of Secrets that you applied.".into(),
        Timeline::Export => "Save as a file".into(),
        Timeline::Share => "Copy a link to it".into(),
        Timeline::Shared => "Link copied: the run is inside it, behind the #".into(),
        Timeline::TooLongToShare => "Too long for a link: save it as a file".into(),
        Timeline::OpenFile => "Open a saved run".into(),
        Timeline::OpenFileHint => "The JSON file that a lab has saved".into(),
        Timeline::FromLink => "from a link".into(),
        Timeline::Opening => "Opening the run".into(),
        Timeline::Bad(RunFault::TooLarge) => "This is larger than any run that the lab replays.".into(),
        Timeline::Bad(RunFault::NotARun(why)) => format!("This is no run of the lab: {why}").into(),
        Timeline::Bad(RunFault::OtherFormat(format)) => format!("This run is of format {format}, which another version of the lab writes.").into(),
        Timeline::Bad(RunFault::BadLink) => "The link is incomplete or was changed: ask for it again, or for the file.".into(),
    }
}

fn happened(happened: &Happened) -> Cow<'static, str> {
    match happened {
        Happened::Applied(kind, name) => format!("you applied {kind} {name}").into(),
        Happened::Deleted(kind, name) => format!("you deleted {kind} {name}").into(),
        Happened::Renewed(name) => format!("you asked to renew {name}").into(),
        Happened::Checked => "you asked for a DNS check".into(),
        Happened::Vouched => "you said that a file is in place".into(),
        Happened::Published(name) => format!("you published {name}").into(),
        Happened::Unpublished(name) => format!("you took {name} away").into(),
        Happened::Advanced => "the clock was moved on".into(),
        Happened::Paused => "the clock was stopped".into(),
        Happened::Ran => "the clock runs again".into(),
        Happened::KeyMade => "a key was made".into(),
        Happened::Signed => "a signature was made".into(),
        Happened::KeyMissing => "a key could not be had".into(),
        Happened::Answered(question, status) => format!("answer to {question}: {status}").into(),
        Happened::Unanswered(question) => format!("no answer to {question}").into(),
        Happened::Woke => "a planned moment came".into(),
        Happened::Resumed => "the page was loaded again".into(),
        Happened::Other => "something was set".into(),
    }
}
