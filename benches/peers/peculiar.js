// @peculiar/x509, over WebCrypto, doing what `Ours` in benches/wasm does: one
// certificate from a new key to PEM.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const HOUR = 3_600_000;

x509.cryptoProvider.set(crypto);

/** A CA that issues; `caPem` is its certificate. */
export class Peculiar {
  /** Makes the CA's key and self-signed certificate. */
  static async create() {
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: "CN=Peer CA",
      keys,
      signingAlgorithm: ALGORITHM,
      notBefore: new Date(),
      notAfter: new Date(Date.now() + 24 * HOUR),
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return Object.assign(new Peculiar(), { keys, certificate, caPem: certificate.toString("pem") });
  }

  /** Key, CSR, verification of the CSR, CA-signed leaf; the leaf and its key as PEM. */
  async issue() {
    const keys = await newKeys();
    const usages = x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment;
    const names = new x509.SubjectAlternativeNameExtension([
      { type: "dns", value: "example.test" },
      { type: "dns", value: "*.example.test" },
    ]);
    const requested = await x509.Pkcs10CertificateRequestGenerator.create({
      name: "CN=example.test",
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.KeyUsagesExtension(usages, true), names],
    });
    const request = new x509.Pkcs10CertificateRequest(requested.toString("pem"));
    if (!(await request.verify())) throw new Error("the request's signature is wrong");
    const certificate = await x509.X509CertificateGenerator.create({
      subject: request.subject,
      issuer: this.certificate.subject,
      publicKey: request.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: ALGORITHM,
      notBefore: new Date(),
      notAfter: new Date(Date.now() + HOUR),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(usages, true),
        await x509.AuthorityKeyIdentifierExtension.create(this.certificate),
        request.getExtension("2.5.29.17"),
      ],
    });
    const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
    return certificate.toString("pem") + "\n" + x509.PemConverter.encode(key, "PRIVATE KEY");
  }
}

function newKeys() {
  return crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}
