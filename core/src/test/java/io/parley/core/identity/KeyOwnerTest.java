package io.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyOwnerTest {
  @Test
  void a_key_loses_the_scopes_that_its_owners_roles_do_not_bear() {
    var scopes = Set.of("read", "talk", "curate");
    assertThat(KeyOwner.lost(scopes, ClientRole.VIEWER.permissions()))
        .containsExactlyInAnyOrder("talk", "curate");
    assertThat(KeyOwner.lost(scopes, ClientRole.ADMIN.permissions())).isEmpty();
    assertThat(KeyOwner.lost(scopes, Set.of())).isEqualTo(scopes);
  }

  @Test
  void a_scope_of_another_release_is_lost() {
    assertThat(KeyOwner.lost(Set.of("fly"), ClientRole.OWNER.permissions())).containsExactly("fly");
  }

  @Test
  void a_directorys_key_needs_an_owner_with_all_that_an_admin_may() {
    var scopes = Set.of("provision");
    assertThat(KeyOwner.lost(scopes, ClientRole.ADMIN.permissions())).isEmpty();
    assertThat(KeyOwner.lost(scopes, ClientRole.OWNER.permissions())).isEmpty();
    assertThat(KeyOwner.lost(scopes, ClientRole.DEVELOPER.permissions())).isEqualTo(scopes);
  }
}
