// node-forge, in JavaScript alone but for the key, doing what `Ours` in benches/wasm
// does. It knows no elliptic curves.
import forge from "node-forge";

const HOUR = 3_600_000;

/** A CA that issues; `caPem` is its certificate. */
export class Forge {
  /** Makes the CA's key and self-signed certificate. */
  static async create() {
    const keys = await newKeys();
    const certificate = begin(24 * HOUR);
    const name = [{ name: "commonName", value: "Peer CA" }];
    certificate.publicKey = keys.publicKey;
    certificate.setSubject(name);
    certificate.setIssuer(name);
    certificate.setExtensions([
      { name: "basicConstraints", critical: true, cA: true },
      { name: "keyUsage", critical: true, keyCertSign: true },
      { name: "subjectKeyIdentifier" },
    ]);
    certificate.sign(keys.privateKey, forge.md.sha256.create());
    const caPem = forge.pki.certificateToPem(certificate);
    return Object.assign(new Forge(), { keys, certificate, caPem });
  }

  /** Key, CSR, verification of the CSR, CA-signed leaf; the leaf and its key as PEM. */
  async issue() {
    const keys = await newKeys();
    const names = ["example.test", "*.example.test"];
    const altNames = names.map((value) => ({ type: 2, value }));
    const usages = { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true };
    const requested = forge.pki.createCertificationRequest();
    requested.publicKey = keys.publicKey;
    requested.setSubject([{ name: "commonName", value: "example.test" }]);
    requested.setAttributes([
      { name: "extensionRequest", extensions: [usages, { name: "subjectAltName", altNames }] },
    ]);
    requested.sign(keys.privateKey, forge.md.sha256.create());
    const request = forge.pki.certificationRequestFromPem(
      forge.pki.certificationRequestToPem(requested),
    );
    if (!request.verify()) throw new Error("the request's signature is wrong");
    const certificate = begin(HOUR);
    certificate.publicKey = request.publicKey;
    certificate.setSubject(request.subject.attributes);
    certificate.setIssuer(this.certificate.subject.attributes);
    const asked = request.getAttribute({ name: "extensionRequest" }).extensions;
    certificate.setExtensions([
      { name: "basicConstraints", critical: true, cA: false },
      usages,
      {
        name: "authorityKeyIdentifier",
        keyIdentifier: this.certificate.generateSubjectKeyIdentifier().getBytes(),
      },
      asked.find((one) => one.name === "subjectAltName"),
    ]);
    certificate.sign(this.keys.privateKey, forge.md.sha256.create());
    return forge.pki.certificateToPem(certificate) + forge.pki.privateKeyToPem(keys.privateKey);
  }
}

/** Serial number, common names, end and DNS names of each certificate, a line each. */
export function parseForge(ders) {
  return ders.map((der) => {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(der));
    const certificate = forge.pki.certificateFromAsn1(asn1);
    const names = certificate.getExtension("subjectAltName").altNames;
    return [
      certificate.serialNumber,
      certificate.subject.getField("CN").value,
      certificate.issuer.getField("CN").value,
      certificate.validity.notAfter.getTime() / 1000,
      names.map((name) => name.value).join(","),
    ].join("|");
  });
}

function begin(lasts) {
  const certificate = forge.pki.createCertificate();
  certificate.serialNumber = "00" + forge.util.bytesToHex(forge.random.getBytesSync(16));
  certificate.validity.notBefore = new Date();
  certificate.validity.notAfter = new Date(Date.now() + lasts);
  return certificate;
}

/** By WebCrypto, where it is there. */
function newKeys() {
  return new Promise((resolve, reject) => {
    forge.pki.rsa.generateKeyPair({ bits: 2048 }, (error, keys) => (error ? reject(error) : resolve(keys)));
  });
}
