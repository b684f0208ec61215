//! What the README says of speed and size, measured.
//!
//! `cargo xtask bench` runs it; `--only NAME` measures one thing. Figures go to
//! `target/bench/bench.json`, beside those that are there already.

mod figure;
mod issue;
mod moments;
mod page;
mod parse;
mod recorded;
#[expect(dead_code, reason = "the browser tests use the rest")]
#[path = "../../tests/support/servers.rs"]
mod servers;
mod size;
mod stage;
mod startup;

use figure::Figure;
use servers::Fallible;

#[tokio::main]
async fn main() -> Fallible {
    for measure in chosen()? {
        let figure = measure.take().await?;
        figure.print(measure.name());
        figure.keep(measure.name())?;
    }
    Ok(())
}

/// A thing to measure.
#[derive(Clone, Copy, Debug)]
enum Measure {
    /// Key, CSR, verification of the CSR, CA-signed leaf and PEM, P-256.
    IssueP256,
    /// The same with RSA keys, which WebCrypto makes.
    IssueRsa2048,
    /// The fields of 1,000 certificates.
    Parse1000,
    /// A whole order in the practice world.
    PracticeOrderMs,
    /// From navigation to usable, nothing cached.
    StartupColdMs,
    /// The same on a second visit.
    StartupWarmMs,
    /// What a visitor with an empty cache downloads at most.
    DistBrotliBytes,
    /// The stage with 1,000 objects, moved and enlarged.
    Stage1000FrameMs,
    /// The longest task over 50 ms meanwhile.
    Stage1000TaskMs,
    /// The stage with 20 objects, moved and enlarged.
    Stage20FrameMs,
    /// Any moment of a run of 10,000 events.
    Moment10000Ms,
}

impl Measure {
    const ALL: &'static [Self] = &[
        Self::IssueP256,
        Self::IssueRsa2048,
        Self::Parse1000,
        Self::PracticeOrderMs,
        Self::StartupColdMs,
        Self::StartupWarmMs,
        Self::DistBrotliBytes,
        Self::Stage1000FrameMs,
        Self::Stage1000TaskMs,
        Self::Stage20FrameMs,
        Self::Moment10000Ms,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::IssueP256 => "issue_p256",
            Self::IssueRsa2048 => "issue_rsa2048",
            Self::Parse1000 => "parse_1000",
            Self::PracticeOrderMs => "practice_order_ms",
            Self::StartupColdMs => "startup_cold_ms",
            Self::StartupWarmMs => "startup_warm_ms",
            Self::DistBrotliBytes => "dist_brotli_bytes",
            Self::Stage1000FrameMs => "stage_1000_frame_ms",
            Self::Stage1000TaskMs => "stage_1000_longest_task_ms",
            Self::Stage20FrameMs => "stage_20_frame_ms",
            Self::Moment10000Ms => "moment_of_10000_ms",
        }
    }

    async fn take(self) -> Fallible<Figure> {
        match self {
            Self::IssueP256 => issue::p256().await,
            Self::IssueRsa2048 => issue::rsa2048().await,
            Self::Parse1000 => parse::thousand().await,
            Self::PracticeOrderMs => issue::practice_order().await,
            Self::StartupColdMs => startup::cold().await,
            Self::StartupWarmMs => startup::warm().await,
            Self::DistBrotliBytes => size::dist_brotli(),
            Self::Stage1000FrameMs => stage::frame_ms(1_000).await,
            Self::Stage1000TaskMs => stage::longest_task_ms(1_000).await,
            Self::Stage20FrameMs => stage::frame_ms(20).await,
            Self::Moment10000Ms => moments::of_10000_ms().await,
        }
    }
}

/// All measures, or the one after `--only`. Cargo adds `--bench`.
fn chosen() -> Fallible<Vec<Measure>> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--only");
    if arguments.next().is_none() {
        return Ok(Measure::ALL.to_vec());
    }
    let name = arguments.next().unwrap_or_default();
    let found = Measure::ALL
        .iter()
        .copied()
        .find(|measure| measure.name() == name);
    found.map(|measure| vec![measure]).ok_or_else(|| {
        let names: Vec<&str> = Measure::ALL.iter().map(|one| one.name()).collect();
        let names = names.join(", ");
        format!("no measure is called “{name}”; there are {names}").into()
    })
}
