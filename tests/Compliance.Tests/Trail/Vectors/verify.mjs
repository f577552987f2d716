// Verifies the vectors of index.json from FORMAT.md alone: `node verify.mjs` prints `name verdict` for each case.
import { createHash, createPublicKey, verify } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const fail = problem => { throw Object.assign(new Error(problem), { problem }); };
const need = (condition, problem = "malformed") => condition || fail(problem);
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const leafHash = leaf => sha(Buffer.of(0), leaf);
const node = (left, right) => sha(Buffer.of(1), left, right);
const utf8 = bytes => { try { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); } catch { fail("malformed"); } };
const base64 = text => { const bytes = Buffer.from(text, "base64"); need(bytes.toString("base64") === text); return bytes; };
const hash32 = text => { const bytes = base64(text); need(bytes.length === 32); return bytes; };
const number = text => { need(/^(0|[1-9][0-9]*)$/.test(text)); return Number(text); };
const same = (a, b) => Buffer.compare(a, b) === 0;

// ---- RFC 6962, recursive
const split = n => { let k = 1; while (k * 2 < n) k *= 2; return k; };
const root = (hashes, a = 0, b = hashes.length) =>
  b === a ? sha("") : b - a === 1 ? hashes[a] : node(root(hashes, a, a + split(b - a)), root(hashes, a + split(b - a), b));
const included = (proof, i, n, leaf) => {
  if (n === 1) return leaf;
  const sibling = need(proof.length, "modified") && proof.pop(), k = split(n);
  return i < k ? node(included(proof, i, k, leaf), sibling) : node(sibling, included(proof, i - k, n - k, leaf));
};
const grown = (proof, m, n, whole) => { // [old root, new root]; `whole` is the old root while its tree has not been left
  if (m === n) { const hash = whole ?? (need(proof.length, "modified") && proof.pop()); return [hash, hash]; }
  const sibling = need(proof.length, "modified") && proof.pop(), k = split(n);
  if (m <= k) { const [before, after] = grown(proof, m, k, whole); return [before, node(after, sibling)]; }
  return grown(proof, m - k, n - k).map(hash => node(sibling, hash));
};
const consistent = (size1, size2, root1, root2, hashes) => {
  const proof = [...hashes], [before, after] = size1 > 0 && size1 <= size2 ? grown(proof, size1, size2, root1) : fail("modified");
  need(proof.length === 0 && same(before, root1) && same(after, root2), "modified");
};

// ---- signed notes and checkpoints
const parseKey = vkey => {
  const [name, id, ...rest] = vkey.split("+"), payload = base64(rest.join("+"));
  need(payload[0] === 2 && sha(payload.subarray(1)).toString("hex", 0, 4) === id);
  return { name, id, key: createPublicKey({ key: payload.subarray(1), format: "der", type: "spki" }) };
};
const parseNote = bytes => {
  const text = utf8(bytes), at = text.lastIndexOf("\n\n");
  need(at >= 0 && text.endsWith("\n") && !/[\0-\x09\x0b-\x1f]/.test(text));
  const signatures = text.slice(at + 2, -1).split("\n").map(line => {
    const [, name, payload] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? fail("malformed");
    const data = base64(payload);
    need(data.length > 4);
    return { name, id: data.toString("hex", 0, 4), signature: data.subarray(4) };
  });
  return { text: text.slice(0, at + 1), signatures };
};
const checkpoint = (bytes, keys) => {
  const { text, signatures } = parseNote(bytes), [origin, size, hash, ...more] = text.slice(0, -1).split("\n");
  need(origin && size !== undefined && hash !== undefined && more.every(line => line !== ""));
  const result = { origin, size: number(size), root: hash32(hash) };
  const good = signatures.filter(({ name, id, signature }) => keys.filter(key => key.name === name && key.id === id).map(({ key }) =>
    need(verify("sha256", Buffer.from(text), { key, dsaEncoding: "der" }, signature), "badSignature")).length > 0);
  need(good.some(({ name }) => name === origin), "unknownKey");
  return result;
};

// ---- files
const head = bytes => { const at = bytes.indexOf("\n\n"); need(at >= 0); return [utf8(bytes.subarray(0, at)).split("\n"), bytes.subarray(at + 2)]; };
const checkProof = (bytes, keys) => {
  const [[first, ...lines], note] = head(bytes);
  need(first === "c2sp.org/tlog-proof@v1" && lines[0].startsWith("extra "));
  const leaf = base64(lines.shift().slice(6)), index = number(/^index (.*)$/.exec(lines.shift() ?? "")?.[1] ?? ""), hashes = lines.map(hash32);
  const { size, root } = checkpoint(note, keys);
  need(index < size && same(included(hashes, index, size, leafHash(leaf)), root) && hashes.length === 0, "modified");
};
const checkConsistency = (bytes, keys, oldRoot) => {
  const [[old, ...lines], note] = head(bytes), { size, root } = checkpoint(note, keys);
  consistent(number(/^old (.*)$/.exec(old)?.[1] ?? ""), size, Buffer.from(oldRoot, "hex"), root, lines.map(hash32));
};
const canonical = value => Array.isArray(value) ? `[${value.map(canonical)}]`
  : value !== null && typeof value === "object" ? `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`
  : typeof value === "number" && !(Number.isSafeInteger(value)) ? fail("malformed") : JSON.stringify(value);
const parseCanonical = bytes => { try { const text = utf8(bytes), value = JSON.parse(text); need(canonical(value) === text); return value; } catch { fail("malformed"); } };
const cell = value => { if (typeof value !== "string") return ""; const text = (/^[=+\-@\t\r]/.test(value) ? "'" : "") + value; return /[,"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };
const row = (index, leaf) => {
  const { time, type, actor, audit, data } = parseCanonical(leaf);
  return [`${index},${leafHash(leaf).toString("hex")}`, ...[time, type, actor, audit, data.principal, data.rule, data.severity, canonical(data)].map(cell)].join(",");
};
const place = n => String(n).padStart(Math.ceil(String(n).length / 3) * 3, "0").match(/.{3}/g).join("/x").replace(/^(.*)\/x(...)$/, "x$1/$2");
const checkExport = (read, keys) => {
  const file = name => read(name) ?? fail("incomplete");
  const { size, root: signed, origin } = checkpoint(file("checkpoint"), keys);
  const listed = utf8(file("vkey")).trimEnd().split("\n").map(parseKey);
  need(listed.every(key => key.name === origin) && listed[0].key.export({ type: "spki", format: "pem" }) === utf8(file("public-key.pem")), "unknownKey");
  const { from, to, size: said, frontier, proof, vendor } = parseCanonical(file("export.json").subarray(0, -1));
  need(said === size && origin.endsWith(`/${vendor}`));
  const text = file("entries.ndjson"), leaves = [];
  for (let start = 0, end; start < text.length; start = end + 1) { end = text.indexOf(10, start); need(end >= 0); leaves.push(text.subarray(start, end)); }
  need(leaves.length === to - from, "modified");
  const hashes = leaves.map(leafHash), end = Math.min(to, size);
  // Complete subtrees [entries, hash], largest first: those before the range, then the entries one by one.
  const trees = [];
  for (let rest = from; rest > 0; rest -= trees.at(-1)[0]) trees.push([2 ** Math.floor(Math.log2(rest)), hash32(frontier[trees.length] ?? fail("malformed"))]);
  for (const hash of hashes.slice(0, end - from)) {
    trees.push([1, hash]);
    while (trees.length > 1 && trees.at(-1)[0] === trees.at(-2)[0]) { const [[n, left], [, right]] = trees.splice(-2); trees.push([2 * n, node(left, right)]); }
  }
  consistent(end, size, trees.map(([, hash]) => hash).reduceRight((right, left) => node(left, right)), signed, proof.map(hash32));
  need(utf8(file("entries.csv")) === ["log_index,leaf_sha256,time,type,actor,audit,principal,rule,severity,data", ...leaves.map((leaf, i) => row(from + i, leaf))].map(line => line + "\r\n").join(""), "column");
  for (const leaf of leaves) need(parseCanonical(leaf).vendor === vendor);
  if (from > 0 || to < size) return;
  const tile = (path, n, width, bytes) => need(same(file(`tile/${path}/${place(n)}${width === 256 ? "" : `.p/${width}`}`), bytes), "modified");
  for (let level = 0, row = hashes.slice(0, size); row.length > 0; level++) {
    const above = [];
    for (let n = 0; n * 256 < row.length; n++) {
      const part = row.slice(n * 256, n * 256 + 256);
      tile(level, n, part.length, Buffer.concat(part));
      if (level === 0) tile("entries", n, part.length, Buffer.concat(leaves.slice(n * 256, n * 256 + part.length).flatMap(leaf => [Buffer.of(leaf.length >> 8, leaf.length & 255), leaf])));
      if (part.length === 256) above.push(root(part));
    }
    row = above;
  }
};

const { keys: known, cases } = JSON.parse(readFileSync(join(here, "index.json"), "utf8"));
for (const { name, kind, path, keys, edits = [], oldRoot } of cases) {
  const believed = keys.map(key => parseKey(known[key]));
  const read = file => {
    if (!existsSync(join(here, path, file))) return null;
    return edits.filter(edit => edit.file === file).reduce((bytes, { from, to, flip, remove }) => {
      if (remove || bytes === null) return null;
      if (flip !== undefined) { bytes[flip] ^= 1; return bytes; }
      const at = bytes.indexOf(from);
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(to), bytes.subarray(at + Buffer.byteLength(from))]);
    }, readFileSync(join(here, path, file)));
  };
  try {
    const check = { export: () => checkExport(read, believed), checkpoint: () => checkpoint(read(""), believed), proof: () => checkProof(read(""), believed), consistency: () => checkConsistency(read(""), believed, oldRoot) };
    check[kind]();
    console.log(`${name} verified`);
  } catch (error) {
    if (!error.problem) throw error;
    console.log(`${name} ${error.problem === "incomplete" ? "incomplete" : "tampered"} ${error.problem}`);
  }
}
