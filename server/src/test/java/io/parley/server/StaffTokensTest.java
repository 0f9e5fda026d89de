package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.persistence.embedded.DataDirectory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaffTokensTest {
  private static final String STRONG =
      "parley.tokens { agent = agent-token-0123456, operator = operator-token-0123 }\n";

  @TempDir Path directory;
  private DataDirectory data;

  @BeforeEach
  void open() {
    data = DataDirectory.open(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    data.close();
  }

  private static Config config(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ProgramSettings.load(null, Map.of()).config());
  }

  @Test
  void development_generates_missing_tokens_and_prints_only_those() {
    var tokens = StaffTokens.from(config("parley.tokens.agent = my-own-token"), false, data);
    assertThat(tokens.settings().agentToken()).isEqualTo("my-own-token");
    assertThat(tokens.madeUp())
        .containsExactly(Map.entry("operator", tokens.settings().operatorToken()));
    assertThat(StaffTokens.from(config(""), false, data).settings().operatorToken())
        .isNotEqualTo(tokens.settings().operatorToken());
  }

  @Test
  void production_generates_no_tokens() {
    assertThatThrownBy(() -> StaffTokens.from(config(""), true, data))
        .hasMessage(
            "parley.tokens.agent: '' (expected: a secret of 16 characters or more in production)");
    var weak = STRONG + "parley.tokens.operator = short";
    assertThatThrownBy(() -> StaffTokens.from(config(weak), true, data))
        .hasMessageStartingWith("parley.tokens.operator: (not shown) (expected: ");
    assertThat(StaffTokens.from(config(STRONG), true, data).madeUp()).isEmpty();
  }

  @Test
  void without_shared_tokens_nobody_knows_one_and_production_needs_none() {
    var off = config(STRONG + "parley.auth.shared-tokens = off");
    var tokens = StaffTokens.from(off, true, data);
    assertThat(tokens.settings().agentToken()).isNotEqualTo("agent-token-0123456");
    assertThat(tokens.settings().operatorToken()).isNotEqualTo("operator-token-0123");
    assertThat(StaffTokens.from(off, true, data).settings().operatorToken())
        .isNotEqualTo(tokens.settings().operatorToken());
    var none = config("parley.auth.shared-tokens = off");
    for (boolean production : new boolean[] {true, false})
      assertThat(StaffTokens.from(none, production, data).madeUp()).isEmpty();
  }

  @Test
  void nodes_that_share_a_database_must_share_the_key_too() {
    var shared = STRONG + "parley.database.url = \"jdbc:postgresql://db/parley\"\n";
    assertThatThrownBy(() -> StaffTokens.from(config(shared), true, data))
        .hasMessageStartingWith("parley.tokens.keys: '' (expected: id:secret in production");
    var keyed =
        shared + "parley.tokens.keys = \"k2:" + "x".repeat(32) + ", k1:" + "y".repeat(32) + "\"";
    assertThat(StaffTokens.from(config(keyed), true, data).settings().keys())
        .extracting(key -> key.id())
        .containsExactly("k2", "k1");
  }

  @Test
  void a_key_of_another_form_is_refused_without_being_shown() {
    for (var keys : new String[] {"secret", ":secret", "k1:secret"})
      assertThatThrownBy(
              () -> StaffTokens.from(config("parley.tokens.keys = \"" + keys + "\""), false, data))
          .hasMessageStartingWith("parley.tokens.keys: ")
          .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(":secret)"));
  }
}
