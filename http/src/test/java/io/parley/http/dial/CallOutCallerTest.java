package io.parley.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import io.parley.http.account.People;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The caller that an `Idempotency-Key` of `POST /v1/calls` belongs to.
class CallOutCallerTest {
  @Test
  void each_program_and_each_person_has_idempotency_keys_of_its_own() {
    var callers =
        Set.of(
            CallOutEndpoints.caller(program("0000000000000001")),
            CallOutEndpoints.caller(program("0000000000000002")),
            CallOutEndpoints.caller(People.of(1, ClientRole.OWNER)),
            CallOutEndpoints.caller(People.of(2, ClientRole.OWNER)),
            CallOutEndpoints.caller(Principal.staff(TenantId.DEFAULT, Role.OPERATOR)));
    assertThat(callers)
        .containsExactlyInAnyOrder(
            "program 0000000000000001",
            "program 0000000000000002",
            "person 00000000-0000-0000-0000-000000000001",
            "person 00000000-0000-0000-0000-000000000002",
            "operator");
  }

  private static Principal program(String key) {
    return Principal.program(TenantId.DEFAULT, key, Set.of(Permission.DIAL));
  }
}
