package io.parley.tools.model.wire;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A piece of an answer, whoever's wire format it goes into.
public sealed interface Part {
  record Text(String text) implements Part {}

  /// Thought before it speaks, in the format's own field.
  record Thought(String text) implements Part {}

  /// @param fragments of the arguments, which some formats send piece by piece
  record Call(String name, List<String> fragments) implements Part {
    public Call {
      fragments = List.copyOf(fragments);
    }
  }

  /// Bytes as they are, whatever they mean.
  record Raw(String bytes) implements Part {}

  /// An error inside the stream.
  record BrokenOff(String code) implements Part {}

  /// Nothing more before this is completed.
  record Wait(CompletableFuture<Void> until) implements Part {}
}
