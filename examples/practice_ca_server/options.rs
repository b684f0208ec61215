//! What can be said on the command line.

use std::net::SocketAddr;

use certlab::ca::{Faults, Policy};

use crate::Fallible;

/// The options, with their usual values.
#[derive(Debug)]
pub(crate) struct Options {
    /// Where HTTPS listens; 0 for any free port.
    pub(crate) port: u16,
    /// Where HTTP listens.
    pub(crate) plain_port: u16,
    pub(crate) dns: Option<SocketAddr>,
    pub(crate) http_port: u16,
    pub(crate) tls_port: u16,
    pub(crate) external_account: bool,
    pub(crate) policy: Policy,
    pub(crate) faults: Faults,
}

pub(crate) const HELP: &str = "\
The practice CA on loopback ports.

  --port <port>            HTTPS (14000; 0: any that is free)
  --plain-port <port>      HTTP (14001)
  --dns <address:port>     the DNS server to check proofs with (the system's)
  --http-port <port>       where names' web servers listen (80)
  --tls-port <port>        where names' TLS servers listen (443)
  --eab                    new accounts need an external account binding
  --rate-limits            Let's Encrypt's rate limits hold
  --no-reuse               every order proves its names anew
  --reject-nonces <n>      refuse n of a hundred good nonces";

impl Options {
    /// Reads arguments; none if only help is asked for.
    pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Fallible<Option<Self>> {
        let mut options = Self {
            port: 14000,
            plain_port: 14001,
            dns: None,
            http_port: 80,
            tls_port: 443,
            external_account: false,
            policy: Policy {
                reuse_authorizations: true,
                ..Policy::default()
            },
            faults: Faults::default(),
        };
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} wants a value"))
            };
            match argument.as_str() {
                "--port" => options.port = value()?.parse()?,
                "--plain-port" => options.plain_port = value()?.parse()?,
                "--dns" => options.dns = Some(value()?.parse()?),
                "--http-port" => options.http_port = value()?.parse()?,
                "--tls-port" => options.tls_port = value()?.parse()?,
                "--reject-nonces" => options.faults.reject_nonces_percent = value()?.parse()?,
                "--eab" => options.external_account = true,
                "--rate-limits" => options.policy.rate_limits = true,
                "--no-reuse" => options.policy.reuse_authorizations = false,
                "--help" => return Ok(None),
                other => return Err(format!("unknown option {other}; see --help").into()),
            }
        }
        Ok(Some(options))
    }
}
