package io.parley.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.KeyMenu.Repeat;
import io.parley.core.agent.KeyMenu.Transfer;
import io.parley.core.agent.KeyMenu.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyMenuTest {
  @Test
  void a_key_means_what_the_menu_says() {
    var menu = new KeyMenu("Press 1.", Map.of('1', new Transfer("sales"), '*', new Repeat()));
    assertThat(menu.of('1')).contains(new Transfer("sales"));
    assertThat(menu.of('2')).isEmpty();
    assertThat(menu.targets()).isEqualTo(Map.of('1', "sales"));
  }

  @Test
  void a_menu_without_words_or_keys_is_refused() {
    refused(() -> new KeyMenu(" ", Map.of('1', new Repeat())), "prompt: 0 characters");
    refused(() -> new KeyMenu("x".repeat(601), Map.of('1', new Repeat())), "prompt: 601");
    refused(() -> new KeyMenu("Press 1.", Map.of()), "keys: none (expected: ≥ 1 key)");
    refused(() -> new KeyMenu("Press #.", Map.of('#', new Repeat())), "keys: # (expected: 0 to 9");
    refused(() -> new Words(""), "say: 0 characters (expected: 1 to 300)");
    refused(() -> new Words("x".repeat(301)), "say: 301 characters");
    refused(() -> new Transfer(" "), "transfer: blank");
  }

  @Test
  void an_opening_is_as_long_as_one_listens_to() {
    refused(() -> opening("x".repeat(601)), "opening: 601 characters (expected: 1 to 600)");
    refused(() -> opening(" "), "opening: 0 characters");
    assertThat(opening("x".repeat(600)).opening()).isPresent();
  }

  private static Texts opening(String words) {
    return new Texts(
        "en", Optional.empty(), "Hello", List.of(), Optional.of(words), Optional.empty());
  }

  private static void refused(ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
