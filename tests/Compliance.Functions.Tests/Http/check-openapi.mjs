// Holds a description in OpenAPI 3.1 to its own schema, and what a service was asked and answered to the description. Writes what is wrong to standard output, a
// JSON object { problems: [text], answered: [operationId] }. Arguments: the description, and an array of exchanges, both files.
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [description, exchanges] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, "utf8")));
const problems = [];
const answered = new Set();

const verdict = await new Validator().validate(structuredClone(description));
if (!verdict.valid) problems.push(`the description is no OpenAPI 3.1: ${JSON.stringify(verdict.errors)}`);
if (!description.openapi.startsWith("3.1.")) problems.push(`the description is of ${description.openapi}`);

// Unknown keywords, and formats that nobody checks, are mistakes in the description.
const ajv = addFormats(new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }));
const definitions = JSON.parse(JSON.stringify(description.components.schemas).replaceAll("#/components/schemas/", "#/$defs/"));
const compiled = new Map();
function mismatch(schema, value) {
  const text = JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/");
  if (!compiled.has(text)) compiled.set(text, ajv.compile({ $defs: definitions, ...JSON.parse(text) }));
  const holds = compiled.get(text);
  return holds(value) ? null : ajv.errorsText(holds.errors, { separator: "; " });
}

const server = description.servers[0].url;
const routes = Object.entries(description.paths).map(([template, methods]) => ({
  methods,
  shape: new RegExp(`^${server}${template.replace(/[.]/g, "\\.").replace(/\{path\}$/, ".+").replace(/\{\w+\}/g, "[^/]+")}$`),
  fixed: template.replace(/\{\w+\}/g, "").length,
}));

for (const { method, path, status, headers, body, sent } of exchanges) {
  const url = new URL(path, "http://service");
  const say = what => problems.push(`${method} ${path} ${status}: ${what}`);
  const route = routes.filter(one => one.shape.test(url.pathname) && one.methods[method.toLowerCase()]).sort((a, b) => b.fixed - a.fixed)[0];
  if (!route) {
    say("no operation is described");
    continue;
  }
  const operation = route.methods[method.toLowerCase()];
  const response = operation.responses[status];
  if (!response) {
    say(`${operation.operationId} does not describe this status: ${body}`);
    continue;
  }
  answered.add(`${operation.operationId} ${status < 400 ? "done" : "refused"}`);
  for (const [name, header] of Object.entries(response.headers ?? {})) {
    const value = headers[name.toLowerCase()];
    if (value === undefined) say(`the header ${name} is missing`);
    else if (mismatch(header.schema, header.schema.type === "integer" ? Number(value) : value)) say(`the header ${name} is ${value}`);
  }
  const type = headers["content-type"]?.split(";")[0];
  if (!response.content) {
    if (body) say(`there is a body: ${body}`);
  } else if (!response.content[type]) {
    say(`the media type ${type} is not described`);
  } else if (response.content[type].schema && type.endsWith("json")) {
    const wrong = mismatch(response.content[type].schema, JSON.parse(body));
    if (wrong) say(`${wrong}: ${body.slice(0, 2000)}`);
  }
  // What was taken must be what is said to be taken.
  const request = operation.requestBody?.content["application/json"]?.schema;
  if (status < 300 && request && sent) {
    const wrong = mismatch(request, JSON.parse(sent));
    if (wrong) say(`the request, which was taken, is not as described: ${wrong}: ${sent}`);
  }
  for (const [name] of url.searchParams)
    if (status < 300 && !operation.parameters?.some(one => one.in === "query" && one.name === name)) say(`the parameter ${name} is not described`);
}

process.stdout.write(JSON.stringify({ problems, answered: [...answered].sort() }));
