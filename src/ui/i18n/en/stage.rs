//! The stage in English.

use std::borrow::Cow;

use certlab::kube::Kind;

use crate::ui::i18n::Locale;
use crate::ui::i18n::stage::Stage;
use crate::ui::stages::{Column, Line, State, Waits};

pub(super) fn render(text: &Stage) -> Cow<'static, str> {
    match text {
        Stage::Picture => "The stage: every object, and what it waits for".into(),
        Stage::Overview(count) => {
            format!("The stage: {count} Certificates, by issuer and state").into()
        }
        Stage::Certificates(1) => "1 Certificate".into(),
        Stage::Certificates(count) => format!("{count} Certificates").into(),
        Stage::More(count) => format!("and {count} more").into(),
        Stage::Whole => "All Certificates".into(),
        Stage::Alone => "Only this Certificate".into(),
        Stage::Zoom => "Zoom".into(),
        Stage::ZoomIn => "Larger".into(),
        Stage::ZoomOut => "Smaller".into(),
        Stage::ZoomFit => "Fit to the page".into(),
        Stage::Kind(kind) => self::kind(*kind).into(),
        Stage::Column(column) => self::column(*column).into(),
        Stage::ColumnMeaning(column) => column_meaning(*column).into(),
        Stage::State(state) => self::state(*state).into(),
        Stage::Waits(waits) => self::waits(waits),
        Stage::Line(line) => self::line(line),
        Stage::Card {
            kind,
            name,
            state,
            line,
        } => format!(
            "{} {name}: {}, {}",
            self::kind(*kind),
            self::state(*state),
            self::line(line)
        )
        .into(),
        Stage::Outside => "Outside".into(),
        Stage::OutsideInside => "Outside the cluster (all inside this tab)".into(),
        Stage::AcmeServer => "ACME server".into(),
        Stage::Vault => "Vault".into(),
        Stage::PracticeVault => "Practice Vault".into(),
        Stage::Venafi => "Venafi".into(),
        Stage::PracticeVenafi => "Practice Venafi".into(),
        Stage::PracticeCa => "Practice CA".into(),
        Stage::Dns => "DNS".into(),
        Stage::PracticeDns => "Practice DNS".into(),
        Stage::Web => "Your web server".into(),
        Stage::PracticeWeb => "Practice web root".into(),
        Stage::NothingAsked => "not asked yet".into(),
        Stage::Requests(1) => "1 request".into(),
        Stage::Requests(count) => format!("{count} requests").into(),
        Stage::AccountKey => "account key".into(),
        Stage::NextKey => "next key".into(),
    }
}

const fn kind(kind: Kind) -> &'static str {
    kind.as_str()
}

const fn column(column: Column) -> &'static str {
    match column {
        Column::Issuer => "Issuer",
        Column::Certificate => "Certificate",
        Column::Request => "Request",
        Column::Order => "Order",
        Column::Challenge => "Challenges",
        Column::Secret => "Secret",
    }
}

const fn column_meaning(column: Column) -> &'static str {
    match column {
        Column::Issuer => "who signs",
        Column::Certificate => "what is wanted",
        Column::Request => "one ask for a signature",
        Column::Order => "the order at the ACME server",
        Column::Challenge => "proof that a name is yours",
        Column::Secret => "key and certificate, for use",
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Working => "working",
        State::Ready => "ready",
        State::Failed => "failed",
    }
}

fn waits(waits: &Waits) -> Cow<'static, str> {
    match waits {
        Waits::Person => "for you".into(),
        Waits::Turn => "for its turn".into(),
        Waits::Propagation => "for DNS to spread".into(),
        Waits::Issuer => "for its issuer".into(),
        Waits::Secret => "for its CA".into(),
        Waits::Order => "for its order".into(),
        Waits::Challenges => "for its challenges".into(),
        Waits::Request => "for its request".into(),
        Waits::Signature => "for a signature".into(),
        Waits::Until(time) => format!("again {}", Locale::En.soon(*time)).into(),
    }
}

fn line(line: &Line) -> Cow<'static, str> {
    match line {
        Line::New => "just made".into(),
        Line::SignsItself => "each key signs itself".into(),
        Line::SignsWith(secret) => format!("signs with {secret}").into(),
        Line::Registered(host) => format!("account at {host}").into(),
        Line::RegisteredInPractice => "account at the practice CA".into(),
        Line::Registering(host) => format!("registering at {host}").into(),
        Line::ValidUntil(None) => "valid".into(),
        Line::ValidUntil(Some(end)) => format!("valid until {}", Locale::En.date(*end)).into(),
        Line::Issuing => "being issued".into(),
        Line::Reissuing => "being issued anew".into(),
        Line::Approving => "to be approved".into(),
        Line::Signing => "being signed".into(),
        Line::SignOutside => "to be signed by hand".into(),
        Line::Issued => "signed".into(),
        Line::Ordering => "being ordered".into(),
        Line::Proven { done, all } => format!("{done} of {all} names proven").into(),
        Line::Finalizing => "being finalized".into(),
        Line::Fulfilled => "certificate fetched".into(),
        Line::Proving(name) => format!("prove {name}").into(),
        Line::PublishRecord(name) => format!("publish TXT for {name}").into(),
        Line::PutFile(name) => format!("put a file on {name}").into(),
        Line::Validating(name) => format!("server checks {name}").into(),
        Line::Proved(name) => format!("{name} is proven").into(),
        Line::Holds(what) => format!("holds {what}").into(),
        Line::Reason(reason) => reason.clone().into(),
    }
}
