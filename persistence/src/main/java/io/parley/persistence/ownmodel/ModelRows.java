package io.parley.persistence.ownmodel;

import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels.Head;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.money.Price;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Converts models to columns and to fields of the audit trail, and rows to models.
final class ModelRows {
  private ModelRows() {}

  /// The newest version of a model, and whether it is removed.
  record Newer(Version version, boolean isRemoved) {
    Head head() {
      return new Head(version.name(), isRemoved ? Optional.empty() : Optional.of(version));
    }
  }

  static Map<String, String> fields(Version version) {
    var model = version.model();
    var fields = new TreeMap<String, String>();
    fields.put("version", Integer.toString(version.number()));
    fields.put("kind", word(model.kind()));
    fields.put("address", address(model));
    fields.put("model", model.model());
    model
        .price()
        .ifPresent(
            price -> {
              fields.put("inputMicros", Long.toString(price.inputMicros()));
              fields.put("outputMicros", Long.toString(price.outputMicros()));
            });
    if (!model.fallbacks().isEmpty()) fields.put("fallbacks", String.join(" ", model.fallbacks()));
    return fields;
  }

  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static String address(OwnModel model) {
    return model.address().map(URI::toString).orElse("");
  }

  static Newer newer(ResultSet row) throws SQLException {
    return new Newer(version(row), row.getBoolean("is_removed"));
  }

  static Version version(ResultSet row) throws SQLException {
    var address = row.getString("address");
    var input = Optional.ofNullable(row.getObject("input_micros", Long.class));
    var output = Optional.ofNullable(row.getObject("output_micros", Long.class));
    var model =
        new OwnModel(
            Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            address.isEmpty() ? Optional.empty() : Optional.of(URI.create(address)),
            row.getString("model"),
            input.flatMap(in -> output.map(out -> new Price(in, out))),
            Sql.texts(row, "fallbacks"));
    return new Version(
        new OwnModelName(new TenantId(row.getString("tenant")), row.getString("name")),
        row.getInt("version"),
        model,
        Sql.instant(row, "at"));
  }
}
