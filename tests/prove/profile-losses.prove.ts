import { expect, test } from "vitest";
import { checkProfileLosses } from "../support/profile-losses.ts";

test("the losses of every profile sum to exactly 100 - score over 1000 traces each, and none lacks a finding", () => {
  for (const [id, { applicable }] of checkProfileLosses(1000)) expect(applicable, id).toBe(1000);
});
