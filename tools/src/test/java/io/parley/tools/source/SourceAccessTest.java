package io.parley.tools.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SourceAccessTest {
  private static final URI THERE = URI.create("https://crm.example/mcp");

  private final SourceAccess access = new SourceAccess(TenantId.DEFAULT, new OneSecret(), null);

  @Test
  void a_named_secret_is_replaced_by_its_value_for_its_host() {
    assertThat(access.filled("Bearer ${secret:crm}", THERE)).isEqualTo("Bearer $1\\s3cret");
    assertThat(access.filled("${secret:crm}:${secret:crm}", THERE))
        .isEqualTo("$1\\s3cret:$1\\s3cret");
    assertThat(access.filled("${HOME} $1 ${secret:}", THERE)).isEqualTo("${HOME} $1 ${secret:}");
    assertThat(SourceAccess.namesSecret("Bearer ${secret:crm}")).isTrue();
    assertThat(SourceAccess.namesSecret("Bearer crm")).isFalse();
  }

  @Test
  void a_secret_for_another_host_is_not_sent() {
    for (var target : List.of("https://evil.example/", "http://crm.example/"))
      assertThatExceptionOfType(SourceFailure.class)
          .isThrownBy(() -> access.filled("${secret:crm}", URI.create(target)))
          .withMessageStartingWith("the secret crm cannot be sent to ")
          .withMessageNotContaining("s3cret");
    assertThatExceptionOfType(SourceFailure.class)
        .isThrownBy(() -> access.filled("${secret:other}", THERE));
  }

  private static final class OneSecret implements Secrets {
    @Override
    public CompletionStage<Stored> put(
        TenantId tenant, String name, SecretHost host, String value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Listed>> list(TenantId tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> delete(TenantId tenant, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<String>> reveal(TenantId tenant, String name, URI target) {
      boolean isRight =
          tenant.equals(TenantId.DEFAULT)
              && name.equals("crm")
              && new SecretHost("crm.example").covers(target);
      return CompletableFuture.completedFuture(
          isRight ? Optional.of("$1\\s3cret") : Optional.empty());
    }
  }
}
