// pkijs, over WebCrypto, doing what `Ours` in benches/wasm does.
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";

const HOUR = 3_600_000;
const HASH = "SHA-256";

pkijs.setEngine("bench", new pkijs.CryptoEngine({ name: "bench", crypto }));

/** A CA that issues; `caPem` is its certificate. */
export class Pkijs {
  /** Makes the CA's key and self-signed certificate; `algorithm` is WebCrypto's. */
  static async create(algorithm) {
    const keys = await newKeys(algorithm);
    const certificate = new pkijs.Certificate();
    begin(certificate, 24 * HOUR);
    name(certificate.issuer, "Peer CA");
    name(certificate.subject, "Peer CA");
    await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
    const keyId = new asn1js.OctetString({ valueHex: crypto.getRandomValues(new Uint8Array(20)).buffer });
    certificate.extensions = [
      constraints(true),
      usage(0x04, 2),
      extension("2.5.29.14", false, keyId),
    ];
    await certificate.sign(keys.privateKey, HASH);
    const caPem = pem("CERTIFICATE", certificate.toSchema().toBER());
    return Object.assign(new Pkijs(), { algorithm, keys, certificate, keyId, caPem });
  }

  /** Key, CSR, verification of the CSR, CA-signed leaf; the leaf and its key as PEM. */
  async issue() {
    const keys = await newKeys(this.algorithm);
    const requested = new pkijs.CertificationRequest();
    name(requested.subject, "example.test");
    await requested.subjectPublicKeyInfo.importKey(keys.publicKey);
    const names = new pkijs.GeneralNames({
      names: ["example.test", "*.example.test"].map((value) => new pkijs.GeneralName({ type: 2, value })),
    });
    const wanted = new pkijs.Extensions({
      extensions: [usage(0xa0, 5), extension("2.5.29.17", false, names.toSchema())],
    });
    requested.attributes = [
      new pkijs.Attribute({ type: "1.2.840.113549.1.9.14", values: [wanted.toSchema()] }),
    ];
    await requested.sign(keys.privateKey, HASH);
    const request = pkijs.CertificationRequest.fromBER(
      unpem(pem("CERTIFICATE REQUEST", requested.toSchema().toBER())),
    );
    if (!(await request.verify())) throw new Error("the request's signature is wrong");
    const certificate = new pkijs.Certificate();
    begin(certificate, HOUR);
    certificate.issuer = this.certificate.subject;
    certificate.subject = request.subject;
    certificate.subjectPublicKeyInfo = request.subjectPublicKeyInfo;
    const asked = new pkijs.Extensions({ schema: request.attributes[0].values[0] }).extensions;
    const authority = new pkijs.AuthorityKeyIdentifier({
      keyIdentifier: new asn1js.OctetString({ valueHex: this.keyId.valueBlock.valueHexView }),
    });
    certificate.extensions = [
      constraints(false),
      usage(0xa0, 5),
      extension("2.5.29.35", false, authority.toSchema()),
      asked.find((one) => one.extnID === "2.5.29.17"),
    ];
    await certificate.sign(this.keys.privateKey, HASH);
    const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
    return pem("CERTIFICATE", certificate.toSchema().toBER()) + pem("PRIVATE KEY", key);
  }
}

/** Serial number, common names, end and DNS names of each certificate, a line each. */
export function parsePkijs(ders) {
  return ders.map((der) => {
    const certificate = pkijs.Certificate.fromBER(der);
    const names = certificate.extensions.find((one) => one.extnID === "2.5.29.17").parsedValue;
    const common = (name) =>
      name.typesAndValues.find((one) => one.type === "2.5.4.3").value.valueBlock.value;
    return [
      hex(certificate.serialNumber.valueBlock.valueHexView),
      common(certificate.subject),
      common(certificate.issuer),
      certificate.notAfter.value.getTime() / 1000,
      names.altNames.map((one) => one.value).join(","),
    ].join("|");
  });
}

function begin(certificate, lasts) {
  certificate.version = 2;
  const octets = crypto.getRandomValues(new Uint8Array(20));
  octets[0] &= 0x7f;
  certificate.serialNumber = new asn1js.Integer({ valueHex: octets.buffer });
  certificate.notBefore.value = new Date();
  certificate.notAfter.value = new Date(Date.now() + lasts);
}

function name(target, text) {
  target.typesAndValues.push(
    new pkijs.AttributeTypeAndValue({
      type: "2.5.4.3",
      value: new asn1js.Utf8String({ value: text }),
    }),
  );
}

function extension(extnID, critical, value) {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) });
}

function constraints(cA) {
  return extension("2.5.29.19", true, new pkijs.BasicConstraints({ cA }).toSchema());
}

function usage(bits, unusedBits) {
  const valueHex = new Uint8Array([bits]).buffer;
  return extension("2.5.29.15", true, new asn1js.BitString({ valueHex, unusedBits }));
}

function hex(octets) {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
}

function pem(label, der) {
  const text = btoa(String.fromCharCode(...new Uint8Array(der)));
  return `-----BEGIN ${label}-----\n${text.match(/.{1,64}/g).join("\n")}\n-----END ${label}-----\n`;
}

function unpem(text) {
  const base64 = text.replace(/-----[^-]+-----|\s/g, "");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
}

function newKeys(algorithm) {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}
