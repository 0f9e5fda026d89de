package io.parley.core.organisation;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Looks TXT records up in the domain name system.
@FunctionalInterface
public interface TextRecords {
  /// The texts of all TXT records of a name, the strings of each joined (RFC 7208, section 3.3);
  /// empty if there are none. Fails if no server answers.
  CompletionStage<List<String>> find(String name);
}
