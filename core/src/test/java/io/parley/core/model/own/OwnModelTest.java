package io.parley.core.model.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.model.own.OwnModel.Kind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnModelTest {
  private static OwnModel at(String address) {
    return new OwnModel(Kind.OPENAI, Optional.of(URI.create(address)), "m", Optional.empty());
  }

  private static OwnModel named(String model) {
    return new OwnModel(Kind.OPENAI, Optional.empty(), model, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://llm.example/v1",
        "https:/v1",
        "https://user:secret@llm.example/v1",
        "https://llm.example/v1?key=secret",
        "https://llm.example/v1#part"
      })
  void an_address_has_a_host_and_nothing_secret(String address) {
    assertThatThrownBy(() -> at(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("address")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_name_has_no_spaces_and_a_limit() {
    assertThat(named("m".repeat(OwnModel.MODEL_MAX)).model()).hasSize(OwnModel.MODEL_MAX);
    assertThatThrownBy(() -> named("m".repeat(OwnModel.MODEL_MAX + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> named("gpt 4")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> named("")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../files", "a/../../files", "a/./b", "a//b", "/a", "a/", "."})
  void a_name_leads_to_no_other_path_of_its_server(String model) {
    assertThatThrownBy(() -> named(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", "@cf/meta/llama-3.1-8b", "tuned.v2", "org/model:free", "a..b"})
  void a_name_may_have_parts(String model) {
    assertThat(named(model).model()).isEqualTo(model);
  }

  @Test
  void nine_others_at_most_stand_in_for_a_model_each_once() {
    var nine = IntStream.range(0, 9).mapToObj(i -> "m" + i).toList();
    assertThat(followedBy(nine).fallbacks()).isEqualTo(nine);
    var ten = IntStream.range(0, 10).mapToObj(i -> "m" + i).toList();
    for (var wrong : List.of(ten, List.of("a", "a"), List.of("No Name"), List.of("")))
      assertThatThrownBy(() -> followedBy(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("fallbacks: ");
  }

  private static OwnModel followedBy(List<String> others) {
    return new OwnModel(Kind.OPENAI, Optional.empty(), "m", Optional.empty(), others);
  }

  @Test
  void a_key_fits_in_a_header() {
    assertThat(OwnModel.isKey("sk-1234")).isTrue();
    assertThat(OwnModel.isKey("k".repeat(OwnModel.KEY_MAX))).isTrue();
    assertThat(OwnModel.isKey("k".repeat(OwnModel.KEY_MAX + 1))).isFalse();
    assertThat(OwnModel.isKey("sk 1")).isFalse();
    assertThat(OwnModel.isKey("sk\r\nHost: x")).isFalse();
    assertThat(OwnModel.isKey("")).isFalse();
  }

  @Test
  void models_of_one_server_share_a_key_and_others_do_not() {
    assertThat(named("a").isAtServerOf(named("b"))).isTrue();
    assertThat(named("a").isAtServerOf(at("https://llm.example/v1"))).isFalse();
    assertThat(
            named("a")
                .isAtServerOf(new OwnModel(Kind.GEMINI, Optional.empty(), "a", Optional.empty())))
        .isFalse();
    // equal as addresses, but a key is encrypted for the text
    assertThat(at("https://LLM.example/v1").isAtServerOf(at("https://llm.example/v1"))).isFalse();
  }
}
