//! Which requests are of the past? (`certificates-revision-manager`)

use crate::certmanager::api::Object;
use crate::certmanager::runtime::pass::{DONE, Flow, Pass};
use crate::kube::Resource as _;

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let certificate = pass.certificate()?;
    if !certificate.is_ready() {
        return DONE;
    }
    let limit = certificate.spec.revision_history_limit.unwrap_or(1);
    let limit = usize::try_from(limit).unwrap_or(0);
    let mut requests: Vec<_> = pass
        .requests_of(certificate)
        .into_iter()
        .filter_map(|request| Some((request.revision()?, request)))
        .collect();
    requests.sort_by_key(|(revision, _)| *revision);
    let surplus = requests.len().saturating_sub(limit);
    for (_, request) in requests.into_iter().take(surplus) {
        pass.delete(Object::CertificateRequest(request.clone()).key());
    }
    DONE
}
