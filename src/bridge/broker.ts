/** The MQTT broker inside the process: the default where no broker is named. MQTT 3.1.1, nothing kept over a restart. */
import { createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';

export interface EmbeddedBroker {
  /** e.g. `mqtt://127.0.0.1:40123` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * @param port - 0 takes a free one.
 * @param host - loopback by default: this broker asks nobody for a password.
 * @throws where the port is taken.
 */
export async function startEmbeddedBroker({ port = 0, host = '127.0.0.1' } = {}): Promise<EmbeddedBroker> {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    await new Promise<void>((resolve) => aedes.close(resolve));
    throw error;
  }
  const address = server.address() as { port: number };
  return {
    url: `mqtt://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => aedes.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
