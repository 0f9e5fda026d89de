package io.parley.persistence.database;

import io.parley.persistence.testing.LostWheres;
import org.junit.jupiter.api.extension.ExtendWith;

/// The same results without a condition on the tenant: each database's PostgreSQL has it.
@ExtendWith(LostWheres.class)
class OwnDatabaseRowsLostWhereIT extends OwnDatabaseRowsIT {}
