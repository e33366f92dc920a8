import { systemClock as clock } from "@quad/clock";
import { postgresSagas } from "../src/saga/postgres-sagas.ts";
import { quietLog as log, tripDatabase, tripSaga } from "./saga-trip.ts";

/**
 * A process that begins sagas and kills itself in the middle. Arguments: the URL of the database,
 * how many sagas, and at which moment: before or after the effect of a call, counted from 1.
 */
const [url = "", count = "0", deathAt = "0"] = process.argv.slice(2);
let moments = 0;
const database = tripDatabase(url);
await database.start();
const trip = tripSaga(database, () => {
  if (++moments === Number(deathAt)) process.kill(process.pid, "SIGKILL");
});
const sagas = postgresSagas({ database, url, definitions: [trip], clock, log, leaseMs: 500 });
await sagas.start();
for (let nth = 0; nth < Number(count); nth++) await sagas.begin(trip, `trip-${nth}`, {});
