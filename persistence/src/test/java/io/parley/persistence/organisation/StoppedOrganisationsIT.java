package io.parley.persistence.organisation;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoppedOrganisationsIT {
  private static final TenantId SHOP = new OrganisationId(new UUID(1, 7)).tenant();

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcStoppedOrganisations stopped = new JdbcStoppedOrganisations(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private void state(String state) {
    db.execute("UPDATE organisation SET state = '%s'".formatted(state));
  }

  @Test
  void a_stop_and_its_end_change_the_number_and_other_changes_do_not() {
    db.execute(
        "INSERT INTO organisation (tenant, name, state, since) VALUES ('%s', 'Shop', 'unclaimed', now())"
            .formatted(SHOP));
    long begun = get(stopped.version());
    assertThat(get(stopped.all())).isEmpty();
    state("active");
    assertThat(get(stopped.version())).isEqualTo(begun);
    state("suspended");
    assertThat(get(stopped.version())).isEqualTo(begun + 1);
    assertThat(get(stopped.all())).containsExactly(SHOP);
    state("deleting");
    assertThat(get(stopped.version())).isEqualTo(begun + 1);
    assertThat(get(stopped.all())).containsExactly(SHOP);
    state("active");
    assertThat(get(stopped.version())).isEqualTo(begun + 2);
    assertThat(get(stopped.all())).isEmpty();
  }
}
