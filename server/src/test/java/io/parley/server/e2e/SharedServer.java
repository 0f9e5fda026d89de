package io.parley.server.e2e;

import io.parley.persistence.testing.MemoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/// The built program for all test classes of this JVM that only talk to it: one for each profile of
/// settings, started for the first class that needs it and stopped after the last. A test uses only
/// sessions that it has started: lists, counters and logs include those of other tests. A test that
/// needs other settings, or kills, stops or drains, starts its own [ServerProcess].
final class SharedServer implements BeforeAllCallback, Served {
  private static final Namespace OURS = Namespace.create(SharedServer.class);

  enum Profile {
    /// Always answers the same, at once; asked for the weather, to refund or to reship, it calls a
    /// tool of a server of this machine.
    SCRIPTED(
        "scripted",
        """
        parley.outbound.allow = ["127.0.0.0/8"]
        parley.accounts { sign-up = open, dns.servers = ["%3$s"] }
        parley.http.accounts { mails-per-address = 1000, mails-per-block = 1000 }
        parley.knowledge.crawl.pause = 10ms
        parley.knowledge.sources.look-every = 100ms
        parley.model.scripted.script = [
          { when = "weather", tool = "outside.forecast", arguments = { city = "Bonn" }, text = "It said {result}" }
          { when = "pay back", tool = "consent.refund", arguments = { amount = 70, reason = "late" }, text = "It said {result}" }
          { when = "reship", tool = "consent.reship", arguments = { parcel = "p-1" }, text = "It said {result}" }
          { when = "refund", tool = "till.refund", arguments = { order = "1042" }, text = "It said {result}" }
          { when = "anemometer", tool = "kb.search", arguments = { query = "anemometer" }, text = "I don't know that." }
        ]
        """),

    /// The sample shop's agent, which a shop on [#shopPort] may embed, whose backend is
    /// [ShopSignIn].
    OFFLINE(
        "offline",
        """
        parley.http.widget.origins = ["http://localhost:%1$d"]
        parley.customers.issuers.shop {
          issuer = "https://shop.example", audience = parley, verifiers = ["%2$s"]
        }
        """),

    /// The same with calls and the speech models. A busy machine adds pauses to speech, so these
    /// settings wait longer for its end.
    SPOKEN(
        "offline",
        """
        parley.voice.turn.endpointing { minimum = 1500ms, usual = 2s, maximum = 3s }
        parley.sip { accounts.tester.password = "tester-of-telephones", account-algorithms = [MD5] }
        """);

    private final String model;
    private final String settings;

    Profile(String model, String settings) {
      this.model = model;
      this.settings = settings;
    }
  }

  /// @param directory of all its data
  private record Started(ServerProcess server, Path directory, int shopPort, NameServer names)
      implements AutoCloseable {
    static Started of(Profile profile) {
      try {
        var directory = MemoryFiles.newDirectory("parley-shared-");
        var data = Files.createDirectory(directory.resolve("data"));
        if (profile == Profile.SPOKEN)
          Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
        int shopPort = FreePort.find();
        var names = NameServer.start();
        var config =
            Files.writeString(
                directory.resolve("parley.conf"),
                profile.settings.formatted(shopPort, ShopSignIn.publicKey(), names.address()));
        var server =
            ServerProcess.start(
                data,
                Map.ofEntries(SharedStore.OWN, Map.entry("PARLEY_MODEL", profile.model)),
                List.of("serve", "--config", config.toString()));
        return new Started(server, directory, shopPort, names);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      names.close();
      try (var all = Files.walk(directory)) {
        for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
      }
    }
  }

  private final Profile profile;
  private Started started;

  SharedServer(Profile profile) {
    this.profile = profile;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    started =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, OURS)
            .computeIfAbsent(profile, Started::of, Started.class);
  }

  @Override
  public URI http(String path) {
    return started.server().http(path);
  }

  /// Of the operators' port.
  URI management(String path) {
    return started.server().management(path);
  }

  /// Where telephones call.
  SipAddress sip() {
    return started.server().sip();
  }

  String log() throws IOException {
    return started.server().log();
  }

  String metrics() throws IOException, InterruptedException {
    return started.server().metrics();
  }

  /// As [ServerProcess#metric] has it.
  double metric(String name) throws IOException, InterruptedException {
    return started.server().metric(name);
  }

  /// Its data directory.
  Path data() {
    return started.server().data();
  }

  /// Has the DNS tell a TXT record.
  void prove(String name, String text) {
    started.names().put(name, text);
  }

  /// The port of a shop whose pages may embed the chat.
  int shopPort() {
    return started.shopPort();
  }
}
