//! Chains: certificates put into order from the leaf upwards.

use super::{Certificate, Error};
use crate::encoding;

/// A chain in the two parts that a Secret keeps (cert-manager `PEMBundle`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// `tls.crt`: the leaf up to the highest certificate that is not self-signed;
    /// a lone self-signed certificate is its own chain.
    pub chain: Vec<Certificate>,
    /// `ca.crt`: the certificate nearest to the root.
    pub ca: Option<Certificate>,
}

/// Orders certificates into one chain; repetitions count once. Loose ends and several
/// chains are an error (cert-manager `ParseSingleCertificateChain`).
pub fn bundle(certificates: Vec<Certificate>) -> Result<Bundle, Error> {
    let mut loose: Vec<Certificate> = Vec::new();
    for certificate in certificates {
        if !loose.contains(&certificate) {
            loose.push(certificate);
        }
    }
    if loose.is_empty() || loose.len() > MAX_CHAIN {
        return Err(Error::BrokenChain);
    }

    let mut chain = vec![take_leaf(&mut loose)?];
    while let Some(top) = chain.last() {
        let Some(next) = loose
            .iter()
            .position(|candidate| top.is_issued_by(candidate))
        else {
            break;
        };
        chain.push(loose.remove(next));
    }
    if !loose.is_empty() {
        return Err(Error::BrokenChain);
    }

    let ca = chain.last().cloned();
    if chain.len() > 1 && ca.as_ref().is_some_and(Certificate::is_self_signed) {
        chain.pop();
    }
    Ok(Bundle { chain, ca })
}

/// Every certificate of a PEM text, in its order; other PEM blocks are passed over.
pub fn parse_pem_chain(text: &str) -> Result<Vec<Certificate>, Error> {
    let blocks = encoding::from_pem(text)?;
    let is_certificate = |block: &&encoding::PemBlock| block.label == PEM_LABEL;
    if !blocks.iter().any(|block| is_certificate(&block)) {
        return Err(Error::PemLabel {
            expected: PEM_LABEL,
            found: blocks.into_iter().map(|block| block.label).collect(),
        });
    }
    blocks
        .iter()
        .filter(is_certificate)
        .map(|block| Certificate::from_der(&block.der))
        .collect()
}

/// Certificates as PEM, one after the other.
pub fn chain_pem(certificates: &[Certificate]) -> String {
    certificates.iter().map(Certificate::to_pem).collect()
}

/// The one certificate that issued none of the others.
fn take_leaf(loose: &mut Vec<Certificate>) -> Result<Certificate, Error> {
    let issued_another = |candidate: &Certificate| {
        loose
            .iter()
            .any(|other| other != candidate && other.is_issued_by(candidate))
    };
    let mut leaves = (0..)
        .zip(loose.iter())
        .filter(|(_, candidate)| !issued_another(candidate));
    match (leaves.next(), leaves.next()) {
        (Some((index, _)), None) => {
            drop(leaves);
            Ok(loose.remove(index))
        }
        _ => Err(Error::BrokenChain),
    }
}

const PEM_LABEL: &str = "CERTIFICATE";

/// No honest chain comes near; beyond it the comparison of all with all costs too much.
const MAX_CHAIN: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::testing;

    #[test]
    fn certificates_in_any_order_become_leaf_intermediates_and_ca() {
        let [root, intermediate, leaf] = testing::chain();
        let full = [leaf.clone(), intermediate.clone()];
        for (given, chain, ca) in [
            (vec![&leaf, &intermediate, &root], &full[..], &root),
            (vec![&root, &leaf, &intermediate, &leaf], &full[..], &root),
            (vec![&intermediate, &leaf], &full[..], &intermediate),
            (vec![&leaf], &full[..1], &leaf),
            (vec![&root], &[root.clone()][..], &root),
            (vec![&intermediate, &root], &full[1..], &root),
        ] {
            let bundle = bundle(given.into_iter().cloned().collect()).unwrap();
            assert_eq!(bundle.chain, chain);
            assert_eq!(bundle.ca.as_ref(), Some(ca));
        }
    }

    #[test]
    fn loose_ends_are_refused() {
        let [root, _, leaf] = testing::chain();
        for given in [vec![], vec![leaf.clone(), root.clone()], vec![root; 40]] {
            let repeated = given.len() == 40;
            assert_eq!(bundle(given).is_err(), !repeated);
        }
    }

    #[test]
    fn pem_text_and_certificates_turn_into_each_other() {
        let chain = testing::chain();
        let pem = chain_pem(&chain);
        assert_eq!(parse_pem_chain(&pem).unwrap(), chain);
        assert_eq!(Certificate::from_pem(&pem).unwrap(), chain[0]);
        let key = testing::key(1).to_pem(crate::x509::KeyEncoding::Pkcs8);
        assert_eq!(parse_pem_chain(&format!("{}{pem}", *key)).unwrap().len(), 3);
        assert!(matches!(parse_pem_chain(&key), Err(Error::PemLabel { .. })));
        assert!(parse_pem_chain("").is_err());
    }
}
