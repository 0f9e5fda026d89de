package io.parley.voice.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.parley.voice.sip.dns.Locating.Query;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LocatorTest {
  private static final Query QUERY = new Query(new HostPort("a.example", 5_060), Optional.empty());

  private final MadeDns dns = new MadeDns().host("a.example", "192.0.2.1");
  private Instant now = Instant.parse("2026-11-25T00:00:00Z");
  private final Locator locator =
      new Locator(new Locating(EnumSet.of(Transport.UDP)), dns, new Random(1), () -> now);

  private List<String> find() {
    return locator.locate(QUERY, Level.INFO).toCompletableFuture().join().stream()
        .map(Peer::address)
        .map(address -> address.getAddress().getHostAddress())
        .toList();
  }

  @Test
  void what_was_found_is_kept_for_a_minute() {
    assertThat(find()).containsExactly("192.0.2.1");
    dns.host("a.example", "192.0.2.2");
    now = now.plus(Locator.KEPT).minusMillis(1);
    assertThat(find()).containsExactly("192.0.2.1");
    now = now.plusMillis(1);
    assertThat(find()).containsExactly("192.0.2.2");
  }

  @Test
  void when_the_dns_does_not_answer_what_was_found_last_holds() {
    assertThat(find()).containsExactly("192.0.2.1");
    dns.isDown = true;
    now = now.plusSeconds(3_600);
    assertThat(find()).containsExactly("192.0.2.1");
  }

  @Test
  void without_anything_found_a_failure_is_an_empty_list() {
    dns.isDown = true;
    assertThat(find()).isEmpty();
    dns.isDown = false;
    assertThat(find()).as("asked again at once").containsExactly("192.0.2.1");
  }

  @Test
  void a_failure_is_logged_at_the_level_of_the_one_that_looks_for_the_host() {
    // searches of other tests may still run
    var query = new Query(new HostPort("level.example", 5_060), Optional.empty());
    var logger = (Logger) LoggerFactory.getLogger(Locator.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    var level = logger.getLevel();
    logger.setLevel(ch.qos.logback.classic.Level.INFO);
    dns.isDown = true;
    try {
      for (var trouble : List.of(Level.INFO, Level.WARN))
        assertThat(locator.locate(query, trouble).toCompletableFuture().join()).isEmpty();
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(level);
    }
    assertThat(lines.list)
        .filteredOn(line -> line.getFormattedMessage().contains("level.example"))
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(ch.qos.logback.classic.Level.INFO, ch.qos.logback.classic.Level.WARN);
  }
}
