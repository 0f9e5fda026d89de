package io.parley.bench.server;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.ProcessUse;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.PostgresSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// `bench/yardstick/server.mjs` on a PostgreSQL of its own: the same programs and the same settings
/// as Parley's embedded one.
public final class Yardstick implements ChatServer {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final DataDirectory data;
  private final LocalPostgres postgres;
  private final Launched node;
  private final URI http;
  private final ChatClient client = new ChatClient();

  private Yardstick(
      Path directory, DataDirectory data, LocalPostgres postgres, Launched node, URI http) {
    this.directory = directory;
    this.data = data;
    this.postgres = postgres;
    this.node = node;
    this.http = http;
  }

  public static Yardstick start() throws IOException, InterruptedException {
    var program = NodeProject.installed("yardstick").resolve("server.mjs");
    var directory = Home.fresh("yardstick");
    var data = DataDirectory.open(directory.resolve("data"));
    var postgres = LocalPostgres.start(data, new PostgresSettings(0, 200, PATIENCE, PATIENCE));
    int port = Home.freePort();
    var node =
        Launched.start(
            List.of("node", program.toString()),
            Map.of(
                "PORT",
                Integer.toString(port),
                "DATABASE_URL",
                "postgres://%s:%s@127.0.0.1:%d/parley"
                    .formatted(postgres.user(), postgres.password(), postgres.port())),
            directory.resolve("server.log"));
    // PostgreSQL is a daemon, which Ctrl-C does not reach
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    var server =
        new Yardstick(directory, data, postgres, node, URI.create("http://127.0.0.1:" + port));
    node.await(() -> server.client.isReady(server.http));
    return server;
  }

  @Override
  public String name() {
    return "yardstick";
  }

  @Override
  public URI http() {
    return http;
  }

  @Override
  public ProcessUse use() throws IOException {
    return ProcessUse.of(node.handle(), data.postgres());
  }

  @Override
  public void rest() {
    // Node gives access to its collector only with an option at its start
  }

  @Override
  public void close() throws IOException {
    node.stop();
    client.close();
    postgres.close();
    data.close();
    Home.delete(directory);
  }
}
