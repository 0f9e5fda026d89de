package io.parley.persistence.mail;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplate;
import io.parley.core.mail.OwnTemplates;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Own templates in the table `mail_template`. Changes are committed with their audit entries,
/// which have the words before and after; the lock of the tenant's trail makes the limit exact.
public final class JdbcOwnTemplates implements OwnTemplates {
  private static final String FIND =
      """
      SELECT kind, language, subject, text, written_at FROM mail_template WHERE tenant = ?
      ORDER BY kind, language\
      """;

  private static final String PUT =
      """
      INSERT INTO mail_template (tenant, kind, language, subject, text, written_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, kind, language) DO UPDATE SET subject = excluded.subject,
        text = excluded.text, written_at = excluded.written_at\
      """;

  private static final String REMOVE =
      "DELETE FROM mail_template WHERE tenant = ? AND kind = ? AND language = ?";

  private final Database database;

  public JdbcOwnTemplates(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<Written>> of(TenantId tenant) {
    return database.as(tenant, connection -> all(connection, tenant));
  }

  private static List<Written> all(Connection connection, TenantId tenant) throws SQLException {
    return Sql.query(
            connection,
            FIND,
            row -> {
              var kind = MailKind.of(row.getString("kind"));
              if (kind.isEmpty()) return Optional.<Written>empty();
              var template =
                  new MailTemplate(
                      kind.get(),
                      row.getString("language"),
                      row.getString("subject"),
                      row.getString("text"));
              return Optional.of(new Written(template, Sql.instant(row, "written_at")));
            },
            tenant.value())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public CompletionStage<Stored> put(TenantId tenant, OwnTemplate template, Act act) {
    var wanted = template.template();
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var all = all(connection, tenant);
          var before = of(all, wanted.kind(), wanted.language());
          if (before.filter(wanted::equals).isPresent()) return Stored.DONE;
          if (before.isEmpty() && all.size() >= COUNT_MAX) return Stored.FULL;
          Sql.update(
              connection,
              PUT,
              tenant.value(),
              wanted.kind().word(),
              wanted.language(),
              wanted.subject(),
              wanted.text(),
              act.at());
          var change =
              Change.of(
                  "mail-template-changed",
                  target(wanted.kind(), wanted.language()),
                  before.map(JdbcOwnTemplates::fields).orElseGet(Map::of),
                  fields(wanted));
          AuditRows.add(connection, tenant, act, List.of(change));
          return Stored.DONE;
        });
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId tenant, MailKind kind, String language, Act act) {
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var before = of(all(connection, tenant), kind, language);
          if (before.isEmpty()) return false;
          Sql.update(connection, REMOVE, tenant.value(), kind.word(), language);
          var gone =
              Change.gone("mail-template-removed", target(kind, language), fields(before.get()));
          AuditRows.add(connection, tenant, act, List.of(gone));
          return true;
        });
  }

  private static Optional<MailTemplate> of(List<Written> all, MailKind kind, String language) {
    return all.stream()
        .map(Written::template)
        .filter(each -> each.kind() == kind && each.language().equals(language))
        .findFirst();
  }

  private static String target(MailKind kind, String language) {
    return "mail-template:" + kind.word() + "." + language;
  }

  private static Map<String, String> fields(MailTemplate template) {
    return Map.of("subject", template.subject(), "text", template.text());
  }
}
