package io.parley.bench.server;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.ProcessUse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `bench/durable-object` on workerd: each session is an object with an SQLite of its own. No
/// database server counts its flushes.
public final class DurableObject implements ChatServer {
  private final Path directory;
  private final Launched workerd;
  private final URI http;
  private final ChatClient client = new ChatClient();

  private DurableObject(Path directory, Launched workerd, URI http) {
    this.directory = directory;
    this.workerd = workerd;
    this.http = http;
  }

  public static DurableObject start() throws IOException, InterruptedException {
    var project = NodeProject.installed("durable-object");
    var directory = Home.fresh("durable-object");
    var address = "127.0.0.1:" + Home.freePort();
    var workerd =
        Launched.start(
            List.of(
                project.resolve("node_modules/.bin/workerd").toString(),
                "serve",
                project.resolve("chat.capnp").toString(),
                "--socket-addr=http=" + address,
                "--directory-path=disk=" + Files.createDirectories(directory.resolve("data"))),
            Map.of(),
            directory.resolve("server.log"));
    var server = new DurableObject(directory, workerd, URI.create("http://" + address));
    workerd.await(() -> server.client.isReady(server.http));
    return server;
  }

  @Override
  public String name() {
    return "durable-object";
  }

  @Override
  public URI http() {
    return http;
  }

  @Override
  public ProcessUse use() throws IOException {
    return ProcessUse.of(workerd.handle(), directory);
  }

  @Override
  public void rest() {
    // V8 within workerd gives no access to its collector
  }

  @Override
  public void close() throws IOException {
    workerd.stop();
    client.close();
    Home.delete(directory);
  }
}
