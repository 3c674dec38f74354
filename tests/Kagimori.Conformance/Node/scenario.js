// The scenario of every operation on identities. A step is a call, its request, what it answers, and the members that later steps need;
// or the code of its refusal, and what stands before the part of the message that later steps need.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import { iamOf, run, stsOf } from "./cases.js";

const modules = { iam, sts };
const clients = { iam: iamOf(), sts: stsOf() };

// RFC 6238.
function code(seed, distance) {
  const bits = [...seed].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + distance));
  const mac = createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(counter).digest();
  return String((mac.readInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function fill(value, variables) {
  if (typeof value === "string") {
    return value.replace(/\$\{code([+-]\d)\}/g, (_, distance) => code(variables.seed, Number(distance))).replace(/\$\{(\w+)\}/g, (_, name) => variables[name]);
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, variables));
  return value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, variables)])) : value;
}

// This SDK leaves policies in their URL encoding.
function member(answer, path) {
  const open = (value) => (typeof value === "string" ? JSON.parse(value.startsWith("%7B") ? decodeURIComponent(value) : value) : value);
  const found = path.split(".").reduce((value, name) => open(value)?.[name], answer);
  return found instanceof Uint8Array ? Buffer.from(found).toString("latin1") : found;
}

async function step(variables, call, request, expected, kept = {}) {
  const [service, operation] = call.split(" ");
  const sending = clients[service].send(new modules[service][`${operation}Command`](fill(request, variables)));
  if (typeof expected === "string") {
    const error = await sending.then(() => assert.fail("not refused"), (e) => e);
    assert.equal(error.Code ?? error.name.replace(/Exception$/, ""), expected, error.stack);
    for (const [name, before] of Object.entries(kept)) variables[name] = error.message.split(before)[1];
    return;
  }
  const answer = await sending;
  for (const [path, value] of Object.entries(fill(expected, variables))) {
    const found = member(answer, path);
    if (value === "*") assert.ok(found, `${path} is missing`);
    else assert.deepEqual(found, value, `${path} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`);
  }
  for (const [name, path] of Object.entries(kept)) variables[name] = member(answer, path);
}

const scenario = JSON.parse(readFileSync(process.env.KAGIMORI_SCENARIO, "utf8"));
const cases = {};
for (const [name, steps] of Object.entries(scenario.stories)) {
  const variables = { ...scenario.variables };
  steps.forEach((row, index) => { cases[`${name} ${index + 1}: ${row[0]}`] = () => step(variables, ...row); });
}
await run(cases);
