import { describeWithData } from "../support/data.ts";
import { replacedCars } from "./drive-scenarios/replaced-cars.ts";

// Another motorway and a road in a town: tests/prove/drive-scenarios.prove.ts.
describeWithData("recorded traffic, one car replaced", (data) => replacedCars(data, ["USA_US101-3_3_T-1"]));
