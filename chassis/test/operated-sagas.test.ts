import { pathToFileURL } from "node:url";
import { defineService, operatedSagas, type SagaKit } from "@quad/chassis";
import { startCampus } from "@quad/chassis/testing";
import { defineSaga } from "@quad/saga";
import { temporaryFolder } from "@quad/testkit";
import { expect, onTestFinished, test } from "vitest";

const migrations = pathToFileURL(`${temporaryFolder()}/`);
const once = { attemptsMax: 1, delayMs: 1, delayMsMax: 1 };

/** A service whose sagas park at the first call; `callers` are the kits of all calls. */
function travelService() {
  const callers: SagaKit<object>[] = [];
  const running: SagaKit<object>[] = [];
  const trip = (kit: SagaKit<object>) =>
    defineSaga<object>({ name: "trip", version: 1 }).step({
      name: "pay",
      retry: once,
      async action() {
        if (callers.push(kit) === 1) throw new Error("the bank hung up");
      },
    });
  const service = defineService<SagaKit<object>>({
    ...{ name: "travel", summary: "Travels.", migrations, routes: [] },
    sagas: (kit) => [trip(kit)],
    prepare: async (kit) => void running.push(kit),
  });
  return { service, trip, callers, running };
}

test("a person's look works on no saga: what is set going is done by the service", async () => {
  const { service, trip, callers, running } = travelService();
  await using campus = await startCampus({ services: [service] });
  const [kit] = running;
  if (!kit) throw new TypeError("The service does not run.");
  await kit.sagas.begin(trip(kit), "trip-1", {});
  expect(await kit.sagas.wait("trip-1")).toMatchObject({ status: "parked" });

  const operated = await operatedSagas(service, { platform: campus.platform, environment: {} });
  onTestFinished(() => operated?.stop());
  await operated?.start();
  await operated?.sagas.retry("trip-1");
  expect(await operated?.sagas.wait("trip-1")).toMatchObject({ status: "done" });
  expect(callers).toHaveLength(2);
  expect(callers.every((caller) => caller === kit)).toBe(true);
  await operated?.stop();
});

test("a service without sagas has none to look at", async () => {
  const service = defineService({ name: "quiet", summary: "Has none.", routes: [] });
  await using campus = await startCampus({ services: [service] });
  const { platform } = campus;
  expect(await operatedSagas(service, { platform, environment: {} })).toBeUndefined();
});
