// @peculiar/x509, over WebCrypto, doing what `Ours` in benches/wasm does: one
// certificate from a new key to PEM, and the fields of many.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const HOUR = 3_600_000;

x509.cryptoProvider.set(crypto);

/** A CA that issues; `caPem` is its certificate. */
export class Peculiar {
  /** Makes the CA's key and self-signed certificate; `algorithm` is WebCrypto's. */
  static async create(algorithm) {
    const keys = await newKeys(algorithm);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: "CN=Peer CA",
      keys,
      signingAlgorithm: algorithm,
      notBefore: new Date(),
      notAfter: new Date(Date.now() + 24 * HOUR),
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const caPem = certificate.toString("pem");
    return Object.assign(new Peculiar(), { algorithm, keys, certificate, caPem });
  }

  /** Key, CSR, verification of the CSR, CA-signed leaf; the leaf and its key as PEM. */
  async issue() {
    const keys = await newKeys(this.algorithm);
    const usages = x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment;
    const names = new x509.SubjectAlternativeNameExtension([
      { type: "dns", value: "example.test" },
      { type: "dns", value: "*.example.test" },
    ]);
    const requested = await x509.Pkcs10CertificateRequestGenerator.create({
      name: "CN=example.test",
      keys,
      signingAlgorithm: this.algorithm,
      extensions: [new x509.KeyUsagesExtension(usages, true), names],
    });
    const request = new x509.Pkcs10CertificateRequest(requested.toString("pem"));
    if (!(await request.verify())) throw new Error("the request's signature is wrong");
    const certificate = await x509.X509CertificateGenerator.create({
      subject: request.subject,
      issuer: this.certificate.subject,
      publicKey: request.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: this.algorithm,
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

/** Serial number, common names, end and DNS names of each certificate, a line each. */
export function parsePeculiar(ders) {
  return ders.map((der) => {
    const certificate = new x509.X509Certificate(der);
    const names = certificate.getExtension(x509.SubjectAlternativeNameExtension).names.items;
    const common = (name) => name.getField("CN")[0];
    return [
      certificate.serialNumber,
      common(certificate.subjectName),
      common(certificate.issuerName),
      certificate.notAfter.getTime() / 1000,
      names.map((name) => name.value).join(","),
    ].join("|");
  });
}

function newKeys(algorithm) {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}
