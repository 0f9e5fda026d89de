package io.parley.persistence.phone;

import io.parley.persistence.testing.LostWheres;
import org.junit.jupiter.api.extension.ExtendWith;

/// The same results without a condition on the tenant: PostgreSQL has it.
@ExtendWith(LostWheres.class)
class JdbcCustomerNumbersLostWhereIT extends JdbcCustomerNumbersIT {}
