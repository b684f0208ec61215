//! What the troubleshooter says in English.

use std::borrow::Cow;

use certlab::certmanager::troubleshoot::Cause;

use crate::ui::i18n::trouble::Trouble;

pub(super) fn render(text: &Trouble) -> Cow<'static, str> {
    match text {
        Trouble::Heading => "What holds it up".into(),
        Trouble::Chain => "The way there".into(),
        Trouble::Do => "What to do".into(),
        Trouble::Next(at) => format!("Tried again at {at}").into(),
        Trouble::Still => {
            "The certificate in the Secret is still good; only its successor is held up.".into()
        }
        Trouble::Why(cause) => why(*cause).into(),
        Trouble::Remedy(cause) => remedy(*cause).into(),
    }
}

const fn why(cause: Cause) -> &'static str {
    match cause {
        Cause::Working => "Nothing is wrong yet: it is at work.",
        Cause::NotTriggered => {
            "It is due, and no controller has taken it up: cert-manager's controller did not run, or time was stopped."
        }
        Cause::Expired => "The certificate has ended, and it is not to be renewed or could not be.",
        Cause::SharedSecret => {
            "Another Certificate writes the same Secret, so each finds the other's certificate in it."
        }
        Cause::KeyOrCsr => "No key or no CSR could be made from the spec, so there is no request.",
        Cause::NotApproved => {
            "Nobody has approved the request, so no issuer signs it. The approver is off, lacks the permission for this signer, or waits for a policy."
        }
        Cause::Denied => {
            "An approver denied the request. That is final for this request; another attempt follows after the back-off."
        }
        Cause::InvalidRequest => "Something marked the request as unusable.",
        Cause::ExternalIssuer => {
            "The issuer's group is not cert-manager.io: a controller of another vendor must answer, and none has."
        }
        Cause::IssuerNotFound => {
            "There is no issuer of that kind and name. An Issuer counts only in its own namespace."
        }
        Cause::IssuerStarting => "The issuer was just created and is being looked at.",
        Cause::IssuerNotReady => {
            "The issuer is not Ready. Its requests wait and go on by themselves as soon as it is."
        }
        Cause::CaSecretMissing => {
            "The Secret with the CA's key and certificate is not there. A ClusterIssuer looks for it in cert-manager's own namespace."
        }
        Cause::CaSecretInvalid => {
            "The CA's Secret holds no key pair that can sign: no PEM, a key of another certificate, or a certificate that is no CA."
        }
        Cause::ContactMail => {
            "The ACME server does not take the e-mail address: malformed, or of a domain such as example.com."
        }
        Cause::LeftoverAccountKey => {
            "An account key of an earlier installation is in the Secret and could not be replaced."
        }
        Cause::AccountKey => "The account key is missing or cannot be used.",
        Cause::ServerUnreachable => {
            "The ACME server cannot be reached, or what is at the URL is no ACME directory."
        }
        Cause::Profile => "The ACME server offers no profile of that name, or none at all.",
        Cause::OrderNotPlaced => {
            "The order has not reached the server yet: the account is not registered, or the server does not answer."
        }
        Cause::RateLimited => {
            "A limit of the CA is reached. cert-manager does not read Retry-After; it tries again after its own back-off."
        }
        Cause::Caa => "A CAA record of the domain does not permit this CA.",
        Cause::OrderRefused => "The CA refused the order: its text says why.",
        Cause::NoSolver => {
            "No solver of the issuer matches this name. A wildcard needs dns01; a selector must match name, zone and labels."
        }
        Cause::OrderInvalid => {
            "A proof of this order failed at the CA, so the order is over. The next attempt makes a new one."
        }
        Cause::NotScheduled => {
            "The Challenge waits for its turn: one for the same name is in progress, or sixty are."
        }
        Cause::NotPresented => {
            "The solver could not do its part: credentials, permissions, or the provider's API."
        }
        Cause::Propagation => {
            "The TXT record is not seen yet by the resolvers that are asked: not published, another value, a cached answer, or a view from inside (split horizon)."
        }
        Cause::ZoneNotFound => {
            "No SOA record was found above the name: the resolver drops it (dnsmasq with filterwin2k, OpenWRT), or the zone is not delegated."
        }
        Cause::HttpUnreachable => {
            "The web server cannot be reached on port 80: firewall, DNS, or a loop back through the router (NAT)."
        }
        Cause::HttpStatus => {
            "The web server answers, but not with the token: the request goes to another ingress or application."
        }
        Cause::WrongRecord => {
            "The CA found no TXT record, or one with another value: an old one, or one of another account."
        }
        Cause::DnsTrouble => {
            "The CA's resolvers got an error for the name: NXDOMAIN, SERVFAIL or a timeout. Often DNSSEC, or a nameserver that fails."
        }
        Cause::WrongFile => "The CA fetched the file and found something else, or an error.",
        Cause::ValidationFailed => "The CA could not validate the name: its text says why.",
        Cause::AuthorizationExpired => {
            "The proof came after the order's time (seven days at Let's Encrypt) was over."
        }
        Cause::AuthorizationDecided => {
            "The authorization was decided before: an earlier validation failed."
        }
        Cause::BadCertificate => {
            "The issuer returned a certificate that cannot be used: of another key, or expired already."
        }
        Cause::SigningFailed => "The issuer could not sign: its text says why.",
    }
}

const fn remedy(cause: Cause) -> &'static str {
    match cause {
        Cause::Working => "Wait a moment, and watch the events.",
        Cause::NotTriggered => {
            "See that the controller and the webhook are running; here, let the clock run."
        }
        Cause::Expired => "Set spec.renewal.policy to RenewBefore, or renew it by hand.",
        Cause::SharedSecret => "Give each Certificate a secretName of its own.",
        Cause::KeyOrCsr => {
            "Read the message, mend the spec: names, key algorithm and size, rotationPolicy."
        }
        Cause::NotApproved => "Approve or deny it, or let cert-manager approve.",
        Cause::Denied => "Ask whoever denied it, change what they object to, then renew.",
        Cause::InvalidRequest => "Read the message; a changed spec makes another request.",
        Cause::ExternalIssuer => {
            "Install that controller, and permit the approver to approve for its signer."
        }
        Cause::IssuerNotFound => {
            "Create it, or correct issuerRef: name, kind (Issuer or ClusterIssuer) and group."
        }
        Cause::IssuerStarting => "Wait a moment.",
        Cause::IssuerNotReady => "Read the issuer's condition, and mend that.",
        Cause::CaSecretMissing => {
            "Create the Secret, or issue the CA's Certificate again; the issuer notices by itself."
        }
        Cause::CaSecretInvalid => {
            "Put the CA's tls.key and tls.crt back, or renew the CA's Certificate (isCA: true)."
        }
        Cause::ContactMail => "Set a real address in spec.acme.email.",
        Cause::LeftoverAccountKey => {
            "Delete the account key's Secret; a new account is registered."
        }
        Cause::AccountKey => {
            "Restore the Secret in privateKeySecretRef, or delete it and allow a new key."
        }
        Cause::ServerUnreachable => {
            "Check spec.acme.server, the network and the server's certificate."
        }
        Cause::Profile => "Correct spec.acme.profile of the issuer, or take it out.",
        Cause::OrderNotPlaced => "Look at the issuer, and at the messages with the server.",
        Cause::RateLimited => {
            "Wait until the limit's window is over. Use the staging server for trials. Renewing by hand uses up more."
        }
        Cause::Caa => {
            "Add a CAA record for the CA, or remove the one that forbids it; for wildcards issuewild counts."
        }
        Cause::OrderRefused => "Mend what it names (names, lifetime, CSR), then renew.",
        Cause::NoSolver => "Add a solver without a selector, or correct the selectors.",
        Cause::OrderInvalid => "Open the authorization's URL in the Order's status: it tells why.",
        Cause::NotScheduled => "Wait, or mend the one that is in progress.",
        Cause::NotPresented => {
            "Read the event; check the Secret with the credentials and their permissions."
        }
        Cause::Propagation => {
            "Publish exactly this record; then ask from inside. In a cluster: --dns01-recursive-nameservers=1.1.1.1:53 --dns01-recursive-nameservers-only."
        }
        Cause::ZoneNotFound => "Use other nameservers for the check.",
        Cause::HttpUnreachable => {
            "Open port 80, point the name at the ingress. If only the view from inside fails, set waitInsteadOfSelfCheck. A server that needs a certificate to start: cert-manager.io/issue-temporary-certificate."
        }
        Cause::HttpStatus => {
            "Check the ingress class, and that the solver runs; acme.cert-manager.io/http01-edit-in-place where there is one address only."
        }
        Cause::WrongRecord => {
            "Remove old records at _acme-challenge, see that the value is the one shown, then renew."
        }
        Cause::DnsTrouble => {
            "Check the delegation, DNSSEC and every nameserver of the zone, then renew."
        }
        Cause::WrongFile => "Fetch the URL from outside yourself; mind redirects and IPv6.",
        Cause::ValidationFailed => {
            "Mend what it names. The next attempt comes after the back-off, or at once by hand."
        }
        Cause::AuthorizationExpired => {
            "What was wrong is mended by now? Then the next attempt, one back-off later, succeeds."
        }
        Cause::AuthorizationDecided => "Open the authorization's URL: it holds the first error.",
        Cause::BadCertificate => {
            "Check the CA's own certificate: an expired CA signs expired ones."
        }
        Cause::SigningFailed => {
            "Mend what it names; a failed request is tried again after the back-off."
        }
    }
}
