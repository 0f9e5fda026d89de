package io.parley.persistence.database;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.audit.Act;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.CustomerBackends;
import io.parley.core.identity.KeyOwner;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplate;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.secret.SecretHost;
import io.parley.core.session.Role;
import io.parley.core.support.Requester;
import io.parley.core.support.Ticket.Priority;
import io.parley.core.support.TicketDraft;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.agent.JdbcAgentVersions;
import io.parley.persistence.apikey.JdbcApiKeys;
import io.parley.persistence.customer.JdbcCustomerBackends;
import io.parley.persistence.dial.JdbcDoNotCallList;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JdbcJournal;
import io.parley.persistence.mail.JdbcOwnTemplates;
import io.parley.persistence.number.JdbcOrganisationNumbers;
import io.parley.persistence.secret.JdbcSecrets;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.ticket.JdbcTickets;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Something that another organisation has takes as many round trips to the database as something
/// that nobody has, by the same statements: so neither words nor times tell them apart.
class ForeignLooksMissingIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Act ACT = Act.ofProgram("operator", NOON);
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Optional<Integer> ANY = Optional.empty();
  private static final URI THERE = URI.create("https://api.example/v1");

  private final MigratedDatabase db = MigratedDatabase.create();
  private SentStatements sent;
  private Database database;

  @BeforeEach
  void begin() throws SQLException {
    sent = SentStatements.begin();
    database = Database.open(db.settings());
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    sent.close();
    db.close();
  }

  /// @param foreign what the shop has; @param missing what nobody has
  private void isTheSame(
      String what, String foreign, String missing, Function<String, CompletionStage<?>> asked) {
    // the first act of an organisation begins its audit trail
    get(asked.apply(missing));
    sent.take();
    get(asked.apply(foreign));
    var ofForeign = sent.take();
    get(asked.apply(missing));
    assertThat(ofForeign).as(what).isNotEmpty().isEqualTo(sent.take());
  }

  private static AgentContent content() {
    return new AgentContent(
        "Acme",
        new AgentPresentation(
            List.of(new Texts("en", Optional.empty(), "Hello", List.of())),
            new Theme("#1f5c4a", "#8fcdb4")),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Set.of());
  }

  @Test
  void agents() {
    var agents = new JdbcAgentVersions(database);
    get(agents.put(SHOP, "sales", content(), ANY, ACT));
    isTheSame("a version", "sales", "none", id -> agents.version(BANK, id, 1_001));
    isTheSame("versions", "sales", "none", id -> agents.versions(BANK, id));
    isTheSame("a restoration", "sales", "none", id -> agents.restore(BANK, id, 1_001, ANY, ACT));
    isTheSame("a retirement", "sales", "none", id -> agents.retire(BANK, id, ANY, ACT));
  }

  @Test
  void secrets_keys_and_backends() {
    var keyring = Keyring.of("a:" + Base64.getEncoder().encodeToString(new byte[32]));
    var secrets = new JdbcSecrets(database, keyring, () -> NOON);
    get(secrets.put(SHOP, "crm", new SecretHost("api.example"), "value"));
    isTheSame("a secret", "crm", "none", name -> secrets.reveal(BANK, name, THERE));
    isTheSame("a secret's end", "crm", "none", name -> secrets.delete(BANK, name, ACT));
    var keys = new JdbcApiKeys(database);
    get(keys.create(key(), ACT));
    var none = "00000000000000ff";
    isTheSame("a key's end", key().id(), none, id -> keys.revoke(BANK, id, ACT));
    isTheSame("a key's use", key().id(), none, id -> keys.used(BANK, id, NOON));
    var backends = new JdbcCustomerBackends(database, keyring);
    var claims = new CustomerBackends.Claims("sub", Optional.empty(), Optional.empty(), Map.of());
    var published = new CustomerBackends.Published(URI.create("https://shop.example/keys"));
    var backend = new CustomerBackends.Backend("web", "shop", "parley", published, claims);
    get(backends.put(SHOP, backend, Optional.of(published), ACT));
    isTheSame("a backend's end", "web", "none", name -> backends.remove(BANK, name, ACT));
  }

  private static ApiKeys.Key key() {
    return new ApiKeys.Key(
        "00000000000000a1",
        SHOP,
        "backend",
        "0f".repeat(32),
        Set.of("read"),
        List.of(),
        NOON,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new KeyOwner.Installation(),
        Set.of());
  }

  @Test
  void words_of_mails() {
    var templates = new JdbcOwnTemplates(database);
    var text = "{{organisation}}\n\n{{link}}";
    var words = new OwnTemplate(new MailTemplate(MailKind.INVITATION, "de", "Komm", text));
    get(templates.put(SHOP, words, ACT));
    isTheSame(
        "a mail's words",
        "de",
        "fr",
        language -> templates.remove(BANK, MailKind.INVITATION, language, ACT));
  }

  @Test
  void numbers() {
    var berlin = "+493012345";
    var none = "+33123456";
    db.execute(
        "INSERT INTO organisation_number (number, tenant) VALUES ('%s', 'shop')".formatted(berlin));
    var numbers = new JdbcOrganisationNumbers(database);
    isTheSame(
        "an answer",
        berlin,
        none,
        text -> numbers.answer(OrganisationNumber.plain(new PhoneNumber(text), BANK), ACT));
    isTheSame("a release", berlin, none, text -> numbers.release(BANK, new PhoneNumber(text), ACT));
    var list = new JdbcDoNotCallList(database);
    get(list.add(SHOP, new PhoneNumber(berlin), Optional.empty(), Role.OPERATOR, NOON));
    isTheSame("a number not to call", berlin, none, text -> list.find(BANK, new PhoneNumber(text)));
  }

  @Test
  void sessions_and_tickets() {
    var key = new SessionKey(SHOP, new SessionId("s1"));
    new JournalRows(db).write(key, JournalRows.small());
    var journal = new JdbcJournal(database, new EventBytes());
    isTheSame(
        "a session's events",
        "s1",
        "s2",
        id -> journal.read(new SessionKey(BANK, new SessionId(id)), 0, 10));
    var tickets = new JdbcTickets(database, () -> NOON);
    var draft = new TicketDraft("Lost parcel", "It never came.", Priority.HIGH);
    var opened = get(tickets.open(new Requester(key, Optional.of("ada")), draft, "shop:s1:1"));
    var asking = new Requester(new SessionKey(BANK, new SessionId("s1")), Optional.of("ada"));
    isTheSame("a ticket", opened.number(), "T-9999", number -> tickets.find(asking, number));
  }
}
