// Runs named cases and reports each as a JSON line: {"case": ..., "passed": ..., "detail": ...}.
import assert from "node:assert/strict";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { STSClient } from "@aws-sdk/client-sts";

export const region = process.env.AWS_DEFAULT_REGION;
export const account = "123456789012";

// Without credentials of its own a client takes those of the environment.
export const settings = (credentials, inRegion = region) =>
  ({ region: inRegion, endpoint: process.env.KAGIMORI_ENDPOINT, maxAttempts: 1, ...(credentials && { credentials }) });

export const kmsOf = (credentials, inRegion) => new KMSClient(settings(credentials, inRegion));
export const iamOf = (credentials) => new IAMClient(settings(credentials));
export const stsOf = (credentials) => new STSClient(settings(credentials));

// The call must be refused with an error of this class, and with this message if one is given.
export async function refused(type, promise, message) {
  const error = await promise.then(() => assert.fail("not refused"), (e) => e);
  if (typeof type === "string") assert.equal(error.name, type, error.stack);
  else assert.ok(error instanceof type, error.stack);
  if (message !== undefined) assert.equal(error.message, message);
  return error;
}

export async function all(pages, member) {
  const items = [];
  for await (const page of pages) items.push(...page[member]);
  return items;
}

export async function run(cases) {
  for (const [name, body] of Object.entries(cases)) {
    const report = { case: name, passed: true, detail: "" };
    try {
      await body();
    } catch (error) {
      Object.assign(report, { passed: false, detail: String(error?.stack ?? error) });
    }
    console.log(JSON.stringify(report));
  }
}
