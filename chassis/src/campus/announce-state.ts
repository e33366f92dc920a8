import { hasEvents, outboxRelay } from "@quad/database";
import { sequence } from "@quad/lifecycle";
import { type FullKit, openKit } from "../boot/open-kit.ts";
import { chassisErrors } from "../chassis-errors.ts";
import type { Kit } from "../kit.ts";
import type { AnnouncedPage, Manifest, Service } from "../manifest.ts";
import type { Platform } from "./platform.ts";

interface AnnounceOptions {
  readonly platform: Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Is told after each page how many facts were said so far. */
  readonly onPage?: (said: number) => void;
}

const LOOK_EVERY_MS = 50;
/** After the last page. */
const SENT_WITHIN_MS = 60_000;

/**
 * Says the state of a service again for those that joined late: a page in a transaction, through
 * the outbox, whether the service runs or not. Resolves when all of it is on the bus, with the
 * number of facts; undefined when the service has nothing to say. Error: ANNOUNCEMENT_WAITS.
 */
export async function announceState(
  service: Service,
  options: AnnounceOptions,
): Promise<number | undefined> {
  const manifest = service as unknown as Manifest<Kit>;
  const { announce } = manifest;
  if (!announce) return undefined;
  const { platform, environment, onPage = () => {} } = options;
  const kit = await openKit(manifest, { platform, environment, sagasMax: 0 });
  const { database, log, clock } = kit;
  if (!database) throw new TypeError(`${manifest.name} announces its state but has no database.`);
  const bus = await platform.port("bus");
  const parts = sequence([database, outboxRelay({ database, bus, log, clock })]);
  await parts.start();
  try {
    let said = 0;
    let next: string | null = null;
    do {
      const after: string | null = next;
      const page: AnnouncedPage = await database.transaction((tx) =>
        announce(kit, tx as never, after),
      );
      said += page.said;
      next = page.next;
      onPage(said);
    } while (next !== null);
    await untilSent({ ...kit, database }, said);
    return said;
  } finally {
    await parts.stop();
  }
}

type WithDatabase = FullKit & Required<Pick<FullKit, "database">>;

async function untilSent({ service, database, clock }: WithDatabase, said: number): Promise<void> {
  const deadline = clock.now().getTime() + SENT_WITHIN_MS;
  while (await hasEvents(database.sql)) {
    if (clock.now().getTime() > deadline) {
      throw chassisErrors.ANNOUNCEMENT_WAITS({ service, said });
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
}
