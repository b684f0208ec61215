// Reads manifests as YAML and says what the models of cert-manager's own API types make of
// them. Arguments: the folder with the models, and with `complete` whether each field that the
// models know must be there too. One finding a line; none if all is well.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, mode] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(folder, "node_modules", path)).href);
const { parseAllDocuments } = (await load("yaml/dist/index.js")).default;

const OWN = "@kubernetes-models/cert-manager/_schemas/ComGithubCertManagerCertManagerPkgApis";
const SCHEMAS = {
  "cert-manager.io/v1/Certificate": `${OWN}CertmanagerV1Certificate.js`,
  "cert-manager.io/v1/CertificateRequest": `${OWN}CertmanagerV1CertificateRequest.js`,
  "cert-manager.io/v1/Issuer": `${OWN}CertmanagerV1Issuer.js`,
  "cert-manager.io/v1/ClusterIssuer": `${OWN}CertmanagerV1ClusterIssuer.js`,
  "acme.cert-manager.io/v1/Order": `${OWN}AcmeV1Order.js`,
  "acme.cert-manager.io/v1/Challenge": `${OWN}AcmeV1Challenge.js`,
  "v1/Secret": "kubernetes-models/_schemas/IoK8sApiCoreV1Secret.js",
  "networking.k8s.io/v1/Ingress": "kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress.js",
};

// Notes which members a validator asks for.
function watched(value, path, asked) {
  if (value === null || typeof value !== "object") return value;
  const names = new Set();
  asked.push({ path, value, names });
  return new Proxy(value, {
    get(target, name) {
      if (typeof name === "string" && typeof target[name] !== "function") names.add(name);
      const held = target[name];
      if (held === null || typeof held !== "object") return held;
      const known = asked.find((entry) => entry.value === held);
      if (known?.proxy) return known.proxy;
      const proxy = watched(held, `${path}.${String(name)}`, asked);
      const entry = asked.find((entry) => entry.value === held);
      if (entry) entry.proxy = proxy;
      return proxy;
    },
    has(target, name) {
      names.add(name);
      return name in target;
    },
  });
}

const lines = [];
for (const document of parseAllDocuments(readFileSync(0, "utf8"))) {
  for (const error of document.errors) lines.push(`yaml: ${error.message}`);
  const top = document.toJS();
  if (!top) continue;
  for (const manifest of top.kind === "List" ? top.items : [top]) {
    const { apiVersion, kind, metadata } = manifest;
    const title = `${kind}/${metadata?.name}`;
    const schema = SCHEMAS[`${apiVersion}/${kind}`];
    const { validate } = await load(schema);
    const asked = [];
    validate(watched(manifest, title, asked));
    for (const { instancePath, message } of validate.errors ?? []) {
      lines.push(`${title}: ${instancePath} ${message}`);
    }
    for (const { path, value, names } of asked) {
      if (Array.isArray(value)) continue;
      // Where nothing was asked for anything goes: a webhook's configuration.
      if (names.size === 0) continue;
      for (const name of Object.keys(value)) {
        if (!names.has(name)) lines.push(`${path}.${name}: unknown field`);
      }
      if (mode === "complete") {
        for (const name of names) {
          if (!(name in value) && name !== "toJSON") lines.push(`${path}.${name}: missing`);
        }
      }
    }
  }
}
process.stdout.write(lines.map((line) => `${line}\n`).join(""));
