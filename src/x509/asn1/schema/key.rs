//! Private keys in their several wrappings.

use super::{
    ALGORITHM, ATTRIBUTES, Field, INTEGER, OCTETS, Rule, Want, leaf, member, sequence, tagged,
};

pub(super) static PRIVATE_KEY_INFO: Rule = Rule::Members(&[
    leaf(Want::Type(INTEGER), Field::KeyVersion),
    sequence(Field::PrivateKeyAlgorithm, &ALGORITHM),
    member(
        Want::Type(OCTETS),
        Field::PrivateKey,
        &Rule::Each(&[
            sequence(Field::PrivateKeyContent, &ANY_KEY),
            leaf(Want::Type(OCTETS), Field::CurvePrivateKey),
        ]),
    ),
    tagged(0, Field::Attributes, &ATTRIBUTES),
    leaf(Want::Tag(1), Field::PublicKey),
]);

/// RSA's or an elliptic curve's, told apart by what follows the version: a member that
/// is not there is passed over.
static ANY_KEY: Rule = Rule::Members(&[
    leaf(Want::Type(INTEGER), Field::KeyVersion),
    leaf(Want::Type(INTEGER), Field::Modulus),
    leaf(Want::Type(INTEGER), Field::PublicExponent),
    leaf(Want::Type(INTEGER), Field::PrivateExponent),
    leaf(Want::Type(INTEGER), Field::Prime1),
    leaf(Want::Type(INTEGER), Field::Prime2),
    leaf(Want::Type(INTEGER), Field::Exponent1),
    leaf(Want::Type(INTEGER), Field::Exponent2),
    leaf(Want::Type(INTEGER), Field::Coefficient),
    leaf(Want::Type(OCTETS), Field::EcSecret),
    leaf(Want::Tag(0), Field::EcParameters),
    leaf(Want::Tag(1), Field::PublicKey),
]);

pub(super) static ENCRYPTED_KEY: Rule = Rule::Members(&[
    sequence(Field::EncryptionAlgorithm, &ALGORITHM),
    leaf(Want::Type(OCTETS), Field::EncryptedData),
]);

pub(super) static RSA_KEY: Rule = Rule::Members(&[
    leaf(Want::Type(INTEGER), Field::KeyVersion),
    leaf(Want::Type(INTEGER), Field::Modulus),
    leaf(Want::Type(INTEGER), Field::PublicExponent),
    leaf(Want::Type(INTEGER), Field::PrivateExponent),
    leaf(Want::Type(INTEGER), Field::Prime1),
    leaf(Want::Type(INTEGER), Field::Prime2),
    leaf(Want::Type(INTEGER), Field::Exponent1),
    leaf(Want::Type(INTEGER), Field::Exponent2),
    leaf(Want::Type(INTEGER), Field::Coefficient),
]);

pub(super) static EC_KEY: Rule = Rule::Members(&[
    leaf(Want::Type(INTEGER), Field::KeyVersion),
    leaf(Want::Type(OCTETS), Field::EcSecret),
    tagged(
        0,
        Field::EcParameters,
        &Rule::Each(&[leaf(Want::Any, Field::Parameters)]),
    ),
    leaf(Want::Tag(1), Field::PublicKey),
]);
