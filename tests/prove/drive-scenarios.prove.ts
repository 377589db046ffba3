import { replacedCars } from "../conformance/drive-scenarios/replaced-cars.ts";
import { describeWithData } from "../support/data.ts";

// On one of them `npm test` shows the same: tests/conformance/drive-scenarios.test.ts.
const MAPS = ["USA_US101-3_3_T-1", "USA_US101-4_1_T-1", "USA_Lanker-1_1_T-1"];
describeWithData("recorded traffic, one car replaced", (data) => replacedCars(data, MAPS));
