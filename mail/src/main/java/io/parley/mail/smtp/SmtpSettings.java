package io.parley.mail.smtp;

import com.typesafe.config.Config;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of the server that takes mail: `parley.mail`; see `reference.conf` for each key.
///
/// @param login empty for a server that asks for none
/// @param atOnce mails that a node sends at the same time
public record SmtpSettings(
    String host,
    int port,
    Security security,
    Optional<Login> login,
    Sender from,
    Timeouts timeouts,
    int atOnce) {
  private static final String ROOT = "parley.mail";
  private static final int AT_ONCE_MAX = 100;
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

  /// How the connection is encrypted. There is no mail in plain text: it has links that sign in.
  public enum Security {
    /// The connection begins in plain text and is encrypted before anything is sent (RFC 3207). A
    /// server that does not offer it gets nothing.
    STARTTLS,
    /// From the first byte (RFC 8314).
    TLS
  }

  /// A name and a password. The text shows neither.
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login";
    }
  }

  /// @param name as readers see it
  public record Sender(EmailAddress address, String name) {}

  /// @param read until each answer of the server
  public record Timeouts(Duration connect, Duration read, Duration write) {}

  public SmtpSettings {
    Expect.notBlank(name("host"), host);
    Expect.between(name("port"), port, 1, 65_535);
    Expect.that(name("from-name"), Person.isName(from.name()), "1 to 100 characters on one line");
    Expect.between(name("connect-timeout"), timeouts.connect(), TIMEOUT_MIN, TIMEOUT_MAX);
    Expect.between(name("read-timeout"), timeouts.read(), TIMEOUT_MIN, TIMEOUT_MAX);
    Expect.between(name("write-timeout"), timeouts.write(), TIMEOUT_MIN, TIMEOUT_MAX);
    Expect.between(name("at-once"), atOnce, 1, AT_ONCE_MAX);
  }

  /// @param config the whole configuration
  /// @return empty without a host: mail is shown and not sent
  public static Optional<SmtpSettings> from(Config config) {
    var own = Section.of(config, ROOT);
    return own.wordIfAny("host").map(host -> of(host, own));
  }

  private static SmtpSettings of(String host, Section own) {
    return new SmtpSettings(
        host,
        own.integer("port"),
        security(own.word("security")),
        login(own),
        new Sender(sender(own.word("from")), own.word("from-name")),
        new Timeouts(
            own.duration("connect-timeout"),
            own.duration("read-timeout"),
            own.duration("write-timeout")),
        own.integer("at-once"));
  }

  private static Security security(String word) {
    Expect.oneOf(name("security"), word, List.of("starttls", "tls"));
    return word.equals("tls") ? Security.TLS : Security.STARTTLS;
  }

  private static Optional<Login> login(Section own) {
    var user = own.wordIfAny("user");
    var password = own.textIfAny("password");
    Expect.that(
        name("password"),
        user.isPresent() == password.isPresent(),
        "a user and a password, or neither");
    return user.map(name -> new Login(name, password.get()));
  }

  private static EmailAddress sender(String written) {
    var address = EmailAddress.of(written);
    Expect.that(name("from"), address.isPresent(), "an address such as parley@example.org");
    return address.get();
  }

  private static String name(String key) {
    return ROOT + "." + key;
  }
}
