import { suites } from "../conformance/openscenario/suites.ts";
import { describeWithData } from "../support/data.ts";

// `npm test` drives each file, and every sixth twice: tests/conformance/openscenario-suites.test.ts.
describeWithData("the ALKS and NCAP sets as suites", (data) => suites(data, () => true));
