interface ServerOptions {
  readonly port: number;
  readonly durable: boolean;
  /** They come before those of this file. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * How the embedded server is set up: one campus on one machine, small and quick to start.
 * Given on the command line at every start, so a newer Quad never meets an older Quad's settings.
 */
export function serverSettings({ port, durable, settings: further }: ServerOptions): string[] {
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    // The data folder, which only its owner may enter.
    unix_socket_directories: ".",
    max_connections: "200",
    shared_buffers: "64MB",
    // No replicas: the least WAL, and no processes that would send it.
    wal_level: "minimal",
    max_wal_senders: "0",
    // Short statements on small tables gain nothing from these, and each costs memory.
    jit: "off",
    max_parallel_workers_per_gather: "0",
    io_method: "sync",
    // In the data folder: what a killed server leaves in /dev/shm, nobody would remove.
    dynamic_shared_memory_type: "mmap",
    // Queue tables (outbox, inbox, the bus) turn over all the time: look after them often.
    autovacuum_naptime: "10s",
    autovacuum_vacuum_cost_delay: "0",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    log_line_prefix: "%m [%p] %q%d ",
    // Survives the death of every process, but not that of the machine.
    ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
    ...further,
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
