//! May a request be signed? (`certificaterequests-approver`)

use crate::certmanager::api::{Object, condition_type, request_reason};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass};
use crate::kube::{ConditionStatus, NewCondition, set_condition};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let request = pass.request()?;
    let decided = [condition_type::APPROVED, condition_type::DENIED]
        .into_iter()
        .any(|decision| request.condition(decision).is_some());
    let ended = matches!(
        request.ready_reason(),
        request_reason::FAILED | request_reason::ISSUED | request_reason::DENIED
    );
    if decided || ended || !pass.settings.approve {
        return DONE;
    }
    let mut request = request.clone();
    set_condition(
        &mut request.status.conditions,
        NewCondition {
            condition_type: condition_type::APPROVED,
            status: ConditionStatus::True,
            reason: APPROVER,
            message: MESSAGE.to_owned(),
            observed_generation: None,
        },
        pass.now,
    );
    pass.update(Object::CertificateRequest(request));
    pass.normal(APPROVER, MESSAGE);
    DONE
}

/// Reason of the condition and of the event.
const APPROVER: &str = "cert-manager.io";

const MESSAGE: &str = "Certificate request has been approved by cert-manager.io";
