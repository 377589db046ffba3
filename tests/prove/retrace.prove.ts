import { recordedCars } from "../control/builtin/retrace-cars.ts";
import { describeWithData } from "../support/data.ts";

// `npm test` has three of each recording: tests/control/builtin/retrace.test.ts.
describeWithData("recorded cars", (data) => recordedCars(data, 12));
