package io.parley.persistence.trunk;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk;
import io.parley.core.trunk.OwnTrunk.Answering;
import io.parley.core.trunk.OwnTrunk.Transport;
import io.parley.core.trunk.OwnTrunks.Listed;
import io.parley.core.trunk.OwnTrunks.Standing;
import io.parley.core.trunk.OwnTrunks.Stored;
import io.parley.core.trunk.OwnTrunks.Told;
import io.parley.core.trunk.TrunkName;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Converts trunks to columns and to fields of the audit trail, and rows to trunks.
final class TrunkRows {
  private TrunkRows() {}

  static String word(Transport transport) {
    return transport.name().toLowerCase(Locale.ROOT);
  }

  static String word(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> numbers(OwnTrunk trunk) {
    return trunk.numbers().stream().map(PhoneNumber::text).toList();
  }

  /// Numbers in full: they are the company's own, and no person's.
  static Map<String, String> fields(OwnTrunk trunk) {
    var fields = new TreeMap<String, String>();
    fields.put("host", trunk.host());
    fields.put("transport", word(trunk.transport()));
    fields.put("user", trunk.user());
    trunk.login().ifPresent(login -> fields.put("login", login));
    if (!trunk.numbers().isEmpty()) fields.put("numbers", String.join(" ", numbers(trunk)));
    trunk.answering().agent().ifPresent(agent -> fields.put("agent", agent));
    trunk.answering().language().ifPresent(language -> fields.put("language", language));
    return fields;
  }

  static Stored stored(ResultSet row) throws SQLException {
    var trunk =
        new OwnTrunk(
            row.getString("host"),
            Transport.valueOf(row.getString("transport").toUpperCase(Locale.ROOT)),
            row.getString("line_user"),
            Sql.text(row, "login"),
            Sql.texts(row, "numbers").stream().map(PhoneNumber::new).toList(),
            new Answering(Sql.text(row, "agent"), Sql.text(row, "language")));
    return new Stored(
        new TrunkName(new TenantId(row.getString("tenant")), row.getString("name")),
        row.getInt("version"),
        row.getString("line"),
        trunk,
        Sql.instant(row, "at"));
  }

  static Listed listed(ResultSet row) throws SQLException {
    var standing = Sql.text(row, "standing").map(TrunkRows::standing);
    var since = Sql.instantIfAny(row, "told_at");
    return new Listed(stored(row), standing.flatMap(as -> since.map(at -> new Told(as, at))));
  }

  private static Standing standing(String word) {
    return Standing.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
