//! `--fetch-certificate`: waiting until a request is signed.

use super::{File, Reply};
use crate::certmanager::api::condition_type;
use crate::clock::Timestamp;
use crate::kube::{ConditionStatus, ObjectKey};
use crate::lab::state::Lab;

/// A command that waits for a signature.
#[derive(Clone, Debug)]
pub struct Await {
    pub(super) request: ObjectKey,
    pub(super) file: String,
    pub(super) until: Timestamp,
}

impl Await {
    /// What came of it; none while it waits.
    pub fn poll(&self, lab: &Lab, wall: Timestamp) -> Option<Reply> {
        let request = lab.store().get(&self.request)?.certificate_request()?;
        let (name, namespace) = (&self.request.name, self.request.namespace());
        let mut reply = Reply::default();
        if let Some(pem) = request
            .status
            .certificate
            .as_ref()
            .filter(|_| request.is(condition_type::READY))
        {
            reply.complain(format!(
                "CertificateRequest {name} in namespace {namespace} has been signed"
            ));
            reply.complain(format!("Certificate written to file {}", self.file));
            reply
                .files
                .push(File::Bytes(self.file.clone(), pem.clone()));
            return Some(reply);
        }
        let failed = request
            .condition(condition_type::READY)
            .filter(|ready| ready.status == ConditionStatus::False)
            .is_some_and(|ready| matches!(ready.reason.as_str(), "Failed" | "Denied"));
        if failed {
            reply.complain(format!(
                "error: error when fetching certificate: CertificateRequest {name} in namespace {namespace} was not signed: {}",
                request.ready_reason()
            ));
            return Some(reply);
        }
        (lab.now(wall) > self.until).then(|| {
            reply.complain("error: error when waiting for CertificateRequest to be signed: timed out waiting for the condition");
            reply
        })
    }
}
