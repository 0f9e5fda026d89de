package io.parley.persistence.mail;

import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailOutbox.Claimed;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.text.TextMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads rows of mails.
final class MailRows {
  static final String COLUMNS =
      "tenant, id, kind, language, address, key_id, sealed, ordered_at, attempts";

  private static final Logger LOG = LoggerFactory.getLogger(MailRows.class);

  private MailRows() {}

  /// Of the mails that are claimed together, one that this release cannot read must not keep the
  /// others from being sent: another release may have stored it.
  ///
  /// @return empty if it cannot be read; its claim ends by itself
  static Optional<Claimed> claimed(ResultSet row, Keyring keys) throws SQLException {
    var id = new MailId(row.getObject("id", UUID.class));
    try {
      return Optional.of(claimed(id, row, keys));
    } catch (IllegalArgumentException unknown) {
      // without the exception: it quotes an address
      LOG.warn("the mail {} has a reader or a tenant of an unknown form; it waits", id);
      return Optional.empty();
    }
  }

  private static Claimed claimed(MailId id, ResultSet row, Keyring keys) throws SQLException {
    var tenant = new TenantId(row.getString("tenant"));
    var key = row.getString("key_id");
    var values = keys.open(key, row.getBytes("sealed"), context(tenant, id)).flatMap(TextMap::read);
    if (values.isEmpty())
      LOG.warn(
          "the mail {} cannot be read with the key {} (expected: this key in parley.secrets.keys,"
              + " an unchanged row, and values that this release knows); it waits",
          id,
          key);
    return new Claimed(
        id,
        tenant,
        MailKind.of(row.getString("kind")).orElseThrow(),
        row.getString("language"),
        new EmailAddress(row.getString("address")),
        values,
        Sql.instant(row, "ordered_at"),
        row.getInt("attempts"));
  }

  static String context(TenantId tenant, MailId id) {
    return "mail|" + tenant.value() + "|" + id;
  }
}
