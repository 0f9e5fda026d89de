package io.parley.tools.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GistTest {
  @Test
  void fillers_and_endings_do_not_matter() {
    assertThat(like("How do I return shoes?", "how can I return my shoe please")).isTrue();
    assertThat(like("What is the delivery cost?", "Which are the shipping costs?")).isTrue();
    assertThat(like("Kann ich Schuhe zurückgeben?", "Kann ich die Schuhe zurückgeben, bitte"))
        .isTrue();
    assertThat(like("¿Puedo devolver los zapatos?", "Hola, ¿puedo devolver mis zapatos?")).isTrue();
  }

  @Test
  void negations_matter_however_they_are_written() {
    for (var no :
        new String[] {
          "Can I not return shoes?",
          "Can't I return shoes?",
          "Can’t I return shoes?",
          "Cannot I return shoes?",
          "Can I never return shoes?"
        }) assertThat(like("Can I return shoes?", no)).as(no).isFalse();
    assertThat(like("Can't I pay?", "Cannot I pay?")).isTrue();
    assertThat(like("Kann ich das zurückgeben?", "Kann ich das nicht zurückgeben?")).isFalse();
    assertThat(like("¿Puedo devolverlo?", "¿No puedo devolverlo?")).isFalse();
  }

  @Test
  void numbers_and_signs_matter_and_so_does_their_order() {
    assertThat(like("size 42 for 43", "size 43 for 42")).isFalse();
    assertThat(like("is 1.000 free", "is 1000 free")).isFalse();
    assertThat(like("is 100 € free", "is 100 $ free")).isFalse();
    assertThat(like("is 5 off", "is 5% off")).isFalse();
    assertThat(like("is size 42 free", "are size 42 free")).isTrue();
  }

  @Test
  void opposites_places_and_names_matter() {
    assertThat(like("My boots are too big", "My boots are too small")).isFalse();
    assertThat(like("with the box", "without the box")).isFalse();
    assertThat(like("open on Sunday", "open on Saturday")).isFalse();
    assertThat(like("I am Anna, I need shoes", "I am Bob, I need shoes")).isFalse();
    assertThat(like("Can I call you?", "Can you call me?")).isFalse();
  }

  @Test
  void mine_is_not_yours_but_may_be_left_out() {
    assertThat(like("What is my address?", "What is your address?")).isFalse();
    assertThat(like("What is my address?", "What is the address?")).isTrue();
    assertThat(like("my boots", "our boots")).isTrue();
  }

  @Test
  void in_another_script_every_word_matters() {
    assertThat(like("靴を返品できますか", "靴を交換できますか")).isFalse();
    assertThat(like("Как вернуть обувь?", "Как почистить обувь?")).isFalse();
  }

  @Test
  void a_question_of_fillers_alone_has_no_gist() {
    assertThat(gist("Hello, please!").isEmpty()).isTrue();
  }

  private static boolean like(String one, String other) {
    boolean like = gist(one).isLike(gist(other));
    assertThat(gist(other).isLike(gist(one))).as("the same from both sides").isEqualTo(like);
    return like;
  }

  private static Gist gist(String text) {
    return Gist.of(Question.normalised(text));
  }
}
