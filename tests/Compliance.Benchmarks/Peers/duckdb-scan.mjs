// The peer of the auditor's scan: one SQL statement on one thread finds the unauthorized actions, the missing MFA and the missing cases in an
// OCSF log. It is spared what the auditor also does: duplicates, conflicts, digests, the other rules, evidence of each finding, and the
// `within` of a case (rows of `allowed.csv` with needs_case = false).
//
//   npm install && node duckdb-scan.mjs <log.ndjson> <holds.csv> <allowed.csv>
import { statSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [log, holds, allowed] = process.argv.slice(2);
if (!allowed) {
  console.error("usage: node duckdb-scan.mjs <log.ndjson> <holds.csv> <allowed.csv>");
  process.exit(2);
}

const quoted = (path) => `'${path.replaceAll("'", "''")}'`;

const scan = `
WITH record AS (
  SELECT
    "time" AS occurred,
    actor."user".name AS account,
    CASE WHEN class_uid <> 3002 THEN api.operation WHEN activity_id = 1 THEN 'signin' ELSE 'signout' END AS action,
    status_id = 1 AS successful,
    coalesce(is_mfa, actor.session.is_mfa) AS mfa,
    resources[1].uid AS resource,
    unmapped.case_id AS case_id
  FROM read_ndjson(${quoted(log)}, columns = {
    "time": 'BIGINT', class_uid: 'INTEGER', activity_id: 'INTEGER', status_id: 'INTEGER', is_mfa: 'BOOLEAN',
    actor: 'STRUCT("user" STRUCT(name VARCHAR), session STRUCT(is_mfa BOOLEAN))',
    api: 'STRUCT(operation VARCHAR)', resources: 'STRUCT(uid VARCHAR)[]', unmapped: 'STRUCT(case_id VARCHAR)' })
),
judged AS MATERIALIZED (SELECT * FROM record WHERE successful AND account LIKE '%@acme-bpo.example'),
signin AS (SELECT account, occurred, mfa FROM judged WHERE action = 'signin'),
permitted AS (
  SELECT h.account, a.action, h.from_ms, h.until_ms, a.needs_mfa, a.needs_case
  FROM read_csv(${quoted(holds)}) h JOIN read_csv(${quoted(allowed)}) a USING (role)
),
decided AS (
  SELECT
    j.account, j.occurred, j.mfa, j.resource, j.case_id,
    p.account IS NOT NULL AS is_allowed,
    coalesce(p.needs_mfa, false) AS needs_mfa,
    coalesce(p.needs_case, false) AS needs_case
  FROM judged j LEFT JOIN (
    -- Two roles may allow the same: a condition holds only when both set it.
    SELECT account, action, min(from_ms) AS from_ms, max(until_ms) AS until_ms, bool_and(needs_mfa) AS needs_mfa, bool_and(needs_case) AS needs_case
    FROM permitted GROUP BY ALL
  ) p ON p.account = j.account AND p.action = j.action AND j.occurred >= p.from_ms AND j.occurred < p.until_ms
)
SELECT
  (SELECT count(*) FROM judged) AS judged,
  count(*) FILTER (NOT d.is_allowed) AS unauthorized,
  count(*) FILTER (d.needs_mfa AND NOT coalesce(d.mfa, CASE WHEN s.occurred > d.occurred - 12 * 3600000 THEN s.mfa END, true)) AS missing_mfa,
  count(*) FILTER (d.needs_case AND d.resource IS NOT NULL AND d.case_id IS NULL) AS missing_case
FROM decided d ASOF LEFT JOIN signin s ON d.account = s.account AND d.occurred >= s.occurred`;

const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
await connection.run("SET threads = 1");
const started = process.hrtime.bigint();
const reader = await connection.runAndReadAll(scan);
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const [row] = reader.getRowObjects();
const { size: bytes } = statSync(log);
console.log(JSON.stringify({
  seconds,
  rows: Number(row.judged),
  unauthorized: Number(row.unauthorized),
  missingMfa: Number(row.missing_mfa),
  missingCase: Number(row.missing_case),
  bytes,
}));
