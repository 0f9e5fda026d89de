package io.parley.persistence.ownmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.persistence.testing.LostWheres;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The same results without a condition on the tenant: PostgreSQL has it.
class JdbcOwnModelsLostWhereIT extends JdbcOwnModelsIT {
  @BeforeAll
  static void lose() throws SQLException {
    LostWheres.begin();
  }

  @AfterAll
  static void find() throws SQLException {
    assertThat(LostWheres.end()).isPositive();
  }
}
