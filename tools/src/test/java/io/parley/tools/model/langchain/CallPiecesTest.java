package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tools.json.Jackson;
import io.parley.tools.model.langchain.CallPieces.Wanted;
import org.junit.jupiter.api.Test;

class CallPiecesTest {
  private final CallPieces pieces = new CallPieces();

  private void hear(String... more) {
    for (var piece : more) pieces.add(Jackson.parse(piece.replace('\'', '"')).orElseThrow());
  }

  @Test
  void interleaved_pieces_are_separated_by_their_number() {
    hear(
        "{'index':0,'id':'a','function':{'name':'look','arguments':''}}",
        "{'index':1,'id':'b','function':{'name':'open','arguments':'1'}}",
        "{'index':0,'function':{'arguments':'2'}}",
        "{'index':1,'function':{'arguments':'3'}}");
    assertThat(pieces.whole()).containsExactly(new Wanted("look", "2"), new Wanted("open", "13"));
  }

  @Test
  void pieces_without_a_number_are_separated_by_their_id() {
    hear(
        "{'id':'a','function':{'name':'look','arguments':'1'}}",
        "{'id':'b','function':{'name':'open','arguments':'2'}}",
        "{'id':'a','function':{'arguments':'3'}}",
        "{'function':{'arguments':'4'}}");
    assertThat(pieces.whole()).containsExactly(new Wanted("look", "13"), new Wanted("open", "24"));
  }

  @Test
  void another_id_and_a_name_begin_another_call_under_the_same_number() {
    hear(
        "{'index':0,'id':'a','function':{'name':'look','arguments':'1'}}",
        "{'index':0,'id':'b','function':{'name':'look','arguments':'2'}}",
        "{'index':0,'function':{'arguments':'3'}}");
    assertThat(pieces.whole()).containsExactly(new Wanted("look", "1"), new Wanted("look", "23"));
  }

  @Test
  void a_name_repeated_in_every_piece_is_one_name() {
    hear(
        "{'index':0,'id':'a','function':{'name':'look','arguments':'1'}}",
        "{'index':0,'id':'a','function':{'name':'look','arguments':'2'}}");
    assertThat(pieces.whole()).containsExactly(new Wanted("look", "12"));
  }

  @Test
  void an_empty_piece_is_no_call() {
    hear("{'index':0}", "{}", "{'index':0,'id':null,'function':{'name':null,'arguments':null}}");
    assertThat(pieces.whole()).isEmpty();
  }
}
