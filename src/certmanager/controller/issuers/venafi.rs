//! A Venafi issuer: is there a server that lets it in? (`pkg/issuer/venafi/setup.go`)

use std::ops::ControlFlow;

use super::{initialization_failed, not_ready, ready};
use crate::certmanager::api::{Issuer, VenafiIssuer};
use crate::certmanager::runtime::pass::{Flow, Pass, Stop};
use crate::certmanager::venafi;

/// Logs in, and looks whether the server is there.
pub(super) fn set_up(pass: &mut Pass<'_>, issuer: &Issuer, spec: &VenafiIssuer) -> Flow {
    let key = pass.key.clone();
    let error = match venafi::log_in(pass, &key, spec)? {
        Err(error) => format!("error building client: {error}"),
        Ok(client) => match (client.ping(pass)?, client.verify(pass)?) {
            (Ok(()), Ok(())) => {
                if !issuer.is_ready() {
                    pass.normal("Ready", "Verified issuer with Certificate Manager server");
                }
                ready(pass, issuer.clone(), STARTED, STARTED);
                return ControlFlow::Break(Stop::Settled);
            }
            (Err(error), _) => format!("error pinging Certificate Manager API: {error}"),
            (_, Err(error)) => format!("client.VerifyCredentials: {error}"),
        },
    };
    let message = format!("Failed to setup Certificate Manager issuer: {error}");
    not_ready(pass, issuer.clone(), "ErrorSetup", message.clone());
    initialization_failed(pass, &message)
}

/// Both reason and message.
const STARTED: &str = "Certificate Manager issuer started";
