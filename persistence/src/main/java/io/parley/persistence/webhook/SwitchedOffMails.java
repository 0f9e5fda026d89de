package io.parley.persistence.webhook;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.mail.JdbcMails;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the people of an organisation who may write webhooks that one was switched off, in the
/// transaction that does so. A mail that cannot be stored does not undo it: the webhook's state and
/// the audit trail say the same.
public final class SwitchedOffMails {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchedOffMails.class);

  private static final int READERS_MAX = 20;

  private static final String NAME = "SELECT name FROM organisation WHERE tenant = ?";

  private static final String READERS =
      """
      SELECT p.address, coalesce(p.language, 'en') AS language
      FROM membership m JOIN person p ON p.id = m.person
      WHERE m.tenant = ? AND (m.roles && ?::text[] OR EXISTS (
        SELECT FROM custom_role c WHERE c.tenant = m.tenant AND c.name = ANY (m.custom_roles)
          AND ?::text = ANY (c.permissions)))
      ORDER BY m.since, m.person LIMIT ?\
      """;

  private static final String[] ROLES =
      Arrays.stream(ClientRole.values())
          .filter(role -> role.permissions().contains(Permission.CONNECT))
          .map(ClientRole::word)
          .toArray(String[]::new);

  private final JdbcMails mails;
  private final Supplier<URI> address;

  /// @param address under which browsers reach this installation, without a slash at its end
  public SwitchedOffMails(JdbcMails mails, Supplier<URI> address) {
    this.mails = mails;
    this.address = address;
  }

  /// @param connection that works as the tenant
  void tell(Connection connection, TenantId tenant, URI webhook, Instant at) throws SQLException {
    var name = Sql.first(connection, NAME, row -> row.getString("name"), tenant.value());
    if (name.isEmpty()) return;
    var readers =
        Sql.query(
            connection,
            READERS,
            row ->
                new Reader(new EmailAddress(row.getString("address")), row.getString("language")),
            tenant.value(),
            ROLES,
            Permission.CONNECT.word(),
            READERS_MAX);
    for (var reader : readers) {
      var stored = mails.add(connection, mail(tenant, name.get(), webhook, reader), at);
      if (stored != Mails.Stored.DONE) {
        LOG.warn("the notice of a webhook that is switched off was not stored: {}", stored);
        return;
      }
    }
  }

  /// @param language English, if the reader's is not known
  private record Reader(EmailAddress address, String language) {}

  /// The path of an address may be secret: its host is shown.
  private NewMail mail(TenantId tenant, String name, URI webhook, Reader reader) {
    return new NewMail(
        new MailId(UUID.randomUUID()),
        tenant,
        MailKind.WEBHOOK_OFF,
        reader.language(),
        reader.address(),
        Map.of(
            "organisation",
            name,
            "webhook",
            webhook.getHost(),
            MailKind.LINK,
            address.get() + "/organisation"));
  }
}
