package io.parley.sessions.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Answer;
import io.parley.sessions.entity.SessionEntity;
import io.parley.sessions.listener.ToReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Messages between an older and a newer build while both run: recorded bytes, see `wire/README.md`
/// among the test resources.
class OtherBuildsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final MessageEvent.Said SAID =
      new MessageEvent.Said("a", Party.CUSTOMER, "hello", Channel.WEB, NOON);
  private static ActorTestKit kit;

  /// A class that is run again needs another one.
  @BeforeAll
  static void start() {
    kit = ActorTestKit.create(ConfigFactory.load());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void unknown_fields_are_ignored() throws IOException {
    var ask = (SessionEntity.Ask) read("next/ask-with-new-fields");
    assertThat(ask.command())
        .isEqualTo(new SessionCommand.Say("a", Party.CUSTOMER, "hello", Channel.WEB, NOON));
    assertThat(ask.requestId()).isEqualTo("r-1");
    assertThat(ask.replyTo().path().name()).isEqualTo("asker");
    assertThat(read("next/committed-with-new-fields"))
        .isEqualTo(new ToReader.Committed(4, 1, List.of(SAID)));
  }

  @Test
  void a_command_of_an_unknown_kind_keeps_its_reply_address() throws IOException {
    var ask = (SessionEntity.Ask) read("next/ask-of-a-new-kind");
    assertThat(ask.command()).isNull();
    assertThat(ask.requestId()).isEqualTo("r-2");
    assertThat(ask.replyTo().path().name()).isEqualTo("asker");
  }

  @Test
  void events_end_before_the_first_unknown_kind_but_all_are_counted() throws IOException {
    assertThat(read("next/committed-with-a-new-kind"))
        .isEqualTo(new ToReader.Committed(4, 3, List.of(SAID)));
  }

  @Test
  void a_rejection_for_an_unknown_reason_is_still_a_rejection() throws IOException {
    assertThat(read("next/refused-for-a-new-reason"))
        .isEqualTo(
            new Answer.Refused(
                new Rejection(
                    Rejection.Reason.NOT_KNOWN_HERE,
                    "returns is closed (expected: an open team)")));
  }

  /// Pekko logs it and drops this one message; the sender times out.
  @Test
  void an_unknown_message_fails_alone() {
    assertThatThrownBy(() -> read("next/a-new-message"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("Transfer");
  }

  @Test
  void newer_fields_have_defaults() throws IOException {
    assertThat(read("before/committed-without-its-count"))
        .isEqualTo(new ToReader.Committed(4, 1, List.of(SAID)));
    var start = (SessionEntity.Ask) read("before/start-without-optional-fields");
    assertThat(start.trace()).isEmpty();
    assertThat(start.command())
        .isEqualTo(
            new SessionCommand.Start(
                TenantId.DEFAULT,
                new AgentRef("support", 1),
                Channel.WEB,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                NOON));
  }

  /// Older builds sent no playout; the node itself knows better what readers were shown.
  @Test
  void an_interruption_by_an_older_build_has_no_playout() throws IOException {
    var ask = (SessionEntity.Ask) read("before/interrupt-with-what-was-shown");
    assertThat(ask.command())
        .isEqualTo(new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.empty(), NOON));
  }

  @Test
  void a_human_of_the_company_keeps_the_name_of_older_builds() throws IOException {
    var typing = new SessionEntity.ShowTyping(Party.HUMAN);
    assertThat(read("before/typing-of-a-human")).isEqualTo(typing);
    var written = SerializationExtension.get(Adapter.toClassic(kit.system())).serialize(typing);
    try (var before = bytes("before/typing-of-a-human")) {
      assertThat(written.get()).isEqualTo(before.readAllBytes());
    }
  }

  private static InputStream bytes(String name) {
    return OtherBuildsTest.class.getResourceAsStream("/wire/" + name + ".cbor");
  }

  private static Object read(String name) throws IOException {
    try (var bytes = bytes(name);
        var manifest = OtherBuildsTest.class.getResourceAsStream("/wire/" + name + ".manifest")) {
      var serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
      int cbor = serialization.serializerFor(ToReader.Committed.class).identifier();
      return serialization
          .deserialize(
              bytes.readAllBytes(),
              cbor,
              new String(manifest.readAllBytes(), StandardCharsets.UTF_8).strip())
          .get();
    }
  }
}
