package io.parley.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrincipalTest {
  private static final SessionKey OWN = new SessionKey(TenantId.DEFAULT, new SessionId("own"));
  private static final SessionKey OTHER = new SessionKey(TenantId.DEFAULT, new SessionId("other"));
  private static final SessionKey FOREIGN =
      new SessionKey(new TenantId("foreign"), new SessionId("own"));

  private static List<SessionKey> reached(Principal principal) {
    return Stream.of(OWN, OTHER, FOREIGN).filter(principal::reaches).toList();
  }

  @Test
  void a_customer_reaches_one_session_staff_those_of_its_tenant_a_visitor_none() {
    assertThat(reached(Principal.customer(OWN))).containsExactly(OWN);
    assertThat(reached(Principal.staff(TenantId.DEFAULT, Role.AGENT))).containsExactly(OWN, OTHER);
    assertThat(reached(Principal.visitor(TenantId.DEFAULT))).isEmpty();
  }

  @Test
  void permissions_follow_from_the_role() {
    var customer = Principal.customer(OWN);
    var agent = Principal.staff(TenantId.DEFAULT, Role.AGENT);
    var operator = Principal.staff(TenantId.DEFAULT, Role.OPERATOR);
    assertThat(customer.may(Permission.CALL)).isTrue();
    assertThat(agent.may(Permission.CALL)).isFalse();
    assertThat(agent.may(Permission.DECIDE)).isTrue();
    assertThat(customer.may(Permission.DECIDE)).isFalse();
    assertThat(operator.may(Permission.TALK)).isFalse();
    assertThat(operator.may(Permission.OPERATE)).isTrue();
    assertThat(agent.may(Permission.OPERATE)).isFalse();
    assertThat(customer.may(Permission.NAME_CUSTOMER)).isFalse();
  }

  @Test
  void a_visitor_may_start_a_session_and_nothing_else() {
    assertThat(Principal.visitor(TenantId.DEFAULT).permissions()).containsExactly(Permission.START);
  }

  @Test
  void a_program_may_do_what_its_key_says_unless_no_key_may() {
    var program =
        Principal.program(
            TenantId.DEFAULT,
            "0123456789abcdef",
            Set.of(Permission.READ, Permission.MANAGE_KEYS, Permission.OPERATE, Permission.RATE));
    assertThat(program.permissions()).containsExactly(Permission.READ);
    assertThat(program.subject()).isEqualTo(new Subject.Program("0123456789abcdef", Role.OPERATOR));
    assertThat(program.isStaff()).isTrue();
    assertThat(reached(program)).containsExactly(OWN, OTHER);
    var talking = Principal.program(TenantId.DEFAULT, "0", Set.of(Permission.TALK));
    assertThat(talking.role()).isEqualTo(Role.AGENT);
  }

  @Test
  void a_customer_with_a_proof_names_itself_and_does_nothing_else() {
    var proved = Principal.provedCustomer(TenantId.DEFAULT);
    assertThat(proved.permissions())
        .containsExactlyInAnyOrder(Permission.START, Permission.NAME_CUSTOMER);
    assertThat(proved.isStaff()).isFalse();
    assertThat(proved.role()).isEqualTo(Role.CUSTOMER);
    assertThat(reached(proved)).isEmpty();
  }

  @Test
  void a_customer_is_not_staff() {
    assertThatThrownBy(() -> Principal.staff(TenantId.DEFAULT, Role.CUSTOMER))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
