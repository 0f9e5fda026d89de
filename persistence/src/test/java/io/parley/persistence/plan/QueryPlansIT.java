package io.parley.persistence.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.persistence.database.Database;
import io.parley.persistence.testing.MigratedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Explains what the stores send over tables of many organisations. The plans are in
/// `target/query-plans.txt`. By default the tables are only so large that an index is the cheaper
/// way; `-Dparley.plans.organisations=10000 -Dparley.plans.rows=1000` makes them as large as those
/// of a big installation.
class QueryPlansIT {
  private static final int ORGANISATIONS = Integer.getInteger("parley.plans.organisations", 500);
  private static final int ROWS = Integer.getInteger("parley.plans.rows", 30);

  @Test
  void no_statement_reads_a_table_of_all_organisations_from_end_to_end()
      throws SQLException, IOException {
    var plans = new Plans(ManyOrganisations.TABLES);
    Set<String> small;
    Map<String, Long> rows;
    try (var db = MigratedDatabase.create()) {
      new ManyOrganisations(ORGANISATIONS, ROWS).fill(db);
      try (var _ = ExplainingDriver.begin(plans);
          var database = Database.open(db.settings())) {
        new DailyWork(db, database).run();
      }
      small = ManyOrganisations.smallIndexes(db);
      rows = ManyOrganisations.counted(db);
    }
    Files.writeString(Path.of("target", "query-plans.txt"), plans.text());
    assertThat(plans.touched())
        .as("large tables that a statement has read or changed")
        .isEqualTo(ManyOrganisations.TABLES);
    assertThat(plans.wholeReads(small, rows)).as("reads of large tables from end to end").isEmpty();
  }
}
