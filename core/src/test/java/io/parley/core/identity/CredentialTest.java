package io.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.parley.core.identity.Credentials.Credential;
import io.parley.core.person.PersonId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredentialTest {
  private static final PersonId ADA = new PersonId(new UUID(1, 2));

  private static Credential inUse() {
    return Credential.none(ADA)
        .withPassword("hash")
        .withPendingTotp("KEY")
        .withTotpConfirmed(7, List.of("code 1", "code 2"));
  }

  @Test
  void a_pending_key_becomes_the_second_factor_when_a_code_confirms_it() {
    var confirmed = inUse();
    assertThat(confirmed.totp()).contains("KEY");
    assertThat(confirmed.pendingTotp()).isEmpty();
    assertThat(confirmed.lastStep()).isEqualTo(OptionalLong.of(7));
    assertThat(confirmed.recovery()).containsExactly("code 1", "code 2");
    assertThat(confirmed.password()).contains("hash");
  }

  @Test
  void a_key_that_is_shown_again_leaves_the_one_in_use() {
    var changing = inUse().withPendingTotp("OTHER");
    assertThat(changing.totp()).contains("KEY");
    assertThat(changing.pendingTotp()).contains("OTHER");
  }

  @Test
  void nothing_is_confirmed_without_a_pending_key() {
    assertThatIllegalStateException()
        .isThrownBy(() -> inUse().withTotpConfirmed(8, List.of()))
        .withMessageContaining("pending");
  }

  @Test
  void without_a_second_factor_the_password_is_left() {
    assertThat(inUse().withPendingTotp("OTHER").withoutSecondFactor())
        .isEqualTo(Credential.none(ADA).withPassword("hash"));
  }

  @Test
  void a_used_code_changes_the_step_and_a_recovery_code_the_rest() {
    assertThat(inUse().withLastStep(9).lastStep()).isEqualTo(OptionalLong.of(9));
    assertThat(inUse().withRecovery(List.of("code 2")).recovery()).containsExactly("code 2");
    assertThat(inUse().withRecovery(List.of("code 2")).totp()).isEqualTo(Optional.of("KEY"));
  }

  @Test
  void its_text_shows_nothing() {
    assertThat(inUse().toString()).doesNotContain("hash", "KEY", "code", ADA.toString());
  }
}
