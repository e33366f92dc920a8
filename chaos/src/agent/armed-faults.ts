import { appendFileSync } from "node:fs";
import type {
  ArmedFault,
  CallFault,
  Command,
  Landing,
  PointFault,
  PublishFault,
} from "./armed-fault.ts";

/** The faults that wait in this process, and what is under way in it. */
export class ArmedFaults {
  readonly #name: string;
  readonly #landings: string;
  readonly #faults = new Map<string, ArmedFault>();
  readonly #seen = new Map<string, number>();
  /** Statements sent and requests heard that are not answered yet. */
  busy = 0;

  constructor({ name, landings }: { name: string; landings: string }) {
    this.#name = name;
    this.#landings = landings;
  }

  obey(command: Command): void {
    if (command.type === "disarm") {
      this.#faults.delete(command.id);
      return;
    }
    const { fault } = command;
    if (fault.kind !== "kill-now") {
      this.#faults.set(fault.id, fault);
      return;
    }
    // Whoever is idle is not killed in the middle of anything.
    if (this.busy > 0) this.land(fault, `${this.busy} statements or requests under way`);
    process.kill(process.pid, "SIGKILL");
  }

  /** The fault that strikes at this statement; each statement counts for every fault that waits. */
  atStatement(text: string): PointFault | undefined {
    let struck: PointFault | undefined;
    for (const fault of this.#faults.values()) {
      if (!("statement" in fault) || !text.startsWith(fault.statement)) continue;
      const seen = (this.#seen.get(fault.id) ?? 0) + 1;
      this.#seen.set(fault.id, seen);
      if (seen >= fault.occurrence) struck ??= fault;
    }
    return struck && this.#take(struck);
  }

  atRequest(path: string): CallFault | undefined {
    for (const fault of this.#faults.values()) {
      if ("path" in fault && path.startsWith(fault.path)) return this.#take(fault);
    }
    return undefined;
  }

  /** The next fault for what is published; `fits` says whether these messages show it. */
  atPublishing(fits: (fault: PublishFault) => boolean): PublishFault | undefined {
    for (const fault of this.#faults.values()) {
      if ("ranks" in fault && fits(fault)) return this.#take(fault);
    }
    return undefined;
  }

  /** Written at once: the next thing to happen may be the end of the process. */
  land({ id }: ArmedFault, what: string): void {
    const { pid } = process;
    const landing: Landing = { id, name: this.#name, pid, at: new Date().toISOString(), what };
    appendFileSync(this.#landings, `${JSON.stringify(landing)}\n`);
  }

  #take<Fault extends ArmedFault>(fault: Fault): Fault {
    this.#faults.delete(fault.id);
    this.#seen.delete(fault.id);
    return fault;
  }
}
