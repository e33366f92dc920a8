import { Socket } from "node:net";
import pg from "pg";

/**
 * A client that does not wait for an answer before it sends what comes next, and whose socket is
 * known: what is written while that is corked leaves in one packet.
 */
export class PipelinedClient extends pg.Client {
  readonly socket: Socket;

  constructor(config: pg.ClientConfig = {}) {
    const socket = new Socket();
    super({ ...config, pipeline: true, stream: () => socket });
    this.socket = socket;
  }
}
