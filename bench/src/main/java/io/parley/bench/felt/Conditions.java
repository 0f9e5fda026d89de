package io.parley.bench.felt;

import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.felt.Switchboard.Replies;

/// The conditions under which a group is measured.
record Conditions(Boards boards, CallerVoices voices, Codec codec, Script script) {
  /// Opens switchboards in real or in virtual time.
  @FunctionalInterface
  interface Boards {
    Switchboard open(Replies replies);
  }

  Switchboard open(Replies replies) {
    return boards.open(replies);
  }
}
