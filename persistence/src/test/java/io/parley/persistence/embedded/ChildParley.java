package io.parley.persistence.embedded;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.testing.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/// A stand-in for Parley, as a process that tests kill: it starts both servers on the data
/// directory in its first argument, prints their addresses, and waits. When it receives a signal it
/// drains, which here means that it waits for its input to close, and then stops them in order,
/// PostgreSQL last.
final class ChildParley {
  private ChildParley() {}

  public static void main(String[] args) throws InterruptedException {
    var out = System.out;
    var config = ConfigFactory.defaultReference();
    var data = DataDirectory.open(Path.of(args[0]));
    var postgres = LocalPostgres.start(data, PostgresSettings.from(config));
    var objects =
        LocalObjectStore.start(
            data,
            ObjectStoreSettings.from(config),
            TestServers.objectStoreClassPath(),
            TestServers.OBJECT_STORE_OPTIONS);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  out.println("draining");
                  awaitEnd(System.in, out);
                  objects.close();
                  postgres.close();
                  data.close();
                  out.println("stopped");
                }));
    out.println("database " + postgres.url());
    out.println("objects " + objects.endpoint());
    Thread.currentThread().join();
  }

  private static void awaitEnd(InputStream in, PrintStream out) {
    try {
      in.transferTo(PrintStream.nullOutputStream());
    } catch (IOException e) {
      out.println("input: " + e);
    }
  }
}
